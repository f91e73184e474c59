"""Every figure of the sample equals an independent recount over the files, to the last record.

One look for each snapshot, three days for each look: before, on and well after the snapshot.
"""

from collections import Counter
from datetime import date, timedelta
from functools import cache
from statistics import mean
from typing import Any

import pandas as pd
import pytest

from tests import recount, recount_days, recount_keys, recount_paces, recount_ranges
from tests.recount_requests import Request
from tests.recount_results import STATES, Figures
from vouch import home, kpis, readers

SNAPSHOTS = recount.snapshots(home.SAMPLE)
# Whose category has no figure on a day: payments under another name, applications not there.
UNREAD = {(date(2026, 3, 31), "relationship"), (date(2026, 4, 30), "outside-notice")}
STEPS = (-30, 0, 60)
WHOLE_FILE = ("state", "physical", "preamble", "header", "blank", "elsewhere", "rejected", "kept")
PEOPLE = """
    SELECT scope, category, source, dataset, people, people_below
    FROM fig_people
    WHERE snapshot = $1 AND scope NOT IN ('once', 'linkable')  -- counted in test_findings_recount
"""
SMALL = 5
BANDS = ("1-30", "31-90", "91-365", "over-365")

pytestmark = pytest.mark.xdist_group("recount")  # so that each snapshot is looked at once

Case = tuple[Figures, recount.Look, readers.Reader]


@cache
def look(day: date) -> recount.Look:
    return recount.look(home.SAMPLE, day)


@cache
def figures(day: date, as_of: date) -> Figures:
    return recount.figures(look(day), as_of)


@pytest.fixture(params=SNAPSHOTS, ids=str)
def seen(request: pytest.FixtureRequest) -> recount.Look:
    return look(request.param)


@pytest.fixture(params=STEPS)
def made(request: pytest.FixtureRequest, seen: recount.Look) -> Figures:
    return figures(seen.day, seen.day + timedelta(days=request.param))


@pytest.fixture
def count(seen: recount.Look) -> Figures:
    return figures(seen.day, seen.day)


def test_every_snapshot_is_there(sample: readers.Reader) -> None:
    """A month that was lost would be a gap in every line of the history."""
    assert sample.snapshots() == SNAPSHOTS


def test_what_became_of_every_physical_row(sample: readers.Reader, seen: recount.Look) -> None:
    """Kept, rejected, blank, header and elsewhere, file by file; nothing is lost unseen."""
    found = {
        (row["dataset"], row["file"]): tuple(row[name] for name in (*WHOLE_FILE, "unclaimed"))
        for row in rows(sample, "series", "files", seen.day)
    }

    assert found == {
        (file.dataset, file.file): tuple(getattr(file, name) for name in (*WHOLE_FILE, "unclaimed"))
        for file in seen.files
    }
    assert all(sum(counts[2:-1]) == counts[1] for counts in found.values())


def test_each_rejected_row_is_listed_with_its_number(sample: readers.Reader) -> None:
    """Whoever must mend the export finds the row in an editor by it."""
    found = [
        (row["dataset"], row["file"], row["row"])
        for row in rows(sample, "evidence", "rejects", SNAPSHOTS[-1])
    ]

    assert sorted(found) == sorted(
        (file.dataset, file.file, number)
        for file in look(SNAPSHOTS[-1]).files
        for number in file.rejected_rows
    )


def test_keys_of_every_dataset(sample: readers.Reader, seen: recount.Look) -> None:
    """Ids in more than one row, rows without one, and rows that name nobody."""
    found = {
        row.pop("dataset"): tuple(row.values()) for row in rows(sample, "series", "keys", seen.day)
    }

    unread = {file.dataset for file in seen.files if file.state != "read"}
    counted = {name: recount_keys.count(seen, name) for name in seen.datasets.keys() - unread}
    assert found == {
        name: keys for name, keys in counted.items() if (keys[0], keys[-1]) != ("no_id", None)
    }


