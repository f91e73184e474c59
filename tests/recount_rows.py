"""Rows for the recount: what each kept row of a snapshot says, and whether a hold keeps it."""

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tests import recount_days, recount_files
from tests.recount_files import FileCount

FIRST_TEST = 900  # individual number from which codes are for tests
CODELESS = ("record_id", "subject_id", "company_id", "links", "free_text")
STARTS = {
    "records": "starts_on",
    "rights_requests": "closed_on",
    "calls": "started_at",
    "recordings": "started_at",
    "transcripts": "started_at",
    "holds": "released_on",
    "permissions": "withdrawn_on",
    "mailings": "campaign_ended_on",
    "disclosures": "disclosed_on",
}


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
    is_about_people: bool  # every kind but the register of processors
    is_company_only: bool
    is_deleted: bool
    is_held: bool
    has_identity_code: bool
    code_columns: dict[str, bool]  # those with a code that does not belong; are all for tests?

    @property
    def has_stray_code(self) -> bool:
        """Tell whether a personal identity code stands where none belongs."""
        return bool(self.code_columns)

    @property
    def is_personal(self) -> bool:
        """Tell whether it is a personal record held: about a person, and not deleted."""
        return self.is_about_people and not (self.is_company_only or self.is_deleted)

    @property
    def person(self) -> tuple[str, str] | None:
        """Name the person by the space and the export's own id."""
        subject = self.ours.get("subject_id", "")
        return (self.space, subject) if subject else None


@dataclass(frozen=True)
class Kept:
    """A row as it was read, with the dataset and the file that it is kept in."""

    dataset: str
    file: str
    theirs: recount_files.Row


@dataclass(frozen=True)
class Look:
    """One snapshot as read: declared datasets, files and kept rows."""

    day: date
    policy: dict[str, Any]
    datasets: dict[str, dict[str, Any]]
    files: list[FileCount]
    records: list[Record]


def snapshots(home: Path) -> list[date]:
    """List the home's snapshot days."""
    return sorted(date.fromisoformat(path.name) for path in (home / "snapshots").glob("????-??-??"))


def look(home: Path, day: date) -> Look:
    """Read one snapshot."""
    policy = tomllib.loads((home / "policy.toml").read_text(encoding="utf-8"))
    systems = tomllib.loads((home / "sources.toml").read_text(encoding="utf-8"))
    datasets = {
        f"{system}.{name}": table
        for system, tables in systems.items()
        for name, table in tables.items()
    }
    folder = home / "snapshots" / day.isoformat()
    files, kept = _files(folder, datasets)
    holds = _holds(datasets, kept, day)
    records = [_record(row, datasets[row.dataset], holds, day) for row in kept]
    return Look(day, policy, datasets, files, records)


def _files(folder: Path, datasets: dict) -> tuple[list[FileCount], list[Kept]]:
    """Read every declared file; list the missing and the undeclared as well."""
    counts, kept, seen = [], [], set()
    for name, table in datasets.items():
        found = sorted(folder.glob(table["files"]))
        seen.update(found)
        if not found:
            counts.append(FileCount(name, None, "missing"))
        for path in found:
            others = [
                one for other, one in datasets.items() if other != name and path.match(one["files"])
            ]
            count, rows = recount_files.load(path, name, table, others)
            counts.append(count)
            kept += [Kept(name, path.name, row) for row in rows]
    others = sorted({path for path in folder.rglob("*") if path.is_file()} - seen)
    return counts + [FileCount(None, path.name, "undeclared") for path in others], kept


def ours(table: dict, theirs: dict[str, str]) -> dict[str, str]:
    """Name a row's texts as the mapping does; the first of several that is not empty."""
    found = {}
    for column, mapped in table.get("columns", {}).items():
        names = [mapped] if isinstance(mapped, str) else mapped
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


def _holds(datasets: dict, kept: list[Kept], day: date) -> set[tuple]:
    """List what open holds keep: a record, a person, a person in a dataset, a dataset."""
    held = set()
    for row in kept:
        table = datasets[row.dataset]
        if table.get("kind") != "holds":
            continue
        hold = ours(table, row.theirs.values)
        opened = recount_days.read(hold["opened_on"], formats(table))
        released = recount_days.read(hold.get("released_on", ""), formats(table))
        if opened and opened <= day and (released is None or released > day):
            held.add(_target(hold, _space(row.dataset, table)))
    return held


def _target(hold: dict[str, str], space: str) -> tuple:
    dataset, record, subject = (hold.get(key, "") for key in ("dataset", "record_id", "subject_id"))
    if dataset and record:
        return "record", dataset, record
    if subject:
        return ("person in", dataset, space, subject) if dataset else ("person", space, subject)
    return "dataset", dataset


def _record(row: Kept, table: dict, holds: set[tuple], day: date) -> Record:
    mine, kind = ours(table, row.theirs.values), table.get("kind", "records")
    name, space = row.dataset, _space(row.dataset, table)
    start = mine.get(STARTS.get(kind, ""), "")
    starts_on = recount_days.read(start, formats(table))
    deleted = recount_days.read(mine.get("deleted_on", ""), formats(table))
    subject, company = mine.get("subject_id", ""), mine.get("company_id", "")
    keeps = {
        ("record", name, mine.get("record_id", "")),
        ("person", space, subject),
        ("person in", name, space, subject),
        ("dataset", name),
    }
    return Record(
        name,
        row.file,
        row.theirs.number,
        mine,
        space,
        starts_on,
        start_state="known" if starts_on else "unreadable" if start else "empty",
        is_about_people=kind != "processors",
        is_company_only=bool(company and not subject),
        is_deleted=deleted is not None and deleted <= day,
        is_held=not holds.isdisjoint(keeps),
        has_identity_code=bool(mine.get("identity_code")),
        code_columns=_code_columns(mine, row.theirs.values, table),
    )


def _code_columns(mine: dict[str, str], theirs: dict[str, str], table: dict) -> dict[str, bool]:
    found = {}
    for column in CODELESS:
        mapped = table.get("columns", {}).get(column, [])
        names = [mapped] if isinstance(mapped, str) else mapped
        texts = {" / ".join(names): mine.get(column, "")}
        if column == "free_text":
            texts = {name: theirs[name] for name in names}
        for name, text in texts.items():
            if numbers := recount_days.codes(text):
                found[name] = min(numbers) >= FIRST_TEST
    return found


def kind_of(seen: Look, record: Record) -> str:
    """Return the kind of a record's dataset."""
    return seen.datasets[record.dataset].get("kind", "records")


def about_people(seen: Look) -> list[str]:
    """List the datasets that hold personal data: all but registers of processors."""
    return [name for name, table in seen.datasets.items() if table.get("kind") != "processors"]
