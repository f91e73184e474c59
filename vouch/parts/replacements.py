"""Replacement characters: what an earlier conversion put in the place of letters it lost."""

from typing import Any

import duckdb

from vouch.intake.columns import quoted
from vouch.intake.load import Loaded
from vouch.parts import ledger
from vouch.parts.identity import Part

MARK = "chr(65533)"  # U+FFFD; reading never makes one, it rejects the row


def problems(db: duckdb.DuckDBPyConnection, part: Part, loaded: Loaded) -> list[dict[str, Any]]:
    """Count, for each file, the rows kept that hold one in a mapped column."""
    if not (loaded.replaced and part.dataset.columns):
        return []
    listed = ", ".join(map(str, sorted(loaded.replaced)))
    texts = ", ".join(map(quoted, part.dataset.columns))
    found = db.execute(
        f"SELECT file_no, count(*) FROM raw_rows WHERE file_no IN ({listed}) "
        f"AND NOT is_elsewhere AND reject_reason IS NULL "
        f"AND contains(concat_ws(' ', {texts}), {MARK}) GROUP BY file_no ORDER BY file_no"
    ).fetchall()
    return [
        ledger.problem(
            part.snapshot,
            part.name,
            loaded.counts[file_no].file,
            "problem.replaced_letters",
            n=rows,
        )
        for file_no, rows in found
    ]
