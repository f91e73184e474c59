"""An independent recount of every figure, in plain Python over the export files.

It imports nothing of the product, and shares no code with it: standard library, and
pyarrow for Parquet and zstd. ``look`` reads one snapshot; ``figures`` counts it as of a day.
"""

import tomllib
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tests import recount_days, recount_files, recount_requests
from tests.recount_files import FileCount

STATES = ("indefinite", "no_period", "running", "no_start", "within", "due_soon", "on_hold", "past")
DATED = ("within", "due_soon", "on_hold", "past")
KPIS = ("volumes", "past_retention", "undetermined_retention", "open_requests",
        "overdue_requests", "call_recordings")
STARTS = {
    "records": "starts_on", "rights_requests": "closed_on", "calls": "started_at",
    "recordings": "started_at", "transcripts": "started_at", "holds": "released_on",
    "permissions": "withdrawn_on", "mailings": "campaign_ended_on", "disclosures": "disclosed_on",
}
RUNS_ON_EMPTY = {"rights_requests", "holds", "permissions"}
BANDS = ((30, "1-30"), (90, "31-90"), (365, "91-365"))
OLDEST_BAND = "over-365"
EPOCH = date(1970, 1, 1)


@dataclass(frozen=True)
class Record:
    """One kept row of a dataset, as far as figures depend on it."""

    dataset: str
    file: str
    row: int
    ours: dict[str, str]
    space: str
    starts_on: date | None
    start_state: str  # known, empty, unreadable
    is_company_only: bool
    is_deleted: bool
    is_held: bool
    has_identity_code: bool
    has_stray_code: bool

    @property
    def is_personal(self) -> bool:
        """Tell whether it is a personal record held: no company's row, no deletion notice."""
        return not (self.is_company_only or self.is_deleted)

    @property
    def person(self) -> tuple[str, str] | None:
        """Name the person by the space and the export's own id."""
        subject = self.ours.get("subject_id", "")
        return (self.space, subject) if subject else None


@dataclass(frozen=True)
class Look:
    """One snapshot as read: declared datasets, files and kept rows."""

    day: date
    policy: dict[str, Any]
    datasets: dict[str, dict[str, Any]]
    files: list[FileCount]
    records: list[Record]


@dataclass(frozen=True)
class Volume:
    """Rows of one dataset by what they are."""

    kept: int
    personal: int
    company_only: int
    deleted: int
    person_unknown: int
    identity_codes: int
    stray_codes: int
    unreadable_starts: int
    epoch_starts: int
    future_starts: int


@dataclass(frozen=True)
class CallCount:
    """Calls of one month, direction and topic (None: not in the export)."""

    calls: int = 0
    recorded: int = 0
    announced: int = 0
    seconds: int = 0


@dataclass(frozen=True)
class Figures:
    """All figures of one snapshot as of one day."""

    snapshot: date
    as_of: date
    volumes: dict[str, Volume]
    people: dict[tuple[str, ...], int]
    states: dict[tuple[str, str], int]
    bands: dict[tuple[str, str], int]
    requests: list[recount_requests.Request]
    calls: dict[tuple[date | None, str | None, str | None], CallCount]
    kpis: dict[str, dict[str, tuple[int, int]]] = field(default_factory=dict)

    def total(self, kpi: str) -> tuple[int, int]:
        """Return a KPI's numerator and denominator over all datasets."""
        rows = self.kpis[kpi].values()
        return sum(row[0] for row in rows), sum(row[1] for row in rows)


def snapshots(home: Path) -> list[date]:
    """List the home's snapshot days."""
    return sorted(date.fromisoformat(path.name) for path in (home / "snapshots").iterdir())


def look(home: Path, day: date) -> Look:
    """Read one snapshot."""
    policy = tomllib.loads((home / "policy.toml").read_text(encoding="utf-8"))
    systems = tomllib.loads((home / "sources.toml").read_text(encoding="utf-8"))
    datasets = {f"{system}.{name}": table for system, tables in systems.items()
                for name, table in tables.items()}
    folder = home / "snapshots" / day.isoformat()
    files, kept = _files(folder, datasets)
    holds = _holds(datasets, kept, day)
    records = [_record(name, datasets[name], file, row, holds, day) for name, file, row in kept]
    return Look(day, policy, datasets, files, records)


