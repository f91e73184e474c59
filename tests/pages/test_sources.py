"""The page Sources: rows that no key tells from others, and rows that came twice."""

import html
import re

import pytest

from tests.pages.test_pages import markup_of, text_of
from vouch import readers, reject_rows, wording

DAY = {"lang": "en", "snapshot": "2026-10-31"}


def shown(app) -> str:
    """Return all words of a page, as a reader sees them."""
    return html.unescape(text_of(app))


def test_the_officer_is_led_to_the_rows(open_page):
    """The kind that was chosen is listed with file and row."""
    app = open_page("sources", **DAY, role=readers.Role.DPO, fault="missing_id")

    assert not app.exception
    [_, rows] = [table.value for table in app.dataframe]
    assert list(rows.columns) == ["record_id", "dataset", "file", "row"]
    assert set(rows["dataset"]) == {"billing.orders"}
    assert len(rows) == 4


def test_the_officer_is_shown_where_rows_broke(open_page):
    """In words, with the numbers of fields, a shape, and what to do; no value of the row."""
    app = open_page("sources", **DAY, role=readers.Role.DPO)

    rows = app.dataframe[0].value
    assert list(rows.columns) == [*reject_rows.COLUMNS]
    few = rows[rows["detail"] == "fields: 8 expected, 4 found"]
    assert set(few["reason"]) == {"wrong number of fields"}
    assert all("quotation marks" in mend for mend in few["mend"])
    assert not any(re.search("[a-wyzA-WYZ0-8]", shape) for shape in few["excerpt"])


def test_management_sees_counts_and_no_row(open_page):
    """The sum says that there is something to see, for whoever may."""
    app = open_page("sources", **DAY, role=readers.Role.MANAGEMENT)

    assert not app.dataframe
    said = wording.Words("en")("strip.withheld", n=614)
    assert said in [block.value for block in app.info]


def test_an_older_snapshot_has_counts_alone(open_page):
    app = open_page("sources", lang="en", snapshot="2026-09-30", role=readers.Role.DPO)

    assert not app.dataframe
    assert "newest snapshot only" in shown(app)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("Which rows came twice, or unchanged?", "unchanged since 31 Aug 2026")),
        (
            "fi",
            ("Mitkä rivit tulivat kahdesti tai muuttumattomina?", "muuttumaton 31.8.2026 alkaen"),
        ),
        ("sv", ("Vilka rader kom två gånger eller oförändrade?", "oförändrad sedan ")),
    ],
)
def test_files_that_stand_still_are_told(open_page, language, words):
    """An archive does so for good; a stuck export looks the same, so the day is said."""
    app = open_page("sources", lang=language, snapshot="2026-10-31", role=readers.Role.MANAGEMENT)

    found = html.unescape("\n".join(markup_of(app)))
    assert all(word in found for word in words)
