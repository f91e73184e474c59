"""Rights requests by right, stage, due state and month."""

from datetime import date, timedelta

import pytest

RIGHTS = (
    "access",
    "rectification",
    "objection",
    "portability",
    "erasure",
    "restriction",
    "consent",
)


def standing(ask, days: str, right: str = "access"):
    """Return the stages and due states that the three lists of open requests give one request.

    *days* are received, identity asked, identity verified, extended and closed.
    """
    heads = "received_on | identity_asked_on | identity_verified_on | extended_on | closed_on"
    drawn = f"right | {heads}\n{right} | {days}"
    given = {"only": "stage due_state", "fig_requests": drawn, "rec_requests": drawn}
    lists = [
        ("series", "request_states"),
        ("series", "open_requests"),
        ("evidence", "open_requests"),
    ]
    found = [ask(*place, **given) for place in lists]
    assert found[0] == found[1] == found[2], "the pages would disagree"
    return found[0][0] if found[0] else None


@pytest.mark.parametrize(
    ("days", "stage"),
    [
        ("2026-10-20 | | | |", "in_progress"),
        ("2026-10-20 | 2026-10-31 | | |", "identity"),
        ("2026-10-20 | 2026-11-01 | | |", "in_progress"),
        ("2026-10-20 | 2026-10-21 | 2026-10-31 | |", "in_progress"),
        ("2026-10-20 | 2026-10-21 | 2026-11-01 | |", "identity"),
        ("2026-10-20 | | | 2026-10-31 |", "extended"),
        ("2026-10-20 | | | 2026-11-01 |", "in_progress"),
        ("2026-10-20 | 2026-10-21 | | 2026-10-22 |", "identity"),
        ("2026-08-03 | | | 2026-09-04 |", "in_progress"),
    ],
)
def test_the_stage_is_that_of_the_day_looked_at(ask, days, stage):
    """Waiting for identity goes first: nothing else can happen meanwhile."""
    assert standing(ask, days)[0] == stage


@pytest.mark.parametrize(
    ("asked_on", "verified_on", "days", "suspended_due_on"),
    [
        ("2026-09-10", "2026-10-30", 50, "2026-11-20"),
        ("2026-09-10", "2026-10-31", 51, "2026-11-23"),
        ("2026-09-10", "2026-11-01", None, None),
        ("2026-09-10", "9999-12-31", None, None),
        ("2026-11-01", "2026-11-02", None, None),
        ("2026-09-10", "", None, None),
    ],
)
def test_until_identity_is_clear_no_list_has_a_date_with_suspension(
    ask, asked_on, verified_on, days, suspended_due_on
):
    """A day that has not come verifies nothing; a year beyond 9999 could not even be written."""
    heads = "received_on | identity_asked_on | identity_verified_on | extended_on | closed_on"
    drawn = f"right | {heads}\naccess | 2026-09-01 | {asked_on} | {verified_on} | |"
    given = {"fig_requests": drawn, "rec_requests": drawn}
    listed = ask("series", "open_requests", "suspended_due_on", **given)
    late = ask("evidence", "overdue_requests", "suspended_due_on", **given)
    told = "suspended_days suspended_base_due_on suspended_due_on suspended_late_due_on"
    [(*found, extended)] = ask("evidence", "open_requests", told, **given)

    assert listed == late == [(suspended_due_on,)]
    assert found == [days, suspended_due_on, suspended_due_on]
    assert (extended is None) == (days is None)


@pytest.mark.parametrize(
    ("right", "days", "due_state"),
    [
        ("access", "2026-09-29 | | | |", "overdue"),
        ("access", "2026-09-30 | | | |", "overdue"),
        ("access", "2026-10-01 | | | |", "due_soon"),
        ("access", "2026-10-09 | | | |", "due_soon"),
        ("access", "2026-10-10 | | | |", "due_soon"),
        ("access", "2026-10-11 | | | |", "on_time"),
        ("access", "2026-09-01 | | | 2026-09-15 |", "on_time"),
        ("access", " | | | |", "undetermined"),
        ("", "2026-09-29 | | | |", "overdue"),
        ("consent", "2026-10-24 | | | |", "no_clock"),
        ("consent", "2026-10-23 | | | |", "over_limit"),
        ("consent", " | | | |", "undetermined"),
    ],
)
def test_an_open_request_is_in_exactly_one_due_state(ask, right, days, due_state):
    """Ten days before it is due a request is due soon; a consent has seven days of its own."""
    assert standing(ask, days, right)[1] == due_state


@pytest.mark.parametrize(
    ("closed_on", "is_open"), [("2026-10-30", False), ("2026-10-31", False), ("2026-11-01", True)]
)
def test_only_open_requests_have_a_state(ask, closed_on, is_open):
    """What was answered by the day looked at is done."""
    assert (standing(ask, f"2026-10-01 | | | | {closed_on}") is not None) == is_open


