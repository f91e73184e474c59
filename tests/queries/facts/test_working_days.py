"""Working days: to which day a limit moves when it ends on a day that is none."""

import pytest

from vouch import calendar


def free_days(eves: str, year: int) -> str:
    """Draw a year's public holidays."""
    days = calendar.free_days(eves, year, year)
    return "\n".join(["day | holiday", *(f"{day} | {name}" for day, name in days)])


@pytest.mark.parametrize(
    ("day", "next_working_on"),
    [
        ("2026-04-02", "2026-04-02"),
        ("2026-04-03", "2026-04-07"),
        ("2026-04-05", "2026-04-07"),
        ("2026-04-06", "2026-04-07"),
        ("2026-04-07", "2026-04-07"),
        ("2026-05-01", "2026-05-04"),
        ("2026-02-28", "2026-03-02"),
    ],
)
def test_a_day_leads_to_the_next_working_day(ask, day, next_working_on):
    """Regulation 1182/71, Art. 3(4); Easter 2026 takes four days in a row."""
    found = ask(
        "facts", "fct_working_days", "day next_working_on", ref_holidays=free_days("strict", 2026)
    )

    assert dict(found)[day] == next_working_on


@pytest.mark.parametrize(
    ("day", "passed"),
    [
        ("2026-04-02", None),
        ("2026-04-03", "Good Friday; weekend; Easter Sunday; Easter Monday"),
        ("2026-04-05", "Easter Sunday; Easter Monday"),
        ("2026-04-07", None),
        ("2026-05-01", "May Day; weekend; weekend"),
        ("2026-02-28", "weekend; weekend"),
        ("2026-03-01", "weekend"),
        ("2026-12-26", "Second Day of Christmas; weekend"),
    ],
)
def test_a_day_names_the_free_days_that_it_moves_over(ask, day, passed):
    """Who is told that a limit moved wants to know over what; the days before it say nothing."""
    found = ask("facts", "fct_working_days", "day passed", ref_holidays=free_days("strict", 2026))

    assert dict(found)[day] == passed


def test_two_holidays_on_one_day_are_both_named(ask):
    """In 2008 Ascension Day was the first of May."""
    found = ask("facts", "fct_working_days", "day passed", ref_holidays=free_days("strict", 2008))

    assert dict(found)["2008-05-01"] == "Ascension Day; May Day"


def test_the_calendar_has_every_day_of_its_years_once(ask):
    """A day that came twice would double every request that is due on it."""
    found = ask("facts", "fct_working_days", "day", ref_holidays="day | holiday")

    assert (len(found), len(set(found))) == (40542, 40542)
    assert (found[0], found[-1]) == (("1990-01-01",), ("2100-12-31",))


def test_without_holidays_only_weekends_are_free(ask):
    """A country whose holidays are not known still has weekends."""
    found = ask("facts", "fct_working_days", "day is_free", ref_holidays="day | holiday")

    assert [free for day, free in found if "2026-10-26" <= day <= "2026-11-01"] == [
        *[False] * 5,
        True,
        True,
    ]


def test_the_eves_are_working_days_unless_the_policy_says_otherwise(ask):
    """The package ``holidays`` lists both eves for Finland; the law makes neither free."""
    eves = ("2026-06-19", "2026-12-24")
    strict, lenient = (
        dict(ask("facts", "fct_working_days", "day is_free", ref_holidays=free_days(kind, 2026)))
        for kind in ("strict", "lenient")
    )

    assert [strict[day] for day in eves] == [False, False]
    assert [lenient[day] for day in eves] == [True, True]
