"""A dataset that did not come: each page shows that nothing of it was read, and never 0."""

import html
import re

import pytest

from tests.pages.test_pages import markup_of

APRIL = "2026-04-30"  # without hr.applications, the only dataset of its rule


def rows_of(app, first: str) -> list[list[str]]:
    """Return the cells of each row of a table that begins with, or next to, *first*."""
    rows = re.findall(r"<tr>(.*?)</tr>", "".join(markup_of(app)), re.S)
    cells = [re.findall(r"<t[hd].*?>(.*?)</t[hd]>", row, re.S) for row in rows]
    said = [[" ".join(_words(cell)) for cell in row] for row in cells]
    return [row for row in said if first in row[:2]]


def _words(cell: str) -> list[str]:
    """Return the words of a cell; a shape stands apart from them."""
    return html.unescape(re.sub("<.*?>", "", cell.replace("</b>", " "))).split()


def test_retention_says_that_the_class_is_not_in_the_export(open_page):
    """As a 0 within its period it would vouch for a day that nobody saw."""
    page = open_page("retention", lang="en", snapshot=APRIL)
    [judged, due, needed] = rows_of(page, "Job applications")

    assert judged[2:5] == ["–", "○ Not in the export", "–"]
    assert set(judged[6:]) == {"–"}
    assert due == ["Job applications", "hr.applications", *["–"] * 4]
    assert needed == ["Job applications", *["–"] * 4]


def test_a_class_that_a_hold_keeps_is_on_hold(open_page):
    """All that is past its date in it is on hold: it is neither past nor within its period."""
    [judged, *_] = rows_of(
        open_page("retention", lang="en", snapshot="2026-03-31"), "Job applications"
    )

    assert (judged[3], judged[-1]) == ("‖ On hold", "8")


@pytest.mark.parametrize(
    ("name", "first", "places"),
    [
        ("volumes", "hr.applications", (5, 6, 7)),
        ("notice", "Job applications", (5,)),
        ("register", "hr.applications", (7,)),
        ("register", "Job applications", (6,)),
    ],
)
def test_what_was_not_read_is_not_held_to_be_nothing(open_page, name, first, places):
    """No record held is an answer, which nobody has for that day."""
    rows = rows_of(open_page(name, lang="en", snapshot=APRIL), first)

    assert rows
    assert {row[place] for row in rows for place in places} == {"–"}


def test_the_overview_names_the_class_among_those_that_may_be_past(open_page):
    """Left out of the chart it would not be missed."""
    [past] = [
        one.proto.alt
        for one in open_page("overview", lang="en", snapshot=APRIL).get("vega_lite_chart")
        if "Job applications" in one.proto.alt
    ]

    assert "Job applications ○ Not in the export" in past
