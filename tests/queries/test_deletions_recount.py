"""What became of each record is found exactly, in every snapshot of the sample."""

import re
from collections import Counter
from fractions import Fraction
from functools import cache

import pytest

from tests import recount_deletions
from tests.queries.test_recount import SNAPSHOTS, look, rows
from vouch import home

EVENTS = (
    *("deleted", "re_keyed", "re_dated", "moved", "unproven"),
    *("in_time", "too_early", "reappeared", "added"),
)
PLANTED = re.compile(r"\| ([a-z-]+) \| `([^`]+)` \| all \| (\d+) \|")
KINDS = {
    "too_early": "deleted-too-early",
    "re_keyed": "re-keyed",
    "re_dated": "re-dated",
    "reappeared": "reappeared",
    "moved": "moved-to-another-rule",
}

pytestmark = pytest.mark.xdist_group("recount")


@cache
def expected():
    return recount_deletions.outcomes([look(day) for day in SNAPSHOTS])


def told(row):
    """Write a row as the recount does."""
    events = Counter({event: row[event] for event in EVENTS if row[event]})
    return (row["state"], row["before_on"], row["since_on"], row["listed"], events)


@pytest.mark.parametrize("day", SNAPSHOTS, ids=str)
def test_what_became_of_each_record_is_found_exactly(sample, day):
    """A deletion too many vouches for one that never was; one too few denies one that was."""
    found = {
        row["dataset"]: told(row)
        for row in rows(sample, "series", "deletion_outcomes", day)
        if row["state"] != "no_period"
    }

    assert found == {
        name: (one.state, one.before_on, one.since_on, one.listed, one.events)
        for (at, name), one in expected().items()
        if at == day
    }


@pytest.mark.parametrize("day", SNAPSHOTS, ids=str)
def test_who_came_and_who_went_is_counted_by_ids(sample, day):
    """By the counts alone, as many that came as went would be told as nothing at all."""
    found = {
        row["dataset"]: (row["came"], row["went"])
        for row in rows(sample, "series", "deletion_outcomes", day)
        if row["came"] is not None
    }

    assert found == {
        name: one.turnover for (at, name), one in expected().items() if at == day and one.turnover
    }


@pytest.mark.parametrize("event", KINDS)
def test_each_kind_is_planted_in_several_months(event):
    """What is found once could be found by chance, or by a rule made for that one case."""
    days = {at for (at, _), one in expected().items() if one.events[event]}

    assert len(days) > 1


def test_what_is_to_be_caught_up_with_after_a_hold_is_found_exactly(sample):
    """When a hold is released, what it kept past its date is forgotten by everybody else."""
    found = {
        (day, row["dataset"]): row["released"]
        for day in SNAPSHOTS
        for row in rows(sample, "series", "deletion_outcomes", day)
        if row["released"]
    }
    newest = {name: n for (day, name), n in found.items() if day == SNAPSHOTS[-1]}
    listed = sample.rows("evidence", "deletion_rows", snapshot=SNAPSHOTS[-1], event="released")

    assert found == {place: one.released for place, one in expected().items() if one.released}
    assert Counter(listed["dataset"]) == newest != {}


@pytest.mark.parametrize("day", SNAPSHOTS, ids=str)
def test_what_holds_keep_and_which_are_wide_is_found_exactly(sample, day):
    """A hold on a whole dataset is far wider than any one dispute; a wide one is a finding."""
    held = recount_deletions.held(look(day))
    share = Fraction(str(look(day).policy["settings"]["hold_share_at_most"]))
    wide = {
        name: kept
        for name, (kept, of, is_whole) in held.items()
        if is_whole or (kept >= 10 and kept > share * of)
    }
    shares = rows(sample, "series", "held_shares", day)
    findings = rows(sample, "series", "findings_in_deletions", day)

    assert held == {
        row["dataset"]: (row["held"], row["records"], row["is_whole"]) for row in shares
    }
    assert wide == {row["dataset"]: row["held"] for row in shares if row["is_wide"]}
    assert wide == {
        row["dataset"]: row["records"] for row in findings if row["finding"] == "hold_too_wide"
    }


def test_the_planted_hold_on_a_whole_dataset_is_a_finding_until_its_release(sample):
    """Opened in January and released in June, for one dispute; in April no applications came."""
    found = [
        (day.month, row["dataset"])
        for day in SNAPSHOTS
        for row in rows(sample, "series", "findings_in_deletions", day)
        if row["finding"] == "hold_too_wide"
    ]

    assert found == [(month, "hr.applications") for month in (1, 2, 3, 5)]


def test_what_is_left_of_each_list_is_found_exactly(sample):
    """The owner of a system was given the list, and is held to it."""
    found = {}
    for row in rows(sample, "series", "worklists", SNAPSHOTS[-1]):
        counts = {"still": row["still"], "re_dated": row["re_dated"]}
        counts["not there"] = row["gone"] + row["elsewhere"]
        found[row["snapshot"], row["dataset"]] = +Counter(counts)

    assert found == recount_deletions.left([look(day) for day in SNAPSHOTS])


def test_since_when_the_oldest_of_each_list_is_past_its_date_is_found_exactly(sample):
    """The owner of a system is asked about that one first."""
    found = {
        (row["snapshot"], row["dataset"]): row["oldest_on"]
        for row in rows(sample, "series", "worklists", SNAPSHOTS[-1])
        if row["oldest_on"] is not None
    }

    assert found == recount_deletions.oldest([look(day) for day in SNAPSHOTS])


def test_the_planted_faults_are_found_as_often_as_they_are_listed(sample):
    """The list comes from the generator, the figure from the exports."""
    listed = Counter()
    for kind, _, count in PLANTED.findall((home.SAMPLE / "README.md").read_text("utf-8")):
        listed[kind] += int(count)
    found = Counter()
    for row in rows(sample, "series", "deletion_history", SNAPSHOTS[-1]):
        found[row["event"]] += row["records"]

    assert {kind: found[event] for event, kind in KINDS.items()} == {
        kind: listed[kind] for kind in KINDS.values()
    }


@pytest.mark.parametrize("event", [*KINDS, "deleted", "in_time"])
def test_the_rows_are_as_many_as_their_counts(sample, event):
    """Whoever doubts a count may ask for every row of it."""
    history = rows(sample, "series", "deletion_history", SNAPSHOTS[-1])
    by_ids = {name for (_, name), one in expected().items()} - {"logs.access", "logs.logins"}
    counted = Counter()
    for row in history:
        if row["event"] == event and row["dataset"] in by_ids:
            counted[row["dataset"]] += row["records"]
    listed = sample.rows("evidence", "deletion_rows", snapshot=SNAPSHOTS[-1], event=event)

    assert Counter(listed["dataset"]) == counted
    assert listed["records"].sum() == len(listed) > 0
    assert listed[["record_id", "file", "row"]].notna().all(axis=None)


def test_the_worklist_is_what_is_past_its_date(sample):
    """Whoever works it off must end with nothing past its date."""
    day = SNAPSHOTS[-1]
    listed = sample.rows("evidence", "worklist", snapshot=day, source=None, rule=None)
    past = sample.rows("evidence", "past_retention", snapshot=day, as_of=day)

    assert len(listed) == len(past) > 0
    assert set(zip(listed["file"], listed["row"], strict=True)) == set(
        zip(past["file"], past["row"], strict=True)
    )
