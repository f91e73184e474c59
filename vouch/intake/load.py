"""One dataset's files, loaded with every physical row accounted for."""

import os
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb
import pyarrow as pa

from vouch import snapshots, sources
from vouch.errors import VouchError
from vouch.intake import (
    census,
    columns,
    delimited,
    headings,
    lines,
    plain,
    records,
    rows,
    shapes,
    sheets,
    structured,
)
from vouch.intake.counts import READ, FileCount

FEW_ROWS = 100_000
PACKED = ("parquet", "json")
REJECTS = pa.schema([("file_no", pa.int32()), ("row", pa.int64()), ("reason", pa.string())])


@dataclass(frozen=True)
class Loaded:
    """The files of a dataset: their counts, and raw_rows as SQL.

    *rows* has every row; *chosen* those alone that the table raw_chosen names, or, where there
    are few, every row too. *groups* has alike rows counted; None if there are few, or if figures
    depend on each of them. *shapes* are those of the files that have columns, by their numbers.
    """

    counts: list[FileCount]
    rows: str
    chosen: str
    groups: str | None
    shapes: dict[int, shapes.Shape]


def load(
    db: duckdb.DuckDBPyConnection,
    dataset: sources.Dataset,
    files: dict[snapshots.File, str],
    scratch: Path,
    into: Callable[[int], delimited.Target],
) -> Loaded:
    """Load *files* (with their SHA-256), and create raw_rejects, raw_cells and ref_files.

    A file that cannot be read is counted as failed, with the reason; the others are read.
    """
    counts: list[FileCount] = []
    tables: dict[int, delimited.Table] = {}
    found: dict[int, shapes.Shape | None] = {}
    for number, (file, digest) in enumerate(files.items()):
        start = FileCount(file.name, READ, dataset.format.type, size=file.size, sha256=digest)
        try:
            tables[number] = _one(db, dataset, file, scratch, into(number))
        except VouchError as error:
            lost = (0, 0) if file.problem else _lost(dataset.format, file.path, scratch)
            counts.append(start.failed(error, *lost))
            found[number] = error.shape if isinstance(error, shapes.Unlike) else None
            continue
        counts.append(_counted(start, tables[number], dataset.format))
        found[number] = tables[number].shape
    _publish(db, tables, [count.file for count in counts])
    return _loaded(db, dataset, counts, tables, {n: one for n, one in found.items() if one})


def _loaded(
    db: duckdb.DuckDBPyConnection,
    dataset: sources.Dataset,
    counts: list[FileCount],
    tables: dict[int, delimited.Table],
    found: dict[int, shapes.Shape],
) -> Loaded:
    """Write the rows of all files as one, and what their columns hold."""
    scans = {number: rows.scan(dataset, number, table) for number, table in tables.items()}
    shown = {number: (scan, found[number]) for number, scan in scans.items() if number in found}
    db.execute(f"CREATE OR REPLACE TEMP VIEW raw_cells AS {rows.cells(dataset, shown)}")
    listed = [*scans.values()]
    each = rows.one_by_one(dataset, listed)
    if sum(count.physical for count in counts) > FEW_ROWS:
        chosen = rows.one_by_one(dataset, listed, chosen="raw_chosen")
        return Loaded(counts, each, chosen, rows.grouped(dataset, listed), found)
    db.execute(f"CREATE OR REPLACE TEMP TABLE raw_kept AS {each}")
    kept = "SELECT * FROM raw_kept"
    return Loaded(counts, kept, kept, None, found)


def _one(
    db: duckdb.DuckDBPyConnection,
    dataset: sources.Dataset,
    file: snapshots.File,
    scratch: Path,
    into: delimited.Target,
) -> delimited.Table:
    """Load one file, by its format."""
    path, layout, needed = file.path, dataset.format, columns.wanted(dataset)
    _refuse_closed(file)
    if layout.type == "xlsx":
        return sheets.load(db, path, dataset, scratch, into.table)
    plain.refuse_misnamed(path)
    if layout.type in PACKED:
        return structured.load(db, path, layout.type, needed, into.table)
    if path.stat().st_size == 0:
        raise VouchError("problem.empty_file", file=path.name)
    text = plain.prepare(path, layout.encoding, scratch)
    if layout.type == "csv":
        heading = headings.read(text, path.name, layout, needed)
        return replace(delimited.load(db, text, layout, heading, into), shape=heading.shape)
    table = lines.load(db, text, path.name, into)
    if layout.type == "combined-log":
        _refuse_unknown(path.name, needed)
        return table
    return replace(table, shape=_check_keys(db, path.name, table.sql, needed))


def _refuse_closed(file: snapshots.File) -> None:
    if file.problem:
        raise VouchError(file.problem, file=file.name)
    if not os.access(file.path, os.R_OK):
        raise VouchError("problem.may_not_read", file=file.path.name)


def _lost(layout: sources.Layout, path: Path, scratch: Path) -> tuple[int, int]:
    """Count the rows of a refused file, and the blank ones among them; 0 if that cannot be told."""
    if layout.type in PACKED:
        return 0, 0
    try:
        if layout.type == "xlsx":
            return sheets.count(path, layout, scratch)
        plain.refuse_misnamed(path)
        text = plain.prepare(path, layout.encoding, scratch)
        counted = census.take(text.path, path.name)
    except (VouchError, PermissionError):
        return 0, 0
    if layout.type != "csv":
        return counted.lines, 0
    reasons = Counter(record.reason for record in records.read(text, layout.delimiter, None))
    return reasons.total(), reasons[records.BLANK]


def _refuse_unknown(file: str, needed: list[str]) -> None:
    """Refuse a column that no log has."""
    for column in needed:
        if column not in rows.LOG_PLACES:
            raise VouchError("problem.missing_column", file=file, column=column)


def _check_keys(
    db: duckdb.DuckDBPyConnection, file: str, table: str, needed: list[str]
) -> shapes.Shape:
    """Tell the keys of the first lines, and refuse a key that no line has."""
    documents = f"SELECT {structured.DOCUMENT} AS document FROM {table}"
    first = f"{documents} LIMIT {shapes.FIRST_ROWS}"
    _, shape = structured.keys_of(db, first, needed)
    if absent := structured.absent_keys(db, table, needed):
        raise shapes.Unlike("problem.missing_column", shape, file=file, column=absent[0])
    return shape


def _counted(start: FileCount, table: delimited.Table, layout: sources.Layout) -> FileCount:
    return replace(
        start,
        encoding="" if layout.type in (*PACKED, "xlsx") else layout.encoding,
        physical=table.physical,
        header=table.header,
        blank=table.blank,
        rejected=len(table.rejects),
    )


def _publish(
    db: duckdb.DuckDBPyConnection, tables: dict[int, delimited.Table], names: list[str]
) -> None:
    """Create the rejected rows and the names of the files as tables."""
    rejects = [(number, *said) for number, table in tables.items() for said in table.rejects]
    values = zip(*rejects, strict=True) if rejects else ([], [], [])
    incoming = pa.table([pa.array(list(c)) for c in values], names=REJECTS.names).cast(REJECTS)
    db.register("incoming", incoming)
    db.execute("CREATE OR REPLACE TEMP TABLE raw_rejects AS SELECT * FROM incoming")
    db.unregister("incoming")
    files = pa.table(
        {"file_no": pa.array(range(len(names)), pa.int32()), "file": pa.array(names, pa.string())}
    )
    db.register("incoming", files)
    db.execute("CREATE OR REPLACE TEMP TABLE ref_files AS SELECT * FROM incoming")
    db.unregister("incoming")
