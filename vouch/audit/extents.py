"""The log as it stood at the end of a day, before the report looked: the same at every later look.

The report's own looks, as the last that were written, would make each picture of the log differ
from the one before.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from vouch import viewers
from vouch.audit import entries, segments, verifying
from vouch.audit.entries import Action, Record
from vouch.audit.verifying import State
from vouch.audit.walking import Head


@dataclass(frozen=True)
class Extent:
    """The entries up to number *last*, in the segments up to *month*; 0 and empty for none."""

    last: int = 0
    month: str = ""


def until(folder: Path, day: date) -> Extent:
    """Find the last entry of *day* or before it that is not the report's own."""
    found = Extent()
    for month, record in _all(folder):
        if record["at"][:10] > day.isoformat():
            break
        if record.get("who") != viewers.REPORT:
            found = Extent(record["seq"], month)
    return found


def state(folder: Path, extent: Extent) -> State:
    """Count what lies within an extent; whatever is wrong with the log is told in any case."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    times: defaultdict[str, Counter[str]] = defaultdict(Counter)
    head = Head()
    for month, record in _all(folder):
        if record["seq"] > extent.last:
            break
        counts[month][record["action"]] += 1
        times[month][record["action"]] += entries.times(record)
        head = Head(record["hash"], record["seq"], record["at"])
    closed = sum(by_action[Action.REPAIR] for by_action in counts.values())
    checked = verifying.check(folder)
    return replace(checked, head=head, counts=counts, times=times, closed=closed)


def _all(folder: Path) -> Iterator[tuple[str, Record]]:
    """Yield the entries, oldest first, each with the month of its segment."""
    for path in segments.listed(folder):
        with path.open("rb") as lines:
            for line in lines:
                if record := entries.read(line.removesuffix(b"\n")):
                    yield path.stem, record
