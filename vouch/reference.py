"""Reference tables: policy, sources and calendar as SQL reads them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import duckdb
import pyarrow as pa

from vouch import calendar as days
from vouch import eea, kinds, policy, queries, sources
from vouch.home import Home
from vouch.versions import Versions

STATES = (
    "indefinite",
    "no_period",
    "running",
    "no_start",
    "within",
    "due_soon",
    "on_hold",
    "past",
)
AGE_BANDS = (("1-30", 1, 30), ("31-90", 31, 90), ("91-365", 91, 365), ("over-365", 366, None))
T, N, B, D, F = pa.string(), pa.int32(), pa.bool_(), pa.date32(), pa.float64()

Rows = Sequence[Sequence[Any]]


def create(db: duckdb.DuckDBPyConnection, home: Home) -> None:
    """Create the ref_ tables that parts and figures read; not those of the snapshots."""
    _table(db, "ref_datasets", DATASETS, _datasets(home))
    rights = [(name, place, name != "consent") for place, name in enumerate(kinds.RIGHTS)]
    _table(db, "ref_rights", {"right": T, "position": N, "has_clock": B}, rights)
    states = [(name, place) for place, name in enumerate(STATES)]
    _table(db, "ref_states", {"state": T, "position": N}, states)
    bands = [(*band, place) for place, band in enumerate(AGE_BANDS)]
    _table(db, "ref_age_bands", {"band": T, "from_days": N, "to_days": N, "position": N}, bands)
    _table(db, "ref_eea", {"country": T}, [(country,) for country in eea.COUNTRIES])
    judge(db, home.policy)


def judge(db: duckdb.DuckDBPyConnection, rules: policy.Policy) -> None:
    """Create the ref_ tables that depend on the policy's version, the calendar aside."""
    _table(db, "ref_categories", CATEGORIES, _categories(rules))
    _table(db, "ref_rules", RULES, _rules(rules))
    _table(db, "ref_purposes", PURPOSES, _purposes(rules))
    _table(db, "ref_settings", SETTINGS, [_settings(rules)])
    limits = [(k, v.measure, v.at_most, v.near) for k, v in rules.limits.items()]
    _table(db, "ref_limits", {"kpi": T, "measure": T, "at_most": F, "near": F}, limits)


def snapshots(db: duckdb.DuckDBPyConnection, days: Mapping[date, bool], known: Versions) -> None:
    """Create ref_snapshots: each snapshot, the one before it, and the policy of its day.

    *days* are told in order, each with whether its exports are deleted.
    """
    policies = [known.on(day).notice.version for day in days]
    rows = list(zip(days, [None, *[*days][:-1]], policies, days.values(), strict=True))
    columns = {"snapshot": D, "previous": D, "policy": T, "is_pruned": B}
    _table(db, "ref_snapshots", columns, rows)


def generation(db: duckdb.DuckDBPyConnection, name: str, version: str, home: Home) -> None:
    """Create ref_generation: what this file is, and the policy that it was made under."""
    notice = home.policy.notice
    columns = dict.fromkeys(("generation", "vouch_version", "policy_version", "policy_revision"), T)
    _table(db, "ref_generation", columns, [(name, version, notice.version, notice.revision)])


DATASETS = {
    **dict.fromkeys(
        ("dataset", "source", "space", "kind", "category", "rule", "purpose", "basis", "origin"), T
    ),
    "people": pa.list_(T),
    "is_empty_start_running": B,
    "has_people": B,
    "has_announced": B,
    "has_links": B,
    "is_personal": B,
    "fall_at_most": F,
    "rise_at_most": F,
    "position": N,
}
CATEGORIES = {"category": T, "position": N, "is_in_notice": B}
RULES = {
    "rule": T,
    "determination": T,
    "period_months": N,
    "period_days": N,
    "starts": T,
    "least_months": N,
    "least_days": N,
    "least_starts": T,
    "section": T,
    "basis": T,
    "position": N,
}
PURPOSES = {"purpose": T, "basis": T, "position": N}
SETTINGS = {
    **dict.fromkeys(
        (
            "financial_year_month",
            "financial_year_day",
            "due_soon_days",
            "request_due_soon_days",
            "consent_withdrawal_days",
            "list_days",
            "small_cell",
            "keep_keys_months",
            "keep_keys_days",
        ),
        N,
    ),
    **dict.fromkeys(("fall_at_most", "rise_at_most", "hold_share_at_most"), F),
}


