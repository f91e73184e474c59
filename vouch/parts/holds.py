"""Holds: suspensions of deletion and restrictions of processing, and what they concern."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import duckdb

from vouch import sources
from vouch.parts import ledger
from vouch.parts.identity import Held, Part


@dataclass(frozen=True)
class Hold:
    """One suspension of deletion that is not released, and the row of the export that says so.

    Without a day of its beginning it is not open: it holds nothing. *dataset* is a mark, and not
    what the export says, where that is none of ours.
    """

    file: str
    row: int
    space: str
    record_id: str | None
    dataset: str | None
    subject_id: str | None
    is_open: bool


def choose(
    name: str,
    dataset: sources.Dataset,
    holds: Iterable[Hold],
    declared: Mapping[str, sources.Dataset],
) -> Held:
    """Choose the holds that concern one dataset; of a register of holds, also whom it may name."""
    records, subjects, is_dataset = set(), set(), False
    space = sources.space(name, dataset)
    for hold in holds:
        if not hold.is_open:
            continue
        if hold.record_id:
            records |= {hold.record_id} if hold.dataset == name else set()
        elif hold.subject_id:
            here = hold.space == space and hold.dataset in (None, name)
            subjects |= {hold.subject_id} if here else set()
        else:
            is_dataset |= hold.dataset == name
    nameable = tuple(sorted(_others(declared))) if dataset.kind == "holds" else ()
    return Held(tuple(sorted(records)), tuple(sorted(subjects)), is_dataset, nameable)


def _others(declared: Mapping[str, sources.Dataset]) -> dict[str, sources.Dataset]:
    """Leave out the registers of holds, of which nothing is held."""
    return {name: dataset for name, dataset in declared.items() if dataset.kind != "holds"}


def write(db: duckdb.DuckDBPyConnection, part: Part, path: Path) -> None:
    """Write the holds of *part* that are open on its snapshot's day, or would be if they began."""
    rows = db.execute(
        "SELECT file_no, row, record_id, dataset, subject_id, opened_on IS NOT NULL FROM stg_holds "
        "WHERE coalesce(opened_on <= $day, true) AND (released_on IS NULL OR released_on > $day) "
        "ORDER BY ALL",
        {"day": part.snapshot},
    ).fetchall()
    space, names = sources.space(part.name, part.dataset), [file.name for file, _ in part.files]
    found = [asdict(Hold(names[number], row, space, *said)) for number, row, *said in rows]
    path.write_text(json.dumps(found), encoding="utf-8")


def read(path: Path) -> list[Hold]:
    """Read the holds of a part of kind ``holds``."""
    return [Hold(**entry) for entry in json.loads(path.read_text(encoding="utf-8"))]


def idle(
    parts: Iterable[Part], folder: Callable[[Part], Path], declared: Mapping[str, sources.Dataset]
) -> list[dict[str, Any]]:
    """Name the rows that hold nothing, which depends on all datasets and so is in no part."""
    others = _others(declared)
    return [
        ledger.problem(part.snapshot, part.name, file, key, **said, known=", ".join(others))
        for part in parts
        if part.dataset.kind == "holds"
        for file, key, said in _faults(read(folder(part) / "holds.json"), others)
    ]


def _faults(
    holds: Iterable[Hold], others: Mapping[str, sources.Dataset]
) -> Iterator[tuple[str, str, dict[str, int]]]:
    """Count the rows that hold nothing by file and reason, and tell the first of each."""
    found = sorted((hold.file, key, hold.row) for hold in holds if (key := _fault(hold, others)))
    for (file, key), same in groupby(found, lambda fault: fault[:2]):
        rows = [row for *_, row in same]
        yield file, key, {"n": len(rows), "row": rows[0]}


def _fault(hold: Hold, others: Mapping[str, sources.Dataset]) -> str:
    """Tell why a hold holds nothing; empty if it may hold something."""
    if not hold.is_open:
        return "problem.hold_without_day"
    if hold.dataset and hold.dataset not in others:
        return "problem.hold_unknown_dataset"
    if hold.record_id:
        return _fault_of_record(others[hold.dataset]) if hold.dataset else "problem.hold_nowhere"
    if hold.subject_id:
        return "" if _knows_people(hold, others) else "problem.hold_of_nobody"
    return "" if hold.dataset else "problem.hold_of_nothing"


def _fault_of_record(dataset: sources.Dataset) -> str:
    return "" if "record_id" in dataset.columns else "problem.hold_without_id"


def _knows_people(hold: Hold, others: Mapping[str, sources.Dataset]) -> bool:
    """Tell whether any dataset concerned numbers its people as the hold does."""
    return any(
        sources.space(name, dataset) == hold.space and "subject_id" in dataset.columns
        for name, dataset in others.items()
        if hold.dataset in (None, name)
    )
