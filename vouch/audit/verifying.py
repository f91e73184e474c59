"""Holding the audit log against itself: every edit, cut, insertion or change of order is found.

A tail that was cut at the end of a line, or a chain written wholly anew, is sound in itself: it is
found by a head that was kept elsewhere.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from vouch.audit import anchors, entries, segments, walking
from vouch.audit.anchors import Anchor
from vouch.audit.walking import Fault, Head, Segment

KEPT = 256  # segments of which the result is kept; a home has about 24
Stamp = tuple[int, ...]


@dataclass(frozen=True)
class State:
    """The whole log: its head, what is wrong with it, and its entries by month and action.

    *times* are how often each action happened: an entry may tell of several refusals.
    *closed* counts lines that broke off and were closed by an entry that says so.
    """

    head: Head
    faults: tuple[Fault, ...]
    counts: Mapping[str, Mapping[str, int]]
    times: Mapping[str, Mapping[str, int]]
    closed: int

    @property
    def entries(self) -> int:
        """Count the entries that are there; older ones may have been pruned."""
        return sum(sum(by_action.values()) for by_action in self.counts.values())


def check(folder: Path, kept_head: str = "") -> State:
    """Verify the log in *folder*, from its first entry or the anchor to its last.

    *kept_head* is a head that was kept elsewhere: an entry must have it.
    """
    anchor = anchors.read(folder)
    wanted = frozenset({kept_head, anchor.hash if anchor else ""} - {""})
    found: list[Segment] = []
    for path in segments.listed(folder):
        before = found[-1].head if found else None
        found.append(_checked(path, _stamp(path), before, wanted))
    faults = [fault for one in found for fault in one.faults]
    faults += _start(found, anchor)
    if kept_head and not any(kept_head in one.met for one in found):
        faults.append(Fault("head", found[-1].name if found else "", 0, {"hash": kept_head}))
    return State(
        (found[-1].head if found else None) or Head(),
        tuple(faults),
        {one.name: one.counts for one in found},
        {one.name: one.times for one in found},
        sum(one.closed for one in found),
    )


def _start(found: Sequence[Segment], anchor: Anchor | None) -> Iterator[Fault]:
    """Hold the first entry against the anchor: what lies before it was pruned, or cut away."""
    if anchor and not any(anchor in one.anchors for one in found):
        yield Fault("anchor", anchor.segment, 0)
    first = next((one.first for one in found if one.first), None)
    known = {entries.GENESIS, anchor.hash if anchor else ""}
    # Where deleting was broken off, segments before the anchor's entry are still there.
    is_among = anchor and any(anchor.hash in one.met for one in found)
    if first and first["previous"] not in known and not is_among:
        yield Fault("start", first["segment"], 1, {"number": first["seq"]})


@lru_cache(maxsize=KEPT)
def _checked(path: Path, stamp: Stamp, before: Head | None, wanted: frozenset[str]) -> Segment:
    """Check one segment; while its *stamp* stays the same it is not read again."""
    return walking.along(path, before, wanted)


def _stamp(path: Path) -> Stamp:
    """Name the state of a segment; the last number cannot be set back by whoever edits it."""
    seen = path.stat()
    return seen.st_ino, seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns


def stamp(folder: Path) -> str:
    """Name the state of the whole log."""
    return " ".join(f"{path.stem}:{_stamp(path)}" for path in segments.listed(folder))