def _datasets(home: Home) -> Rows:
    return [
        (
            name,
            sources.system(name),
            sources.space(name, dataset),
            dataset.kind,
            dataset.category,
            dataset.rule,
            dataset.purpose,
            dataset.basis,
            dataset.origin,
            dataset.people,
            dataset.is_running_on_empty,
            "subject_id" in dataset.columns,
            "announced" in dataset.columns,
            "links" in dataset.columns,
            kinds.KINDS[dataset.kind].is_personal,
            dataset.fall_at_most,
            dataset.rise_at_most,
            place,
        )
        for place, (name, dataset) in enumerate(home.sources.datasets.items())
    ]


def _categories(rules: policy.Policy) -> Rows:
    """Order the six as the notice does; whatever stands beside them comes after."""
    beside = [name for name in rules.categories if name not in policy.NOTICE_CATEGORIES]
    ordered = [*policy.NOTICE_CATEGORIES, *beside]
    return [(name, place, name in policy.NOTICE_CATEGORIES) for place, name in enumerate(ordered)]


def _rules(rules: policy.Policy) -> Rows:
    return [
        (
            name,
            rule.determination,
            rule.period.months if rule.period else None,
            rule.period.days if rule.period else None,
            rule.starts,
            rule.at_least.period.months if rule.at_least else None,
            rule.at_least.period.days if rule.at_least else None,
            rule.at_least.starts if rule.at_least else None,
            rule.section,
            rule.basis.get("en"),
            place,
        )
        for place, (name, rule) in enumerate(rules.rules.items())
    ]


def _purposes(rules: policy.Policy) -> Rows:
    """Name the basis of each purpose that rests on one alone."""
    return [
        (name, purpose.bases[0] if len(purpose.bases) == 1 else None, place)
        for place, (name, purpose) in enumerate(rules.purposes.items())
    ]


def _settings(rules: policy.Policy) -> Sequence[float]:
    clock, kept = rules.request_clock, rules.settings.keep_keys or policy.KEYS_KEPT
    return (
        *rules.settings.financial_year,
        rules.settings.due_soon_days,
        clock.due_soon_days,
        clock.consent_withdrawal_days,
        rules.settings.list_days,
        rules.settings.small_cell,
        kept.months or 0,
        kept.days or 0,
        rules.settings.fall_at_most,
        rules.settings.rise_at_most,
        rules.settings.hold_share_at_most,
    )


def calendar(db: duckdb.DuckDBPyConnection, clock: policy.RequestClock) -> None:
    """Create ref_holidays and ref_working_days, which only due dates need."""
    free = days.free_days(clock.eves, country=clock.country)
    _table(db, "ref_holidays", {"day": D, "holiday": T}, free)
    working_days = queries.load("facts", "fct_working_days").sql
    db.execute(f"CREATE OR REPLACE TABLE ref_working_days AS {working_days}")


def _table(
    db: duckdb.DuckDBPyConnection, name: str, columns: dict[str, pa.DataType], rows: Rows
) -> None:
    schema = pa.schema(list(columns.items()))
    values = [dict(zip(columns, row, strict=True)) for row in rows]
    db.register("incoming", pa.Table.from_pylist(values, schema=schema))
    db.execute(f"CREATE OR REPLACE TABLE {name} AS SELECT * FROM incoming")
    db.unregister("incoming")
