"""Packs as their reader makes them: ordered by a click, followed, cancelled, and taken away."""

from collections.abc import Iterator

import pytest

from tests.audit.test_writing import records
from tests.browser import looking
from tests.browser.looking import Faults
from tests.browser.site import Visitor
from vouch import wording
from vouch.report import verify

PATIENCE = 180_000  # milliseconds; a loaded machine takes its time for a pack
REST = 4_000  # milliseconds, in which a page at rest asks for nothing
NAME = "vouch-report-2026-10-31-management-en.zip"
READER = {"lang": "en", "role": "management", "pictures": "none"}


@pytest.fixture
def reports(served) -> Iterator:
    """Return the folder of packs, and leave it empty: others open the page as well."""
    folder = served.folder / "sample_data" / "reports"
    yield folder
    for path in folder.glob("*"):
        path.unlink()


def press(visitor: Visitor, key: str) -> None:
    visitor.page.locator(f".st-key-{key} button").click()


def ordered(visitor: Visitor, **choices: str) -> None:
    """Order a pack, and wait until it is under way."""
    visitor.open("report", **READER | choices)
    press(visitor, "make_report")
    visitor.page.locator(".st-key-cancel_report").wait_for()


def test_a_pack_is_made_by_a_click_and_taken_away(visitor, reports):
    """What arrives is whole, and has the hash that the page says to keep."""
    ordered(visitor)
    told = visitor.find("stProgress")
    told.get_by_text("Writing the").first.wait_for(timeout=PATIENCE)
    visitor.find("stAlertContentSuccess").wait_for(timeout=PATIENCE)
    visitor.settle()
    printed = visitor.page.locator(".st-key-section_report_make code").inner_text()
    with visitor.page.expect_download() as started:
        press(visitor, "download_pack")
    found = verify.check(started.value.path(), verify.Trusted(printed.strip()))
    taken = [one for one in records(reports.parent / "audit") if one["query"] == NAME]

    assert started.value.suggested_filename == NAME
    assert found.faults == []
    assert "The pack has the hash that was printed." in found.checked
    assert [(one["action"], one["role"], one["place"]) for one in taken] == [
        ("export", "management", "report"),
        ("export", "management", "report"),
    ]
    assert visitor.page.locator(".packs").inner_text().count("Whole") == 1
    _check_rest(visitor)
    _check_words(visitor)


def _check_rest(visitor: Visitor) -> None:
    """See that a page on which nothing is made asks the server for nothing."""
    sent: list[object] = []

    def listen(line) -> None:
        line.on("framesent", lambda part: sent.append(part))  # noqa: PLW0108 - it is set a mark

    visitor.page.on("websocket", listen)
    visitor.open("report", **READER)
    before = len(sent)
    visitor.page.wait_for_timeout(REST)

    assert before
    assert len(sent) == before


def _check_words(visitor: Visitor) -> None:
    """See that every word can be read, in the longest language and on a phone too."""
    visitor.open("report", lang="fi", role="dpo", pictures="none")
    for width in (1280, 390):
        visitor.resize(width)
        assert looking.faults(visitor.page) == Faults()


def test_a_pack_is_cancelled_by_a_click(visitor, reports):
    """Nothing is left of it, and the next one can be made at once."""
    ordered(visitor)
    press(visitor, "cancel_report")
    said = visitor.find("stAlertContentInfo").get_by_text("was cancelled")
    said.wait_for(timeout=PATIENCE)
    visitor.settle()

    assert [*reports.iterdir()] == []
    assert visitor.page.locator(".st-key-make_report button").is_enabled()
    assert visitor.page.locator(".st-key-cancel_report").count() == 0


def test_a_second_reader_sees_that_one_is_being_made(chromium, visitor, reports):
    """One at a time for a home; whose it is and what is nobody else's business."""
    other = Visitor(chromium.new_page(locale="en-GB"), visitor.address)
    ordered(visitor)
    other.page.goto(f"{visitor.address}/report?lang=en&role=dpo")
    other.find("stAlertContentInfo").get_by_text("being made for somebody else").wait_for()
    seen = other.page.locator(".st-key-make_report, .st-key-cancel_report").count()
    press(visitor, "cancel_report")
    other.page.locator(".st-key-make_report").wait_for(timeout=PATIENCE)
    other.page.close()

    assert seen == 0
    assert [*reports.iterdir()] == []


@pytest.mark.parametrize("language", wording.LANGUAGES)
def test_the_pages_of_a_report_are_turned(visitor, language):
    """A reader looks through it before it is made; each picture is said in words."""
    visitor.open("report", lang=language, role="management")
    visitor.page.locator(".st-key-preview summary").click()
    sheet = visitor.page.locator("img.sheet")
    sheet.wait_for(timeout=PATIENCE)
    visitor.settle()
    first = sheet.get_attribute("alt")
    press(visitor, "turn_on")
    visitor.page.wait_for_function(
        "first => document.querySelector('img.sheet').alt !== first", arg=first
    )
    visitor.settle()

    assert sheet.evaluate("one => one.complete && one.naturalWidth > 600")
    assert "page=2" in visitor.page.url
    with visitor.page.expect_download(timeout=PATIENCE) as started:
        press(visitor, "download_report_pdf")
    assert started.value.path().read_bytes().startswith(b"%PDF-")
    for width in (1280, 390):
        visitor.resize(width)
        assert looking.faults(visitor.page) == Faults()
