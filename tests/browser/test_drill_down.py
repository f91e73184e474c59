"""From a figure to the export row behind it: what the product is for."""

import json
import re

import pytest

SNAPSHOT = "2026-10-31"
PLACE = re.compile(r"(\S+): (\S+)\nrow ([\d,]+)")


def choose_pill(visitor, words):
    """Choose the pill that begins with *words*."""
    visitor.find("stButtonGroup").get_by_text(re.compile(f"^{words} ")).click()
    visitor.settle()


def line_of(served, encoding, file, row):
    """Return a physical line of an export, counted from 1."""
    path = served.folder / "sample_data" / "snapshots" / SNAPSHOT / file
    lines = path.read_bytes().decode(encoding).splitlines()
    return lines[int(row.replace(",", "")) - 1]


def last_look(served):
    """Return which record the audit log says was chosen last."""
    folder = served.folder / "sample_data" / "audit"
    last = max(folder.glob("*.jsonl")).read_text(encoding="utf-8").splitlines()[-1]
    return json.loads(last)["params"]


@pytest.mark.parametrize(
    ("page", "pill", "encoding"),
    [("retention", "Data given with an order", "windows-1252"), ("requests", "◆ Overdue", "utf-8")],
)
def test_it_reaches_the_export_row(visitor, served, page, pill, encoding):
    """The officer opens the export at that line and must find that record there."""
    visitor.open(page, lang="en", role="dpo")
    choose_pill(visitor, pill)
    visitor.choose_row(1)
    steps = visitor.page.locator(".steps").inner_text()
    record = re.search(r"(?:record|request) (\S+) was computed", steps)[1]
    _, file, row = PLACE.search(steps).groups()

    assert record in line_of(served, encoding, file, row)
    assert last_look(served) == {"file": file, "row": int(row.replace(",", ""))}


def test_the_rows_of_a_class_are_as_many_as_its_figure(visitor):
    """The pill repeats the figure of the class, and the list below must be as long."""
    visitor.open("retention", lang="en", role="dpo", **{"class": "employee"})
    pill = visitor.find("stButtonGroup").get_by_text(re.compile(r"^Employees ")).inner_text()
    with visitor.page.expect_download() as started:
        visitor.find("stDownloadButton").last.get_by_role("button").click()
    _, *rows = started.value.path().read_text(encoding="utf-8-sig").splitlines()

    assert len(rows) == int(pill.split()[-1])
