"""Segments of the audit log: one file a month, and where the last entry stands."""

import fcntl
import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from vouch.audit import entries
from vouch.errors import VouchError

NAMED = re.compile(r"\d{4}-\d{2}\.jsonl")
LOCK = "lock"
OWNER_ONLY, OWNER_ENTERS = 0o600, 0o700
TAIL = 65_536  # bytes; an entry has about 700
PATIENCE, PAUSE = 10.0, 0.005  # seconds


@dataclass(frozen=True)
class End:
    """Where the log ends: the last whole entry, and what broke off behind it."""

    segment: str = ""
    seq: int = 0
    hash: str = entries.GENESIS
    torn: bytes = b""


def month_of(at: datetime) -> str:
    """Name the segment of a time."""
    return f"{at.astimezone(UTC):%Y-%m}"


def listed(folder: Path) -> list[Path]:
    """List the segments, oldest first."""
    return sorted(path for path in folder.glob("*.jsonl") if NAMED.fullmatch(path.name))


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold the log, so that one writer at a time adds to it, of this process or another.

    Raises:
        VouchError: somebody else holds it for too long.
    """
    folder.mkdir(mode=OWNER_ENTERS, parents=True, exist_ok=True)
    handle = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, OWNER_ONLY)
    try:
        _wait(handle, folder)
        yield
    finally:
        os.close(handle)


def _wait(handle: int, folder: Path) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        with suppress(BlockingIOError):
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        if time.monotonic() > until:
            raise VouchError("problem.audit_busy", folder=str(folder))
        time.sleep(PAUSE)


def end(folder: Path) -> End:
    """Find where the log ends.

    Raises:
        VouchError: the last line was written whole and is no entry: somebody changed it.
    """
    for path in reversed(listed(folder)):
        if path.stat().st_size:
            return last(path)
    return End()


def last(path: Path) -> End:
    """Read the end of a segment: a line that does not end broke off, unless it is an entry.

    Raises:
        VouchError: the last line was written whole and is no entry.
    """
    *_, before, torn = b"", *_tail(path).split(b"\n")
    record = entries.read(torn or before)
    if torn and record is None:
        if entries.parsed(torn) is not None:  # a line that broke off is never whole JSON
            raise _damaged(path)
        record = entries.read(before)
    if record is None:
        if before or not torn:
            raise _damaged(path)
        return _begun(path, torn)
    if entries.digest(record) != record["hash"] or record["segment"] != path.stem:
        raise _damaged(path)
    return End(path.stem, record["seq"], record["hash"], torn)


def _begun(path: Path, torn: bytes) -> End:
    """Find the end before a segment whose first line broke off."""
    for earlier in reversed(listed(path.parent)):
        if earlier < path and earlier.stat().st_size:
            found = last(earlier)
            return End(path.stem, found.seq, found.hash, torn)
    return End(path.stem, torn=torn)


def _damaged(path: Path) -> VouchError:
    return VouchError("problem.audit_damaged", file=path.name, folder=str(path.parent))


def _tail(path: Path) -> bytes:
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - TAIL))
        return file.read()