def test_unchanged_files_are_told(sample: readers.Reader, seen: recount.Look) -> None:
    """Whoever finds the same bytes as a month ago finds them named."""
    told = {
        (row["dataset"], row["file"]): row["first_snapshot"]
        for row in rows(sample, "series", "doubles", seen.day)
        if row["sameness"] == "bytes"
    }

    assert told == recount_keys.unchanged(home.SAMPLE, seen)


def test_how_every_day_was_read(sample: readers.Reader, seen: recount.Look) -> None:
    """In each column of each file, by format or by what the text is instead."""
    found: Counter = Counter()
    for row in rows(sample, "series", "readings", seen.day):
        found[row["dataset"], row["file"], row["name"], row["reading"]] += row["records"]

    assert found == recount.readings(seen)


def test_volumes_of_every_dataset(
    sample: readers.Reader, seen: recount.Look, count: Figures
) -> None:
    """Personal, company-only, deleted, unknown, and what carries an identity code."""
    found = rows(sample, "series", "volumes_by_dataset", seen.day)

    assert {row["dataset"] for row in found} == set(recount.about_people(seen))
    for row in found:
        volume = count.volumes[row["dataset"]]
        names = ("kept", "personal", "company_only", "person_unknown", "stray_codes")
        assert {name: row[name] for name in names} == {n: getattr(volume, n) for n in names}
        assert row["deleted"] == volume.deleted
        assert row["identity_codes"] == volume.identity_codes


def test_distinct_people_of_every_scope(
    sample: readers.Reader, seen: recount.Look, count: Figures
) -> None:
    """A person in two systems is counted once where the systems are taken together."""
    with sample._connection() as db:
        listed = db.execute(PEOPLE, [seen.day]).fetchall()
    found = {_scope(*place): people for *place, people, _ in listed}

    assert found == {scope: people for scope, people in count.people.items() if people}
    assert rows(sample, "series", "people", seen.day) == [
        {"people": count.people[("all",)], "people_below": None, "is_withheld": False}
    ]


def test_small_numbers_of_people_are_withheld_from_management(
    management: readers.Reader, seen: recount.Look, count: Figures
) -> None:
    """One to four are said to be below five; what is shown is the number that was counted."""
    with management._connection() as db:
        listed = db.execute(PEOPLE, [seen.day]).fetchall()
    found = {_scope(*place): (people, below) for *place, people, below in listed}
    small = {scope for scope, people in count.people.items() if 0 < people < SMALL}

    assert found.keys() == {scope for scope, people in count.people.items() if people}
    assert {scope for scope, (_, below) in found.items() if below} == small
    for scope, (people, _) in found.items():
        assert people in (None, count.people[scope])
    # Disclosures stand still while holds change: the last customers' dataset that never does covers
    # them, and what counts one of the two alone goes with it.
    hidden = {scope for scope, (people, _) in found.items() if people is None}
    has_payments = count.people.get(("dataset", "billing.payments"))
    cover = "billing.payments" if has_payments else "billing.invoices"
    both = {("dataset", "legal.holds"), ("dataset", cover)}
    both |= {("category", "other"), ("source", "legal"), ("category_source", "other", "legal")}
    both |= {("category", "relationship"), ("source", "billing")}
    both |= {("category_source", "relationship", "billing")}
    assert hidden == (both if small else set())


def test_the_state_of_every_record(
    sample: readers.Reader, seen: recount.Look, made: Figures
) -> None:
    """Every personal record is in exactly one state; together they are what is held."""
    found = {
        (row["dataset"], row["state"]): row["records"]
        for row in rows(sample, "series", "states", seen.day, made.as_of)
    }

    assert found == made.states
    for name, volume in made.volumes.items():
        if name in recount.about_people(seen):
            assert sum(found[name, state] for state in STATES) == volume.personal


def test_the_age_of_what_is_past(sample: readers.Reader, seen: recount.Look, made: Figures) -> None:
    """The bands show whether a backlog grows old."""
    expected: Counter = Counter()
    for (name, band), records in made.bands.items():
        expected[seen.datasets[name]["rule"], band] += records
    found = rows(sample, "series", "age_bands", seen.day, made.as_of)

    assert {row["band"] for row in found} == set(BANDS)
    assert {(row["rule"], row["band"]): row["records"] for row in found if row["records"]} == dict(
        expected
    )


