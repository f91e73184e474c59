"""Another period tried on the page: the figures follow, the address tells, the policy stays."""

import csv
import io
import re

import pytest

from tests.browser import english, looking
from tests.browser.looking import Faults
from tests.browser.test_words import WIDTHS
from vouch import wording

PLACE = ".st-key-section_what_if"


def supposed(visitor) -> dict[str, str]:
    """Read the table of figures as a reader sees it: name, and the rest of its line."""
    lines = visitor.page.locator(".supposed tbody tr").all()
    return {line.locator("th").inner_text(): line.inner_text() for line in lines}


def choose(visitor, label: str, option: str) -> None:
    """Choose from a list of the section, as a reader does."""
    box = visitor.page.locator(PLACE).get_by_role("combobox", name=re.compile(label))
    box.scroll_into_view_if_needed()
    visitor.settle()  # a page that still scrolls closes the list
    box.click()
    visitor.page.get_by_role("option", name=option, exact=True).click()
    visitor.settle()


def type_number(visitor, number: int) -> None:
    field = visitor.page.locator(PLACE).get_by_role("spinbutton")
    field.fill(str(number))
    field.press("Enter")
    visitor.settle()


def past_of_the_policy(visitor) -> str:
    """Read the page's first key figure."""
    return visitor.page.locator(".kpis .value").first.inner_text()


def test_a_period_changes_figures_and_address_and_comes_back_cold(visitor):
    """A view that is sent is the view that is seen, and the policy's own figures stay."""
    visitor.open("retention", lang="en", role="management")
    past = past_of_the_policy(visitor)
    choose(visitor, "Class", "Billing")
    own = supposed(visitor)
    type_number(visitor, 5)
    shorter, address = supposed(visitor), visitor.page.url
    visitor.page.goto("about:blank")
    visitor.page.goto(address)
    visitor.settle()

    assert "if_rule=billing" in address
    assert re.search(r"if_period=5(\+|%20)years", address)
    assert own != shorter == supposed(visitor)
    assert past_of_the_policy(visitor) == past
    shown = visitor.page.locator(PLACE).inner_text()
    assert "What-if, not the policy" in shown
    assert "Accounting Act 1336/1997, 2:10" in shown


def test_a_file_of_a_what_if_says_so(visitor):
    """On each line: a row that is cut out must not pass for the policy's."""
    visitor.open("retention", lang="en", if_rule="billing", if_period="5 years")
    with visitor.page.expect_download() as started:
        visitor.page.locator(f"{PLACE} .stDownloadButton").get_by_role("button").click()
    text = started.value.path().read_text(encoding="utf-8-sig")
    rows = [*csv.DictReader(io.StringIO(text))]

    assert started.value.suggested_filename == "vouch-what-if-billing-2026-10-31.csv"
    assert {row["what_if"] for row in rows} == {
        "what-if, not the policy: billing = 5 years (policy: 10 years)"
    }
    assert rows[-1]["past_policy"] == past_of_the_policy(visitor)
    assert f"{rows[-1]['past_if']} (" in supposed(visitor)["Past date"]


def test_nought_is_refused_where_it_is_typed(visitor):
    """In our own words: a browser would say it in its own language."""
    visitor.open("retention", lang="fi", if_rule="order", if_period="1 year")
    type_number(visitor, 0)

    shown = visitor.page.locator(PLACE).inner_text()
    assert "if_period = 0 years ei ole säilytysaika" in shown
    assert visitor.page.locator(".supposed").count() == 0


def test_recordings_lead_to_a_period_of_any_length(visitor):
    """Their own page tries four; the same question with any other must be one click away."""
    visitor.open("calls", lang="en", role="management")
    visitor.page.get_by_role("link", name="Try another period").click()
    visitor.settle()

    assert "if_rule=call-recording" in visitor.page.url
    assert "Call recordings: 1 year" in visitor.page.locator(PLACE).inner_text()
    assert visitor.page.locator(".supposed").count() == 1


@pytest.mark.parametrize("language", wording.LANGUAGES)
def test_every_word_of_a_what_if_can_be_read(visitor, language):
    """On a phone its tables scroll in their own boxes, not the page."""
    visitor.open("retention", lang=language, if_rule="call-recording", if_period="90 days")
    found = {}
    for width in WIDTHS:
        visitor.resize(width)
        found[width] = looking.faults(visitor.page)

    assert found == dict.fromkeys(WIDTHS, Faults())
    assert language == "en" or english.left(looking.words(visitor.page), language) == []
