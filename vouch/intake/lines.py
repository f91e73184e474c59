"""Text of one record a line: JSON lines and combined logs."""

from collections.abc import Iterator
from dataclasses import replace

import duckdb
import pyarrow as pa

from vouch.intake import census, columns, delimited, plain, records, rejected
from vouch.intake.delimited import NO_NULL, Table, Target

NEVER = "\x01"  # a byte that no log holds, so that a line stays one field
BUFFER = census.MOST_LINE + census.CHUNK  # DuckDB would take 32 such lines, and a single thread
SCHEMA = pa.schema([("row", pa.int64()), ("line", pa.string())])


def load(db: duckdb.DuckDBPyConnection, file: plain.Plain, name: str, into: Target) -> Table:
    """Load a file's lines as one column ``line``."""
    counted = census.take(file.path, name)
    return replace(_any(db, file, counted, into), is_replaced=counted.is_replaced)


def _any(
    db: duckdb.DuckDBPyConnection, file: plain.Plain, counted: census.Census, into: Target
) -> Table:
    if file.encoding == plain.UTF8 and not into.is_careful:
        scan = (
            f"SELECT line FROM read_csv({columns.literal(str(file.path))}, header = false, "
            f"columns = {{'line': 'VARCHAR'}}, delim = '{NEVER}', quote = '', escape = '', "
            f"auto_detect = false, nullstr = '{NO_NULL}', max_line_size = {census.MOST_LINE}, "
            f"buffer_size = {BUFFER})"
        )
        if delimited.attempt(db, scan, into, counted.lines):
            return Table(into.name, counted.lines, 0, 0, [], 1, is_view=not into.keeps_rows)
    return _by_line(db, file, into.table)


def _by_line(db: duckdb.DuckDBPyConnection, file: plain.Plain, table: str) -> Table:
    """Load line by line, where some are blank or not in the declared encoding."""
    spent = delimited.Spent()

    def good() -> Iterator[tuple[int, str]]:
        with file.path.open("rb") as source:
            for row, raw in enumerate(source, start=1):
                record = _record(row, raw, file.encoding)
                if spent.keeps(record):
                    yield row, record.fields[0]

    delimited.fill(db, table, SCHEMA, good())
    return Table(table, spent.physical, 0, spent.blank, spent.rejects, None)


def _record(row: int, raw: bytes, encoding: str) -> records.Record:
    if not raw.strip():
        return records.Record(row, [], records.BLANK)
    try:
        line = raw.decode(encoding).rstrip("\r\n").lstrip("\ufeff")
    except UnicodeDecodeError:
        told = rejected.Told(raw.decode(encoding, errors="replace"))
        return records.Record(row, [], records.ENCODING, told)
    return records.Record(row, [line])
