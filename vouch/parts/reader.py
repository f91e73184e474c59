"""A reader: a process that makes parts, since a file can end or fill the one that reads it."""

import errno
import os
import resource
import threading
import traceback
from dataclasses import dataclass
from multiprocessing import parent_process
from multiprocessing.connection import Connection
from pathlib import Path

import duckdb

from vouch import reference
from vouch.bounds import MB, Bounds
from vouch.errors import VouchError
from vouch.home import Home
from vouch.parts import database, making
from vouch.parts.identity import Part

SMALL = 64 << 20  # bytes of files; a larger part wants all processors for itself
UNPACKED = {"xlsx": 10}  # held whole, and that much larger than its file
# Of the memory, the database's: of a part beside others, and of one that is alone.
SHARES = {False: 0.25, True: 0.6}
READY = "ready"
TOO_LARGE = os.strerror(errno.EFBIG)  # in the words of whoever wrote the file


@dataclass(frozen=True)
class Task:
    """One part to make, and where to; *place* is where its figures lie or will lie.

    If it *is_alone*, it has all processors for itself.
    """

    part: Part
    wanted: making.Wanted
    place: Path
    is_alone: bool = True

    @property
    def sizes(self) -> list[int]:
        """List the bytes of its files."""
        return [file.size for file, _ in self.part.files]

    @property
    def size(self) -> int:
        """Count the bytes of its files together."""
        return self.part.size

    @property
    def name(self) -> str:
        """Name the file that is read; of several, the pattern that they are found by."""
        names = [file.name for file, _ in self.part.files]
        return f"{self.part.snapshot}/{names[0] if len(names) == 1 else self.part.dataset.files}"

    @property
    def is_small(self) -> bool:
        """Tell whether the part can be made beside others."""
        return self.size * UNPACKED.get(self.part.dataset.format.type, 1) <= SMALL


@dataclass(frozen=True)
class Failure:
    """Why a reader gave up: a message, and what fills it beside the file.

    With *error* it is nobody's file: the disk is full, say. *is_sudden* if the process was ended
    from without, which need not be the file's doing.
    """

    problem: str = ""
    said: tuple[tuple[str, object], ...] = ()
    error: Exception | None = None
    is_sudden: bool = False


def serve(calls: Connection, home: Home, scratch: Path) -> None:
    """Say that all is ready; make the parts asked for, and answer each with a failure or None."""
    threading.Thread(target=_end_with_build, daemon=True).start()
    mine = scratch / f"reader-{os.getpid()}"
    with database.connect(mine, "250MB", threads=1) as db:
        reference.create(db, home)
        calls.send(READY)
        mine.mkdir(parents=True)
        while task := calls.recv():
            calls.send(_try(db, task, mine))


def _end_with_build() -> None:
    """End when the build has ended: what a reader makes for nobody would only be in the way."""
    build = parent_process()
    if build:
        build.join()
    os._exit(1)


def _try(db: duckdb.DuckDBPyConnection, task: Task, scratch: Path) -> Failure | None:
    """Make one part within its bounds."""
    within = task.part.within
    _limit(within)
    for is_alone in dict.fromkeys((task.is_alone, True)):  # it may be larger than its files
        _share(db, within, is_alone=is_alone)
        try:
            making.make(db, task.part, task.wanted, scratch)
        except (MemoryError, duckdb.OutOfMemoryException):
            continue
        except Exception as error:  # noqa: BLE001  whatever a file does to the reader, it is named
            return _judged(error, task)
        return None
    return large(within)


def _share(db: duckdb.DuckDBPyConnection, within: Bounds, *, is_alone: bool) -> None:
    """Give the database its share of memory and processors."""
    db.execute(f"SET memory_limit = '{SHARES[is_alone] * within.memory_at_most / MB:.0f}MB'")
    db.execute(f"SET threads = {(os.cpu_count() or 1) if is_alone else 1}")


def _limit(within: Bounds) -> None:
    """Bound what the process may still allocate, and how large a file it may write."""
    told = Path("/proc/self/statm").read_text(encoding="ascii").split()
    resident, reserved = (int(told[place]) * resource.getpagesize() for place in (1, 5))
    _lower(resource.RLIMIT_DATA, reserved + max(within.memory_at_most - resident, 0))
    _lower(resource.RLIMIT_FSIZE, within.unpack_at_most + MB)


def _lower(limit: int, most: int) -> None:
    """Set a limit; the one that the system set for the build may be lower."""
    _, hard = resource.getrlimit(limit)
    allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(limit, (allowed, hard))


def large(within: Bounds) -> Failure:
    """Say that the memory was not enough."""
    return Failure("problem.reader_large", (("most", within.memory_at_most // MB),))


def _judged(error: Exception, task: Task) -> Failure:
    """Tell a fault of the file from one of the disk: that one is not to be remembered as its."""
    is_too_large = TOO_LARGE in str(error)
    named = getattr(error, "filename", None)
    if named in {str(file.path) for file, _ in task.part.files} or is_too_large:
        return Failure("problem.reader_ended", (("sign", type(error).__name__),))
    if isinstance(error, OSError | VouchError | duckdb.IOException):
        return Failure(error=error)
    last = traceback.extract_tb(error.__traceback__)[-1]  # the message might quote the file
    sign = f"{type(error).__name__}, {Path(last.filename).name}:{last.lineno}"
    return Failure("problem.reader_ended", (("sign", sign),))
