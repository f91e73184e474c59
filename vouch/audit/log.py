"""Writing to the audit log: whole, in its place, and on the disk before anything is shown."""

import hashlib
import os
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from vouch import warehouse
from vouch.audit import entries, segments
from vouch.audit.entries import Action, Event
from vouch.audit.segments import End
from vouch.errors import VouchError

SYSTEM = "vouch"  # who writes what the log notes of itself
Detail = dict[str, object]


@dataclass(frozen=True)
class Log:
    """The audit log of a home, in its *folder* ``audit``."""

    folder: Path

    def append(self, event: Event) -> End:
        """Write an event down; when this returns it is on the disk.

        A last line that broke off stays where it is, and is closed by an entry that says so.

        Raises:
            VouchError: it cannot be written, so whatever it was for must not be shown.
        """
        try:
            with segments.alone(self.folder):
                return self._add(event)
        except OSError as error:
            said = {"folder": str(self.folder), "reason": error.strerror or str(error)}
            raise VouchError("problem.audit_unwritable", **said) from error

    def _add(self, event: Event) -> End:
        end = segments.end(self.folder)
        if end.torn:
            end = self._close(end, event.at)
        # A clock that was set back must not bring an entry before an earlier one.
        return self._write(event, max(segments.month_of(event.at), end.segment), end)

    def _close(self, end: End, at: datetime) -> End:
        """End the line that broke off, and say how long it is and what its hash."""
        detail = broken_off(end.torn)
        event = Event(at, Action.REPAIR, SYSTEM, detail=detail)
        return self._write(event, end.segment, end)

    def _write(self, event: Event, segment: str, end: End) -> End:
        line, made = entries.line(event, end.seq + 1, segment, end.hash)
        _put(self.folder / f"{segment}.jsonl", b"\n" * bool(end.torn) + line)
        return End(segment, end.seq + 1, made)


def broken_off(torn: bytes) -> Detail:
    """Describe a line that broke off, without repeating it."""
    return {"bytes": len(torn), "sha256": hashlib.sha256(torn).hexdigest()}


def _put(path: Path, text: bytes) -> None:
    """Add to a file and wait until it is on the disk; what cannot be, leaves nothing behind."""
    is_new = not path.exists()
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT
    handle = os.open(path, flags, segments.OWNER_ONLY)
    size = os.fstat(handle).st_size
    try:
        _write_all(handle, text)
        os.fsync(handle)
        if is_new:
            warehouse.sync(path.parent)
            warehouse.sync(path.parent.parent)
    except OSError:
        with suppress(OSError):
            os.ftruncate(handle, size)
        raise
    finally:
        os.close(handle)


def _write_all(handle: int, text: bytes) -> None:
    while text:
        text = text[os.write(handle, text) :]
