"""A small home to damage."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.faults.shop import Shop
from vouch.parts import making, workers
from vouch.parts.reader import Task


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    """Return a home with its declaration and no snapshot yet."""
    made = Shop(tmp_path)
    made.declare()
    return made


@pytest.fixture
def made_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make parts in the test's own process, where what a test has changed holds."""

    def run(some: workers.Workers, tasks: Sequence[Task]) -> Iterator[Task]:
        for task in tasks:
            making.make(some.db, task.part, task.wanted, some.scratch)
            yield task

    monkeypatch.setattr(workers.Workers, "run", run)