def test_what_is_past_at_least_and_at_most(
    sample: readers.Reader, seen: recount.Look, made: Figures
) -> None:
    """Unknown is neither a pass nor a breach, but how much it could be can be counted."""
    found = {
        row["dataset"]: (row["at_least"], row["at_most"], row["records"])
        for row in rows(sample, "series", "past_range", seen.day, made.as_of)
    }
    total = kpis.past_range(sample, seen.day, made.as_of)

    assert found == recount_ranges.bounds(seen, made.as_of)
    assert total.at_least == made.total("past_retention")[0]
    assert total.records == made.total("undetermined_retention")[1]


def test_what_would_settle_the_undetermined(
    sample: readers.Reader, seen: recount.Look, made: Figures
) -> None:
    """The steps divide the undetermined records, the one that settles most first."""
    listed = rows(sample, "series", "settling", seen.day, made.as_of)
    found = {
        (row["step"], row["rule"], row["dataset"], row["is_period_missing"]): (
            row["settles"],
            row["possible"],
        )
        for row in listed
    }

    assert found == recount_ranges.steps(seen, made.as_of)
    assert sum(n for n, _ in found.values()) == made.total("undetermined_retention")[0]
    assert [row["settles"] for row in listed] == sorted(
        (row["settles"] for row in listed), reverse=True
    )


@pytest.mark.parametrize("name", kpis.IDS)
def test_every_kpi_and_each_of_its_rows(
    sample: readers.Reader, seen: recount.Look, made: Figures, name: str
) -> None:
    """The sum can be right by chance; the rows cannot."""
    kpi = kpis.measure(sample, name, seen.day, made.as_of)
    found = {row.dataset: (row.numerator, row.denominator) for row in kpi.rows}

    assert found == made.kpis[name]
    assert (kpi.numerator, kpi.denominator) == made.total(name)


def test_every_open_request_and_its_days(
    sample: readers.Reader, seen: recount.Look, made: Figures
) -> None:
    """With and without suspension, extended or not: each date comes from the law alone."""
    found = Counter(
        (
            row["right"],
            row["received_on"],
            row["base_due_on"],
            row["due_on"],
            row["suspended_due_on"],
            row["stage"],
            row["due_state"],
        )
        for row in rows(sample, "series", "open_requests", seen.day, made.as_of)
    )

    assert found == Counter(
        (
            request.right,
            request.received_on,
            request.base_due_on,
            request.due_on,
            request.suspended_due_on,
            request.stage,
            request.due_state,
        )
        for request in made.requests
        if request.is_open
    )


def test_the_present_pace_of_every_open_request(
    sample: readers.Reader, seen: recount.Look, made: Figures
) -> None:
    """By the answers of its right that took longer; nothing is told of too few."""
    found: Counter = Counter()
    for row in rows(sample, "series", "request_paces", seen.day, made.as_of):
        n = row.pop("requests")
        found[tuple(row.values())] += n

    assert found == recount_paces.paces(made.requests, made.as_of)


def test_why_open_requests_are_due_when_they_are(
    sample: readers.Reader, seen: recount.Look, made: Figures
) -> None:
    """Moved over a weekend or a holiday, or cut by a short month; and what thirty days say."""
    [found] = rows(sample, "series", "clock_reasons", seen.day, made.as_of)

    assert tuple(found.values()) == recount_paces.reasons(made.requests)


