"""What falls due, the days on which much does so at once, and what must be deleted in time."""

from datetime import date, timedelta

import pytest

DATASETS = """
    dataset        | rule
    crm.orders     | order
    shop.orders    | order
    erp.invoices   | billing
    crm.calls      | unset
"""
RULES = """
    rule    | determination | period_months | starts
    order   | period        | 12            | event
    billing | period        | 12            | end-of-year
    unset   | not_set       |               | event
"""
TABLES = {"ref_datasets": DATASETS, "ref_rules": RULES}
UNTIL = "2027-01-29"  # 90 days after the day looked at
NONE = "kpi | measure | at_most"
ZERO = """
    kpi            | measure   | at_most
    past_retention | numerator | 0
"""


def share(ratio: float) -> str:
    """Draw a limit that is a share of the records with a last permitted day."""
    return f"""
        kpi            | measure | at_most
        past_retention | ratio   | {ratio}
    """


def needed(ask, holdings: str, limit: str = ZERO, until: str = UNTIL, only: str = "") -> dict:
    """Return what must be deleted, by rule; None is all of them together."""
    columns = only or "past coming dated allowed deletions weekly paced_on is_emptied"
    found = ask(
        "series",
        "deletions_needed",
        f"rule {columns}",
        until=until,
        ref_limits=limit,
        fig_holdings=holdings,
        **TABLES,
    )
    return {rule: tuple(rest) for rule, *rest in found}


def test_what_falls_due_is_counted_by_dataset_with_holds_apart(ask):
    """Whoever plans deletions must not plan one that a hold forbids."""
    found = ask(
        "series",
        "due_by_dataset",
        **TABLES,
        fig_holdings="""
            dataset     | starts_on  | is_held | records
            crm.orders  | 2025-10-30 | false   | 1
            crm.orders  | 2025-10-31 | false   | 2
            crm.orders  | 2025-11-30 | false   | 4
            crm.orders  | 2025-12-01 | false   | 8
            crm.orders  | 2026-01-29 | false   | 16
            crm.orders  | 2026-01-30 | false   | 32
            crm.orders  | 2026-10-31 | false   | 64
            shop.orders | 2025-11-15 | true    | 128
            shop.orders | 2026-01-15 | true    | 256
            shop.orders | 2026-06-15 | true    | 512
        """,
    )

    assert found == [
        ("order", "crm.orders", 6, 30, 126, 0, 0, 0),
        ("order", "shop.orders", 0, 0, 0, 128, 384, 896),
        ("billing", "erp.invoices", 0, 0, 0, 0, 0, 0),
        ("unset", "crm.calls", 0, 0, 0, 0, 0, 0),
    ]


def test_the_twenty_ninth_of_february_falls_due_on_the_twenty_eighth(ask):
    """A year after a leap day there is none."""
    found = ask(
        "series",
        "due_by_dataset",
        "dataset within_30",
        snapshot="2026-10-31",
        as_of="2029-02-28",
        **TABLES,
        fig_holdings="""
            dataset    | starts_on
            crm.orders | 2028-02-29
        """,
    )

    assert found[0] == ("crm.orders", 1)


def cliffs(ask, holdings: str, until: str = "2028-10-31") -> list[tuple]:
    return ask(
        "series", "cliffs", until=until, share=0.2, least=10, fig_holdings=holdings, **TABLES
    )


def test_a_cliff_is_a_day_on_which_much_of_a_rule_falls_due(ask):
    """All of a year's invoices have one last day; a share of another rule's is none of theirs."""
    found = cliffs(
        ask,
        """
            dataset      | starts_on  | is_held | records
            erp.invoices | 2025-02-01 | false   | 7
            erp.invoices | 2025-11-01 | false   | 5
            erp.invoices | 2025-11-02 | true    | 100
            erp.invoices | 2026-03-01 | false   | 3
            crm.orders   | 2026-01-01 | false   | 900
            crm.orders   | 2026-02-01 | false   | 100
        """,
    )

    assert found == [
        ("2026-12-31", "billing", 12, 0.8),
        ("2027-01-01", "order", 900, 0.9),
    ]


@pytest.mark.parametrize(("records", "is_cliff"), [(9, False), (10, True)])
def test_a_few_records_are_no_cliff(ask, records, is_cliff):
    """They may be all that the rule has, and frighten nobody."""
    found = cliffs(ask, f"dataset | starts_on | records\ncrm.orders | 2026-01-01 | {records}")

    assert bool(found) == is_cliff


