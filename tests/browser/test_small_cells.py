"""Small numbers of people in a real browser: neither on the page nor in what is taken from it."""

import csv

import pytest

from vouch import wording

JULY = "2026-07-31"  # when there are four holds


def _taken(visitor) -> dict[str, str]:
    """Take the table of datasets away; return what its file says of people."""
    with visitor.page.expect_download() as started:
        visitor.page.locator(".st-key-download_volumes").get_by_role("button").click()
    text = started.value.path().read_text(encoding="utf-8-sig")
    return {row["dataset"]: row["people"] for row in csv.DictReader(text.splitlines())}


@pytest.mark.parametrize("language", wording.LANGUAGES)
def test_management_is_told_that_a_number_is_small(visitor, language):
    """On the page and in the file, in each language; the officer's own page says four."""
    withheld = wording.Words(language)("people.withheld")
    visitor.open("volumes", lang=language, role="management", snapshot=JULY)
    row = visitor.page.get_by_role("row").filter(has_text="holds").first
    taken = _taken(visitor)

    assert "< 5" in row.inner_text()
    assert (taken["legal.holds"], taken["billing.payments"]) == ("< 5", withheld)


def test_the_officer_is_told_the_number(visitor):
    """Whoever answers for the data takes the numbers as they are."""
    visitor.open("volumes", lang="en", role="dpo", snapshot=JULY)

    assert _taken(visitor)["legal.holds"] == "4"