def test_each_open_request_names_what_its_due_date_moved_over(sample: readers.Reader) -> None:
    """The officer is told the holiday, and the month that lacks the day."""
    listed = rows(sample, "evidence", "open_requests", SNAPSHOTS[-1])
    made = figures(SNAPSHOTS[-1], SNAPSHOTS[-1])
    known = {(request.right, request.received_on): request for request in made.requests}

    assert sum(row["due_on"] is not None for row in listed) == 11
    for row in listed:
        request = known[row["right"], row["received_on"]]
        for span in ("base", "extended") if request.due_on else ():
            day = recount_paces.end(request, is_extended=span == "extended")
            names = recount_paces.passed(day)
            assert row[f"{span}_passed"] == ("; ".join(names) or None)
            assert row[f"is_{span}_cut"] == (day.day != request.received_on.day)


def test_open_requests_by_right_stage_and_due_state(
    sample: readers.Reader, seen: recount.Look, made: Figures
) -> None:
    """What the page groups is what the list holds."""
    found = {
        (row["right"], row["stage"], row["due_state"]): row["requests"]
        for row in rows(sample, "series", "request_states", seen.day, made.as_of)
    }

    assert found == Counter(
        (request.right, request.stage, request.due_state)
        for request in made.requests
        if request.is_open
    )


def test_requests_of_every_right_in_twelve_months(
    sample: readers.Reader, seen: recount.Look, made: Figures
) -> None:
    """In time, late, refused and told: what the supervisory authority would ask first."""
    for row in rows(sample, "series", "request_rights", seen.day, made.as_of):
        asked = [request for request in made.requests if request.right == row["right"]]
        new = [request for request in asked if _in_year(request.received_on, made.as_of)]
        closed = [request for request in asked if _in_year(request.closed_on, made.as_of)]
        refused = [request for request in closed if request.outcome in ("refused", "partly")]

        assert row["received"] == len(new)
        assert row["open"] == sum(request.is_open for request in asked)
        assert row["closed"] == len(closed)
        assert row["in_time"] == sum(_in_time(request) for request in closed)
        assert row["late"] == sum(_late(request) for request in closed)
        assert row["refused"] == len(refused)
        assert row["refused_told"] == sum(_told(request) for request in refused)
        assert row["extended"] == sum(request.is_extended for request in closed)
        assert row["median_days"] == _median(closed)


def test_refusals_identity_and_shares_of_every_right(
    sample: readers.Reader, seen: recount.Look, made: Figures
) -> None:
    """Told, told late or not at all; who waits for a month; and shares of what was counted."""
    for row in rows(sample, "series", "request_rights", seen.day, made.as_of):
        asked = [request for request in made.requests if request.right == row["right"]]
        closed = [request for request in asked if _in_year(request.closed_on, made.as_of)]
        refused = [request for request in closed if request.outcome in ("refused", "partly")]
        waiting = [request for request in asked if request.is_open and request.is_waiting]
        dated = row["in_time"] + row["late"]

        assert row["refused_untold"] == sum(request.told_on is None for request in refused)
        assert row["refused_told_late"] == sum(_told_late(request) for request in refused)
        assert row["waiting"] == len(waiting)
        assert row["waiting_month"] == sum(_waits_long(request, made.as_of) for request in waiting)
        assert row["in_time_ratio"] == (row["in_time"] / dated if dated else None)
        assert row["extended_ratio"] == (row["extended"] / dated if dated else None)
        assert row["refused_ratio"] == (row["refused"] / len(closed) if closed else None)
        days = _days(closed)
        assert row["mean_days"] == (pytest.approx(mean(days)) if days else None)


def test_calls_of_every_month(sample: readers.Reader, seen: recount.Look, count: Figures) -> None:
    """By direction and topic; recorded, announced, and how long the recordings are."""
    found = {
        (row["month"], row["direction"], row["topic"]): tuple(
            row[name] for name in ("calls", "recorded", "announced", "seconds")
        )
        for row in rows(sample, "series", "call_months", seen.day)
    }
    first = min(month for month, *_ in found)
    expected = {
        key: (calls.calls, calls.recorded, calls.announced, calls.recorded_seconds)
        for key, calls in count.calls.items()
        if key[0] is not None and key[0] >= first and key[0] <= seen.day
    }

    assert len({month for month, *_ in found}) == 12
    assert {key: counts for key, counts in found.items() if any(counts)} == expected


