"""Pages of rows: the drill-down turns them, and its counts come from the figures."""

import pytest

DATASETS = """
    dataset    | rule
    crm.orders | order
    logs.auth  | log
"""
RULES = """
    rule  | period_months
    order | 12
    log   | 12
"""
HOLDINGS = """
    dataset    | starts_on  | start_state | is_held | records
    crm.orders | 2025-10-01 | known       | false   | 2
    crm.orders | 2025-10-02 | known       | true    | 1
    logs.auth  | 2025-10-30 | known       | false   | 1
    crm.orders | 2025-10-31 | known       | false   | 1
    crm.orders | 2026-01-29 | known       | false   | 1
    crm.orders | 2026-02-15 | known       | false   | 1
    crm.orders |            | unreadable  | false   | 1
"""
RECORDS = """
    dataset    | rule  | record_id | period_state | last_on    | is_held | file  | row
    crm.orders | order | O-2       | dated        | 2026-10-01 | false   | a.csv | 3
    crm.orders | order | O-1       | dated        | 2026-10-01 | false   | a.csv | 2
    crm.orders | order | O-3       | dated        | 2026-10-02 | true    | a.csv | 4
    logs.auth  | log   | O-4       | dated        | 2026-10-30 | false   | b.csv | 2
    crm.orders | order | O-5       | dated        | 2026-10-31 | false   | a.csv | 5
    crm.orders | order | O-6       | dated        | 2027-01-29 | false   | a.csv | 6
    crm.orders | order | O-7       | no_start     |            | false   | a.csv | 7
"""
ALL = {"rule": None, "first_on": None, "final_on": None}
FIGURES = {"ref_datasets": DATASETS, "ref_rules": RULES, "fig_holdings": HOLDINGS}


@pytest.mark.parametrize(
    ("state", "listed"),
    [
        ("past", ["O-1", "O-2", "O-4"]),
        ("on_hold", ["O-3"]),
        ("due_soon", ["O-5", "O-6"]),
        ("no_start", ["O-7"]),
    ],
)
def test_a_state_lists_its_rows_and_counts_its_days(ask, state, listed):
    """Rows and days must agree, or the last page would be empty or missing."""
    rows = ask(
        "evidence",
        "deadline_rows",
        "record_id",
        state=state,
        skip=0,
        most=100,
        rec_records=RECORDS,
        **ALL,
    )
    days = ask("series", "deadline_days", state=state, **ALL, **FIGURES)

    assert [record for (record,) in rows] == listed
    assert sum(records for _, records in days) == len(listed)


@pytest.mark.parametrize(("skip", "listed"), [(0, ["O-1", "O-2"]), (2, ["O-4"]), (4, [])])
def test_a_page_begins_where_the_one_before_it_ended(ask, skip, listed):
    """The order reaches down to file and row: no record is on two pages."""
    found = ask(
        "evidence",
        "deadline_rows",
        "record_id",
        state="past",
        skip=skip,
        most=2,
        rec_records=RECORDS,
        **ALL,
    )

    assert [record for (record,) in found] == listed


@pytest.mark.parametrize(
    ("choice", "listed"),
    [
        ({"rule": "log"}, ["O-4"]),
        ({"first_on": "2026-10-02"}, ["O-4"]),
        ({"final_on": "2026-10-29"}, ["O-1", "O-2"]),
        ({"first_on": "2026-10-30", "final_on": "2026-10-30"}, ["O-4"]),
    ],
)
def test_a_choice_narrows_rows_and_days_alike(ask, choice, listed):
    """Both ends of a span belong to it."""
    narrow = {**ALL, **choice}
    rows = ask(
        "evidence",
        "deadline_rows",
        "record_id",
        state="past",
        skip=0,
        most=100,
        rec_records=RECORDS,
        **narrow,
    )
    days = ask("series", "deadline_days", state="past", **narrow, **FIGURES)

    assert [record for (record,) in rows] == listed
    assert sum(records for _, records in days) == len(listed)


def test_files_without_a_period_are_listed_by_class(ask):
    """Nothing about one of their records can be computed, so none is listed."""
    found = ask(
        "evidence",
        "unruled_files",
        rec_unruled="""
            dataset     | rule           | file  | records
            phone.tapes | call-recording | t.csv | 40
            crm.bare    |                | b.csv | 2
        """,
    )

    assert found == [
        ("phone.tapes", "call-recording", "t.csv", None, 40),
        ("crm.bare", None, "b.csv", None, 2),
    ]
