"""Two versions of a policy over the same figures: what adopting one for the other would change."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from vouch import readers, warehouse
from vouch.home import Home
from vouch.policy import Policy, Rule
from vouch.readers import Judgement, Reader

COUNTS = ("past", "on_hold", "undetermined", "overdue")


@dataclass(frozen=True)
class Effect:
    """How one dataset stands in one snapshot, on its day, under either version."""

    snapshot: date
    dataset: str
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


def effects(home: Home, before: Policy, after: Policy) -> list[Effect]:
    """Judge every snapshot by both versions; nothing is built anew.

    Raises:
        VouchError: nothing is published yet.
    """
    folder, generation = home.warehouse, warehouse.current(home.warehouse) or ""
    was, becomes = (_standing(_reader(folder, generation, one)) for one in (before, after))
    return [
        Effect(day, dataset, rule, tuple(old), tuple(new))
        for (day, dataset, rule, *old), (_, _, _, *new) in zip(was, becomes, strict=True)
    ]


def rule_changes(before: Policy, after: Policy) -> Iterator[RuleChange]:
    """List the rules whose period, start or minimum differ; wording does not count."""
    for name in dict.fromkeys([*before.rules, *after.rules]):
        was, becomes = before.rules.get(name), after.rules.get(name)
        if _terms(was) != _terms(becomes):
            yield RuleChange(name, was, becomes)


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


def _standing(reader: Reader) -> list[list]:
    columns = ("snapshot", "dataset", "rule", *COUNTS)
    return [row for _, *row in reader.each("series", ("standing_history",), columns)]
