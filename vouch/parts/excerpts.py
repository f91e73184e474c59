"""Excerpts of the rows that were refused by their content: looked up late, masked at once."""

import duckdb
import pyarrow as pa

from vouch import sources
from vouch.intake import columns, rejected, rows, structured
from vouch.parts import database

CUT = rejected.LONGEST + 1  # characters: one more tells that there is more


def take(db: duckdb.DuckDBPyConnection, dataset: sources.Dataset) -> None:
    """Create fct_refused_rows and, for those whose text stands in raw_lines, raw_excerpts."""
    database.table(db, "facts", "fct_refused_rows")
    is_json = dataset.format.type in rows.JSON
    twice = structured.key_twice(columns.wanted(dataset)) if is_json else "NULL"
    found = db.execute(
        f"SELECT file_no, row, CASE WHEN reason = '{structured.KEY_TWICE}' THEN {twice} END, "
        f"coalesce(left(line, {CUT}), '') "
        f"FROM (SELECT lines.*, refused.reason, {structured.DOCUMENT} AS document "
        "FROM raw_lines AS lines INNER JOIN fct_refused_rows AS refused "
        "ON lines.file_no = refused.file_no AND lines.row = refused.row)"
    ).fetchall()
    numbers, places, names, texts = zip(*found, strict=True) if found else ((), (), (), ())
    arrays = {
        "file_no": pa.array(numbers, pa.int32()),
        "row": pa.array(places, pa.int64()),
        "column_name": pa.array(names, pa.string()),
        "excerpt": pa.array([rejected.masked(text) for text in texts], pa.string()),
    }
    database.register(db, "raw_excerpts", arrays)
