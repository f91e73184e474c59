"""Request clocks: the golden cases of the law, through the view that every figure reads."""

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vouch import calendar

GOLDEN = [
    ("2026-03-05", "2026-04-05", "2026-04-07", "2026-04-07"),
    ("2026-08-31", "2026-09-30", "2026-09-30", "2026-09-30"),
    ("2026-01-31", "2026-02-28", "2026-03-02", "2026-03-02"),
    ("2026-02-05", "2026-03-05", "2026-03-05", "2026-03-05"),
    ("2026-04-01", "2026-05-01", "2026-05-04", "2026-05-04"),
    ("2025-11-24", "2025-12-24", "2025-12-24", "2025-12-29"),
    ("2026-05-19", "2026-06-19", "2026-06-19", "2026-06-22"),
]
CHRISTMAS = "Christmas Eve; Christmas Day; Second Day of Christmas; weekend; weekend"
DAYS_OF_2026 = [date(2026, 1, 1) + timedelta(n) for n in range(365)]


@pytest.mark.parametrize(("received_on", "base_on", "strict", "lenient"), GOLDEN)
def test_a_request_is_due_a_month_after_receipt_or_on_the_next_working_day(
    ask, received_on, base_on, strict, lenient
):
    """Art. 12(3) counted by Regulation 1182/71, Art. 3; eves by the policy."""
    drawn = f"""
        right  | received_on
        access | {received_on}
    """
    columns = "base_on base_due_on due_on"
    found = ask("figures", "fig_request_clocks", columns, "strict", fig_requests=drawn)
    kinder = ask("figures", "fig_request_clocks", columns, "lenient", fig_requests=drawn)

    assert found == [(base_on, strict, strict)]
    assert kinder == [(base_on, lenient, lenient)]


@pytest.mark.parametrize(
    ("received_on", "eves", "is_cut", "passed"),
    [
        ("2026-03-05", "strict", False, "Easter Sunday; Easter Monday"),
        ("2026-08-31", "strict", True, None),
        ("2026-01-31", "strict", True, "weekend; weekend"),
        ("2026-02-05", "strict", False, None),
        ("2026-04-01", "strict", False, "May Day; weekend; weekend"),
        ("2025-11-24", "strict", False, None),
        ("2025-11-24", "lenient", False, CHRISTMAS),
        ("2026-05-19", "strict", False, None),
        ("2026-05-19", "lenient", False, "Midsummer Eve; Midsummer Day; weekend"),
        ("2024-01-29", "strict", False, None),
        ("2024-01-30", "strict", True, None),
        ("2023-01-29", "strict", True, None),
    ],
)
def test_the_reason_for_a_due_date_stands_beside_it(ask, received_on, eves, is_cut, passed):
    """Whoever doubts a date is told the month that lacks the day, and the days it moved over."""
    found = ask(
        "figures",
        "fig_request_clocks",
        "is_base_cut base_passed",
        eves,
        fig_requests=f"""
            right  | received_on
            access | {received_on}
        """,
    )

    assert found == [(is_cut, passed)]


@pytest.mark.parametrize(
    ("received_on", "timer_on", "days"),
    [
        ("2026-03-05", "2026-04-04", -3),
        ("2026-08-31", "2026-09-30", 0),
        ("2026-01-31", "2026-03-02", 0),
        ("2026-02-05", "2026-03-07", 2),
        ("2026-04-01", "2026-05-01", -3),
        ("2025-11-24", "2025-12-24", 0),
        ("2026-05-19", "2026-06-18", -1),
    ],
)
def test_a_timer_of_thirty_days_is_held_against_the_month(ask, received_on, timer_on, days):
    """Two days too late on 5 February: the commonest mistake must be seen beside the law."""
    found = ask(
        "figures",
        "fig_request_clocks",
        "timer_on timer_days",
        fig_requests=f"""
            right  | received_on
            access | {received_on}
        """,
    )

    assert found == [(timer_on, days)]