def test_the_list_has_every_open_request_once(ask):
    """Soonest due first, and nothing in it that names a person or a case."""
    found = ask(
        "series",
        "open_requests",
        fig_requests="""
            right   | received_on | extended_on | closed_on  | identity_asked_on
            erasure | 2026-10-01  |             |            | 2026-10-02
            access  | 2026-09-01  | 2026-09-10  |            |
            access  | 2026-09-01  |             | 2026-10-02 |
            access  | 2026-11-01  |             |            |
            consent | 2026-10-30  |             |            |
        """,
    )

    assert found == [
        ("erasure", "2026-10-01", "2026-11-02", "2026-11-02", None, False)
        + ("identity", "due_soon", 2),
        ("access", "2026-09-01", "2026-12-01", "2026-10-01", None, True)
        + ("extended", "on_time", 31),
        ("consent", "2026-10-30", None, None, None, False) + ("in_progress", "no_clock", None),
    ]


def test_the_list_counts_what_the_kpis_count(ask):
    """Two pages that show the same thing must not disagree."""
    requests = """
        right   | received_on | closed_on
        access  | 2026-09-01  |
        access  | 2026-10-01  |
        access  |             |
                | 2026-09-01  |
        consent | 2026-01-01  |
        access  | 2026-09-01  | 2026-10-31
        access  | 2026-11-01  |
    """
    datasets = """
        dataset      | kind
        crm.requests | rights_requests
    """
    listed = ask("series", "open_requests", "due_state", fig_requests=requests)
    states = ask("series", "request_states", "due_state requests", fig_requests=requests)
    given = {"ref_datasets": datasets, "fig_requests": requests}
    ((still_open,),) = ask("kpis", "open_requests", "numerator", **given)
    ((overdue,),) = ask("kpis", "overdue_requests", "numerator", **given)

    assert len(listed) == sum(n for _, n in states) == still_open == 5
    assert sum(n for state, n in states if state == "overdue") == overdue == 2
    assert listed.count(("overdue",)) == overdue


def test_all_seven_rights_are_always_there(ask):
    """Notice §9 names seven: a right that nobody used is shown as 0."""
    found = ask("series", "request_rights")

    none = (*[0] * 5, None, 0, None, *[0] * 4, *[None] * 4, 0, 0)
    assert found == [(right, *none) for right in RIGHTS]


def test_an_unknown_code_has_a_line_of_its_own(ask):
    """A code that the mapping lacks is shown, not dropped, and only then."""
    found = ask(
        "series",
        "request_rights",
        "right received open",
        fig_requests="""
            right | received_on
                  | 2026-10-01
                  | 2026-10-02
        """,
    )

    assert (len(found), found[-1]) == (8, (None, 2, 2))


def test_a_right_counts_twelve_months_to_the_day(ask):
    """Received and closed each by their own day; open is whatever is open, however old."""
    found = ask(
        "series",
        "request_rights",
        "right received open closed in_time late median_days",
        fig_requests="""
            right   | received_on | closed_on
            access  | 2025-10-31  | 2025-11-01
            access  | 2025-11-03  | 2025-12-03
            access  | 2025-11-03  | 2025-12-04
            access  | 2025-10-01  | 2025-10-31
            access  | 2024-01-01  |
            access  | 2026-10-31  |
            access  | 2026-11-01  |
            access  |             | 2026-01-01
        """,
    )

    assert found[0] == ("access", 3, 2, 4, 2, 1, 30.0)


def test_refusals_are_counted_with_whether_they_were_told_in_time(ask):
    """Art. 12(4): a refusal, also in part, is told with its reasons within one month."""
    found = ask(
        "series",
        "request_rights",
        "right closed refused refused_ratio refused_told refused_told_late refused_untold",
        fig_requests="""
            right   | received_on | closed_on  | outcome | told_on
            erasure | 2026-09-01  | 2026-09-20 | refused | 2026-10-01
            erasure | 2026-09-01  | 2026-09-20 | refused | 2026-10-02
            erasure | 2026-09-01  | 2026-09-20 | partly  | 2026-09-20
            erasure | 2026-09-01  | 2026-09-20 | refused |
            erasure | 2026-09-01  | 2026-09-20 | granted | 2026-09-20
        """,
    )

    assert found[4] == ("erasure", 5, 4, 0.8, 2, 1, 1)


