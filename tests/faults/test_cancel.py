"""Builds that somebody cancels: one sentence, and what was finished is not read again."""

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests import terminal
from tests.faults import survivors
from tests.faults.shop import HEAD_ROWS, Shop
from tests.faults.survivors import Survivor, points
from vouch import build, home, warehouse
from vouch.errors import VouchError
from vouch.ui import builds

CANCELLED = 130
SAID = "The build was cancelled."


@pytest.mark.parametrize("seed", points(60, 4))
def test_a_cancelled_build_says_one_sentence(changed: Survivor, tmp_path: Path, seed: int) -> None:
    """Whoever presses Ctrl+C wants out, without a traceback; what is all but done may end well."""
    folder = changed.copy(tmp_path)
    at = 1 + int(survivors.share(seed) * changed.new.touches)
    late = survivors.dice(seed).uniform(0.0001, 0.01) if seed % 2 else 0.0
    end = changed.launcher.run("build", "--home", folder, at=at, late=late, sign=signal.SIGINT)

    assert (end.code, end.said.startswith(SAID)) in ((CANCELLED, True), (0, False)), end.said
    assert len(end.said.splitlines()) <= 1
    assert changed.is_whole(folder)
    assert not (folder / "warehouse" / "scratch").exists()
    survivors.rebuild(folder)
    assert survivors.Known.after(folder, changed.new.touches) == changed.new


def test_the_next_build_goes_on_from_there(changed: Survivor, tmp_path: Path) -> None:
    """Hours of reading must not be lost to one impatient key."""
    parts = []
    for step in range(0, changed.new.touches, changed.new.touches // 5):
        folder = changed.copy(tmp_path / str(step))
        changed.launcher.run("build", "--home", folder, at=step + 1, sign=signal.SIGINT)
        parts.append(build.run(home.load(folder)).new_parts)

    assert parts[0] == 2
    assert parts[-1] == 0
    assert parts == sorted(parts, reverse=True)


def test_a_long_query_is_cancelled_as_well(shop: Shop) -> None:
    """DuckDB has words of its own for it, in the midst of a query."""
    shop.put("id;ended\n" + "".join(f"p{n};1.2.2020\n" for n in range(2_000_000)))
    command = [*terminal.COMMAND, "build", "--home", shop.folder, "--progress", "json"]
    process = subprocess.Popen(
        command, cwd=terminal.ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    while '"stage": "reading"' not in process.stdout.readline():
        assert process.poll() is None
    time.sleep(0.5)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)

    assert process.returncode == CANCELLED
    assert said.startswith(SAID)
    assert len(said.splitlines()) == 1


@pytest.mark.parametrize("seed", points(30, 3))
def test_ctrl_c_ends_the_workers_in_silence(shop: Shop, seed: int) -> None:
    """A terminal sends it to all of them, and each would print a traceback of its own."""
    survivors.put_many(shop)
    process = subprocess.Popen(
        [*terminal.COMMAND, "build", "--home", shop.folder],
        cwd=terminal.ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    while not (shop.folder / "warehouse" / "scratch").exists():
        assert process.poll() is None
        time.sleep(0.002)
    time.sleep(survivors.share(seed))  # their start takes about a second
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=60)

    assert process.returncode == CANCELLED, said
    assert said.startswith(SAID), said
    assert len(said.splitlines()) == 1
    assert not (shop.folder / "warehouse" / "scratch").exists()


def test_a_build_is_cancelled_from_a_page(shop: Shop) -> None:
    """Two readers wait for one build; either may stop it, and the next begins at once."""
    shop.put(HEAD_ROWS)
    first, second = builds.join(shop.folder), builds.join(shop.folder)
    first.cancel()

    assert first is second
    with pytest.raises(VouchError) as told:
        second.check()
    assert told.value.key == "problem.build_cancelled"
    assert warehouse.current(shop.folder / "warehouse") is None
    again = builds.join(shop.folder)
    assert again.over.wait(60)
    again.check()
    assert warehouse.current(shop.folder / "warehouse") is not None
    assert again.step is not None
    assert again.step.stage == "publishing"


def test_a_mistake_of_the_home_is_told_on_the_page(shop: Shop) -> None:
    """The child's own sentence, and not that something broke."""
    shop.put(HEAD_ROWS)
    (shop.folder / "sources.toml").write_text("[crm.people]\n")
    running = builds.join(shop.folder)

    assert running.over.wait(60)
    with pytest.raises(VouchError, match=r"sources\.toml"):
        running.check()


def test_a_second_build_is_told_to_wait(changed: Survivor, tmp_path: Path) -> None:
    """Both would write the same names."""
    folder = changed.copy(tmp_path)
    with build.alone(folder / "warehouse"):
        end = changed.launcher.run("build", "--home", folder)

    assert end.code == 2
    assert end.said.startswith("Another build of")
    assert len(end.said.splitlines()) == 1