def test_both_limits_are_shown_with_and_without_suspension(ask):
    """An extension may still come: its date, and how far identity would move both, is known."""
    found = ask(
        "figures",
        "fig_request_clocks",
        "base_due_on extended_base_on is_extended_cut extended_passed extended_due_on "
        "suspended_days suspended_base_due_on suspended_late_due_on suspended_due_on",
        fig_requests="""
            right  | received_on | extended_on | identity_asked_on | identity_verified_on
            access | 2026-01-31  |             | 2026-02-01        | 2026-02-05
            access | 2026-01-31  | 2026-02-20  | 2026-02-01        | 2026-02-05
            access | 2026-01-31  |             | 2026-02-01        |
            access | 2026-01-31  |             | 2026-02-05        | 2026-02-01
        """,
    )
    month = ("2026-03-02", "2026-04-30", True, None, "2026-04-30")
    suspended = (4, "2026-03-04", "2026-05-04")

    assert sorted(found, key=str) == sorted(
        [
            (*month, *suspended, "2026-03-04"),
            (*month, *suspended, "2026-05-04"),
            (*month, None, None, None, None),
            (*month, None, None, None, None),
        ],
        key=str,
    )


def test_an_extended_request_is_due_three_months_after_receipt(ask):
    """Not one month and two chained, which would give 28 April."""
    found = ask(
        "figures",
        "fig_request_clocks",
        "is_extended due_on",
        fig_requests="""
            right  | received_on | extended_on
            access | 2026-01-31  | 2026-02-20
        """,
    )

    assert found == [(True, "2026-04-30")]


@pytest.mark.parametrize(
    ("extended_on", "is_extended", "due_on"),
    [
        ("2026-03-01", True, "2026-04-30"),
        ("2026-03-02", True, "2026-04-30"),
        ("2026-03-03", False, "2026-03-02"),
        ("", False, "2026-03-02"),
    ],
)
def test_an_extension_counts_if_told_by_the_base_due_date(ask, extended_on, is_extended, due_on):
    """Received on 31 January 2026: the month ends on Saturday 28 February, so on 2 March."""
    found = ask(
        "figures",
        "fig_request_clocks",
        "is_extended due_on",
        fig_requests=f"""
            right  | received_on | extended_on
            access | 2026-01-31  | {extended_on}
        """,
    )

    assert found == [(is_extended, due_on)]


@pytest.mark.parametrize(
    ("extended_on", "is_extended", "due_on"),
    [
        ("1970-01-01", False, "2026-09-21"),
        ("2026-08-19", False, "2026-09-21"),
        ("2026-08-20", True, "2026-11-20"),
        ("2026-08-21", True, "2026-11-20"),
    ],
)
def test_what_is_told_before_receipt_is_no_extension(ask, extended_on, is_extended, due_on):
    """Art. 12(3): within one month of receipt. A slip of the pen must not hide what is overdue."""
    found = ask(
        "figures",
        "fig_request_clocks",
        "is_extended due_on suspended_due_on",
        fig_requests=f"""
            right  | received_on | extended_on    | identity_asked_on | identity_verified_on
            access | 2026-08-20  | {extended_on}  | 2026-08-21        | 2026-08-21
        """,
    )

    assert found == [(is_extended, due_on, due_on)]


@pytest.mark.parametrize(
    ("asked_on", "verified_on", "suspended_due_on", "is_waiting"),
    [
        ("", "", None, False),
        ("2026-02-06", "2026-02-06", "2026-03-05", False),
        ("2026-02-06", "2026-02-07", "2026-03-06", False),
        ("2026-02-06", "2026-02-08", "2026-03-09", False),
        ("2026-02-06", "", None, True),
        ("2026-02-06", "2026-02-05", None, False),
        ("", "2026-02-06", None, False),
    ],
)
def test_asking_for_identity_may_stop_the_clock(
    ask, asked_on, verified_on, suspended_due_on, is_waiting
):
    """EDPB 01/2022 §159: both dates are shown, and the suspended one never replaces the other."""
    found = ask(
        "figures",
        "fig_request_clocks",
        "due_on suspended_due_on is_waiting",
        fig_requests=f"""
            right  | received_on | identity_asked_on | identity_verified_on
            access | 2026-02-05  | {asked_on}        | {verified_on}
        """,
    )

    assert found == [("2026-03-05", suspended_due_on, is_waiting)]


