"""Past retention: a record is past when its last permitted day lies before the day looked at."""

import pytest

DATASETS = """
    dataset    | category     | rule
    crm.orders | relationship | order
"""
ONE_YEAR = """
    rule  | period_months
    order | 12
"""


@pytest.mark.parametrize(
    ("as_of", "past"),
    [("2026-10-30", 0), ("2026-10-31", 0), ("2026-11-01", 1)],
)
def test_the_last_permitted_day_is_not_past(ask, as_of, past):
    """On that day the record may still be there: a deletion that evening is in time."""
    found = ask(
        "kpis",
        "past_retention",
        as_of=as_of,
        ref_datasets=DATASETS,
        ref_rules=ONE_YEAR,
        fig_holdings="""
            dataset    | starts_on
            crm.orders | 2025-10-31
        """,
    )

    assert found == [("crm.orders", "relationship", "order", past, 1, float(past))]


def test_a_leap_day_has_its_anniversary_on_28_february(ask):
    """29 February comes again only after four years; the period does not wait for it."""
    counted = {}
    for as_of in ("2025-02-28", "2025-03-01"):
        ((counted[as_of],),) = ask(
            "kpis",
            "past_retention",
            only="numerator",
            as_of=as_of,
            ref_datasets=DATASETS,
            ref_rules=ONE_YEAR,
            fig_holdings="""
                dataset    | starts_on
                crm.orders | 2024-02-29
            """,
        )

    assert counted == {"2025-02-28": 0, "2025-03-01": 1}


def test_a_hold_keeps_a_record_from_being_past(ask):
    """Art. 17(3)(e): what a legal claim needs is suspended, not late; it stays in the base."""
    found = ask(
        "kpis",
        "past_retention",
        only="numerator denominator",
        ref_datasets=DATASETS,
        ref_rules=ONE_YEAR,
        fig_holdings="""
            dataset    | starts_on  | is_held | records
            crm.orders | 2020-01-01 | true    | 3
            crm.orders | 2020-01-01 | false   | 4
        """,
    )

    assert found == [(4, 7)]


def test_only_records_with_a_last_permitted_day_are_the_base(ask):
    """No period, no start, still running and indefinite: none of them can be in time."""
    found = ask(
        "kpis",
        "past_retention",
        only="dataset numerator denominator ratio",
        ref_datasets="""
            dataset    | rule        | is_empty_start_running
            a.dated    | order       | true
            a.none     | unset       | false
            a.ever     | prohibition | false
            a.ruleless |             | false
            a.empty    | order       | false
        """,
        ref_rules="""
            rule        | determination | period_months
            order       | period        | 12
            unset       | not_set       |
            prohibition | indefinite    |
        """,
        fig_holdings="""
            dataset    | starts_on  | start_state
            a.dated    | 2020-01-01 | known
            a.dated    |            | empty
            a.dated    |            | unreadable
            a.none     | 2020-01-01 | known
            a.ever     | 2020-01-01 | known
            a.ruleless | 2020-01-01 | known
        """,
    )

    assert found == [
        ("a.dated", 1, 1, 1.0),
        ("a.none", 0, 0, None),
        ("a.ever", 0, 0, None),
        ("a.ruleless", 0, 0, None),
        ("a.empty", 0, 0, None),
    ]


def test_what_is_no_personal_record_is_not_counted(ask):
    """A company's own row is no personal data, a deletion notice no recording any more."""
    found = ask(
        "kpis",
        "past_retention",
        only="dataset numerator denominator",
        ref_datasets="""
            dataset        | rule  | kind       | is_personal
            crm.orders     | order | records    | true
            crm.processors |       | processors | false
        """,
        ref_rules=ONE_YEAR,
        fig_holdings="""
            dataset        | starts_on  | is_company_only | is_deleted
            crm.orders     | 2020-01-01 | true            | false
            crm.orders     | 2020-01-01 | false           | true
            crm.processors | 2020-01-01 | false           | false
        """,
    )

    assert found == [("crm.orders", 0, 0)]


def test_another_snapshot_is_not_counted(ask):
    """A figure belongs to one snapshot: two would count a record twice."""
    found = ask(
        "kpis",
        "past_retention",
        only="numerator denominator",
        ref_datasets=DATASETS,
        ref_rules=ONE_YEAR,
        fig_holdings="""
            snapshot   | dataset    | starts_on
            2026-09-30 | crm.orders | 2020-01-01
        """,
    )

    assert found == [(0, 0)]
