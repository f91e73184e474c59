"""One dataset's files, loaded with every physical row accounted for."""

import os
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb
import pyarrow as pa

from vouch import manifests, snapshots, sources
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
    depend on each of them.
    """

    counts: list[FileCount]
    rows: str
    chosen: str
    groups: str | None


def load(
    db: duckdb.DuckDBPyConnection,
    dataset: sources.Dataset,
    files: dict[snapshots.File, str],
    scratch: Path,
    into: Callable[[int], delimited.Target],
) -> Loaded:
    """Load *files* (with their SHA-256), and create raw_rejects and ref_files.

    A file that cannot be read is counted as failed, with the reason; the others are read.
    """
    counts, scans, rejects = [], [], []
    for number, (file, digest) in enumerate(files.items()):
        start = FileCount(file.name, READ, dataset.format.type, size=file.size, sha256=digest)
        try:
            _refuse_closed(file)
            manifests.hold(file.listed, file.size, digest)
            table = _listed(db, dataset, file, scratch, into(number))
        except VouchError as error:
            lost = (0, 0) if file.problem else _lost(dataset.format, file.path, scratch)
            counts.append(start.failed(error, *lost))
            continue
        counts.append(_counted(start, table, dataset.format))
        scans.append(rows.scan(dataset, number, table))
        rejects += [(number, row, reason) for row, reason in table.rejects]
    _publish(db, rejects, counts)
    each = rows.one_by_one(dataset, scans)
    if sum(count.physical for count in counts) > FEW_ROWS:
        chosen = rows.one_by_one(dataset, scans, chosen="raw_chosen")
        return Loaded(counts, each, chosen, rows.grouped(dataset, scans))
    db.execute(f"CREATE OR REPLACE TEMP TABLE raw_kept AS {each}")
    kept = "SELECT * FROM raw_kept"
    return Loaded(counts, kept, kept, None)


def count(
    db: duckdb.DuckDBPyConnection, dataset: sources.Dataset, file: snapshots.File, scratch: Path
) -> int:
    """Count the rows of one file that are neither heading nor blank.

    Raises:
        VouchError: the file cannot be read.
    """
    _refuse_closed(file)
    into = delimited.Target("raw_0", keeps_rows=True, is_careful=False)
    return _one(db, dataset, file, scratch, into).rows


def _listed(
    db: duckdb.DuckDBPyConnection,
    dataset: sources.Dataset,
    file: snapshots.File,
    scratch: Path,
    into: delimited.Target,
) -> delimited.Table:
    """Load one file, and see that it has the rows that its manifest says, if it says any."""
    table = _one(db, dataset, file, scratch, into)
    promised = file.listed.rows if file.listed else None
    if promised is None or table.rows == promised:
        return table
    # The fast way counts lines, and may not have seen yet that some of them are blank.
    table = _one(db, dataset, file, scratch, replace(into, is_careful=True))
    if table.rows != promised:
        raise VouchError(
            "problem.promised_rows", file=file.name, promised=promised, found=table.rows
        )
    return table


def _one(
    db: duckdb.DuckDBPyConnection,
    dataset: sources.Dataset,
    file: snapshots.File,
    scratch: Path,
    into: delimited.Target,
) -> delimited.Table:
    """Load one file, by its format."""
    path, layout, needed = file.path, dataset.format, columns.wanted(dataset)
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
        table = delimited.load(db, text, layout, heading, into)
    else:
        table = lines.load(db, text, path.name, into)
        _check_places(db, dataset, path.name, table.sql)
    return replace(table, content=text.content)


def _refuse_closed(file: snapshots.File) -> None:
    if file.problem:
        raise file.fault
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


def _check_places(
    db: duckdb.DuckDBPyConnection,
    dataset: sources.Dataset,
    file: str,
    table: str,
) -> None:
    """Refuse a log column that does not exist, and a key that no JSON line has."""
    needed = columns.wanted(dataset)
    if dataset.format.type == "combined-log":
        absent = [name for name in needed if name not in rows.LOG_PLACES]
    else:
        absent = structured.absent_keys(db, table, needed)
    if absent:
        raise VouchError("problem.missing_column", file=file, column=absent[0])


def _counted(start: FileCount, table: delimited.Table, layout: sources.Layout) -> FileCount:
    return replace(
        start,
        encoding="" if layout.type in (*PACKED, "xlsx") else layout.encoding,
        physical=table.physical,
        header=table.header,
        blank=table.blank,
        rejected=len(table.rejects),
        content=table.content or start.sha256,
    )


def _publish(
    db: duckdb.DuckDBPyConnection, rejects: list[tuple[int, int, str]], counts: list[FileCount]
) -> None:
    """Create the rejected rows, and the names and hashes of the files, as tables."""
    values = zip(*rejects, strict=True) if rejects else ([], [], [])
    incoming = pa.table([pa.array(list(c)) for c in values], names=REJECTS.names).cast(REJECTS)
    db.register("incoming", incoming)
    db.execute("CREATE OR REPLACE TEMP TABLE raw_rejects AS SELECT * FROM incoming")
    db.unregister("incoming")
    files = pa.table(
        {
            "file_no": pa.array(range(len(counts)), pa.int32()),
            "file": pa.array([count.file for count in counts], pa.string()),
            "sha256": pa.array([count.sha256 for count in counts], pa.string()),
            "content": pa.array([count.content for count in counts], pa.string()),
            "is_merged": pa.array([False] * len(counts), pa.bool_()),
        }
    )
    db.register("incoming", files)
    db.execute("CREATE OR REPLACE TEMP TABLE ref_files AS SELECT * FROM incoming")
    db.unregister("incoming")
