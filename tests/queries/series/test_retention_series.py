"""Retention over classes, ages and time."""

import pytest

DATASETS = """
    dataset    | rule  | is_empty_start_running
    crm.orders | order | true
    logs.auth  | log   | false
    crm.calls  | unset | false
    crm.bans   | ever  | false
"""
RULES = """
    rule  | determination | period_months
    order | period        | 12
    log   | period        | 36
    unset | not_set       |
    ever  | indefinite    |
"""
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
TABLES = {"ref_datasets": DATASETS, "ref_rules": RULES}


def state_of(ask, starts_on: str, is_held: bool = False, as_of: str = "2026-10-31") -> list[str]:
    """List the states in which one order of that start is counted."""
    found = ask(
        "series",
        "states",
        "state records",
        as_of=as_of,
        **TABLES,
        fig_holdings=f"""
            dataset    | starts_on   | is_held
            crm.orders | {starts_on} | {is_held}
        """,
    )
    return [state for state, records in found if records]


@pytest.mark.parametrize(
    ("last_on", "state"),
    [
        ("2026-10-30", "past"),
        ("2026-10-31", "due_soon"),
        ("2026-11-01", "due_soon"),
        ("2027-01-28", "due_soon"),
        ("2027-01-29", "due_soon"),
        ("2027-01-30", "within"),
    ],
)
def test_a_record_is_due_soon_for_its_last_ninety_days(ask, last_on, state):
    """The day looked at and the ninetieth after it both belong to the ninety days."""
    starts_on = f"{int(last_on[:4]) - 1}{last_on[4:]}"

    assert state_of(ask, starts_on) == [state]


@pytest.mark.parametrize(
    ("last_on", "state"), [("2026-10-30", "on_hold"), ("2026-10-31", "due_soon")]
)
def test_a_hold_shows_only_once_the_date_has_passed(ask, last_on, state):
    """Before it the hold changes nothing: the record may be there anyway."""
    starts_on = f"{int(last_on[:4]) - 1}{last_on[4:]}"

    assert state_of(ask, starts_on, is_held=True) == [state]


def test_every_personal_record_is_in_exactly_one_state(ask):
    """The states add up to what is held, or a record would be lost or counted twice."""
    found = ask(
        "series",
        "states",
        **TABLES,
        fig_holdings="""
            dataset    | starts_on  | start_state | is_held | is_company_only | is_deleted | records
            crm.orders | 2020-01-01 | known       | false   | false           | false      | 1
            crm.orders | 2020-01-01 | known       | true    | false           | false      | 2
            crm.orders | 2025-12-01 | known       | true    | false           | false      | 4
            crm.orders | 2026-10-01 | known       | false   | false           | false      | 8
            crm.orders |            | empty       | true    | false           | false      | 16
            crm.orders |            | unreadable  | true    | false           | false      | 32
            logs.auth  |            | empty       | false   | false           | false      | 64
            crm.calls  |            | empty       | true    | false           | false      | 128
            crm.bans   | 2020-01-01 | known       | true    | false           | false      | 256
            crm.orders | 2020-01-01 | known       | false   | true            | false      | 512
            crm.orders | 2020-01-01 | known       | false   | false           | true       | 1024
        """,
    )
    counted = {(dataset, state): n for _, dataset, state, n in found if n}

    assert [state for _, dataset, state, _ in found if dataset == "crm.orders"] == list(STATES)
    assert len(found) == 4 * len(STATES)
    assert counted == {
        ("crm.orders", "past"): 1,
        ("crm.orders", "on_hold"): 2,
        ("crm.orders", "due_soon"): 4,
        ("crm.orders", "within"): 8,
        ("crm.orders", "running"): 16,
        ("crm.orders", "no_start"): 32,
        ("logs.auth", "no_start"): 64,
        ("crm.calls", "no_period"): 128,
        ("crm.bans", "indefinite"): 256,
    }


def test_a_later_day_never_lowers_what_is_past_or_on_hold(ask):
    """Time alone deletes nothing."""
    days = ("2026-06-01", "2026-10-31", "2026-12-01", "2027-06-01", "2040-01-01")
    counts = []
    for as_of in days:
        found = ask(
            "series",
            "states",
            "state records",
            as_of=as_of,
            **TABLES,
            fig_holdings="""
                dataset    | starts_on  | is_held | records
                crm.orders | 2025-06-15 | false   | 1
                crm.orders | 2025-11-15 | true    | 2
                crm.orders | 2026-05-15 | false   | 4
                logs.auth  | 2023-11-01 | true    | 8
            """,
        )
        counts.append(sum(n for state, n in found if state in ("past", "on_hold")))

    assert counts == [0, 1, 11, 15, 15]


