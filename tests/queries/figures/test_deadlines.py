"""Deadlines: from the start of a period to the last permitted day, as the policy's rules say."""

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

LEAST = "end-of-calendar-year-of-financial-year"
BILLING = f"""
    rule    | period_months | least_months | starts                | least_starts
    billing | 120           | 72           | end-of-financial-year | {LEAST}
"""
SETTINGS = """
    financial_year_month | financial_year_day | due_soon_days
    {month}              | {day}              | 90
"""
INVOICES = """
    dataset          | source  | category     | rule
    billing.invoices | billing | relationship | billing
"""
ONE = """
    dataset  | rule
    a.things | rule
"""


def last_on(ask, starts_on: str, rule: str, settings: str = SETTINGS.format(month=12, day=31)):
    """Return the last permitted day that *rule* gives a record of that start."""
    ((found,),) = ask(
        "figures",
        "fig_deadlines",
        "last_on",
        ref_datasets=ONE,
        ref_rules=f"rule | period_months | period_days | starts \n rule | {rule}",
        ref_settings=settings,
        fig_holdings=f"dataset | starts_on \n a.things | {starts_on}",
    )
    return found


@pytest.mark.parametrize(
    ("year_end", "starts_on", "earliest_on", "last_on"),
    [
        ((12, 31), "2022-01-01", "2028-12-31", "2032-12-31"),
        ((12, 31), "2022-12-31", "2028-12-31", "2032-12-31"),
        ((3, 31), "2024-03-31", "2030-12-31", "2034-03-31"),
        ((3, 31), "2024-04-01", "2031-12-31", "2035-03-31"),
        ((2, 29), "2024-02-29", "2030-12-31", "2034-02-28"),
        ((2, 29), "2023-02-28", "2029-12-31", "2033-02-28"),
        ((2, 29), "2023-03-01", "2030-12-31", "2034-02-28"),
        ((2, 28), "2024-02-29", "2031-12-31", "2035-02-28"),
    ],
)
def test_billing_has_a_window(ask, year_end, starts_on, earliest_on, last_on):
    """Accounting Act 2:10: not before six years, counted by calendar year; not after ten."""
    found = ask(
        "figures",
        "fig_deadlines",
        ref_datasets=INVOICES,
        ref_rules=BILLING,
        ref_settings=SETTINGS.format(month=year_end[0], day=year_end[1]),
        fig_holdings=f"""
            dataset          | starts_on    | is_held | records
            billing.invoices | {starts_on}  | true    | 7
        """,
    )

    assert found == [
        (
            "2026-10-31",
            "billing.invoices",
            "billing",
            "relationship",
            "billing",
            starts_on,
            "known",
            True,
            "dated",
            last_on,
            earliest_on,
            7,
        )
    ]


@pytest.mark.parametrize(
    ("starts_on", "rule", "expected"),
    [
        ("2025-10-31", "12 | | event", "2026-10-31"),
        ("2024-02-29", "12 | | event", "2025-02-28"),
        ("2024-02-29", "48 | | event", "2028-02-29"),
        ("2026-01-31", "1 | | event", "2026-02-28"),
        ("2026-01-31", " | 30 | event", "2026-03-02"),
        ("2024-02-28", " | 1 | event", "2024-02-29"),
        ("2026-02-10", "1 | | end-of-month", "2026-03-28"),
        ("2026-01-01", "12 | | end-of-month", "2027-01-31"),
        ("2026-01-01", " | 30 | end-of-month", "2026-03-02"),
        ("2026-01-01", "36 | | end-of-year", "2029-12-31"),
        ("2026-12-31", "36 | | end-of-year", "2029-12-31"),
        ("2026-05-05", " | 10 | end-of-financial-year", "2027-01-10"),
    ],
)
def test_a_period_is_added_to_the_start_or_to_the_end_of_its_unit(ask, starts_on, rule, expected):
    """The same day number, or the month's last day where it lacks; days are counted as days."""
    assert last_on(ask, starts_on, rule) == expected


