"""Every page, in every language, as its reader gets it."""

import pytest

from vouch import ui, wording


@pytest.mark.parametrize("language", wording.LANGUAGES)
@pytest.mark.parametrize("name", ui.NAMES)
def test_it_loads_without_an_error(visitor, name, language):
    """A page that fails in one language is noticed by the reader of that language alone."""
    visitor.open(name, lang=language)
    title = wording.Words(language)(f"page.{name}")

    assert visitor.page.locator("h1").all_inner_texts() == [title]
    assert visitor.page.locator(".strip").count() == 1
    assert visitor.find("stException").count() == 0
    assert visitor.find("stAlertContentError").count() == 0


def test_a_figure_says_how_it_is_made(visitor):
    """An auditor trusts the query on the page, not a description of it."""
    visitor.open("retention", lang="en")
    box = visitor.find("stExpander").first
    box.locator("summary").click()
    visitor.settle()

    assert "SELECT" in box.inner_text()


def test_a_view_can_be_sent(visitor, served):
    """What a colleague opens from a message is what the sender saw."""
    visitor.open("retention", lang="en", **{"class": "log"}, snapshot="2026-10-31")
    sent = visitor.page.url
    visitor.page.goto(sent)
    visitor.settle()

    assert "class=log" in visitor.page.url
    assert visitor.page.url == sent


def test_a_table_can_be_taken_away(visitor):
    """A file without the snapshot, the day and the policy it rests on proves nothing later."""
    visitor.open("volumes", lang="en")
    with visitor.page.expect_download() as started:
        visitor.find("stDownloadButton").first.get_by_role("button").click()
    head, first, *_ = started.value.path().read_text(encoding="utf-8-sig").splitlines()

    assert head.endswith("snapshot,as_of,policy,generation,role,filters")
    assert "2026-10-31,2026-10-31,2023-10-01" in first
