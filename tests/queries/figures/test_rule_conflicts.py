"""Rules in conflict: a statutory minimum that ends after the rule's own last permitted day."""

from datetime import date, timedelta

import pytest

from tests import recount_days

FIRST, DAYS = date(2095, 1, 1), 4018  # eleven years: two leap years, and 2100, which is none
YEAR, FINANCIAL = "end-of-year", "end-of-financial-year"
ACCOUNTS = "end-of-calendar-year-of-financial-year"


def conflicts(ask, rule: str, year_end: str = "12-31", determination: str = "period"):
    """Ask for the rules in conflict; *rule* is its period and its minimum."""
    month, number = year_end.split("-")
    return ask(
        "figures",
        "fig_rule_conflicts",
        "snapshot rule",
        ref_rules="rule | determination | period_months | period_days | starts | "
        f"least_months | least_days | least_starts\nbill | {determination} | {rule}",
        ref_settings=f"financial_year_month | financial_year_day\n{month} | {number}",
    )


def recounted(most, least, year_end: str) -> bool:
    """Tell whether the minimum ends later on any starting day."""
    settings = {"financial_year_end": year_end}
    last, earliest = (
        {"period": f"{months} months" if months else f"{days} days", "starts": starts}
        for months, days, starts in (most, least)
    )
    return any(
        recount_days.last_permitted(start, earliest, settings)
        > recount_days.last_permitted(start, last, settings)
        for start in (FIRST + timedelta(days=step) for step in range(DAYS))
    )


@pytest.mark.parametrize(
    ("most", "least", "year_end", "is_conflict"),
    [
        ((120, "", FINANCIAL), (72, "", ACCOUNTS), "12-31", False),  # as the sample's billing
        ((72, "", ACCOUNTS), (72, "", ACCOUNTS), "03-31", False),
        ((72, "", FINANCIAL), (72, "", ACCOUNTS), "12-31", False),
        ((72, "", FINANCIAL), (72, "", ACCOUNTS), "03-31", True),
        ((72, "", "event"), (72, "", ACCOUNTS), "12-31", True),
        ((84, "", "event"), (72, "", ACCOUNTS), "12-31", False),  # from 1 January to 31 December
        ((84, "", "event"), (72, "", ACCOUNTS), "11-30", True),  # a start in December
        ((84, "", "event"), (72, "", ACCOUNTS), "02-29", True),
        ((12, "", "event"), ("", 365, "event"), "12-31", False),
        ((12, "", "event"), ("", 366, "event"), "12-31", True),  # but over a leap day
        ((48, "", "event"), ("", 1461, "event"), "12-31", True),  # around 2100 alone
        (("", 1461, "event"), (48, "", "event"), "12-31", False),
        ((1, "", "event"), ("", 28, "event"), "12-31", False),
        ((1, "", "event"), ("", 29, "event"), "12-31", True),  # in February, three years of four
        ((12, "", "event"), (12, "", "end-of-month"), "12-31", True),
        ((12, "", "end-of-month"), (12, "", "event"), "12-31", False),
        (("", 730, "event"), (12, "", YEAR), "12-31", False),
        (("", 729, "event"), (12, "", YEAR), "12-31", True),  # on 1 January before a leap day
    ],
)
def test_a_conflict_on_any_starting_day_is_one(ask, most, least, year_end, is_conflict):
    """Two starting points make the order of two periods depend on the day: none is left out."""
    rule = " | ".join(map(str, (*most, *least)))

    assert conflicts(ask, rule, year_end) == ([("2026-10-31", "bill")] if is_conflict else [])
    assert recounted(most, least, year_end) is is_conflict


@pytest.mark.parametrize("determination", ["indefinite", "not_set"])
def test_a_rule_without_a_last_day_has_nothing_to_be_in_conflict_with(ask, determination):
    """That no period is set is a finding of its own."""
    assert conflicts(ask, f" | | event | 72 | | {ACCOUNTS}", determination=determination) == []


def test_a_rule_without_a_minimum_is_in_no_conflict(ask):
    """Most rules have none."""
    assert conflicts(ask, "12 | | event | | | ") == []