def _files(folder: Path, datasets: dict) -> tuple[list[FileCount], list[tuple]]:
    """Read every declared file; list the missing and the undeclared as well."""
    counts, kept, seen = [], [], set()
    for name, table in datasets.items():
        found = recount_files.matching(folder, table["files"])
        seen.update(path.name for path in found)
        if not found:
            counts.append(FileCount(name, None, "missing"))
        for path in found:
            count, rows = recount_files.load(path, name, table)
            counts.append(count)
            kept += [(name, path.name, row) for row in rows]
    others = sorted({path.name for path in folder.iterdir()} - seen)
    return counts + [FileCount(None, name, "undeclared") for name in others], kept


def ours(table: dict, theirs: dict[str, str]) -> dict[str, str]:
    """Name a row's texts as the mapping does; the first of several that is not empty."""
    found = {}
    for column, names in table.get("columns", {}).items():
        names = [names] if isinstance(names, str) else names
        if column in {"free_text", "fingerprint", "links"}:
            found[column] = "\n".join(theirs[name] for name in names)
            continue
        text = next((theirs[name].strip() for name in names if theirs[name].strip()), "")
        codes = table.get("values", {}).get(column)
        found[column] = codes.get(text, "") if codes else text
    return found


def formats(table: dict) -> list[str]:
    """List the declared formats of a day."""
    form = table.get("format", {})
    return ["%d/%b/%Y"] if form.get("type") == "combined-log" else form.get("date", ["%Y-%m-%d"])


def _space(name: str, table: dict) -> str:
    return table.get("subject_space", name.partition(".")[0])


def _holds(datasets: dict, kept: list[tuple], day: date) -> set[tuple]:
    """List what open holds keep: a record, a person, a person in a dataset, a dataset."""
    held = set()
    for name, _, row in kept:
        table = datasets[name]
        if table.get("kind") != "holds":
            continue
        hold = ours(table, row.values)
        opened = recount_days.read(hold["opened_on"], formats(table))
        released = recount_days.read(hold.get("released_on", ""), formats(table))
        if opened and opened <= day and (released is None or released > day):
            held.add(_target(hold, _space(name, table)))
    return held


def _target(hold: dict[str, str], space: str) -> tuple:
    dataset, record, subject = (hold.get(key, "") for key in ("dataset", "record_id", "subject_id"))
    if dataset and record:
        return "record", dataset, record
    if subject:
        return ("person in", dataset, space, subject) if dataset else ("person", space, subject)
    return "dataset", dataset


def _record(name: str, table: dict, file: str, row: recount_files.Row, holds: set[tuple],
            day: date) -> Record:
    mine, kind, space = ours(table, row.values), table.get("kind", "records"), _space(name, table)
    start = mine.get(STARTS.get(kind, ""), "")
    starts_on = recount_days.read(start, formats(table))
    deleted = recount_days.read(mine.get("deleted_on", ""), formats(table))
    subject, company = mine.get("subject_id", ""), mine.get("company_id", "")
    keeps = {("record", name, mine.get("record_id", "")), ("person", space, subject),
             ("person in", name, space, subject), ("dataset", name)}
    return Record(
        name, file, row.number, mine, space, starts_on,
        start_state="known" if starts_on else "unreadable" if start else "empty",
        is_company_only=bool(company and not subject),
        is_deleted=deleted is not None and deleted <= day,
        is_held=not holds.isdisjoint(keeps),
        has_identity_code=bool(mine.get("identity_code")),
        has_stray_code=recount_days.has_code(mine.get("free_text", "")),
    )


def figures(seen: Look, as_of: date) -> Figures:
    """Count one snapshot as of a day."""
    asked = [recount_requests.read(record.dataset, record.ours, formats(seen.datasets[record.dataset]),
                                   seen.policy["request_clock"], as_of)
             for record in seen.records if kind_of(seen, record) == "rights_requests"]
    states, bands = _states(seen, as_of)
    made = Figures(seen.day, as_of, _volumes(seen), _people(seen), states, bands,
                   [request for request in asked if request.is_received], _calls(seen))
    made.kpis.update({kpi: _kpi(kpi, seen, made) for kpi in KPIS})
    return made


