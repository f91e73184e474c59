"""Every finding of the notice's page leads to its evidence."""

import re

import pytest

from vouch import notice_kinds

NUMBER = re.compile(r"^(?:Of )?([\d,]+)\b")


def findings(visitor) -> dict[str, str]:
    """Return each finding's id and sentence."""
    boxes = visitor.page.locator("[class*='st-key-practice_']").all()
    names = [re.search(r"st-key-practice_(\w+)", box.get_attribute("class"))[1] for box in boxes]
    return {
        name: box.locator(".practice p").inner_text().splitlines()[0]
        for name, box in zip(names, boxes, strict=True)
    }


def listed(visitor) -> int:
    """Count the rows of the one list that is open, from its own download."""
    with visitor.page.expect_download() as started:
        visitor.find("stDownloadButton").last.get_by_role("button").click()
    _, *rows = started.value.path().read_text(encoding="utf-8-sig").splitlines()
    return len(rows)


def test_every_link_reaches_its_evidence(visitor):
    """A finding that cannot be followed to its rows or figure is an assertion."""
    visitor.open("notice", lang="en", role="dpo")
    found = findings(visitor)

    assert len(found) == 21
    for name, sentence in found.items():
        visitor.open("notice", lang="en", role="dpo")
        visitor.page.locator(f".st-key-practice_{name}").get_by_role("link").click()
        visitor.settle()
        kind = notice_kinds.KINDS[name]
        if kind.has_rows:
            assert f"finding={name}" in visitor.page.url
            assert visitor.find("stDataFrame").count() == 1
            assert listed(visitor) == int(NUMBER.match(sentence)[1].replace(",", "")), name
        else:
            assert f"/{kind.page}?" in visitor.page.url, name
            assert all(f"{key}={text}" in visitor.page.url for key, text in kind.choices.items())
            assert visitor.find("stException").count() == 0


def test_rows_are_hidden_again(visitor):
    """The address follows, so that what is sent is what is seen."""
    visitor.open("notice", lang="en", role="dpo", finding="hold_review_overdue")
    box = visitor.page.locator(".st-key-practice_hold_review_overdue")
    shown = visitor.find("stDataFrame").count()
    box.get_by_role("link").click()
    visitor.settle()

    assert shown == 1
    assert visitor.find("stDataFrame").count() == 0
    assert "finding=" not in visitor.page.url


@pytest.mark.parametrize("width", [1280, 390])
def test_management_sees_findings_and_no_row(visitor, width):
    """On the desk and on the phone: counts, sentences, and links that lead to figures alone."""
    visitor.page.set_viewport_size({"width": width, "height": 900})
    visitor.open("notice", lang="fi", role="management", finding="refusal_not_told")

    assert len(findings(visitor)) == 21
    assert visitor.find("stDataFrame").count() == 0
    assert visitor.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
