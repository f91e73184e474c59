"""Whether the figures can be read, and how old they are: for whoever watches the server."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

import duckdb

from vouch import home, readers, warehouse
from vouch.errors import VouchError

KEPT = 16  # generations that stay open: closing one would give up its locks for every reader


class Status(StrEnum):
    """How the figures are."""

    OK = "ok"
    STALE = "stale"
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class Health:
    """The state of a home's figures; *snapshot* is the newest, *days_old* its age."""

    status: Status
    generation: str | None = None
    snapshot: date | None = None
    days_old: int | None = None


def look(folder: Path, today: date) -> Health:
    """Read the newest snapshot of the home in *folder*; no figure, no person and no path."""
    try:
        found = home.load(folder)
        generation = warehouse.current(found.warehouse)
        if generation is None:
            return Health(Status.UNREADABLE)
        newest = _newest(found.warehouse, generation)
    except (VouchError, duckdb.Error, OSError):
        return Health(Status.UNREADABLE)
    days = (today - newest).days
    is_stale = days > found.policy.settings.stale_after_days
    return Health(Status.STALE if is_stale else Status.OK, generation, newest, days)


def _newest(folder: Path, generation: str) -> date:
    file = warehouse.figures_file(folder, generation).stat()
    state = (file.st_ino, file.st_size, file.st_mtime_ns)
    return _reader(folder, generation, state).snapshots()[-1]


@lru_cache(maxsize=KEPT)
def _reader(folder: Path, generation: str, state: tuple[int, ...]) -> readers.Reader:
    """Open a generation; again only if its file, which nobody may change, is not as it was."""
    return readers.open(folder, generation, readers.Role.MANAGEMENT)
