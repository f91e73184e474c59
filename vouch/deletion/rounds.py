"""Rounds: all datasets of a home, compared day by day over its snapshots."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from vouch import sources
from vouch.deletion import chains, comparing
from vouch.deletion.chains import Look
from vouch.deletion.desk import NOTHING, Desk, Made, Pair
from vouch.parts.identity import Part


@dataclass(frozen=True)
class Chain:
    """One dataset's looks, and what the looks at it and at others rest on."""

    looks: Sequence[Look]
    parts: Mapping[tuple[date, str], Part]
    declared: Mapping[str, sources.Dataset]
    faulty: chains.Faults

    @cached_property
    def good(self) -> dict[date, Look]:
        """List the looks at parts that can be relied on."""
        return {
            look.snapshot: look
            for look in self.looks
            if look.since_on is None and self.part(look.snapshot)
        }

    @property
    def has_ids(self) -> bool:
        """Tell whether records are known again by ids of their own."""
        return self.declared[self.looks[0].dataset].has_ids

    def part(self, day: date | None, name: str = "") -> Part | None:
        """Find a part that can be relied on, of this dataset or of another."""
        place = (day, name or self.looks[0].dataset)
        return None if place in self.faulty else self.parts.get(place)  # type: ignore[arg-type]


@dataclass
class Round:
    """What is known before a day is compared: the lists, and what each last pair left behind."""

    lists: dict[tuple[date, str], Made] = field(default_factory=dict)
    last: dict[str, Made] = field(default_factory=dict)


def go(desk: Desk, days: Sequence[date], compared: Sequence[Chain]) -> dict[str, list[Path]]:
    """Compare the pairs of all chains, then tell of each list what is left of it.

    Return the files of each table.
    """
    found: dict[str, list[Path]] = defaultdict(list)
    now = Round()
    for day in days:
        mine = [chain for chain in compared if day in chain.good]
        _list(desk, day, mine, now)
        for pairs in _pairs(desk, day, mine, now):
            now.last |= (made := comparing.step(desk, pairs))
            for table, path in next(iter(made.values())).paths.items():
                found[table].append(path)
    by_ids = [chain for chain in compared if chain.good and chain.has_ids]
    if by_ids:
        newest = [chain.good[max(chain.good)] for chain in by_ids]
        lists = [
            now.lists[day, look.dataset]
            for look in newest
            for day in days
            if (day, look.dataset) in now.lists
        ]
        found["worklists"].append(comparing.follow_up(desk, lists, newest, now.last))
    return found


def _list(desk: Desk, day: date, mine: Sequence[Chain], now: Round) -> None:
    """List what is past its date on a day, of all datasets."""
    parts = [part for chain in mine if (part := chain.part(day))]
    for few in desk.handfuls(parts, lambda part: [part]):
        now.lists |= {(day, name): drawn for name, drawn in comparing.draw(desk, few).items()}


def _pairs(desk: Desk, day: date, mine: Sequence[Chain], now: Round) -> Iterator[list[Pair]]:
    """Pair what ends on a day; what begins on one day is judged by one policy."""
    begun: dict[date, list[Pair]] = defaultdict(list)
    for chain in mine:
        look = chain.good[day]
        before, after = chain.part(look.before_on), chain.part(day)
        if before and after:
            lists = now.lists[before.snapshot, before.name], now.lists[day, after.name]
            last = now.last.get(after.name, NOTHING)
            beside = _beside(chain, before, after)
            begun[before.snapshot].append(Pair(look, before, after, lists, beside, last))
    for pairs in begun.values():
        yield from desk.handfuls(pairs, lambda pair: [pair.before, pair.after])


def _beside(chain: Chain, before: Part, after: Part) -> list[tuple[Part, Part]]:
    """Pair the parts of other datasets in which a record may stand instead."""
    pairs = (
        (chain.part(before.snapshot, name), chain.part(after.snapshot, name))
        for name in chains.elsewhere(after, chain.declared)
    )
    return [(one, other) for one, other in pairs if one and other]