def test_extensions_that_count_are_counted(ask):
    """EDPB 01/2022 §162: frequent extension is a sign of weak procedure."""
    found = ask(
        "series",
        "request_rights",
        "right closed extended in_time late in_time_ratio extended_ratio",
        fig_requests="""
            right  | received_on | extended_on | closed_on
            access | 2026-06-01  | 2026-06-15  | 2026-08-01
            access | 2026-06-01  | 2026-07-02  | 2026-08-01
        """,
    )

    assert found[0] == ("access", 2, 1, 1, 1, 0.5, 0.5)


def test_a_share_needs_a_due_date(ask):
    """A withdrawn consent has no month to keep: it is in no share, but may be refused."""
    found = ask(
        "series",
        "request_rights",
        "right closed in_time_ratio extended_ratio refused_ratio",
        fig_requests="""
            right   | received_on | closed_on  | outcome
            consent | 2026-06-01  | 2026-06-08 | refused
            consent | 2026-06-01  | 2026-06-09 | granted
        """,
    )

    assert found[-1] == ("consent", 2, None, None, 0.5)


def test_days_of_one_answer_are_its_own(ask):
    """Median, mean and percentile of a single answer; of two, what lies between them."""
    one, two = (
        ask(
            "series",
            "request_rights",
            "median_days mean_days p95_days",
            fig_requests="right | received_on | closed_on\n" + "\n".join(lines),
        )[0]
        for lines in (
            ["access | 2026-06-01 | 2026-06-11"],
            ["access | 2026-06-01 | 2026-06-11", "access | 2026-06-01 | 2026-07-01"],
        )
    )

    assert one == (10.0, 10.0, 10.0)
    assert two == (20.0, 20.0, pytest.approx(29.0))


@pytest.mark.parametrize(
    ("asked_on", "verified_on", "counts"),
    [
        ("2026-09-29", "", (1, 1)),
        ("2026-09-30", "", (1, 1)),
        ("2026-10-01", "", (1, 0)),
        ("2026-09-30", "2026-11-01", (1, 1)),
        ("2026-09-30", "2026-10-31", (0, 0)),
        ("2026-11-01", "", (0, 0)),
        ("", "", (0, 0)),
    ],
)
def test_waiting_over_a_month_counts_from_the_day_identity_was_asked_for(
    ask, asked_on, verified_on, counts
):
    """On the day that the month ends nobody has waited for longer than it."""
    found = ask(
        "series",
        "request_rights",
        "waiting waiting_month",
        fig_requests=f"""
            right  | received_on | identity_asked_on | identity_verified_on | closed_on
            access | 2026-08-01  | {asked_on}        | {verified_on}        |
            access | 2026-08-01  | 2026-08-02        |                      | 2026-10-01
        """,
    )

    assert found[0] == counts


def paced(ask, days: list[int], received_on: str = "2026-10-12", right: str = "access"):
    """Return what the present pace says of one open request, after answers in so many days."""
    closed = [f"access | {date(2026, 10, 1) - timedelta(n)} | 2026-10-01" for n in days]
    drawn = ["right | received_on | closed_on", *closed, f"{right} | {received_on} | "]
    columns = "answers longer pace_days expected_on pace_state"
    [found] = ask("series", "request_paces", columns, fig_requests="\n".join(drawn))
    return found


@pytest.mark.parametrize(
    ("days", "told"),
    [
        ([], (0, 0, None, None, "too_few")),
        ([30], (1, 1, None, None, "too_few")),
        ([30] * 4, (4, 4, None, None, "too_few")),
        ([30] * 5, (5, 5, 30.0, "2026-11-11", "keeps")),
        ([31] * 5, (5, 5, 31.0, "2026-11-12", "keeps")),
        ([32] * 5, (5, 5, 32.0, "2026-11-13", "misses")),
        ([30, 30, 32, 33, 40], (5, 5, 32.0, "2026-11-13", "misses")),
        ([1, 19, 30, 32, 33], (5, 3, 32.0, "2026-11-13", "misses")),
        ([1, 19, 20, 21, 22, 23], (6, 4, 21.5, "2026-11-03", "keeps")),
        ([1, 2, 19, 20, 40], (5, 2, None, None, "slow")),
        ([1, 2, 3, 18, 19], (5, 0, None, None, "slow")),
    ],
)
def test_the_pace_is_the_median_of_those_that_took_longer(ask, days, told):
    """Open for 19 days and due on 12 November: what was answered within 19 says nothing of it."""
    assert paced(ask, days) == told


@pytest.mark.parametrize(
    ("right", "received_on", "state"),
    [
        ("access", "2026-09-30", "overdue"),
        ("access", "", "undetermined"),
        ("consent", "2026-10-12", "no_clock"),
        ("", "2026-10-12", "too_few"),
        ("erasure", "2026-10-12", "too_few"),
    ],
)
def test_no_pace_is_told_of_what_it_cannot_judge(ask, right, received_on, state):
    """Late is late, without a day or a month nothing is due, and rights are not mixed."""
    assert paced(ask, [40] * 5, received_on, right)[-1] == state


