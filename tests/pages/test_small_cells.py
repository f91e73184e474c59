"""Small numbers of people on the pages: told as small to everybody but the officer."""

import html
import re
from datetime import date

import pandas as pd
import pytest

from tests import recount, twins
from tests.opened import opener
from tests.pages.test_pages import markup_of, verdict_of
from vouch import downloads, home, small_cells, ui, wording

JULY = date(2026, 7, 31)  # when there are four holds
PEOPLE = 6  # column of the table of datasets
WITHHELD = {"en": "not shown", "fi": "ei näytetä", "sv": "visas inte"}
OTHERS = ("management", "auditor")
# Generation, hashes of files, and the places of downloads.
OF_BUILD = re.compile(r"\b([0-9a-f]{12}|[0-9a-f]{32})\b")


def cells_of(app) -> dict[str, str]:
    """Return what the table of datasets says of people, by dataset."""
    rows = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in _rows(app)]
    return {_text(row[0]): _text(row[PEOPLE]) for row in rows if len(row) > PEOPLE}


def _rows(app) -> list[str]:
    return re.findall(r"<tr>(.*?)</tr>", "".join(markup_of(app)), re.DOTALL)


def _text(cell: str) -> str:
    return html.unescape(re.sub("<.*?>", "", cell))


@pytest.mark.parametrize("role", OTHERS)
@pytest.mark.parametrize("language", wording.LANGUAGES)
def test_a_small_number_is_said_to_be_small(open_page, language, role):
    """Four people of whom data are held for a lawsuit could be named by whoever knows the firm."""
    count = recount.figures(recount.look(home.SAMPLE, JULY), JULY).people
    app = open_page("volumes", lang=language, role=role, snapshot=f"{JULY}")
    shown, t = cells_of(app), wording.Words(language)

    assert count["dataset", "legal.holds"] == 4
    assert shown["legal.holds"] == "< 5"
    assert shown["billing.payments"] == t("people.withheld")
    assert shown["legal.disclosures"] == t.number(count["dataset", "legal.disclosures"])
    assert shown["crm.odd"] == t.number(count["dataset", "crm.odd"])
    assert t("people.note") in html.unescape("".join(markup_of(app)))


@pytest.mark.parametrize("language", wording.LANGUAGES)
def test_the_officer_sees_the_number(open_page, language):
    """Who answers for the data must know how many people they concern."""
    app = open_page("volumes", lang=language, role="dpo", snapshot=f"{JULY}")

    assert cells_of(app)["legal.holds"] == "4"
    assert wording.Words(language)("people.note") not in html.unescape("".join(markup_of(app)))


@pytest.mark.parametrize(("language", "withheld"), WITHHELD.items())
def test_a_table_to_take_away_says_the_same(language, withheld):
    """A spreadsheet adds up what it is given: nothing may be left in it that the page hides."""
    rows = pd.DataFrame(
        {
            "dataset": ["a", "b", "c", "d"],
            "people": [None, None, 7.0, 0.0],
            "people_below": [5.0, None, None, None],
            "is_withheld": [True, True, False, False],
        }
    )
    written = downloads.as_csv(small_cells.written_out(rows, wording.Words(language)), {})

    lines = written.decode("utf-8-sig").splitlines()
    assert lines == ["dataset,people", "a,< 5", f"b,{withheld}", "c,7", "d,0"]


@pytest.fixture(scope="module")
def homes(tmp_path_factory) -> list[home.Home]:
    """Build two homes that differ in a small number of people."""
    folder = tmp_path_factory.mktemp("twins")
    return [twins.build(folder / name, writers) for name, writers in twins.WRITERS.items()]


@pytest.mark.parametrize("name", ui.NAMES)
def test_no_page_tells_the_twins_apart(homes, monkeypatch, name):
    """Not by a word, a chart's data, a text alternative or a tooltip: all that is sent is alike."""
    one, three = (_sent(built, monkeypatch, name) for built in homes)

    assert one == three


def _sent(built: home.Home, monkeypatch, name: str) -> list[str]:
    """Return all that a page sends to management's browser, but for what names this very build."""
    monkeypatch.setattr(home, "SAMPLE", built.path)
    app = opener(built.path, monkeypatch)(name, lang="en", role="management")
    assert verdict_of(app)
    return [OF_BUILD.sub("", str(one.proto)) for one in app._tree if hasattr(one, "proto")]
