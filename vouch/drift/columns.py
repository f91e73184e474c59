"""The columns of an export as its part wrote them down, and what the mapping wants of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import duckdb

from vouch import kinds, sources
from vouch.intake import columns
from vouch.intake.counts import FAILED, MISSING, READ

COLUMNS = "place, name, type, width, names, content, days_read, filling"
ORDER = ("dataset", "snapshot", "file", "place")
# Rows that came twice were taken in, even where they count once.
FILES = (
    "snapshot, dataset, file, state, kept + coalesce(doubled, 0) AS taken, "
    "rejected, problem, detail"
)


@dataclass(frozen=True)
class Column:
    """One column of a file; its *name* is None where it may be something else.

    *content*, *days_read* and *filling* are those of ``fig_row_columns``; None if not counted.
    """

    place: int
    name: str | None
    type: str | None
    width: int | None
    names: int | None
    content: str | None
    days_read: str | None
    filling: str | None


@dataclass(frozen=True)
class File:
    """One file of an export, what became of it, and its columns if it could be opened."""

    name: str
    state: str
    taken: int
    rejected: int
    problem: str | None
    detail: str | None
    columns: tuple[Column, ...]


@dataclass
class Export:
    """All files of a dataset in one snapshot."""

    day: date
    files: list[File] = field(default_factory=list)

    @property
    def is_missing(self) -> bool:
        """Tell whether no file of it could be read."""
        return all(file.state in (FAILED, MISSING) for file in self.files)

    @property
    def is_refused(self) -> bool:
        """Tell whether it has rows and none of them could be taken in."""
        read = [file for file in self.files if file.state == READ]
        return any(file.rejected for file in read) and not any(file.taken for file in read)

    @property
    def is_whole(self) -> bool:
        """Tell whether every file of it was read."""
        return all(file.state == READ for file in self.files)

    @property
    def is_complete(self) -> bool:
        """Tell whether every row of it was taken in."""
        return self.is_whole and not any(file.rejected for file in self.files)


@dataclass(frozen=True)
class Mapping:
    """Which columns of an export are needed, and which of them must read as days or numbers."""

    needed: frozenset[str]
    days: frozenset[str]
    numbers: frozenset[str]
    has_heading: bool
    has_order: bool


def mapping(dataset: sources.Dataset) -> Mapping:
    """Tell what the mapping of a dataset wants of its columns."""
    days = [theirs for ours in kinds.DATES for theirs in dataset.theirs(ours)]
    return Mapping(
        frozenset(columns.wanted(dataset)),
        frozenset(days),
        frozenset(dataset.theirs("seconds")),
        dataset.format.header and dataset.format.type in ("csv", "xlsx"),
        dataset.format.type not in ("json", "jsonl"),
    )


def exports(
    db: duckdb.DuckDBPyConnection, files: Sequence[Any], shapes: Sequence[Any]
) -> dict[str, list[Export]]:
    """Read the exports of every dataset, oldest first, from the ledgers of all parts.

    *files* and *shapes* are Parquet files; those of deleted exports may have no shapes.
    """
    found: dict[tuple[str, date, str], list[Column]] = {}
    for name, day, file, *said in _rows(db, shapes, f"dataset, snapshot, file, {COLUMNS}"):
        found.setdefault((name, day, file), []).append(Column(*said))
    made: dict[str, list[Export]] = {}
    for day, name, file, *fate in _rows(db, files, FILES):
        exported = made.setdefault(name, [])
        if not exported or exported[-1].day != day:
            exported.append(Export(day))
        shape = tuple(found.get((name, day, file), ()))
        state, taken, rejected, problem, detail = fate
        exported[-1].files.append(File(file or "", state, taken, rejected, problem, detail, shape))
    return made


def _rows(db: duckdb.DuckDBPyConnection, paths: Sequence[Any], named: str) -> list[tuple]:
    if not paths:
        return []
    order = ", ".join(name for name in ORDER if name in named.split(", "))
    found = db.read_parquet([str(path) for path in paths], union_by_name=True).filter(
        "dataset IS NOT NULL"
    )
    return found.order(order).project(named).fetchall()
