"""Two versions of a policy over the same figures: what adopting one for the other would change."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from vouch import readers, warehouse
from vouch.home import Home
from vouch.policy import Policy, Rule
from vouch.readers import Judgement, Reader

COUNTS = ("past", "on_hold", "undetermined", "overdue")
PLACE = ("snapshot", "dataset", "rule")
# Terms outside the rules that move these counts; all others judge or name, and move none.
MOVING = ("settings.financial_year_end", "request_clock.country", "request_clock.eves")


@dataclass(frozen=True)
class Effect:
    """How one dataset stands in one snapshot, on its day, under either version.

    Without a *dataset* it is the whole snapshot.
    """

    snapshot: date
    dataset: str | None
    rule: str | None
    before: tuple[int, ...]
    after: tuple[int, ...]

    @property
    def is_change(self) -> bool:
        """Tell whether the versions disagree."""
        return self.before != self.after


@dataclass(frozen=True)
class RuleChange:
    """A deletion rule that the versions do not share as it is; None where it is absent."""

    rule: str
    before: Rule | None
    after: Rule | None


@dataclass(frozen=True)
class TermChange:
    """A term outside the rules that the versions do not share; None where it is absent."""

    name: str
    before: Any
    after: Any

    @property
    def is_moving(self) -> bool:
        """Tell whether the counts that are compared depend on it."""
        return self.name in MOVING


def effects(home: Home, before: Policy, after: Policy) -> list[Effect]:
    """Judge every snapshot by both versions; nothing is built anew.

    Raises:
        VouchError: nothing is published yet.
    """
    folder, generation = home.warehouse, warehouse.current(home.warehouse) or ""
    sides = (_reader(folder, generation, version) for version in (before, after))
    return paired(*(side.rows("series", "standing_history") for side in sides))


def paired(was: pd.DataFrame, becomes: pd.DataFrame) -> list[Effect]:
    """Lay the rows of ``standing_history`` or ``standing_totals`` under either version together."""
    places = was.reindex(columns=[*PLACE]).itertuples(index=False)
    sides = (frame[[*COUNTS]].itertuples(index=False, name=None) for frame in (was, becomes))
    return [
        Effect(day.date(), _text(dataset), _text(rule), old, new)
        for (day, dataset, rule), old, new in zip(places, *sides, strict=True)
    ]


def table(effects: list[Effect]) -> pd.DataFrame:
    """Lay effects out for a file: where, then each count before and after."""
    columns = [f"{name}_{side}" for side in ("before", "after") for name in COUNTS]
    rows = [(e.snapshot.isoformat(), e.dataset, e.rule, *e.before, *e.after) for e in effects]
    return pd.DataFrame(rows, columns=[*PLACE, *columns])


def rule_changes(before: Policy, after: Policy) -> Iterator[RuleChange]:
    """List the rules whose period, start or minimum differ; wording does not count."""
    for name in dict.fromkeys([*before.rules, *after.rules]):
        was, becomes = before.rules.get(name), after.rules.get(name)
        if _terms(was) != _terms(becomes):
            yield RuleChange(name, was, becomes)


def term_changes(before: Policy, after: Policy) -> Iterator[TermChange]:
    """List the terms outside the rules that differ, such as ``settings.list_days``."""
    was, becomes = _beside_rules(before), _beside_rules(after)
    for name in dict.fromkeys([*was, *becomes]):
        if was.get(name) != becomes.get(name):
            yield TermChange(name, was.get(name), becomes.get(name))


def _beside_rules(version: Policy) -> dict[str, Any]:
    """Name every term by its table and key; titles are wording."""
    tables = version.model_dump(exclude={"notice", "rules"})
    terms = {f"{table}.{key}": term for table, keys in tables.items() for key, term in keys.items()}
    for term in terms.values():
        if isinstance(term, dict):
            term.pop("title", None)
    return terms


def _terms(rule: Rule | None) -> dict | None:
    if rule is None:
        return None
    terms = rule.model_dump(exclude={"title", "starting_point", "section", "basis", "indefinite"})
    if rule.at_least:
        terms["at_least"].pop("basis")
    return terms | {"determination": rule.determination}


def _reader(folder: Path, generation: str, version: Policy) -> Reader:
    judgement = Judgement(version, is_everywhere=True)
    return readers.open(folder, generation, readers.Role.MANAGEMENT, judgement)


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None
