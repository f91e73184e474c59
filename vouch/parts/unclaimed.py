"""Rows that no dataset takes: what ``only`` leaves to others, and no other wants."""

from collections.abc import Sequence
from typing import Any

import duckdb

from vouch.parts import database, ledger
from vouch.parts.identity import Part

NO_ROW_OF_ITS_OWN = "problem.only_matches_nothing"  # of such a file that is told instead


def look(db: duckdb.DuckDBPyConnection, part: Part) -> None:
    """Create fct_unclaimed_rows; rows are read again for it only if some may be another's."""
    how = database.table if part.dataset.only else database.nothing
    how(db, "facts", "fct_unclaimed_rows")


def problems(part: Part, files: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Name the files with rows that are nobody's, or may be; *files* are those of the ledger."""
    told = [file for file in files if file["elsewhere"] and file["problem"] != NO_ROW_OF_ITS_OWN]
    found = [
        _problem(part, file, "problem.unclaimed", n=file["unclaimed"])
        for file in told
        if file["unclaimed"]
    ]
    untold = {file.name for file, _ in part.files if file.shared.is_untold}
    return found + [
        _problem(part, file, "problem.unclaimed_untold") for file in told if file["file"] in untold
    ]


def _problem(part: Part, file: dict[str, Any], key: str, **values: object) -> dict[str, Any]:
    return ledger.problem(part.snapshot, part.name, file["file"], key, **values)
