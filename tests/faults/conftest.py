"""A small home to damage, and published ones that must outlive what is done to them."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.faults import survivors
from tests.faults.dying import Launcher
from tests.faults.shop import HEAD_ROWS, Shop
from tests.faults.survivors import EARLIER, Survivor
from vouch.parts import making, workers
from vouch.parts.reader import Task


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    """Return a home with its declaration and no snapshot yet."""
    made = Shop(tmp_path)
    made.declare()
    return made


@pytest.fixture(scope="session")
def launcher() -> Iterator[Launcher]:
    """Return the process that lets commands die."""
    made = Launcher()
    yield made
    made.close()


@pytest.fixture(scope="session")
def changed(tmp_path_factory: pytest.TempPathFactory, launcher: Launcher) -> Survivor:
    """Return a published home of which one export of each snapshot has changed."""

    def change(shop: Shop) -> None:
        shop.put(HEAD_ROWS + "c;1.2.2020\n")
        shop.put(HEAD_ROWS + "d;1.2.2020\n", "staff.csv", day=EARLIER)

    return survivors.prepare(tmp_path_factory.mktemp("changed"), launcher, change, "build")


@pytest.fixture(scope="session")
def expired(tmp_path_factory: pytest.TempPathFactory, launcher: Launcher) -> Survivor:
    """Return a published home whose older snapshot is to be pruned."""
    command = ("prune", "--on", "2028-01-31", "--delete")
    folder = tmp_path_factory.mktemp("expired")
    return survivors.prepare(folder, launcher, lambda shop: None, *command)


@pytest.fixture
def made_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make parts in the test's own process, where what a test has changed holds."""

    def run(some: workers.Workers, tasks: Sequence[Task]) -> Iterator[Task]:
        for task in tasks:
            making.make(some.db, task.part, task.wanted, some.scratch)
            yield task

    monkeypatch.setattr(workers.Workers, "run", run)