@pytest.mark.parametrize(
    ("days_past", "band"),
    [
        ("2026-10-31", None),
        ("2026-10-30", "1-30"),
        ("2026-10-01", "1-30"),
        ("2026-09-30", "31-90"),
        ("2026-08-02", "31-90"),
        ("2026-08-01", "91-365"),
        ("2025-10-31", "91-365"),
        ("2025-10-30", "over-365"),
    ],
)
def test_days_past_fall_into_one_band(ask, days_past, band):
    """A band begins on the day after the one before it ends."""
    found = ask(
        "series",
        "age_bands",
        **TABLES,
        fig_holdings=f"""
            dataset    | starts_on                                    | is_held
            crm.orders | {int(days_past[:4]) - 1}{days_past[4:]}      | false
            crm.orders | 2001-01-01                                   | true
        """,
    )

    assert [(rule, name) for rule, name, records in found if records] == (
        [("order", band)] if band else []
    )


def test_every_class_has_every_band(ask):
    """A class without a finding is shown as 0, not left out."""
    found = ask("series", "age_bands", **TABLES)

    assert found == [
        (rule, band, 0)
        for rule in ("order", "log", "unset", "ever")
        for band in ("1-30", "31-90", "91-365", "over-365")
    ]


def test_the_oldest_is_the_earliest_date_missed(ask):
    """What a hold keeps is not missed."""
    found = ask(
        "series",
        "oldest_past",
        **TABLES,
        fig_holdings="""
            dataset    | starts_on  | is_held
            crm.orders | 2010-05-05 | true
            crm.orders | 2020-05-05 | false
            crm.orders | 2021-05-05 | false
            logs.auth  | 2026-01-01 | false
        """,
    )

    assert found == [("order", "2021-05-05")]


def test_what_falls_due_is_counted_from_the_day_looked_at(ask):
    """Each number holds the one before it; what is past is not due any more."""
    found = ask(
        "series",
        "due_ahead",
        **TABLES,
        fig_holdings="""
            dataset    | starts_on  | records
            crm.orders | 2025-10-30 | 1
            crm.orders | 2025-10-31 | 2
            crm.orders | 2025-11-30 | 4
            crm.orders | 2025-12-01 | 8
            crm.orders | 2026-01-29 | 16
            crm.orders | 2026-01-30 | 32
            crm.orders | 2026-10-31 | 64
        """,
    )

    assert found == [("order", 6, 30, 126), ("log", 0, 0, 0), ("unset", 0, 0, 0), ("ever", 0, 0, 0)]


def test_the_forecast_stands_on_month_ends(ask):
    """If nothing is deleted, a record is past at the first month end after its last day."""
    found = ask(
        "series",
        "breach_forecast",
        **TABLES,
        fig_holdings="""
            dataset    | starts_on  | is_held | records
            crm.orders | 2020-01-01 | false   | 1
            crm.orders | 2025-11-29 | false   | 2
            crm.orders | 2025-11-30 | false   | 4
            crm.orders | 2025-11-30 | true    | 8
        """,
    )
    orders = [(month_end, past) for month_end, rule, past in found if rule == "order"]

    assert orders[:3] == [("2026-11-30", 3), ("2026-12-31", 7), ("2027-01-31", 7)]
    assert (len(orders), orders[-1]) == (24, ("2028-10-31", 7))


@pytest.mark.parametrize(
    ("as_of", "first", "last"),
    [
        ("2026-10-30", "2026-10-31", "2028-09-30"),
        ("2026-10-31", "2026-11-30", "2028-10-31"),
        ("2026-02-28", "2026-03-31", "2028-02-29"),
        ("2028-01-30", "2028-01-31", "2029-12-31"),
    ],
)
def test_the_forecast_has_two_years_of_month_ends_to_come(ask, as_of, first, last):
    """A month end that is today is counted, not supposed."""
    found = ask(
        "series",
        "breach_forecast",
        "month_end",
        as_of=as_of,
        ref_rules="""
            rule  | period_months
            order | 12
        """,
    )

    assert (len(found), found[0], found[-1]) == (24, (first,), (last,))


