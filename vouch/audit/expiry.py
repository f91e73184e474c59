"""Deleting segments of the audit log that were kept for long enough; the chain stays whole."""

import calendar
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from vouch.audit import anchors, segments, verifying
from vouch.audit.anchors import Anchor
from vouch.audit.entries import Action, Event
from vouch.audit.log import Log
from vouch.errors import VouchError
from vouch.periods import MONTHS_IN_YEAR, Period


@dataclass(frozen=True)
class Expired:
    """A segment that is to go, and the last day on which it might be there."""

    path: Path
    until: date
    bytes: int


def find(folder: Path, period: Period | None, on: date) -> list[Expired]:
    """List the segments that *period* no longer allows on the day *on*, oldest first.

    A period counts from the end of the segment's month. The newest segment always stays.
    """
    if period is None:
        return []
    ends = {path: _until(path.stem, period) for path in segments.listed(folder)[:-1]}
    return [Expired(path, until, path.stat().st_size) for path, until in ends.items() if until < on]


def _until(month: str, period: Period) -> date:
    """Add a period to the end of a month: months end where months end."""
    year, number = map(int, month.split("-"))
    more, place = divmod(number - 1 + (period.months or 0), MONTHS_IN_YEAR)
    last = calendar.monthrange(year + more, place + 1)[1]
    return date(year + more, place + 1, last) + timedelta(days=period.days or 0)


def delete(folder: Path, expired: Sequence[Expired], who: str, at: datetime) -> None:
    """Delete segments and leave their last hash as the anchor, which an entry of the log names.

    The entry comes first and the oldest segment goes first, so that a deletion that dies can be
    run again, and the chain is whole at any moment.

    Raises:
        VouchError: the log is not as it was written, or it cannot be written.
    """
    if not expired:
        return
    if verifying.check(folder).faults:  # else the proof of an edit could be deleted with it
        raise VouchError("problem.audit_broken")
    last = expired[-1].path
    head = segments.last(last)
    anchor = Anchor(last.stem, head.seq, head.hash)
    detail = asdict(anchor) | {"segments": len(expired)}
    Log(folder).append(Event(at, Action.PRUNE, who, detail=detail))
    try:
        with segments.alone(folder):
            anchors.write(folder, anchor)
            for one in expired:
                one.path.unlink(missing_ok=True)
    except OSError as error:
        said = {"folder": str(folder), "reason": error.strerror or str(error)}
        raise VouchError("problem.audit_unwritable", **said) from error
