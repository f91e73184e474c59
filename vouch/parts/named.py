"""Whom the rows of a part name, and which rows name somebody who is looked for."""

import os
from dataclasses import replace
from pathlib import Path

import duckdb

from vouch.parts import database
from vouch.parts.identity import Part

NAMES = {"fct_people": "subject_id", "fct_links": "links"}
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


def look(db: duckdb.DuckDBPyConnection, part: Part) -> None:
    """Create fct_people and fct_links; where no column names anybody, they are empty."""
    for name, column in NAMES.items():
        made = database.table if column in part.dataset.columns else database.nothing
        made(db, "facts", name)


def write(db: duckdb.DuckDBPyConnection, part: Part, folder: Path) -> None:
    """Write the rows that name any of the sought to a file that is named by those, if any are."""
    found = tuple(identifier for (identifier,) in db.execute(SOUGHT).fetchall())
    if found:
        path = folder / replace(part, sought=found).found
        partial = path.with_suffix(f".{os.getpid()}.new")
        database.copy(db, "facts", "fct_sought_rows", partial)
        partial.replace(path)
