"""Writes that fail: one sentence, nothing published by halves, and the next build has room again.

Python's own are refused at a touch, once (EIO) or from there on (ENOSPC). Those of DuckDB's threads
are refused by the system itself: no file may grow beyond a size, which ends the same calls with
EFBIG that a full disk ends with ENOSPC.
"""

from pathlib import Path

import pytest

from tests.faults import survivors
from tests.faults.dying import End
from tests.faults.survivors import Survivor, points

MENDABLE = 2
SMALLEST = 16  # bytes


def look(survivor: Survivor, folder: Path, end: End) -> None:
    """See that a failure was told in one sentence and left no trace; 0 is one that did no harm."""
    assert end.code in (0, MENDABLE), end.said
    assert len(end.said.splitlines()) == (end.code == MENDABLE), end.said
    assert survivor.is_whole(folder)
    again = survivor.launcher.run(*survivor.command, "--home", folder)
    assert again.code == 0, again.said
    assert survivors.Known.after(folder, survivor.new.touches) == survivor.new


@pytest.mark.parametrize("seed", points(80, 6))
def test_a_refused_write_publishes_nothing(changed: Survivor, tmp_path: Path, seed: int) -> None:
    """A schedule mails one sentence, and the figures of yesterday stand."""
    folder = changed.copy(tmp_path)
    at = 1 + int(survivors.share(seed) * changed.new.touches)
    error = ("ENOSPC", "EIO")[seed % 2]
    end = changed.launcher.run("build", "--home", folder, at=at, error=error)

    look(changed, folder, end)


@pytest.mark.parametrize("seed", points(60, 6))
def test_no_room_publishes_nothing(changed: Survivor, tmp_path: Path, seed: int) -> None:
    """A database that is closed on a full disk keeps silent, and looks sound."""
    folder = changed.copy(tmp_path)
    largest = max(path.stat().st_size for path in (folder / "warehouse").iterdir())
    most = int(SMALLEST * (largest / SMALLEST) ** survivors.share(seed + 1))
    end = changed.launcher.run("build", "--home", folder, most=most)

    assert end.code == MENDABLE
    look(changed, folder, end)


@pytest.mark.parametrize("seed", points(40, 4))
def test_a_pruning_without_room_deletes_nothing(
    expired: Survivor, tmp_path: Path, seed: int
) -> None:
    """What could not be kept must not go."""
    folder = expired.copy(tmp_path)
    at = 1 + int(survivors.share(seed) * expired.new.touches)
    end = expired.launcher.run(*expired.command, "--home", folder, at=at, error="ENOSPC")

    look(expired, folder, end)
