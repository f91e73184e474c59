"""The clock of a request in words: the golden cases, through the queries that the officer asks."""

import pandas as pd
import pytest

from vouch import clock_words, explanations, queries, wording

EASTER = "se ei ole työpäivä (Pääsiäinen, 2. pääsiäispäivä), joten määräpäivä on ti 7.4.2026."
MAY_DAY = "se ei ole työpäivä (Vappu, viikonloppu), joten määräpäivä on ma 4.5.2026."
MIDSUMMER = "(Juhannusaatto, Juhannus, viikonloppu), joten määräpäivä on ma 22.6.2026."
CHRISTMAS = "(Jouluaatto, Joulu, Tapaninpäivä, viikonloppu), joten määräpäivä on ma 29.12.2025."
KEPT = "se on työpäivä, joten määräpäivä pysyy."
GOLDEN = [
    ("2026-03-05", "strict", f"(to 5.3.2026) päättyy su 5.4.2026; {EASTER}"),
    ("2026-02-05", "strict", f"(to 5.2.2026) päättyy to 5.3.2026; {KEPT}"),
    ("2026-04-01", "strict", f"(ke 1.4.2026) päättyy pe 1.5.2026; {MAY_DAY}"),
    ("2026-05-19", "strict", f"(ti 19.5.2026) päättyy pe 19.6.2026; {KEPT}"),
    ("2026-05-19", "lenient", f"päättyy pe 19.6.2026; se ei ole työpäivä {MIDSUMMER}"),
    ("2025-11-24", "strict", f"(ma 24.11.2025) päättyy ke 24.12.2025; {KEPT}"),
    ("2025-11-24", "lenient", f"päättyy ke 24.12.2025; se ei ole työpäivä {CHRISTMAS}"),
]


def clock(ask, days: str, right: str = "access", eves: str = "strict") -> pd.Series:
    """Return the officer's row of one open request, with what the present pace says of it.

    *days* are received, identity asked, identity verified and extended.
    """
    heads = "received_on | identity_asked_on | identity_verified_on | extended_on"
    drawn = f"right | {heads} | closed_on\n{right} | {days} |"
    given = {"eves": eves, "fig_requests": drawn, "rec_requests": drawn, "as_of": "2026-10-31"}
    found: dict[str, object] = {}
    for layer, name in (("series", "request_paces"), ("evidence", "open_requests")):
        [row] = ask(layer, name, **given)
        columns = queries.load(layer, name).columns
        for column, value in zip(columns, row, strict=True):
            is_day = column.type == "DATE"
            found[column.name] = pd.Timestamp(value) if is_day and value else value
    return pd.Series(found | {"file": "r.csv", "row": 2}, dtype=object)


@pytest.mark.parametrize(("received_on", "eves", "said"), GOLDEN)
def test_the_reason_names_what_the_due_date_moved_over(ask, received_on, eves, said):
    """In the reader's language, each holiday once, and only where the date moved."""
    row = clock(ask, f"{received_on} | | |", eves=eves)
    found = clock_words.reason(row, wording.Words("fi"))

    assert found.startswith("Kuukausi saapumisesta ")
    assert found.endswith(said)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            "One month from Sat 31 Jan 2026 ends on Sat 28 Feb 2026, since there is no day 31 in "
            "February; that is no working day (weekend), so the request is due on Mon 2 Mar 2026.",
        ),
        (
            "fi",
            "Kuukausi saapumisesta (la 31.1.2026) päättyy la 28.2.2026, koska helmikuussa ei ole "
            "31. päivää; se ei ole työpäivä (viikonloppu), joten määräpäivä on ma 2.3.2026.",
        ),
        (
            "sv",
            "En månad från lör 31.1.2026 slutar lör 28.2.2026, eftersom dag 31 saknas i februari; "
            "det är ingen arbetsdag (veckoslut), så tidsfristen löper ut mån 2.3.2026.",
        ),
    ],
)
def test_the_month_that_lacks_the_day_is_named(ask, language, said):
    """31 January to 28 February to Monday: two reasons, one sentence."""
    row = clock(ask, "2026-01-31 | | |")

    assert wording.plain(clock_words.reason(row, wording.Words(language))) == said


def test_an_extension_that_counts_is_counted_from_receipt(ask):
    """Three months from 31 January end on 30 April: April lacks the day, and it is a Thursday."""
    said = clock_words.reason(clock(ask, "2026-01-31 | | | 2026-02-20"), wording.Words("en"))

    assert said == (
        "Extended: three months from Sat 31 Jan 2026 end on Thu 30 Apr 2026, since there is no "
        "day 31 in April; that is a working day, so it stays."
    )


