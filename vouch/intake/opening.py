"""One export: opened by its format and held to its manifest, or counted where it is refused."""

import os
from collections import Counter
from dataclasses import replace
from pathlib import Path

import duckdb

from vouch import bounds, manifests, snapshots, sources
from vouch.errors import VouchError
from vouch.intake import (
    census,
    columns,
    delimited,
    headings,
    lines,
    places,
    plain,
    records,
    shapes,
    sheets,
    structured,
    unpacking,
)

PACKED = ("parquet", "json")


def admit(file: snapshots.File, digest: str) -> None:
    """See that a file may be opened and is the one that its manifest lists.

    Raises:
        VouchError: it may not be opened, or has other bytes than its manifest says.
    """
    _refuse_closed(file)
    manifests.hold(file.listed, file.size, digest)


def load(
    db: duckdb.DuckDBPyConnection,
    dataset: sources.Dataset,
    file: snapshots.File,
    scratch: Path,
    into: delimited.Target,
) -> delimited.Table:
    """Load one file, and see that it has the rows that its manifest says, if it says any.

    Raises:
        VouchError: it cannot be read, or has another number of rows.
    """
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
        return sheets.load(db, file, dataset, scratch, into.table)
    if path.stat().st_size == 0:
        raise VouchError("problem.empty_file", file=path.name)
    unpacking.refuse_misnamed(path)
    if layout.type == "parquet":
        return structured.parquet(db, path, needed, into.table)
    text = plain.prepare(path, layout.encoding, scratch, file.within)
    plain.refuse_utf8(text, path.name, layout.encoding)
    table = _text(db, text, path.name, dataset, into)
    return replace(table, checksum=text.checksum, encoding=text.written)


def _text(
    db: duckdb.DuckDBPyConnection,
    text: plain.Plain,
    name: str,
    dataset: sources.Dataset,
    into: delimited.Target,
) -> delimited.Table:
    """Load one file that was made plain; *name* is what the export is called."""
    layout, needed = dataset.format, columns.wanted(dataset)
    if layout.type == "json":
        return structured.json(db, text, name, needed, into.table)
    if layout.type == "csv":
        heading = headings.read(text, name, layout, needed)
        table = delimited.load(db, text, layout, heading, into)
        return replace(table, shape=heading.shape, is_replaced=heading.counted.is_replaced)
    table = lines.load(db, text, name, into)
    if layout.type == "combined-log":
        _refuse_unknown(name, needed)
        return table
    return replace(table, shape=_check_keys(db, name, table.sql, needed))


def _refuse_closed(file: snapshots.File) -> None:
    if file.problem:
        raise file.fault
    if not os.access(file.path, os.R_OK):
        raise VouchError("problem.may_not_read", file=file.path.name)


def lost(
    layout: sources.Layout, path: Path, scratch: Path, within: bounds.Bounds
) -> tuple[int, int]:
    """Count the rows of a refused file, and the blank ones among them; 0 if that cannot be told."""
    if layout.type in PACKED:
        return 0, 0
    try:
        if layout.type == "xlsx":
            return sheets.count(path, layout, scratch, within)
        unpacking.refuse_misnamed(path)
        text = plain.prepare(path, layout.encoding, scratch, within)
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
        if column not in places.LOG:
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