def test_every_record_is_in_exactly_one_period_state(ask):
    """Indefinite before unset before running before no start: the first that fits."""
    found = ask(
        "figures",
        "fig_deadlines",
        "dataset start_state period_state last_on earliest_on",
        ref_rules="""
            rule   | determination | period_months | least_months | least_starts
            ever   | indefinite    |               |              |
            unset  | not_set       |               |              |
            months | period        | 12            | 6            | event
        """,
        ref_datasets="""
            dataset   | rule   | is_empty_start_running
            a.ever    | ever   | true
            b.unset   | unset  | true
            c.none    |        | true
            d.lost    | gone   | true
            e.running | months | true
            f.strict  | months | false
        """,
        fig_holdings="""
            dataset   | starts_on  | start_state
            a.ever    |            | empty
            b.unset   |            | empty
            c.none    | 2020-01-01 | known
            d.lost    | 2020-01-01 | known
            e.running |            | empty
            e.running |            | unreadable
            e.running | 2026-01-01 | known
            f.strict  |            | empty
        """,
    )

    assert sorted(found, key=str) == [
        ("a.ever", "empty", "indefinite", None, None),
        ("b.unset", "empty", "no_period", None, None),
        ("c.none", "known", "no_period", None, None),
        ("d.lost", "known", "no_period", None, None),
        ("e.running", "empty", "running", None, None),
        ("e.running", "known", "dated", "2027-01-01", "2026-07-01"),
        ("e.running", "unreadable", "no_start", None, None),
        ("f.strict", "empty", "no_start", None, None),
    ]


def test_only_personal_records_held_have_a_deadline(ask):
    """Company-only rows, deletion notices and processors' rows are kept, and judged by no rule."""
    found = ask(
        "figures",
        "fig_deadlines",
        "dataset records",
        ref_datasets="""
            dataset      | rule | kind       | is_personal
            a.things     | rule | records    | true
            a.processors | rule | processors | false
        """,
        ref_rules="""
            rule | period_months
            rule | 12
        """,
        fig_holdings="""
            dataset      | starts_on  | is_company_only | is_deleted | is_person_known | records
            a.things     | 2026-01-01 | false           | false      | true            | 1
            a.things     | 2026-01-02 | false           | false      | false           | 2
            a.things     | 2026-01-03 | true            | false      | false           | 4
            a.things     | 2026-01-04 | false           | true       | true            | 8
            a.processors | 2026-01-05 | false           | false      | false           | 16
        """,
    )

    assert sorted(found) == [("a.things", 1), ("a.things", 2)]


@settings(
    deadline=None, max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(st.dates(date(1900, 1, 1), date(2200, 12, 31)), min_size=1, max_size=40, unique=True),
    st.sampled_from(["event", "end-of-month", "end-of-year", "end-of-financial-year"]),
    st.one_of(
        st.tuples(st.integers(1, 600), st.none()), st.tuples(st.none(), st.integers(1, 9999))
    ),
)
def test_any_start_and_period_against_plain_python(ask, days, starts, period):
    """Leap days, month ends and any length, not only those that we thought of."""
    months, extra = period
    drawn = "\n".join(["dataset | starts_on", *(f"a.things | {day}" for day in days)])
    found = ask(
        "figures",
        "fig_deadlines",
        "starts_on last_on",
        ref_datasets=ONE,
        ref_rules=f"""
            rule | period_months | period_days   | starts
            rule | {months or ""} | {extra or ""} | {starts}
        """,
        ref_settings=SETTINGS.format(month=6, day=30),
        fig_holdings=drawn,
    )

    assert dict(found) == {str(day): str(_last_on(day, starts, months, extra)) for day in days}


def _last_on(day: date, starts: str, months: int | None, days: int | None) -> date:
    """Add a period as the policy says, sharing nothing with the SQL."""
    match starts:
        case "end-of-month":
            day = day.replace(day=monthrange(day.year, day.month)[1])
        case "end-of-year":
            day = day.replace(month=12, day=31)
        case "end-of-financial-year":
            day = date(day.year + (day.month > 6), 6, 30)
    if months is None:
        return day + timedelta(days)
    years, month = divmod(day.month - 1 + months, 12)
    last = monthrange(day.year + years, month + 1)[1]
    return date(day.year + years, month + 1, min(day.day, last))
