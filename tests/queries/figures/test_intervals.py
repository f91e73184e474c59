"""A month is not thirty days, even where DuckDB takes the two for the same.

Up to 2.0.0, DuckDB gives the second of two intervals the value of the first if they are equal
after normalising (1 month and 30 days, 1 year and 360 days), without a word. The queries add
days as integers; these cases hold both kinds side by side, in one query, through the real views.
"""

import pytest

from tests import tables

STARTS = ("2026-01-31", "2026-02-05", "2024-02-29", "2025-10-31")
RULES = """
    rule  | period_months | period_days | least_months | least_days | least_starts
    month | 1             |             |              | 30         | event
    days  |               | 30          | 1            |            | event
    year  | 12            |             |              | 360        | event
    round |               | 360         | 12           |            | event
"""
DATASETS = """
    dataset | rule
    a.month | month
    a.days  | days
    a.year  | year
    a.round | round
"""
HOLDINGS = "\n".join(
    [
        "dataset | starts_on",
        *(f"a.{r} | {s}" for r in ("month", "days", "year", "round") for s in STARTS),
    ]
)
MONTH = ("2026-02-28", "2026-03-05", "2024-03-29", "2025-11-30")
DAYS = ("2026-03-02", "2026-03-07", "2024-03-30", "2025-11-30")
YEAR = ("2027-01-31", "2027-02-05", "2025-02-28", "2026-10-31")
ROUND = ("2027-01-26", "2027-01-31", "2025-02-23", "2026-10-26")
EXPECTED = {
    **{("month", start): ends for start, *ends in zip(STARTS, MONTH, DAYS, strict=True)},
    **{("days", start): ends for start, *ends in zip(STARTS, DAYS, MONTH, strict=True)},
    **{("year", start): ends for start, *ends in zip(STARTS, YEAR, ROUND, strict=True)},
    **{("round", start): ends for start, *ends in zip(STARTS, ROUND, YEAR, strict=True)},
}
REQUESTS = """
    right  | received_on
    access | 2026-03-05
    access | 2026-01-31
    access | 2026-02-05
"""
DUE = [("2026-01-31", "2026-03-02"), ("2026-02-05", "2026-03-05"), ("2026-03-05", "2026-04-07")]
CONFUSED = (
    "CREATE MACRO to_months(n) AS to_days(cast(30 * n AS INTEGER))",  # the second takes the first's
)


def ends(db) -> dict[tuple[str, str], list[str]]:
    """Read rule and start with the last permitted day and the end of the minimum."""
    found = db.execute("SELECT rule, starts_on, last_on, earliest_on FROM fig_deadlines").fetchall()
    return {(rule, str(start)): [str(last), str(first)] for rule, start, last, first in found}


@pytest.fixture
def confused(template):
    """Open the views over an engine that takes every month for thirty days."""
    drawn = {
        "ref_rules": RULES,
        "ref_datasets": DATASETS,
        "fig_holdings": HOLDINGS,
        "fig_requests": REQUESTS,
    }
    with tables.open_over(template("strict"), drawn) as db:
        for statement in CONFUSED:
            db.execute(statement)
        yield db


def test_months_and_days_stand_side_by_side(ask):
    """All eight sums in one query, in the select list and on the same column."""
    found = ask(
        "figures",
        "fig_deadlines",
        "rule starts_on last_on earliest_on",
        ref_rules=RULES,
        ref_datasets=DATASETS,
        fig_holdings=HOLDINGS,
    )

    assert {(rule, start): list(ends) for rule, start, *ends in found} == EXPECTED


@pytest.mark.parametrize(
    ("as_of", "past"),
    [
        ("2026-02-28", {"month": 2, "days": 2, "year": 1, "round": 1}),
        ("2026-03-01", {"month": 3, "days": 2, "year": 1, "round": 1}),
        ("2026-03-06", {"month": 4, "days": 3, "year": 1, "round": 1}),
        ("2026-10-30", {"month": 4, "days": 4, "year": 1, "round": 2}),
    ],
)
def test_the_kpi_tells_them_apart(ask, as_of, past):
    """The fault also hits FILTER and WHERE, where no date is seen that could look odd."""
    found = ask(
        "kpis",
        "past_retention",
        "rule numerator",
        as_of=as_of,
        ref_rules=RULES,
        ref_datasets=DATASETS,
        fig_holdings=HOLDINGS,
    )

    assert dict(found) == past


def test_a_request_and_a_30_day_rule_in_one_question(template):
    """A page asks for both; a join of the two views must not mix their months and days."""
    drawn = {
        "ref_rules": RULES,
        "ref_datasets": DATASETS,
        "fig_holdings": HOLDINGS,
        "fig_requests": REQUESTS,
    }
    with tables.open_over(template("strict"), drawn) as db:
        found = db.execute(
            "SELECT rule, starts_on, last_on, received_on, due_on, received_on + 30 AS timer "
            "FROM fig_deadlines INNER JOIN fig_request_clocks ON starts_on = received_on "
            "WHERE rule IN ('month', 'days') ORDER BY ALL"
        ).fetchall()

    assert [(rule, str(last), str(due), str(timer)) for rule, _, last, _, due, timer in found] == [
        ("days", "2026-03-02", "2026-03-02", "2026-03-02"),
        ("days", "2026-03-07", "2026-03-05", "2026-03-07"),
        ("month", "2026-02-28", "2026-03-02", "2026-03-02"),
        ("month", "2026-03-05", "2026-03-05", "2026-03-07"),
    ]


def test_an_engine_with_the_fault_would_be_noticed_in_deadlines(confused):
    """Cases that come out the same either way would guard nothing."""
    found = ends(confused)

    assert {key for key, value in found.items() if value != EXPECTED[key]} == {
        (rule, start)
        for rule in ("month", "days", "year", "round")
        for start in STARTS
        if not (rule in ("month", "days") and start == "2025-10-31")
    }


def test_an_engine_with_the_fault_would_be_noticed_in_due_dates(confused):
    """A 30-day timer gives 7 March for a request of 5 February: two days after the limit."""
    found = confused.execute(
        "SELECT received_on, due_on FROM fig_request_clocks ORDER BY received_on"
    ).fetchall()

    assert [(str(day), str(due)) for day, due in found] != DUE


def test_the_installed_engine_adds_months_and_days(ask):
    """The golden cases, in the company of the rules above."""
    found = ask(
        "figures",
        "fig_request_clocks",
        "received_on due_on",
        ref_rules=RULES,
        ref_datasets=DATASETS,
        fig_holdings=HOLDINGS,
        fig_requests=REQUESTS,
    )

    assert sorted(found) == DUE
