"""Chains: which snapshots of a dataset can be compared, and with which one before."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import duckdb

from vouch import kinds, queries, reference, sources
from vouch.parts.identity import Part
from vouch.versions import Versions

COMPARED, FIRST, NO_PERIOD = "compared", "first", "no_period"
STOPPED, SUSPECT, MISSING = "stopped", "suspect", "missing"
UNREAD = """
SELECT snapshot, dataset FROM fig_files WHERE dataset IS NOT NULL
GROUP BY snapshot, dataset HAVING NOT bool_and(state = 'read')
"""

Faults = Mapping[tuple[date, str], str]


@dataclass(frozen=True)
class Look:
    """One dataset in one snapshot, held against the last one before it that can be relied on.

    *since_on* tells since when it cannot be compared.
    """

    snapshot: date
    dataset: str
    state: str
    before_on: date | None
    since_on: date | None


def faults(
    db: duckdb.DuckDBPyConnection, versions: Versions, days: Sequence[date], stops: set
) -> dict[tuple[date, str], str]:
    """Tell which datasets can be relied on in which snapshot no more; fig_files is there.

    An export is suspect by the policy of its day.
    """
    found = dict.fromkeys(db.execute(UNREAD).fetchall(), MISSING)
    found |= {place: STOPPED for place in found if place in stops}
    for version in versions.holding(days):
        reference.judge(db, version)
        for day, name, *_ in db.execute(queries.load("figures", "fig_suspects").sql).fetchall():
            if versions.on(day) == version:
                found.setdefault((day, name), SUSPECT)
    return found


def follow(name: str, days: Iterable[date], faulty: Faults) -> Iterator[Look]:
    """Go through the snapshots of a dataset, oldest first."""
    before: date | None = None
    since: date | None = None
    for day in days:
        state = faulty.get((day, name))
        if state:
            since = since or day
            yield Look(day, name, state, before, since)
        else:
            yield Look(day, name, COMPARED if before else FIRST, before, None)
            before, since = day, None


def has_period(dataset: sources.Dataset, versions: Versions, days: Iterable[date]) -> bool:
    """Tell whether a record of the dataset can be past its date, or go too early, on any day."""
    if not kinds.KINDS[dataset.kind].is_personal:
        return False
    rules = (versions.on(day).rules.get(dataset.rule or "") for day in days)
    return any(rule and rule.period for rule in rules)


def elsewhere(part: Part, declared: Mapping[str, sources.Dataset]) -> list[str]:
    """Name the datasets under another rule in which a record of *part* would be known again.

    They have the same register of ids, or columns that stay the same as this one's.
    """
    mine = part.dataset
    return [
        name
        for name, other in declared.items()
        if name != part.name
        and other.rule != mine.rule
        and kinds.KINDS[other.kind].is_personal
        and other.has_ids
        and (
            sources.register(name, other) == sources.register(part.name, mine)
            or {"fingerprint"} <= set(mine.columns) & set(other.columns)
        )
    ]
