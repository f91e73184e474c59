"""Each finding about the notice is found exactly, in every snapshot; its rows are as many."""

import re
from collections import Counter
from datetime import timedelta
from functools import cache

import pytest

from tests import recount_findings
from tests.queries.test_recount import SNAPSHOTS, look, rows
from tests.recount_views import View
from vouch import home

SERIES = ("declarations", "retention", "marketing", "registers")
# Counted by name as well: a rule, a topic, a file.
NAMED = {"recordings_without_period", "past_retention", "no_start", "no_period"}
OF_FILES = {"export_missing", "export_unread", "file_undeclared"}
LISTED = {finding for finding, *_ in recount_findings.PLANTED} | {
    "mailing_after_withdrawal",
    "erased_still_there",
    "stray_code",
}
PLANTED = re.compile(r"\| ([a-z-]+) \| `([^`]+)` \| 2026-10-31 \| (\d+) \|")

pytestmark = pytest.mark.xdist_group("recount")


@cache
def view(day):
    return View(home.SAMPLE / "snapshots" / day.isoformat(), look(day))


@cache
def suspects():
    return recount_findings.suspects([look(day) for day in SNAPSHOTS])


def found(reader, day, as_of=None):
    """Sum the findings of a snapshot, by kind and dataset, and by name where that is counted."""
    counts = Counter()
    for name in SERIES:
        for row in rows(reader, "series", f"findings_in_{name}", day, as_of or day):
            is_named = row["finding"] in NAMED | OF_FILES
            key = row["finding"], row["dataset"], row["name"] if is_named else None
            counts[key] += row["records"]
    return counts


@pytest.mark.parametrize("day", SNAPSHOTS, ids=str)
def test_every_finding_is_found_exactly(sample, day):
    """One too many accuses somebody wrongly, one too few lets a breach go on."""
    expected = recount_findings.findings(view(day))
    expected += Counter(("export_suspect", name, None) for at, name in suspects() if at == day)
    assert found(sample, day) == expected


def test_the_planted_faults_are_found_as_often_as_they_are_listed(sample):
    """The list comes from the generator, the figure from the exports."""
    listed = {
        (kind, file): int(count)
        for kind, file, count in PLANTED.findall((home.SAMPLE / "README.md").read_text("utf-8"))
    }
    counts = found(sample, SNAPSHOTS[-1])
    by_kind = Counter()
    for (finding, _, _), records in counts.items():
        by_kind[finding] += records
    expected = Counter()
    for finding, kind, file in recount_findings.PLANTED:
        expected[finding] += listed[kind, file]

    assert {finding: by_kind[finding] for finding in expected} == expected
    assert (
        by_kind["mailing_after_withdrawal"] == listed["mailing-after-withdrawal", "postitukset.csv"]
    )


@pytest.mark.parametrize("days", [0, 60])
@pytest.mark.parametrize("finding", sorted(LISTED))
def test_the_rows_of_a_finding_are_as_many_as_it_says(sample, finding, days):
    """Whoever is accused may ask for every row, and for no other."""
    day = SNAPSHOTS[-1]
    as_of = day + timedelta(days=days)
    counts = Counter()
    for (name, dataset, _), records in found(sample, day, as_of).items():
        counts[dataset] += records if name == finding else 0
    listed = sample.rows("evidence", "finding_rows", snapshot=day, as_of=as_of, finding=finding)

    assert Counter(listed["dataset"]) == +counts
    assert listed["records"].sum() == len(listed) > 0
    assert listed[["file", "row"]].notna().all(axis=None)


def test_a_row_says_what_it_is_accused_of(sample, sample_home):
    """The row number leads to the line of the export on which the finding rests."""
    day = SNAPSHOTS[-1]
    listed = sample.rows(
        "evidence", "finding_rows", snapshot=day, as_of=day, finding="mailing_against_prohibition"
    )
    path = sample_home / "snapshots" / day.isoformat() / listed["file"].iloc[0]
    lines = path.read_text(encoding="utf-8-sig").splitlines()

    assert all("Posti;12.10.2026" in lines[row - 1] for row in listed["row"])


@pytest.mark.parametrize("day", SNAPSHOTS, ids=str)
def test_disclosures_by_ground_and_year(sample, day):
    """Notice §8 names the grounds; the register must say how often each was used."""
    counted = {
        (row["year"], row["ground"]): row["disclosures"]
        for row in rows(sample, "series", "disclosures", day)
    }

    assert counted == recount_findings.disclosures(view(day))
