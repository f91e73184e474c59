"""Codes that nobody mapped: rows whose right, direction or outcome is unknown for want of one."""

from typing import Any

import duckdb

from vouch import kinds
from vouch.intake.columns import literal, quoted
from vouch.intake.counts import FileCount
from vouch.parts import ledger
from vouch.parts.identity import Part


def problems(
    db: duckdb.DuckDBPyConnection, part: Part, counts: list[FileCount]
) -> list[dict[str, Any]]:
    """Name each column of codes in which rows of a file hold something else, without saying what.

    Whatever stands where a code should be may name a person.
    """
    kind, mapped = part.dataset.kind, part.dataset.columns
    coded = [name for name in mapped if kinds.codes(kind, name)]
    return [
        ledger.problem(
            part.snapshot,
            part.name,
            counts[file_no].file,
            "problem.codes_unknown",
            n=unknown,
            column=" / ".join(part.dataset.theirs(name)),
            ours=name,
            known=", ".join(kinds.codes(kind, name)),
        )
        for file_no, *found in (_count(db, kind, coded) if coded else [])
        for name, unknown in zip(coded, found, strict=True)
        if unknown
    ]


def _count(db: duckdb.DuckDBPyConnection, kind: str, coded: list[str]) -> list[tuple[int, ...]]:
    """Count, for each file and column, the rows whose code is none that is understood."""
    sums = ", ".join(
        f"count(*) FILTER (WHERE {quoted(name)} NOT IN "
        f"({', '.join(map(literal, kinds.understood(kind, name)))}))"
        for name in coded
    )
    return db.execute(
        f"SELECT file_no, {sums} FROM raw_rows "
        "WHERE NOT is_elsewhere AND reject_reason IS NULL GROUP BY file_no ORDER BY file_no"
    ).fetchall()
