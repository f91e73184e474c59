"""Each finding about the notice is found exactly, in every snapshot; its rows are as many."""

import re
from collections import Counter
from datetime import timedelta
from functools import cache

import pytest

from tests import recount_findings, recount_practice, recount_traces
from tests.queries.test_recount import SNAPSHOTS, look, rows
from tests.recount_views import View
from vouch import home

SERIES = ("declarations", "retention", "marketing", "registers")
# Counted by name as well: a rule, a topic, a file.
NAMED = {"recordings_without_period", "past_retention", "no_start", "no_period"}
AUDIO = ("recordings", "transcripts")
OF_FILES = {"export_missing", "export_unread", "file_undeclared", "rows_unclaimed"}
LISTED = {finding for finding, *_ in recount_findings.PLANTED} | {
    "mailing_after_withdrawal",
    "erased_still_there",
    "record_after_withdrawal",
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


def looks(day):
    return [look(one) for one in SNAPSHOTS if one <= day]


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
    expected += recount_traces.findings(looks(day))
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


@pytest.mark.parametrize("day", SNAPSHOTS, ids=str)
def test_each_granted_erasure_is_verified(sample, day):
    """What is left of each person must be explained, or be told as a finding."""
    [row] = rows(sample, "series", "erasures", day)
    left = Counter()
    for line in rows(sample, "series", "erased_rows", day):
        left[line["dataset"], line["reason"]] += line["records"]

    columns = ("erasures", "gone", "explained", "unverified", "unexplained")
    assert tuple(row[name] for name in columns) == recount_traces.verified(looks(day))
    assert left == recount_traces.by_reason(looks(day))


def test_the_rows_left_of_erased_people_are_as_many_as_counted(sample):
    """The officer finds each of them with what explains it."""
    day = SNAPSHOTS[-1]
    listed = sample.rows("evidence", "erased", snapshot=day, as_of=day)
    reasons = listed["reason"].astype(object).where(listed["reason"].notna(), None)

    assert Counter(zip(listed["dataset"], reasons, strict=True)) == (
        recount_traces.by_reason(looks(day))
    )


@pytest.mark.parametrize("day", SNAPSHOTS, ids=str)
def test_audio_of_whoever_asks_for_a_copy(sample, day):
    """A copy of a recording must be given on request, so it must be known that there is one."""
    counted = {
        row["right"]: tuple(row[name] for name in ("requests", "concerned", *AUDIO))
        for row in rows(sample, "series", "scopes", day)
    }

    assert counted == recount_traces.scopes(look(day))


def test_the_requests_with_audio_are_as_many_as_counted(sample):
    """Whoever answers a request must find it by its number."""
    day = SNAPSHOTS[-1]
    listed = sample.rows("evidence", "scopes", snapshot=day)
    counted = sum(row["concerned"] for row in rows(sample, "series", "scopes", day))

    assert len(listed) == counted > 0


@pytest.mark.parametrize("day", SNAPSHOTS, ids=str)
def test_calls_recordings_and_transcripts_are_reconciled(sample, day):
    """Each call, file and text is met by the other list or told to lack it: the lines add up."""
    found = {}
    for line in rows(sample, "series", "reconciliation", day):
        found.setdefault(line["list"], []).append((line["records"], line["total"]))

    assert {name: tuple(n for n, _ in lines) for name, lines in found.items()} == (
        recount_practice.reconciled(view(day))
    )
    assert all({sum(n for n, _ in lines)} == {t for _, t in lines} for lines in found.values())


def codes_of(day):
    """Count the records of each column in which a code stands, those for tests apart."""
    counts = {}
    for record in look(day).records:
        for column, is_test in record.code_columns.items():
            counts.setdefault((record.dataset, column), [0, 0])[is_test] += 1
    return {place: tuple(both) for place, both in counts.items()}


@pytest.mark.parametrize("day", SNAPSHOTS, ids=str)
def test_a_code_out_of_place_is_told_by_its_column(sample, day):
    """Whoever cleans up must know which field of which system to look into, in every month."""
    found = {
        (row["dataset"], row["column_name"]): (row["codes"], row["test_codes"])
        for row in rows(sample, "series", "stray_codes", day)
        if row["snapshot"] == day
    }

    assert {place: both for place, both in found.items() if any(both)} == codes_of(day)


def test_the_rows_with_codes_name_their_columns(sample):
    """The officer opens the row at the right field; the code is shown nowhere."""
    day = SNAPSHOTS[-1]
    listed = sample.rows("evidence", "identity_codes", snapshot=day)
    listed = listed[listed["is_stray"]]
    expected = Counter(
        (one.dataset, ", ".join(sorted(one.code_columns)), all(one.code_columns.values()))
        for one in look(day).records
        if one.code_columns
    )

    assert Counter(
        zip(listed["dataset"], listed["column_name"], listed["is_test"], strict=True)
    ) == (expected)


@pytest.mark.parametrize("day", SNAPSHOTS, ids=str)
def test_people_are_counted_once_whatever_their_numbers(sample, day):
    """A customer who applies for a job is one person with two numbers."""
    found = {row["scope"]: row["people"] for row in rows(sample, "series", "people_once", day)}

    assert (found["all"], found["linkable"], found["once"]) == recount_traces.once(look(day))
