"""The wall: single records are for the data protection officer."""

import pytest

from tests.browser import site
from tests.browser.site import Visitor
from vouch import wording

WORDS = wording.Words("en")


@pytest.mark.parametrize(("role", "tables"), [("management", 0), ("dpo", 1)])
def test_a_cold_deep_link_is_guarded(chromium, copy, served, role, tables):
    """From a server's start until its first page, Streamlit would run a page without app.py."""
    with site.serve(copy) as fresh:
        window = chromium.new_page()
        reader = Visitor(window, fresh.address)
        reader.open("retention", role=role, lang="en")
        shown = (reader.page.locator(".strip").count(), reader.find("stDataFrame").count())
        links = reader.find("stTopNavLink").count()
        window.close()

    assert shown == (1, tables)
    assert links > 1  # app.py has run: it makes the navigation


@pytest.mark.parametrize("page", ["retention", "requests", "calls", "volumes"])
def test_management_sees_no_record(visitor, page):
    """Management gets figures, not people (notice §5 and §11)."""
    visitor.open(page, lang="en", role="management")

    assert visitor.page.locator(".steps").count() == 0
    assert visitor.find("stDataFrame").count() == 0


def test_switching_the_role_takes_the_rows_away(visitor):
    """What one role has loaded must not stay on the screen of the other."""
    visitor.open("retention", lang="en", role="dpo")
    before = visitor.find("stDataFrame").count()
    visitor.page.get_by_text(WORDS("strip.other")).click()
    visitor.page.get_by_role("radio", name=WORDS("role.management")).check(force=True)
    visitor.settle()

    assert before == 1
    assert visitor.find("stDataFrame").count() == 0
    assert "role=management" in visitor.page.url
