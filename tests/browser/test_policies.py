"""A change of the policy, looked at before it is adopted."""

import csv
import io
import re

import pytest

NOW, DRAFT = "2023-10-01", "2027-01-01"


def choose(visitor, label: str, version: str) -> None:
    """Choose a version on one side, as a reader does."""
    box = visitor.page.get_by_role("combobox", name=re.compile(label))
    box.scroll_into_view_if_needed()
    visitor.settle()  # a page that still scrolls closes the list
    box.click()
    visitor.page.get_by_role("option", name=re.compile(version)).click()
    visitor.settle()


def test_a_reader_compares_two_versions_and_takes_the_effects_away(visitor):
    """The file must say what the page says, and between which versions."""
    visitor.open("notice", lang="en", role="management", before=NOW, after=NOW)
    choose(visitor, "Replaced by", DRAFT)
    said = visitor.page.locator(".effect", has_text="Judged by").inner_text()
    moved = int(re.search(r"(\d+) more records past their date", said)[1])
    newest = visitor.page.locator(".effects tr", has_text="31 Oct 2026").inner_text()
    with visitor.page.expect_download() as started:
        visitor.page.locator(".st-key-download_policy-effects").get_by_role("button").click()
    text = started.value.path().read_text(encoding="utf-8-sig")
    rows = [row for row in csv.DictReader(io.StringIO(text)) if row["snapshot"] == "2026-10-31"]
    was, becomes = (sum(int(row[f"past_{side}"]) for row in rows) for side in ("before", "after"))

    assert f"before={NOW}" in visitor.page.url
    assert f"after={DRAFT}" in visitor.page.url
    assert becomes - was == moved
    assert f"{was} → {becomes}" in newest
    assert started.value.suggested_filename == "vouch-policy-effects-2026-10-31.csv"
    assert {row["policy_before"] for row in rows} == {
        f"{NOW} 7ac87c7d93a61dc030055ffbb0206590265f675c"
    }
    assert {row["policy_after"] for row in rows} == {f"{DRAFT} draft"}


def test_a_version_that_is_not_in_force_says_so_before_it_is_chosen(visitor):
    """In the strip too: whoever judges by a draft must know that it is one."""
    visitor.open("retention", lang="en")
    visitor.find("stPopover").get_by_role("button").first.click()
    visitor.settle()
    choose(visitor, "Policy", f"○ {DRAFT}, not before 1 Jan 2027")

    assert f"policy={DRAFT}" in visitor.page.url
    assert "not that of the snapshot’s day" in visitor.page.locator(".strip").inner_text()


@pytest.mark.parametrize("width", [390, 1600])
def test_the_effects_fit_the_window(visitor, width):
    """On a phone the table scrolls in its own box, not the page."""
    visitor.page.set_viewport_size({"width": width, "height": 900})
    visitor.open("notice", lang="fi")

    assert visitor.page.locator(".effects").count() == 2
    assert visitor.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