def test_history_looks_at_each_snapshot_on_its_own_day(ask):
    """Looking back with today's date would show breaches that were none then."""
    found = ask(
        "series",
        "retention_history",
        ref_snapshots="""
            snapshot   | previous
            2026-08-31 |
            2026-09-30 | 2026-08-31
            2026-10-31 | 2026-09-30
        """,
        ref_datasets=DATASETS,
        ref_rules="""
            rule  | period_months
            order | 12
        """,
        fig_holdings="""
            snapshot   | dataset    | starts_on  | is_held | records
            2026-09-30 | crm.orders | 2025-09-29 | false   | 1
            2026-09-30 | crm.orders | 2025-09-30 | false   | 2
            2026-09-30 | crm.orders | 2025-09-01 | true    | 4
            2026-10-31 | crm.orders | 2025-09-30 | false   | 8
        """,
    )

    assert found == [
        ("2026-08-31", "order", 0),
        ("2026-09-30", "order", 1),
        ("2026-10-31", "order", 8),
    ]


SNAPSHOTS = """
    snapshot
    2026-09-30
    2026-10-31
"""


@pytest.mark.parametrize(
    ("starts_on", "is_held", "counted"),
    [
        ("2025-10-30", False, (1, 0)),
        ("2025-10-30", True, (0, 1)),
        ("2025-10-31", False, (0, 0)),
        ("2025-11-01", True, (0, 0)),
    ],
)
def test_a_snapshot_stands_as_on_its_own_day(ask, starts_on, is_held, counted):
    """On the last permitted day a record may still be there, held or not."""
    found = ask(
        "series",
        "standing_totals",
        "snapshot past on_hold",
        **TABLES,
        ref_snapshots=SNAPSHOTS,
        fig_holdings=f"""
            dataset    | starts_on   | is_held
            crm.orders | {starts_on} | {is_held}
        """,
    )

    assert found == [("2026-09-30", 0, 0), ("2026-10-31", *counted)]


def test_a_total_counts_what_cannot_be_judged_and_what_is_overdue(ask):
    """Unknown periods and starts are one count; a withdrawal of consent has no month."""
    found = ask(
        "series",
        "standing_totals",
        "undetermined overdue",
        **TABLES,
        ref_snapshots=SNAPSHOTS,
        fig_holdings="""
            dataset   | starts_on  | start_state | records
            logs.auth |            | unreadable  | 2
            crm.calls | 2026-01-01 | known       | 3
            crm.bans  | 2026-01-01 | known       | 4
        """,
        fig_requests="""
            right   | received_on | closed_on
            access  | 2026-09-30  |
            access  | 2026-10-01  |
            access  | 2026-09-30  | 2026-10-31
            access  | 2026-09-30  | 2026-11-01
            consent | 2026-09-30  |
        """,
    )

    assert found == [(0, 0), (5, 2)]


def ranged(
    ask, dataset: str, starts_on: str = "", state: str = "known", is_held: bool = False
) -> tuple:
    """Return at least, at most and all of one record, and what would settle it."""
    given = TABLES | {
        "fig_holdings": f"""
            dataset   | starts_on   | start_state | is_held
            {dataset} | {starts_on} | {state}     | {is_held}
        """
    }
    found = ask("series", "past_range", "dataset at_least at_most records", **given)
    [counts] = [tuple(counts) for name, *counts in found if name == dataset]
    return counts, ask("series", "settling", **given)


@pytest.mark.parametrize(
    ("starts_on", "at_least"), [("2025-10-29", 1), ("2025-10-30", 1), ("2025-10-31", 0)]
)
def test_a_record_that_can_be_judged_is_no_range(ask, starts_on, at_least):
    """The day before its last day has passed, on it and after: at least and at most are one."""
    assert ranged(ask, "crm.orders", starts_on) == ((at_least, at_least, 1), [])


@pytest.mark.parametrize(
    ("starts_on", "last_day"),
    [("2024-02-29", "2027-02-28"), ("2023-02-28", "2026-02-28")],
)
def test_a_leap_day_is_in_the_range_from_the_day_after_its_last(ask, starts_on, last_day):
    """29 February ends on 28 February; on that day the record may still be there."""
    drawn = f"""
        dataset   | starts_on
        logs.auth | {starts_on}
    """
    given = TABLES | {"fig_holdings": drawn}
    after = f"{last_day[:5]}03-01"
    found = [
        ask("series", "past_range", "at_least at_most", as_of=day, **given)[1]
        for day in (last_day, after)
    ]

    assert found == [(0, 0), (1, 1)]


