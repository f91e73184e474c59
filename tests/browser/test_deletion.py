"""From the overview to the record that went too early, and the list of what is to be deleted."""

import csv
import io
import re

import pytest

from vouch import wording

T = wording.Words("fi")


def test_two_clicks_lead_from_the_overview_to_the_row(visitor, served):
    """The officer has to answer for each such record, and begins with the overview."""
    visitor.open("", lang="fi", role="dpo")
    visitor.page.get_by_text(re.compile(r"poistettiin ennen kuin laki sen salli")).wait_for()
    visitor.find("stPageLink").get_by_text(T("page.deletion")).first.click()
    visitor.settle()
    visitor.choose_row(0)
    said = visitor.page.get_by_text(re.compile(r"rivillä \d+")).inner_text()
    stood = re.search(r"^Se oli (\S+) tiedoston (\S+) rivillä ([\d\s]+)\. Sitä ei enää ole", said)
    day, file, row = stood.groups()
    number = int(re.sub(r"\s", "", row))
    [month, year] = map(int, day.split(".")[1:])
    [path] = (served.folder / "sample_data" / "snapshots").glob(f"{year}-{month:02}-*/{file}")

    assert "event=too_early" in visitor.page.url
    assert len(path.read_text(encoding="utf-8").splitlines()) >= number


@pytest.mark.parametrize("form", ["csv", "xlsx", "parquet"])
def test_the_worklist_is_taken_away(visitor, form):
    """The owner of a system gets the list in the form that they can use."""
    visitor.open("deletion", lang="fi", role="dpo", source="hr")
    with visitor.page.expect_download() as started:
        visitor.page.get_by_role("button", name=T(f"deletion.{form}")).click()
    content = started.value.path().read_bytes()

    assert started.value.suggested_filename == f"vouch-worklist-hr-2026-10-31.{form}"
    if form == "csv":
        lines = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
        assert {line["source"] for line in lines} == {"hr"}
        assert all(line["record_id"] and line["file"] and line["row"] for line in lines)


def test_management_sees_counts_and_no_record(visitor):
    """Management gets figures, not people."""
    visitor.open("deletion", lang="fi", role="management")

    assert visitor.find("stDataFrame").count() == 0
    assert visitor.page.locator("table.figures").count() > 2
    assert visitor.page.get_by_role("button", name=T("deletion.csv")).count() == 0


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_every_page_is_named_in_the_bar(visitor, language):
    """What does not fit would be put behind a word of English."""
    visitor.open("deletion", lang=language, role="dpo")
    names = visitor.find("stTopNav").inner_text()

    assert wording.Words(language)("navigation.accountability") in names
    assert "more" not in names