@pytest.mark.parametrize(
    ("starts_on", "is_cliff"),
    [("2025-10-30", False), ("2025-10-31", True), ("2027-10-30", True), ("2027-10-31", False)],
)
def test_cliffs_lie_from_the_day_looked_at_to_the_end_of_the_curve(ask, starts_on, is_cliff):
    """What is past fell due before; what comes later is not in the curve."""
    found = cliffs(ask, f"dataset | starts_on | records\ncrm.orders | {starts_on} | 50")

    assert bool(found) == is_cliff


def test_what_is_past_and_what_will_be_must_go(ask):
    """The last permitted day itself is none on which it must be gone; a hold forbids deleting."""
    found = needed(
        ask,
        """
            dataset     | starts_on  | is_held | records
            crm.orders  | 2025-10-30 | false   | 90
            shop.orders | 2026-01-28 | false   | 1
            crm.orders  | 2026-01-29 | false   | 1000
            crm.orders  | 2025-10-30 | true    | 5000
            crm.calls   | 2020-01-01 | false   | 9999
        """,
        only="past coming dated deletions",
    )

    assert found == {
        None: (90, 1, 6091, 91),
        "order": (90, 1, 6091, 91),
        "billing": (0, 0, 0, 0),
        "unset": (0, 0, 0, 0),
    }


def test_nothing_is_needed_within_the_limit(ask):
    """A count of nought must not look like an unknown one."""
    limit = ZERO.replace("| 0", "| 90")
    held = (
        "dataset | starts_on | records\ncrm.orders | 2025-10-01 | {}\ncrm.orders | 2026-10-01 | 1"
    )

    assert needed(ask, held.format(90), limit, only="deletions weekly paced_on")[None] == (
        0,
        0,
        None,
    )
    assert needed(ask, held.format(91), limit, only="deletions weekly")[None] == (1, 1)


def test_without_a_limit_nothing_is_asked_for(ask):
    """Nobody has said what would be enough."""
    held = "dataset | starts_on | records\ncrm.orders | 2025-10-01 | 5"

    assert needed(ask, held, NONE)[None] == (5, 0, 5, None, None, None, None, False)


@pytest.mark.parametrize(
    ("past", "others", "ratio", "deletions"),
    [
        (10, 90, 0.1, 0),
        (11, 89, 0.1, 2),  # 9 of 98; 10 of 99 would still be more than a tenth
        (29, 71, 0.29, 0),  # 0.29 of 100 is 28.999… in floating point
        (30, 70, 0.29, 2),
        (50, 50, 0.5, 0),
        (51, 49, 0.5, 2),
        (51, 49, 1, 0),
        (51, 49, 0, 51),
    ],
)
def test_a_deletion_shrinks_what_a_share_is_of(ask, past, others, ratio, deletions):
    """Each of 11 that goes leaves a smaller whole: 11 of 100 to a tenth takes two, not one."""
    held = f"""
        dataset    | starts_on  | records
        crm.orders | 2025-10-01 | {past}
        crm.orders | 2026-10-01 | {others}
    """
    found = needed(ask, held, share(ratio), only="deletions")[None][0]

    assert found == deletions
    assert (past - found) / (past + others - found) <= ratio
    assert found == 0 or (past - found + 1) / (past + others - found + 1) > ratio


def test_a_share_of_what_is_wholly_past_is_reached_by_deleting_all_alone(ask):
    """Nine of nine are as much too many as ten of ten; and then nothing is left to judge."""
    held = "dataset | starts_on | records\ncrm.orders | 2025-10-01 | 10"
    found = needed(ask, held, share(0.05), only="deletions is_emptied")

    assert found[None] == (10, True)


def test_with_records_on_hold_something_is_left_to_judge(ask):
    """They have a last permitted day, and may not go."""
    held = """
        dataset    | starts_on  | is_held | records
        crm.orders | 2025-10-01 | false   | 10
        crm.orders | 2025-10-01 | true    | 1
    """

    assert needed(ask, held, only="deletions is_emptied")[None] == (10, False)


def test_an_empty_home_needs_nothing(ask):
    """There is nothing that could be past."""
    assert needed(ask, "dataset | starts_on")[None] == (0, 0, 0, 0, 0, 0, None, False)


@pytest.mark.parametrize(
    ("records", "until", "weekly"),
    [(90, UNTIL, 7), (91, UNTIL, 8), (1, UNTIL, 1), (30, "2026-11-30", 7), (7, "2026-11-01", 49)],
)
def test_a_number_a_week_is_rounded_up(ask, records, until, weekly):
    """Ninety in ninety days are seven a week; one more is over it at the end."""
    held = f"dataset | starts_on | records\ncrm.orders | 2025-01-01 | {records}"

    assert needed(ask, held, until=until, only="weekly paced_on")[None] == (weekly, None)


