"""An independent recount of every figure, in plain Python over the export files.

It imports nothing of the product, and shares no code with it: standard library, and
pyarrow for Parquet and zstd. ``look`` reads one snapshot; ``figures`` counts it as of a day.
"""

from collections import Counter
from datetime import date, timedelta

from tests import recount_days, recount_kpis, recount_requests
from tests.recount_results import KPIS, STATES, CallCount, Figures, Volume
from tests.recount_rows import Look, Record, about_people, formats, kind_of, look, snapshots

__all__ = ["KPIS", "STATES", "Figures", "Look", "Record", "figures", "look", "snapshots", "state"]

RUNS_ON_EMPTY = {"rights_requests", "holds", "permissions"}
BANDS = ((30, "1-30"), (90, "31-90"), (365, "91-365"))
OLDEST_BAND = "over-365"
EPOCH = date(1970, 1, 1)


def figures(seen: Look, as_of: date) -> Figures:
    """Count one snapshot as of a day."""
    asked = [
        recount_requests.read(
            record.dataset,
            record.ours,
            formats(seen.datasets[record.dataset]),
            seen.policy["request_clock"],
            as_of,
        )
        for record in seen.records
        if kind_of(seen, record) == "rights_requests"
    ]
    states, bands = _states(seen, as_of)
    made = Figures(
        seen.day,
        as_of,
        _volumes(seen),
        _people(seen),
        states,
        bands,
        [request for request in asked if request.is_received],
        _calls(seen),
    )
    made.kpis.update({kpi: recount_kpis.count(kpi, seen, made) for kpi in KPIS})
    return made


def readings(seen: Look) -> Counter[tuple[str, str, str, str]]:
    """Count how days were read, by dataset, file, column and reading."""
    counts: Counter[tuple[str, str, str, str]] = Counter()
    for record in seen.records:
        forms = formats(seen.datasets[record.dataset])
        for name, text in record.ours.items():
            if name.endswith("_on") or name == "started_at":
                last = None if name == "review_on" else seen.day
                how = recount_days.reading(text, forms, last)
                counts[record.dataset, record.file, name, how] += 1
    return counts


def _volumes(seen: Look) -> dict[str, Volume]:
    rows: dict[str, list[Record]] = {name: [] for name in seen.datasets}
    for record in seen.records:
        rows[record.dataset].append(record)
    return {name: _volume(found, seen.day) for name, found in rows.items()}


def _volume(rows: list[Record], day: date) -> Volume:
    held = [row for row in rows if row.is_personal]
    return Volume(
        kept=len(rows),
        personal=len(held),
        company_only=sum(row.is_company_only for row in rows),
        deleted=sum(row.is_deleted for row in rows),
        person_unknown=sum(row.person is None for row in held),
        identity_codes=sum(row.has_identity_code for row in rows),
        stray_codes=sum(row.has_stray_code for row in rows),
        unreadable_starts=sum(row.start_state == "unreadable" for row in rows),
        epoch_starts=sum(row.starts_on == EPOCH for row in rows),
        future_starts=sum(row.starts_on is not None and row.starts_on > day for row in rows),
    )


def _people(seen: Look) -> dict[tuple[str, ...], int]:
    """Count distinct people of the personal records held, by every scope."""
    groups: dict[tuple[str, ...], set] = {}
    for record in seen.records:
        table = seen.datasets[record.dataset]
        if record.person is None or not record.is_personal:
            continue
        category, source = table.get("category", ""), record.dataset.partition(".")[0]
        for scope in (
            ("all",),
            ("category", category),
            ("source", source),
            ("dataset", record.dataset),
            ("category_source", category, source),
        ):
            groups.setdefault(scope, set()).add(record.person)
    return {scope: len(people) for scope, people in groups.items()}


def state(seen: Look, record: Record, as_of: date) -> tuple[str, date | None]:
    """Return a personal record's state as of a day, and its last permitted day."""
    table = seen.datasets[record.dataset]
    rule = seen.policy["rules"].get(table.get("rule"), {"not_set": True})
    if "indefinite" in rule:
        return "indefinite", None
    if "period" not in rule:
        return "no_period", None
    if record.starts_on is None:
        runs = table.get("empty_start") == "running" or kind_of(seen, record) in RUNS_ON_EMPTY
        return ("running" if runs and record.start_state == "empty" else "no_start"), None
    settings = seen.policy["settings"]
    last_on = recount_days.last_permitted(record.starts_on, rule, settings)
    if as_of > last_on:
        return ("on_hold" if record.is_held else "past"), last_on
    soon = last_on <= as_of + timedelta(days=settings["due_soon_days"])
    return ("due_soon" if soon else "within"), last_on


def _states(seen: Look, as_of: date) -> tuple[dict, dict]:
    states = {(name, state): 0 for name in about_people(seen) for state in STATES}
    bands: Counter = Counter()
    for record in seen.records:
        if record.is_personal:
            found, last_on = state(seen, record, as_of)
            states[record.dataset, found] += 1
            if found == "past" and last_on:
                bands[record.dataset, _band((as_of - last_on).days)] += 1
    return states, dict(bands)


def _band(age: int) -> str:
    return next((name for most, name in BANDS if age <= most), OLDEST_BAND)


def _calls(seen: Look) -> dict[tuple[date | None, str | None, str | None], CallCount]:
    groups: dict[tuple, Counter] = {}
    for record in seen.records:
        if kind_of(seen, record) != "calls":
            continue
        mine, day = record.ours, record.starts_on
        key = (day and day.replace(day=1), mine.get("direction") or None, mine.get("topic") or None)
        is_recorded, seconds = mine.get("is_recorded") == "yes", int(mine.get("seconds") or 0)
        groups.setdefault(key, Counter()).update(
            calls=1,
            recorded=is_recorded,
            seconds=seconds,
            recorded_seconds=seconds * is_recorded,
            announced=is_recorded and mine.get("announced") == "yes",
        )
    return {key: CallCount(**count) for key, count in groups.items()}
