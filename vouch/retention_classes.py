"""Retention by class: what each deletion rule holds, and what of it is past its date."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

NO_RULE = "none"  # stands for records of datasets that declare no rule
WELL = ("within", "due_soon", "running")
BANDS = ("1-30", "31-90", "91-365", "over-365")


@dataclass(frozen=True)
class RetentionClass:
    """One deletion rule in one snapshot, with the last snapshots' counts past their date.

    *lacking* names its datasets that were not read in each of them.
    """

    rule: str
    determination: str
    states: dict[str, int] = field(default_factory=dict)
    past: tuple[int, ...] = ()
    ages: tuple[int, ...] = (0,) * len(BANDS)
    lacking: tuple[frozenset[str], ...] = ()
    is_declared: bool = False
    is_exported: bool = False
    is_compared: bool = True

    @property
    def held(self) -> int:
        """Personal records held under the rule, in whichever state."""
        return sum(self.states.values())

    @property
    def is_judged(self) -> bool:
        """Tell whether the rule has a period, so that records can be past their date."""
        return self.determination == "period"

    @property
    def change(self) -> int | None:
        """Records past their date now, less those in the snapshot before.

        None where the two do not hold the same datasets.
        """
        if not self.past[1:]:
            return 0
        is_alike = self.is_compared and len({*self.lacking[-2:]}) <= 1
        return self.past[-1] - self.past[-2] if is_alike else None

    @property
    def trend(self) -> list[int | None]:
        """Records past their date in each snapshot; none is known of one that lacks a dataset.

        Of the last one the page itself says what it lacks.
        """
        lacked = (*self.lacking[:-1], frozenset())
        return [None if gone else n for n, gone in zip(self.past, lacked, strict=True)]

    @property
    def unjudged(self) -> str:
        """The state that says why nothing of it can be past."""
        return "no_period" if self.is_exported else "not_exported"

    @property
    def standing(self) -> str:
        """The state that tells most of what has a period: late, kept by a hold, or well.

        Where nothing has a last permitted day, nothing is well.
        """
        counts = {"past": self.past[-1], "on_hold": self.states.get("on_hold", 0)}
        counts["within"] = sum(self.states.get(name, 0) for name in WELL)
        counts["no_start"] = self.states.get("no_start", 0)
        return next((name for name, n in counts.items() if n), "nothing")


def gather(
    rules: dict[str, str],
    states: pd.DataFrame,
    ages: pd.DataFrame,
    days: Sequence[date],
    unread: Mapping[date, AbstractSet[str]],
) -> list[RetentionClass]:
    """Put the classes together, largest first; those without a period stand last.

    *rules* gives each rule's determination; *states* (snapshot, rule, dataset, state, records)
    the last snapshots, which are of *days*; *ages* (rule, band, records) the records past their
    date; *unread* the datasets of which a snapshot has nothing. A home without any dataset has
    rules and no states.
    """
    states = states.fillna({"rule": NO_RULE})
    known = {rule: frozenset(rows) for rule, rows in states.groupby("rule")["dataset"]}
    if NO_RULE in known:
        rules = rules | {NO_RULE: "not_set"}
    counts = states.groupby(["rule", "snapshot", "state"])["records"].sum()
    bands = ages.groupby(["rule", "band"])["records"].sum()
    classes = [
        RetentionClass(
            rule=rule,
            determination=determination,
            states=_now(counts, rule, days[-1]),
            past=tuple(int(counts.get((rule, day, "past"), 0)) for day in days),
            ages=tuple(int(bands.get((rule, band), 0)) for band in BANDS),
            lacking=tuple(
                known.get(rule, frozenset()) & unread.get(day, frozenset()) for day in days
            ),
            is_declared=rule in known,
            is_exported=bool(known.get(rule, frozenset()) - unread.get(days[-1], frozenset())),
        )
        for rule, determination in rules.items()
    ]
    return sorted(classes, key=_rank)


def _now(counts: pd.Series, rule: str, day: date) -> dict[str, int]:
    if (rule, day) not in counts.index.droplevel("state"):
        return {}
    return {state: int(n) for state, n in counts.loc[(rule, day)].items()}


def _rank(entry: RetentionClass) -> tuple:
    order = ("period", "not_set", "indefinite").index(entry.determination)
    return order, not entry.is_exported, -(entry.past[-1] if entry.past else 0), -entry.held


def total(classes: Sequence[RetentionClass], state: str) -> int:
    """Sum one state over all classes."""
    return sum(entry.states.get(state, 0) for entry in classes)