@pytest.mark.parametrize(
    ("closed_on", "answers"),
    [("2025-10-31", 0), ("2025-11-01", 1), ("2026-10-31", 1), ("2026-11-01", 0)],
)
def test_the_present_pace_is_that_of_twelve_months(ask, closed_on, answers):
    """As the table of rights counts: not a day longer, and nothing that is still to come."""
    found = ask(
        "series",
        "request_paces",
        "right answers",
        fig_requests=f"""
            right  | received_on | closed_on
            access | 2025-09-01  | {closed_on}
            access | 2026-10-31  |
        """,
    )

    assert found[-1] == ("access", answers)


def test_open_requests_of_the_same_days_share_a_line(ask):
    """The lines add up to what is open, one without a day of receipt included."""
    found = ask(
        "series",
        "request_paces",
        "right received_on requests",
        fig_requests="""
            right  | received_on | closed_on
            access | 2026-10-12  |
            access | 2026-10-12  |
            access | 2026-10-12  | 2026-10-20
            access |             |
            access | 2026-11-01  |
        """,
    )

    assert found == [("access", "2026-10-12", 2), ("access", None, 1)]


def test_the_reasons_of_open_due_dates_are_counted(ask):
    """Easter, a weekend, a short month, a timer that is late: each open request with a clock."""
    found = ask(
        "series",
        "clock_reasons",
        as_of="2026-04-01",
        fig_requests="""
            right   | received_on | extended_on | closed_on
            access  | 2026-03-05  |             |
            access  | 2026-01-31  |             |
            access  | 2026-02-05  |             |
            access  | 2026-01-30  | 2026-02-20  |
            access  | 2026-03-06  |             | 2026-04-01
            access  | 2026-04-02  |             |
            access  |             |             |
            consent | 2026-03-05  |             |
        """,
    )

    assert found == [(4, 2, 1, 1, 1, 2)]


def test_without_requests_no_reason_is_counted(ask):
    """Zero, and not nothing: the sentence on the page has numbers."""
    assert ask("series", "clock_reasons") == [(0, 0, 0, 0, 0, 0)]


def test_months_are_twelve_to_that_of_the_day(ask):
    """Received by the month of receipt, answered by the month of the answer."""
    found = ask(
        "series",
        "request_months",
        fig_requests="""
            right  | received_on | closed_on
            access | 2025-10-31  |
            access | 2025-11-01  | 2025-12-01
            access | 2025-11-03  | 2025-12-04
            access | 2026-10-31  |
            access | 2026-11-01  |
        """,
    )

    assert (len(found), found[0][0], found[-1][0]) == (12, "2025-11-01", "2026-10-01")
    assert [row for row in found if any(row[1:])] == [
        ("2025-11-01", 2, 0, 0),
        ("2025-12-01", 0, 1, 1),
        ("2026-10-01", 1, 0, 0),
    ]


def test_a_day_to_come_is_not_looked_at(ask):
    """On an earlier day, later answers have not been given yet."""
    found = ask(
        "series",
        "request_months",
        as_of="2026-10-15",
        fig_requests="""
            right  | received_on | closed_on
            access | 2026-10-01  | 2026-10-15
            access | 2026-10-01  | 2026-10-16
            access | 2026-10-16  |
        """,
    )

    assert found[-1] == ("2026-10-01", 2, 1, 0)


UNREAD = pytest.mark.parametrize(
    ("dataset", "state", "found"),
    [
        ("crm.people", "read", (2, 1, 0, 0, 1)),
        ("crm.people", "failed", (2, 0, 0, 1, 1)),
        ("crm.people", "missing", (2, 0, 0, 1, 1)),
        ("crm.calls", "missing", (2, 0, 0, 1, 1)),
        ("erp.stock", "failed", (2, 1, 0, 0, 1)),
        ("legal.requests", "failed", (2, 1, 0, 0, 1)),
    ],
)


@UNREAD
def test_an_erasure_is_verified_only_where_all_that_tells_of_people_was_read(
    ask, dataset, state, found
):
    """The person may stand in the export that nobody could read; what is left stays a finding."""
    assert ask(
        "series",
        "erasures",
        fig_erasures="""
            erasure | dataset    | records
            1       |            | 0
            2       | crm.people | 3
        """,
        fig_files=f"""
            dataset   | state
            {dataset} | {state}
        """,
        ref_datasets="""
            dataset        | kind            | has_people | has_links
            crm.people     | records         | true       | false
            crm.calls      | calls           | false      | true
            erp.stock      | records         | false      | false
            legal.requests | rights_requests | true       | false
        """,
    ) == [found]
