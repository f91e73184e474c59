"""Every finding of the notice's page leads to its evidence."""

import re
from datetime import date

import pytest

from vouch import notice_kinds

NEWEST = date(2026, 10, 31)
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
        visitor.page.locator("[class*='download_finding']").get_by_role("button").click()
    _, *rows = started.value.path().read_text(encoding="utf-8-sig").splitlines()
    return len(rows)


def counted(visitor) -> int:
    """Sum the counts of the one finding that is open, over its datasets."""
    table = visitor.page.locator("table.figures", has_text="Where it was found, by dataset")
    cells = table.locator("tbody tr td:last-child").all_inner_texts()
    return sum(int(cell.replace(",", "")) for cell in cells)


def follow(visitor, name: str, role: str) -> None:
    """Click the link of a finding; the page is opened anew where another one has led away."""
    if "/notice?" not in visitor.page.url:
        visitor.open("notice", lang="en", role=role)
    visitor.page.locator(f".st-key-practice_{name}").get_by_role("link").click()
    visitor.settle()


@pytest.mark.parametrize(("role", "tables"), [("dpo", 1), ("management", 0)])
def test_every_link_reaches_its_evidence(visitor, role, tables):
    """A finding that cannot be followed to its rows or figure is an assertion."""
    visitor.open("notice", lang="en", role=role)
    found = findings(visitor)

    assert len(found) == 31
    for name, sentence in found.items():
        follow(visitor, name, role)
        kind = notice_kinds.KINDS[name]
        if kind.has_rows:
            assert f"finding={name}" in visitor.page.url
            assert visitor.find("stDataFrame").count() == tables
            reached = listed(visitor) if tables else counted(visitor)
            assert reached == int(NUMBER.match(sentence)[1].replace(",", "")), name
        else:
            assert f"/{kind.page}?" in visitor.page.url, name
            assert all(f"{key}={text}" in visitor.page.url for key, text in kind.choices.items())
            assert visitor.find("stException").count() == 0


@pytest.mark.parametrize("finding", ["erased_still_there", "recorded_without_file", "stray_code"])
def test_what_management_is_led_to_names_no_record_and_nobody(visitor, sample, finding):
    """By dataset and by snapshot: counts, and no id or hash that a row would have."""
    rows = sample.rows("evidence", "finding_rows", snapshot=NEWEST, as_of=NEWEST, finding=finding)
    follow(visitor, finding, "management")
    shown = set(re.findall(r"[\w:.-]+", visitor.find("stMain").inner_text()))

    assert counted(visitor) == len(rows) > 0
    assert not shown & {*rows["record_id"], *rows["subject_key"].dropna()}
    assert not [text for text in shown if re.fullmatch("[0-9a-f]{16}", text)]


def test_counts_are_hidden_again(visitor):
    """The same link closes what it opened, for management as for the officer."""
    visitor.open("notice", lang="en", role="management", finding="hold_review_overdue")
    shown = counted(visitor)
    visitor.page.locator(".st-key-practice_hold_review_overdue").get_by_role("link").click()
    visitor.settle()

    assert (shown, counted(visitor)) == (1, 0)
    assert "finding=" not in visitor.page.url


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

    assert len(findings(visitor)) == 31
    assert visitor.find("stDataFrame").count() == 0
    assert visitor.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