def test_a_later_day_never_lowers_what_is_past_or_on_hold(
    sample: readers.Reader, seen: recount.Look
) -> None:
    """For the same exports time only adds: nothing becomes young again."""
    sums = []
    for step in (-400, -30, 0, 1, 60, 365, 4000):
        found = rows(sample, "series", "states", seen.day, seen.day + timedelta(days=step))
        late = [row for row in found if row["state"] in ("past", "on_hold")]
        sums.append(sum(row["records"] for row in late))

    assert sums == sorted(sums)


def test_histories_hold_every_snapshot_on_its_own_day(sample: readers.Reader) -> None:
    """A line over time must meet the figures of each month's own page."""
    past = pd.DataFrame(rows(sample, "series", "retention_history")).groupby("snapshot")["past"]
    volumes = pd.DataFrame(rows(sample, "series", "volume_history")).groupby("snapshot")["records"]

    assert past.sum().to_dict() == _history(sample, "past_retention")
    sums, unread = _history(sample, "volumes"), {day for day, _ in UNREAD}
    assert {day: n for day, n in volumes.sum().items() if day not in unread} == {
        day: n for day, n in sums.items() if day not in unread
    }


def test_a_history_has_a_gap_where_a_dataset_was_not_read(sample: readers.Reader) -> None:
    """A month without the payments' file is no month without payments."""
    found = rows(sample, "series", "volume_history")

    gaps = {(row["snapshot"], row["category"]) for row in found if row["records"] is None}
    assert gaps == UNREAD


def rows(
    reader: readers.Reader,
    layer: str,
    name: str,
    snapshot: date | None = None,
    as_of: date | None = None,
) -> list[dict[str, Any]]:
    """Run one query; days as dates and missing values as None, as plain Python has them."""
    found = reader.rows(layer, name, snapshot=snapshot, as_of=as_of or snapshot)
    return [{key: _plain(value) for key, value in row.items()} for row in found.to_dict("records")]


def _scope(scope: str, category: str, source: str, dataset: str) -> tuple[str, ...]:
    """Name a count of people as the recount does; a dataset needs no category beside it."""
    places = [dataset] if scope == "dataset" else [category, source]
    return (scope, *(place for place in places if place is not None))


def _plain(value: Any) -> Any:
    if pd.isna(value):
        return None
    return value.date() if isinstance(value, pd.Timestamp) else value


def _history(reader: readers.Reader, name: str) -> dict[date, int]:
    return {kpi.snapshot: kpi.numerator for kpi in kpis.history(reader, name)}


def _in_year(day: date | None, as_of: date) -> bool:
    """Tell whether a day lies in the twelve months to *as_of*."""
    last_year = recount_days.add_months(as_of, -12)
    return day is not None and last_year < day <= as_of


def _in_time(request: Request) -> bool:
    return bool(request.due_on and request.closed_on and request.closed_on <= request.due_on)


def _late(request: Request) -> bool:
    return bool(request.due_on and request.closed_on and request.closed_on > request.due_on)


def _told(request: Request) -> bool:
    """Tell whether a refusal was told within a month; that of a withdrawal is judged alike."""
    if request.received_on is None or request.told_on is None:
        return False
    month = recount_days.add_months(request.received_on, 1)
    return request.told_on <= recount_days.next_working(month)


def _told_late(request: Request) -> bool:
    return request.told_on is not None and not _told(request)


def _waits_long(request: Request, as_of: date) -> bool:
    """Tell whether identity was asked for more than a month before a day."""
    asked = request.identity_asked_on
    return asked is not None and recount_days.add_months(asked, 1) < as_of


def _days(closed: list[Request]) -> list[int]:
    return sorted(
        (request.closed_on - request.received_on).days
        for request in closed
        if request.closed_on and request.received_on
    )


def _median(closed: list[Request]) -> float | None:
    days = _days(closed)
    if not days:
        return None
    middle = len(days) // 2
    return days[middle] if len(days) % 2 else (days[middle - 1] + days[middle]) / 2