def kind_of(seen: Look, record: Record) -> str:
    """Return the kind of a record's dataset."""
    return seen.datasets[record.dataset].get("kind", "records")


def _personal(seen: Look) -> list[str]:
    return [name for name, table in seen.datasets.items() if table.get("kind") != "processors"]


def _volumes(seen: Look) -> dict[str, Volume]:
    rows: dict[str, list[Record]] = {name: [] for name in seen.datasets}
    for record in seen.records:
        rows[record.dataset].append(record)
    return {name: _volume(found, seen.day) for name, found in rows.items()}


def _volume(rows: list[Record], day: date) -> Volume:
    held = [row for row in rows if row.is_personal]
    return Volume(
        kept=len(rows), personal=len(held),
        company_only=sum(row.is_company_only for row in rows),
        deleted=sum(row.is_deleted for row in rows),
        person_unknown=sum(row.person is None for row in held),
        identity_codes=sum(row.has_identity_code for row in held),
        stray_codes=sum(row.has_stray_code for row in held),
        unreadable_starts=sum(row.start_state == "unreadable" for row in rows),
        epoch_starts=sum(row.starts_on == EPOCH for row in rows),
        future_starts=sum(row.starts_on is not None and row.starts_on > day for row in rows),
    )


def _people(seen: Look) -> dict[tuple[str, ...], int]:
    """Count distinct people of the personal records held, by every scope."""
    groups: dict[tuple[str, ...], set] = {}
    for record in seen.records:
        table = seen.datasets[record.dataset]
        if record.person is None or not record.is_personal or table.get("kind") == "processors":
            continue
        category, source = table.get("category", ""), record.dataset.partition(".")[0]
        for scope in (("all",), ("category", category), ("source", source),
                      ("dataset", record.dataset), ("category_source", category, source)):
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
    states = {(name, state): 0 for name in _personal(seen) for state in STATES}
    bands: Counter = Counter()
    for record in seen.records:
        if record.is_personal and kind_of(seen, record) != "processors":
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
        is_recorded = mine.get("is_recorded") == "yes"
        groups.setdefault(key, Counter()).update(
            calls=1, recorded=is_recorded, seconds=int(mine.get("seconds") or 0),
            announced=is_recorded and mine.get("announced") == "yes",
        )
    return {key: CallCount(**count) for key, count in groups.items()}


def _kpi(kpi: str, seen: Look, made: Figures) -> dict[str, tuple[int, int]]:
    """Return numerator and denominator for every dataset of the kinds counted."""
    if kpi == "call_recordings":
        return {name: _recorded(seen, name) for name in _of_kind(seen, "calls")}
    if kpi in {"open_requests", "overdue_requests"}:
        return {name: _asked(kpi, name, made) for name in _of_kind(seen, "rights_requests")}
    counts = {"volumes": _kept, "past_retention": _past, "undetermined_retention": _undetermined}
    return {name: counts[kpi](name, made) for name in _personal(seen)}


def _of_kind(seen: Look, kind: str) -> list[str]:
    return [name for name, table in seen.datasets.items() if table.get("kind") == kind]


def _recorded(seen: Look, name: str) -> tuple[int, int]:
    rows = [record for record in seen.records if record.dataset == name]
    return sum(row.ours.get("is_recorded") == "yes" for row in rows), len(rows)


def _asked(kpi: str, name: str, made: Figures) -> tuple[int, int]:
    received = [request for request in made.requests if request.dataset == name]
    pending = [request for request in received if request.is_open]
    if kpi == "open_requests":
        return len(pending), len(received)
    return sum(request.due_state == "overdue" for request in pending), len(pending)


def _kept(name: str, made: Figures) -> tuple[int, int]:
    return made.volumes[name].personal, made.volumes[name].kept


def _past(name: str, made: Figures) -> tuple[int, int]:
    return made.states[name, "past"], sum(made.states[name, state] for state in DATED)


def _undetermined(name: str, made: Figures) -> tuple[int, int]:
    unsure = made.states[name, "no_period"] + made.states[name, "no_start"]
    return unsure, made.volumes[name].personal
