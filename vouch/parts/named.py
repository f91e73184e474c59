"""Whom the rows of a part name, and which rows name somebody who is looked for."""

import os
from dataclasses import replace
from pathlib import Path

import duckdb

from vouch.parts import database
from vouch.parts.identity import Part

NAMES = {"fct_people": "subject_id", "fct_links": "links"}
ROWS = "named_rows.parquet"  # of a part that is made before it is known who is looked for
LITTLE = 4 << 20  # bytes of files
SOUGHT = """
SELECT sought.identifier
FROM ref_sought AS sought
SEMI JOIN (
  SELECT person AS identifier FROM fct_people
  UNION ALL
  SELECT link FROM fct_links
) AS named ON sought.identifier = named.identifier
ORDER BY sought.identifier
"""


def is_telling(part: Part) -> bool:
    """Tell whether a part can say who is sought, or by what else they are known."""
    return part.dataset.kind == "rights_requests" or "links" in part.dataset.columns


def is_listing(part: Part) -> bool:
    """Tell whether a part lists all rows that name anybody, among which the sought are found.

    It is made before it is known who is looked for, and to read it again would take longer.
    """
    names_any = any(column in part.dataset.columns for column in NAMES.values())
    return names_any and is_telling(part) and part.size <= LITTLE


def look(db: duckdb.DuckDBPyConnection, part: Part) -> None:
    """Create fct_people and fct_links; where no column names anybody, they are empty."""
    for name, column in NAMES.items():
        made = database.table if column in part.dataset.columns else database.nothing
        made(db, "facts", name)


def write_all(db: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Write all rows that name anybody, whoever is looked for."""
    db.execute(
        "CREATE OR REPLACE TEMP TABLE ref_sought AS "
        "SELECT person AS identifier FROM fct_people UNION SELECT link FROM fct_links"
    )
    database.copy(db, "facts", "fct_sought_rows", folder / ROWS)


def write(db: duckdb.DuckDBPyConnection, part: Part, folder: Path) -> None:
    """Write the rows that name any of the sought to a file that is named by those, if any are."""
    found = tuple(identifier for (identifier,) in db.execute(SOUGHT).fetchall())
    if found:
        path = folder / replace(part, sought=found).found
        partial = path.with_suffix(f".{os.getpid()}.new")
        database.copy(db, "facts", "fct_sought_rows", partial)
        partial.replace(path)