@pytest.mark.parametrize(
    ("right", "days", "said"),
    [
        ("access", " | | |", "The day of receipt is unknown"),
        ("consent", "2026-10-01 | | |", "Withdrawing a consent has no month"),
    ],
)
def test_without_a_due_date_the_reason_is_that(ask, right, days, said):
    """No date is guessed, and none is made up for a right that has no month."""
    row = clock(ask, days, right)
    t = wording.Words("en")

    assert clock_words.reason(row, t).startswith(said)
    assert [words for _, words, *_ in clock_words.steps(row, t)] == ["Received"]


def test_the_days_stand_in_their_order(ask):
    """Received, a month, moved, due, three months, due if extended, suspended, and thirty days."""
    row = clock(ask, "2026-03-05 | 2026-03-06 | 2026-03-08 | ")
    steps = list(clock_words.steps(row, wording.Words("en")))

    assert [(sign, value) for sign, _, value, _ in steps] == [
        ("", "Thu 5 Mar 2026"),
        ("→", "Sun 5 Apr 2026"),
        ("→", "Tue 7 Apr 2026"),
        ("=", "Tue 7 Apr 2026"),
        ("→", "Fri 5 Jun 2026"),
        ("=", "Fri 5 Jun 2026"),
        ("○", "Tue 7 Apr 2026"),
        ("○", "Mon 8 Jun 2026"),
        ("30", "Sat 4 Apr 2026: 3 days too early"),
    ]
    assert steps[5][1] == "Due if an extension and its reasons are told by 7 Apr 2026"


@pytest.mark.parametrize(
    ("extended_on", "said"),
    [
        ("2026-04-07", "Extended, told on 7 Apr 2026: this date counts"),
        ("2026-04-08", "Extension told on 8 Apr 2026, too late: this date does not count"),
        ("2026-03-05", "Extended, told on 5 Mar 2026: this date counts"),
        ("2026-03-04", "Extension told on 4 Mar 2026, before receipt: this date does not count"),
    ],
)
def test_an_extension_told_too_early_or_too_late_is_said_to_be(ask, extended_on, said):
    """The base due date, moved over Easter, is the last day to tell of it."""
    row = clock(ask, f"2026-03-05 | | | {extended_on}")

    assert said in [words for _, words, *_ in clock_words.steps(row, wording.Words("en"))]


@pytest.mark.parametrize("verified_on", ["", "2026-11-01", "9999-12-31"])
def test_while_identity_is_open_no_suspended_date_is_told(ask, verified_on):
    """Nobody knows yet for how long the clock would have stood still."""
    row = clock(ask, f"2026-03-05 | 2026-03-06 | {verified_on} | ")
    steps = list(clock_words.steps(row, wording.Words("en")))

    assert [value for sign, _, value, _ in steps if sign == "○"] == ["cannot be computed"]


@pytest.mark.parametrize(
    ("received_on", "said"),
    [("2026-02-05", "2 days too late"), ("2026-08-31", "the same day")],
)
def test_thirty_days_are_held_against_the_month(ask, received_on, said):
    """5 February is one of the 24 days of 2026 on which such a timer breaks the law."""
    row = clock(ask, f"{received_on} | | |")
    [timer] = [step for step in clock_words.steps(row, wording.Words("en")) if step[0] == "30"]

    assert timer[2].endswith(f": {said}")


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"pace_state": "overdue"}, []),
        ({"pace_state": "no_clock"}, []),
        ({"pace_state": "undetermined"}, []),
        ({"pace_state": "too_few", "answers": 0, "longer": 0}, [("○", "Too few answers")]),
        ({"pace_state": "slow", "answers": 9, "longer": 2}, [("▲", "Among the slowest")]),
        (
            {"pace_state": "misses", "answers": 9, "longer": 4}
            | {"expected_on": pd.Timestamp("2026-12-19")},
            [("▲", "Sat 19 Dec 2026: Will be late")],
        ),
    ],
)
def test_the_pace_says_what_it_can(told, said):
    """A day only where there are answers enough, and nothing of what is late already."""
    row = pd.Series({"expected_on": pd.NaT} | told, dtype=object)
    steps = clock_words.pace(row, wording.Words("en"))

    assert [(sign, value) for sign, _, value, _ in steps] == said


@pytest.mark.parametrize("language", wording.LANGUAGES)
def test_an_explanation_ends_with_where_the_request_stands(ask, language):
    """Whatever the language: the state, the pace, then the file and row behind it."""
    t = wording.Words(language)
    steps = explanations.of_request(clock(ask, "2026-10-12 | | |"), t)

    assert [sign for sign, *_ in steps[-3:]] == ["→", "○", "#"]
    assert steps[-3][1] == t("status.on_time")