def test_a_suspension_is_added_to_the_month_itself(ask):
    """Rolling first and adding then would count the free days twice."""
    found = ask(
        "figures",
        "fig_request_clocks",
        "base_due_on suspended_due_on",
        fig_requests="""
            right  | received_on | identity_asked_on | identity_verified_on
            access | 2026-03-05  | 2026-03-06        | 2026-03-08
        """,
    )

    assert found == [("2026-04-07", "2026-04-07")]


def test_a_suspension_is_added_to_the_extended_limit(ask):
    """An extension that counts moves both dates."""
    found = ask(
        "figures",
        "fig_request_clocks",
        "due_on suspended_due_on",
        fig_requests="""
            right  | received_on | extended_on | identity_asked_on | identity_verified_on
            access | 2026-01-31  | 2026-02-20  | 2026-02-01        | 2026-02-05
        """,
    )

    assert found == [("2026-04-30", "2026-05-04")]


def test_a_request_without_a_day_of_receipt_has_no_due_date(ask):
    """It is not guessed from other days; the request stays in the list."""
    found = ask(
        "figures",
        "fig_request_clocks",
        "due_on suspended_due_on is_extended",
        fig_requests="""
            right  | received_on | extended_on | identity_asked_on | identity_verified_on
            access |             | 2026-02-01  | 2026-02-02        | 2026-02-03
        """,
    )

    assert found == [(None, None, False)]


def test_only_a_withdrawn_consent_has_no_clock(ask):
    """Art. 7(3) is no request under Art. 15–22; an unknown right is treated as one."""
    rights = ("access", "rectification", "objection", "portability", "erasure", "restriction")
    found = ask(
        "figures",
        "fig_request_clocks",
        "right has_clock",
        fig_requests="\n".join(
            ["right | received_on", *(f"{r} | 2026-02-05" for r in (*rights, "consent", ""))]
        ),
    )

    assert sorted(found, key=str) == sorted(
        [*((right, True) for right in rights), ("consent", False), (None, True)], key=str
    )


def test_every_request_is_one_line(ask):
    """1 May 2008 was Ascension Day and May Day: a join on it must not double a request."""
    found = ask(
        "figures",
        "fig_request_clocks",
        "received_on due_on",
        fig_requests="""
            right  | received_on
            access | 2008-04-01
            access | 2008-04-01
        """,
    )

    assert found == [("2008-04-01", "2008-05-02")] * 2


def test_a_year_of_receipt_days_against_plain_python(ask):
    """A 30-day timer is later than the law on 24 days of 2026, and earlier on 248."""
    drawn = "\n".join(["right | received_on", *(f"access | {day}" for day in DAYS_OF_2026)])
    found = dict(ask("figures", "fig_request_clocks", "received_on due_on", fig_requests=drawn))
    timers = {day: str(day + timedelta(30)) for day in DAYS_OF_2026}

    assert found == {str(day): str(_due_on(day, 1)) for day in DAYS_OF_2026}
    assert sum(timers[day] > found[str(day)] for day in DAYS_OF_2026) == 24
    assert sum(timers[day] < found[str(day)] for day in DAYS_OF_2026) == 248


@settings(
    deadline=None, max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.dates(date(2000, 1, 1), date(2090, 12, 31)), min_size=1, max_size=60))
def test_any_day_of_receipt_against_plain_python(ask, days):
    """Month ends, leap days and holidays of any year, not only of those that we thought of."""
    drawn = "\n".join(["right | received_on | extended_on", *(f"access | {d} | {d}" for d in days)])
    found = ask(
        "figures",
        "fig_request_clocks",
        "received_on base_due_on extended_due_on",
        fig_requests=drawn,
    )

    assert sorted(found) == sorted((str(d), str(_due_on(d, 1)), str(_due_on(d, 3))) for d in days)


FREE = {day for day, _ in calendar.free_days("strict")}


def _due_on(received_on: date, months: int) -> date:
    """Count as Regulation 1182/71 does, sharing nothing with the SQL but the list of holidays."""
    years, month = divmod(received_on.month - 1 + months, 12)
    year = received_on.year + years
    last = monthrange(year, month + 1)[1]
    day = date(year, month + 1, min(received_on.day, last))
    while day.weekday() in {5, 6} or day in FREE:
        day += timedelta(1)
    return day
