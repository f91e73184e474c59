"""Walking along one segment of the audit log, line by line, to find where it was changed."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from vouch.audit import entries, log
from vouch.audit.anchors import Anchor
from vouch.audit.entries import Action, Record


@dataclass(frozen=True)
class Head:
    """An entry; its hash stands for all before it."""

    hash: str = entries.GENESIS
    seq: int = 0
    at: str = ""


@dataclass(frozen=True)
class Fault:
    """One place where the log is not as it was written; *line* 0 is the segment as a whole."""

    kind: str
    segment: str
    line: int
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass
class Segment:
    """What one segment holds, as far as somebody has walked along it.

    *head* is the last entry so far, or that of the segment before. *closed* counts lines that
    broke off and were closed by an entry. *counts* are entries by action, *times* how often each
    happened. *met* are the hashes that were looked for and found.
    """

    name: str
    head: Head | None
    wanted: frozenset[str] = frozenset()
    first: Record | None = None
    faults: list[Fault] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    times: Counter[str] = field(default_factory=Counter)
    met: set[str] = field(default_factory=set)
    anchors: set[Anchor] = field(default_factory=set)
    closed: int = 0
    broken: bool = False  # the line before is no entry, and nothing has closed it yet
    last: bytes = b""

    def fault(self, kind: str, line: int, **values: object) -> None:
        """Note what is wrong with a line."""
        self.faults.append(Fault(kind, self.name, line, values))

    def step(self, number: int, raw: bytes) -> None:
        """Take one line."""
        text = raw.removesuffix(b"\n")
        record = entries.read(text)
        if record is None:
            self.leave(number)
            self.broken = True
        else:
            self._meet(number, record)
            self._count(record)
        if not raw.endswith(b"\n"):
            self.broken = False
            self.fault("torn", number)
        self.last = text

    def leave(self, number: int) -> None:
        """Tell of the line before *number* if it is no entry, and nothing closed it."""
        if self.broken:
            self.fault("unreadable", number - 1)
            self.broken = False

    def _meet(self, number: int, record: Record) -> None:
        """Hold an entry against its own hash, and against the entry before."""
        if record["action"] == Action.REPAIR:
            self._close(number, record)
        self.leave(number)
        if entries.digest(record) != record["hash"]:
            self.fault("altered", number)
        if record["segment"] != self.name:
            self.fault("moved", number, other=record["segment"])
        before = self.head or _before_first(record)
        if record["seq"] != before.seq + 1:
            self.fault("number", number, number=record["seq"], due=before.seq + 1)
        elif record["previous"] != before.hash:
            self.fault("link", number)

    def _close(self, number: int, record: Record) -> None:
        """Hold an entry that closes a line that broke off against that line."""
        if record["detail"] == log.broken_off(self.last):
            self.closed += 1
            self.broken = False
        else:
            self.fault("repair", number)

    def _count(self, record: Record) -> None:
        self.counts[record["action"]] += 1
        self.times[record["action"]] += entries.times(record)
        self.head = Head(record["hash"], record["seq"], record["at"])
        self.first = self.first or record
        self.met |= self.wanted & {record["hash"]}
        if record["action"] == Action.PRUNE:
            self.anchors.add(Anchor.said(record["detail"]))


def _before_first(record: Record) -> Head:
    """Take the first entry that is there at its word, unless it says to be the very first."""
    is_first = record["seq"] == 1 or record["previous"] == entries.GENESIS
    return Head() if is_first else Head(record["previous"], record["seq"] - 1)


def along(path: Path, before: Head | None, wanted: frozenset[str]) -> Segment:
    """Walk along a segment that follows the *before* entry, if any."""
    segment, number = Segment(path.stem, before, wanted), 0
    try:
        with path.open("rb") as lines:
            for raw in lines:
                number += 1
                segment.step(number, raw)
    except OSError:
        segment.fault("closed_off", 0)
    segment.leave(number + 1)
    if not number and not segment.faults:
        segment.fault("empty", 0)
    return segment
