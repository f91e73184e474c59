"""Turning the pages of records."""

from datetime import date

import pandas as pd
import pytest

from vouch import drilldown, readers

DAYS = pd.DataFrame(
    {
        "last_on": pd.to_datetime(["2026-01-01", "2026-01-02", "2026-01-03"]),
        "records": [600, 900, 1],
    }
)


def asked(number: int) -> dict:
    """Return what is asked of the records file for one page."""
    seen = {}

    def ask(layer: str, name: str, **params: object) -> pd.DataFrame:
        if layer == "evidence":
            seen.update(params)
        return DAYS

    drilldown.page(ask, drilldown.Choice("past"), number)
    return seen


def test_the_first_page_begins_at_the_beginning():
    """Nothing is skipped, and no day is looked for."""
    seen = asked(1)

    assert (seen["first_on"], seen["skip"], seen["most"]) == (None, 0, 1000)


def test_a_later_page_begins_on_its_first_day():
    """Row 1001 is the 401st of the second day: earlier days are never read."""
    seen = asked(2)

    assert (seen["first_on"], seen["skip"]) == (date(2026, 1, 2), 400)


def test_a_page_beyond_the_last_is_the_last():
    """An address may name a page that a newer snapshot no longer has."""
    assert asked(9) == asked(2)


def test_a_band_is_a_span_of_last_days():
    """31 to 90 days past on 31 Oct: last permitted days from 2 Aug to 30 Sep."""
    choice = drilldown.past_since("log", "31-90", date(2026, 10, 31))

    assert (choice.first_on, choice.final_on) == (date(2026, 8, 2), date(2026, 9, 30))


@pytest.mark.parametrize("state", ["past", "on_hold", "due_soon", "no_start"])
def test_pages_hold_what_was_counted(dpo: readers.Reader, state):
    """The counts come from the figures, the rows from the records: they must agree."""
    day = max(dpo.snapshots())

    def ask(layer: str, name: str, **params: object) -> pd.DataFrame:
        return dpo.rows(layer, name, snapshot=day, as_of=day, **params)

    page = drilldown.page(ask, drilldown.Choice(state), 1)
    states = dpo.rows("series", "states", snapshot=day, as_of=day)

    assert len(page.rows) == page.total
    assert page.total == states.loc[states["state"] == state, "records"].sum()