def test_what_falls_due_late_sets_the_pace(ask):
    """After 31 December 29 days are left, and nobody deletes an invoice before its day."""
    held = """
        dataset      | starts_on  | records
        erp.invoices | 2025-06-01 | 58
        crm.orders   | 2025-10-01 | 5
    """
    found = needed(ask, held, only="deletions weekly paced_on")

    assert found[None] == (63, 14, "2026-12-31")
    assert found["billing"] == (58, 14, "2026-12-31")
    assert found["order"] == (5, 1, None)


def test_rules_share_what_may_stay(ask):
    """The limit is one for all: each keeps the same share of what it has past, rounded down."""
    held = """
        dataset      | starts_on  | records
        crm.orders   | 2025-10-01 | 70
        erp.invoices | 2024-10-01 | 25
        erp.invoices | 2026-10-01 | 5
    """
    found = needed(ask, held, ZERO.replace("| 0", "| 10"), only="deletions")

    assert found[None] == (85,)
    assert (found["order"], found["billing"]) == ((63,), (23,))


def test_a_snapshot_stands_on_its_own_day_but_for_the_one_looked_at(ask):
    """A what-if is asked of the day that the page shows; the others keep theirs."""
    found = ask(
        "series",
        "retention_standing",
        as_of="2026-11-30",
        **TABLES,
        ref_snapshots="""
            snapshot
            2026-08-31
            2026-09-30
            2026-10-31
        """,
        fig_holdings="""
            snapshot   | dataset    | starts_on  | is_held | records
            2026-09-30 | crm.orders | 2025-09-29 | false   | 1
            2026-09-30 | crm.orders | 2025-09-30 | false   | 3
            2026-10-31 | crm.orders | 2025-11-29 | false   | 1
            2026-10-31 | crm.orders | 2025-11-29 | true    | 2
            2026-10-31 | crm.orders | 2025-11-30 | false   | 4
            2026-10-31 | crm.orders | 2026-11-30 | false   | 8
            2026-10-31 | crm.orders | 2026-12-01 | false   | 1
            2026-10-31 | crm.calls  | 2026-11-30 | false   | 16
        """,
    )

    assert found == [
        ("2026-08-31", "2026-08-31", 0, 0, 0, 0, 0, 0, 0, 0, None, None),
        ("2026-09-30", "2026-09-30", 1, 0, 0, 3, 3, 3, 4, 4, 0.25, 0.0),
        ("2026-10-31", "2026-11-30", 1, 2, 16, 4, 4, 12, 16, 32, 0.0625, 0.5),
    ]


@pytest.mark.parametrize(
    ("starts_on", "period", "starts", "last_on"),
    [
        ("2024-02-29", "12 |", "event", "2025-02-28"),
        ("2024-02-29", "48 |", "event", "2028-02-29"),
        ("2026-01-31", "1 |", "event", "2026-02-28"),
        ("2026-08-31", "1 |", "event", "2026-09-30"),
        ("2026-01-31", "| 30", "event", "2026-03-02"),
        ("2026-02-01", "| 30", "end-of-month", "2026-03-30"),
        ("2026-02-01", "1 |", "end-of-year", "2027-01-31"),
        ("2024-06-30", "12 |", "end-of-financial-year", "2025-06-30"),
        ("2024-07-01", "12 |", "end-of-financial-year", "2026-06-30"),
        ("2024-07-01", "12 |", "end-of-calendar-year-of-financial-year", "2026-12-31"),
        ("2026-10-31", "1200 |", "event", "2126-10-31"),
        ("2026-10-31", "| 36525", "event", "2126-11-01"),  # 2100 is no leap year
    ],
)
def test_a_supposed_period_ends_where_the_calendar_says(ask, starts_on, period, starts, last_on):
    """Months end with their last day, a financial year where the policy says, and days are days."""
    past = {}
    for step in (-1, 0, 1):
        as_of = (date.fromisoformat(last_on) + timedelta(days=step)).isoformat()
        [(past[step],)] = ask(
            "series",
            "retention_standing",
            "past",
            as_of=as_of,
            ref_datasets="dataset | rule\ncrm.orders | order",
            ref_rules=f"""
                rule  | period_months | period_days | starts
                order | {period}                    | {starts}
            """,
            ref_settings="financial_year_month | financial_year_day\n6 | 30",
            fig_holdings=f"dataset | starts_on\ncrm.orders | {starts_on}",
        )

    assert past == {-1: 0, 0: 0, 1: 1}
