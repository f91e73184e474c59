"""Processing activities, and what each lacks: every dataset stands in one of them."""

from collections.abc import Container, Iterable
from dataclasses import dataclass

import pandas as pd

from vouch import export_state, policy
from vouch.policy import Policy
from vouch.view import View, kept
from vouch.wording import is_nothing

NO_PURPOSE = ""
# What may be missing, in the order of the law, and the article that asks for it.
GAPS = {
    "datasets": "30(1)(b)",
    "purpose": "30(1)(b)",
    "basis": "6(1)",
    "people": "30(1)(c)",
    "category": "30(1)(c)",
    "rule": "30(1)(f)",
    "period": "30(1)(f)",
}


@dataclass(frozen=True)
class Holding:
    """One dataset, its places in the policy, and how many personal records it holds.

    What is empty is not declared, or not known to the policy that judges; *records* are None where
    nothing was read.
    """

    dataset: str
    people: tuple[str, ...]
    category: str
    purpose: str
    basis: str
    origin: str
    rule: str
    records: int | None


@dataclass(frozen=True)
class Activity:
    """The datasets of one purpose, of none, or outside the notice."""

    id: str
    holdings: tuple[Holding, ...]

    @property
    def records(self) -> int | None:
        """Count the personal records held; None where no dataset of it was read."""
        return counted(self.holdings)

    def distinct(self, column: str, order: Iterable[str]) -> list[str]:
        """List what the datasets name, each once, by the policy's *order*."""
        return _ordered({getattr(one, column) for one in self.holdings} - {""}, order)

    def people(self, order: Iterable[str]) -> list[str]:
        """List the categories of people, each once, by the policy's *order*."""
        return _ordered({whose for one in self.holdings for whose in one.people}, order)


def counted(holdings: Iterable[Holding]) -> int | None:
    """Count the records of *holdings*; None where there are some, and none of them was read."""
    counts = [one.records for one in holdings]
    known = [n for n in counts if n is not None]
    return sum(known) if known or not counts else None


def _ordered(named: set[str], order: Iterable[str]) -> list[str]:
    """Order names as the policy does; what another version of it knew comes last."""
    known = [name for name in order if name in named]
    return [*known, *sorted(named - set(known))]


@kept
def found(view: View) -> list[Activity]:
    """List the activities: the policy's purposes, what lies outside the notice, and the rest."""
    grouped: dict[str, list[Holding]] = {name: [] for name in view.home.policy.purposes}
    for name in (policy.OUTSIDE, NO_PURPOSE):
        grouped.setdefault(name, [])
    for row in view.series("register").to_dict("records"):
        one = _holding(row, view)
        is_outside = one.category == policy.OUTSIDE
        grouped[policy.OUTSIDE if is_outside else one.purpose].append(one)
    return [
        Activity(name, tuple(holdings))
        for name, holdings in grouped.items()
        if holdings or name in view.home.policy.purposes
    ]


def _holding(row: dict, view: View) -> Holding:
    """Take a dataset as the figures know it; a policy edited since may no longer know its place."""
    rules, is_lacking = view.home.policy, row["dataset"] in export_state.without_rows(view)
    texts = ("dataset", "category", "purpose", "basis", "origin", "rule")
    said = {name: "" if is_nothing(row[name]) else str(row[name]) for name in texts}
    known: dict[str, Container[str]] = {
        "category": rules.categories,
        "purpose": rules.purposes,
        "rule": rules.rules,
    }
    said |= {name: "" for name, there in known.items() if said[name] not in there}
    records = None if is_lacking else int(row["records"])
    return Holding(people=tuple(map(str, row["people"])), records=records, **said)


def gaps(activity: Activity, rules: Policy) -> dict[str, list[str]]:
    """Tell what an activity lacks: the kind of gap, and the datasets or rules that have it."""
    if not activity.holdings:
        return {"datasets": []}
    lacking: dict[str, list[str]] = {
        kind: [one.dataset for one in activity.holdings if not getattr(one, kind)]
        for kind in ("purpose", "people", "category", "rule")
    }
    # Without a purpose there is no basis either: that is said once.
    lacking["basis"] = [one.dataset for one in activity.holdings if one.purpose and not one.basis]
    followed = activity.distinct("rule", rules.rules)
    lacking["period"] = [name for name in followed if rules.rules[name].not_set]
    return {kind: lacking[kind] for kind in GAPS if lacking.get(kind)}


def is_exported(view: View, kind: str) -> bool:
    """Tell whether a register of this *kind* was read in the snapshot."""
    files: pd.DataFrame = view.series("files")
    read = set(files.loc[files["state"] == "read", "dataset"])
    return any(
        one.kind == kind and name in read for name, one in view.home.sources.datasets.items()
    )
