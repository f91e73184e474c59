"""Doubles: files with the same rows, within a snapshot and from one to the next."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import duckdb

from vouch import queries
from vouch.intake.columns import literal
from vouch.intake.load import Loaded
from vouch.parts import database
from vouch.parts.identity import Part

PRINTS = "file_prints.parquet"
REPEATS = """
SELECT later.file_no, later.records FROM fct_prints AS later
SEMI JOIN fct_prints AS earlier
  ON earlier.file_no < later.file_no AND earlier.records = later.records
  AND earlier.print = later.print
"""


def merge(db: duckdb.DuckDBPyConnection, part: Part, loaded: Loaded) -> Loaded:
    """Take the prints of a dataset's files; where it says so, count rows that are repeated once.

    What is not to be counted again is, to all queries, another dataset's.
    """
    database.table(db, "facts", "fct_prints")
    repeats = dict(db.execute(REPEATS).fetchall()) if part.dataset.doubles == "once" else {}
    if not repeats:
        return loaded
    listed = ", ".join(map(str, repeats))
    db.execute(f"UPDATE ref_files SET is_merged = true WHERE file_no IN ({listed})")
    once = replace(
        loaded,
        counts=[replace(c, doubled=repeats.get(no, 0)) for no, c in enumerate(loaded.counts)],
        rows=_without(loaded.rows, listed),
        chosen=_without(loaded.chosen, listed),
        groups=_without(loaded.groups, listed) if loaded.groups else None,
    )
    database.group(db, part, once)
    return once


def _without(rows: str, listed: str) -> str:
    return f"SELECT * REPLACE (is_elsewhere OR file_no IN ({listed}) AS is_elsewhere) FROM ({rows})"


def write_prints(db: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Write what the files of a part are compared by; it is never published."""
    database.copy(db, "facts", "fct_file_prints", folder / PRINTS)


def find(db: duckdb.DuckDBPyConnection, prints: Sequence[Path], path: Path) -> Path:
    """Write which files have the same rows as another, from the *prints* of all snapshots."""
    listed = ", ".join(literal(str(one)) for one in prints)
    query = queries.load("facts", "fct_file_prints")
    columns = ", ".join(f'NULL::{column.type} AS "{column.name}"' for column in query.columns)
    source = f"FROM read_parquet([{listed}])" if listed else f"SELECT {columns} WHERE false"
    db.execute(f"CREATE OR REPLACE TEMP VIEW fct_file_prints AS {source}")
    database.copy(db, "figures", "fig_doubles", path)
    db.execute("DROP VIEW fct_file_prints")
    return path
