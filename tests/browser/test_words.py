"""Every word of every page can be read, in each language, on a phone, a desk and a wide screen."""

import pytest

from tests.browser import english, looking
from tests.browser.looking import Faults
from vouch import ui, wording

WIDTHS = (1600, 1280, 390)
CRAFTED = """<main data-testid="stMain" style="overflow: auto">
  <p style="width: 60px; overflow: hidden; white-space: nowrap">Tietosuojavastaava</p>
  <p style="position: absolute; top: 500px">Myöhässä</p>
  <p style="position: absolute; top: 506px">Ajallaan</p>
  <p style="width: 2000px">Leveä</p>
  <div style="width: 60px; overflow: auto"><p style="white-space: nowrap">Voi vierittää</p></div>
  <p style="position: absolute; width: 1px; height: 1px; overflow: hidden">Kuultavaksi</p>
  <p>12 records are past their date.</p><p title="Due soon">Huomenna</p><p>Luettu</p>
  <code>No period set</code>
</main>"""


def open_everything(visitor):
    """Open a method box, and choose a row where there is one: most words are behind a click."""
    visitor.find("stExpander").first.locator("summary").click()
    visitor.settle()
    if visitor.of_choice().count():
        visitor.choose_row(0)


@pytest.mark.parametrize("language", wording.LANGUAGES)
@pytest.mark.parametrize("name", ui.NAMES)
def test_every_word_can_be_read(visitor, name, language):
    """Finnish and Swedish words are longer than the English ones a page was laid out with."""
    path = "" if name == ui.NAMES[0] else name
    visitor.open(path, lang=language, role="dpo", finding="hold_review_overdue")
    open_everything(visitor)
    found = {}
    for width in WIDTHS:
        visitor.resize(width)
        found[width] = looking.faults(visitor.page)
    texts = looking.words(visitor.page)
    visitor.page.get_by_text(wording.Words(language)("strip.other")).click()
    visitor.settle()
    texts += looking.words(visitor.page)

    assert found == dict.fromkeys(WIDTHS, Faults())
    assert looking.faults(visitor.page).cut == []
    assert visitor.page.evaluate("document.documentElement.lang") == language
    assert language == "en" or english.left(texts, language) == []


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_the_holidays_of_the_years_end_can_be_read(visitor, language):
    """Four of them in two weeks, and the day itself in their midst."""
    visitor.open("requests", lang=language, snapshot="2025-12-31")
    holiday, words = wording.Words(language)("holiday.new-years-day"), looking.words(visitor.page)

    assert looking.faults(visitor.page).across == []
    assert holiday in words


def test_what_cannot_be_read_is_found(visitor):
    """A look that finds nothing anywhere would pass over everything."""
    visitor.page.set_content(CRAFTED)
    found = looking.faults(visitor.page)

    assert found.cut == ["Tietosuojavastaava"]
    assert found.across == ["Myöhässä / Ajallaan"]
    assert len(found.sideways) == 1


def test_english_is_found(visitor):
    """In whole texts, in sentences with figures, and in what is only read aloud."""
    visitor.page.set_content(CRAFTED)
    found = english.left(looking.words(visitor.page), "fi")

    assert sorted(found) == ["12 records are past their date.", "Due soon"]