@pytest.mark.parametrize(
    ("dataset", "state", "step"),
    [
        ("logs.auth", "empty", ("start_column", None, "logs.auth", False, 1, 1)),
        ("logs.auth", "unreadable", ("unreadable_starts", None, "logs.auth", False, 1, 1)),
        ("crm.orders", "unreadable", ("unreadable_starts", None, "crm.orders", False, 1, 1)),
        ("crm.calls", "empty", ("start_column", None, "crm.calls", True, 1, 1)),
        ("crm.calls", "unreadable", ("unreadable_starts", None, "crm.calls", True, 1, 1)),
    ],
)
def test_a_record_without_a_start_could_be_of_any_age(ask, dataset, state, step):
    """It counts at most, and not at least; what would settle it is named, both where both lack."""
    assert ranged(ask, dataset, "", state) == ((0, 1, 1), [step])


@pytest.mark.parametrize(
    ("starts_on", "possible"),
    [
        ("1990-01-01", 1),
        ("2026-10-29", 1),
        ("2026-10-30", 0),
        ("2026-10-31", 0),
        ("2026-11-01", 0),
    ],
)
def test_the_shortest_period_is_a_day(ask, starts_on, possible):
    """What began on the day before is still allowed on the day looked at, whatever is set."""
    counts, steps = ranged(ask, "crm.calls", starts_on)

    assert counts == (0, possible, 1)
    assert steps == [("period", "unset", None, True, 1, possible)]


@pytest.mark.parametrize(
    ("dataset", "state"), [("crm.bans", "known"), ("crm.bans", "empty"), ("crm.orders", "empty")]
)
def test_indefinite_and_running_records_are_not_possible(ask, dataset, state):
    """Nobody has to settle what the rule itself leaves open."""
    assert ranged(ask, dataset, "", state) == ((0, 0, 1), [])


@pytest.mark.parametrize(
    ("dataset", "starts_on", "state"),
    [
        ("logs.auth", "", "unreadable"),
        ("crm.calls", "2020-01-01", "known"),
        ("logs.auth", "2020-01-01", "known"),
    ],
)
def test_what_a_hold_keeps_is_not_possible(ask, dataset, starts_on, state):
    """Were its date known to have passed, it would be on hold and not past."""
    counts, steps = ranged(ask, dataset, starts_on, state, is_held=True)

    assert counts == (0, 0, 1)
    assert [row[-1] for row in steps] in ([], [0])


def test_the_steps_add_up_to_what_is_undetermined(ask):
    """Largest first; a customer who still is one lacks a period, and cannot be past."""
    given = {
        "ref_datasets": """
            dataset    | rule  | is_empty_start_running
            crm.people | unset | true
            crm.calls  | unset | false
            crm.stray  |       | false
            logs.auth  | log   | false
        """,
        "ref_rules": RULES,
        "fig_holdings": """
            dataset    | starts_on  | start_state | records
            crm.people |            | empty       | 20
            crm.people | 2020-01-01 | known       | 3
            crm.calls  | 2020-01-01 | known       | 4
            crm.calls  |            | empty       | 6
            crm.stray  | 2020-01-01 | known       | 5
            logs.auth  |            | empty       | 2
            logs.auth  |            | unreadable  | 1
            logs.auth  | 2026-01-01 | known       | 9
        """,
    }
    steps = ask("series", "settling", **given)
    ranges = ask("series", "past_range", "at_least at_most records", **given)
    undetermined = ask("kpis", "undetermined_retention", "numerator", **given)

    assert steps == [
        ("period", "unset", None, True, 27, 7),
        ("empty_starts", None, "crm.calls", True, 6, 6),
        ("period", None, "crm.stray", True, 5, 5),
        ("empty_starts", None, "logs.auth", False, 2, 2),
        ("unreadable_starts", None, "logs.auth", False, 1, 1),
    ]
    assert sum(row[4] for row in steps) == sum(n for (n,) in undetermined)
    assert sum(row[5] for row in steps) == sum(most - least for least, most, _ in ranges)
    assert sum(row[2] for row in ranges) == 50


def test_with_nothing_held_there_is_no_range_and_nothing_to_settle(ask):
    """Zero of zero, and an empty list."""
    assert ask("series", "settling", **TABLES) == []
    assert {row[3:] for row in ask("series", "past_range", **TABLES)} == {(0, 0, 0)}
