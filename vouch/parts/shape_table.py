"""The columns of a part's files: their names, as far as they may be told, and what they hold."""

from pathlib import Path
from typing import Any

import duckdb

from vouch import queries
from vouch.intake import load, shapes
from vouch.intake.counts import FAILED, READ
from vouch.parts import ledger
from vouch.parts.identity import Part

COUNTED = ledger.COLUMNS.names[7:]


def write(db: duckdb.DuckDBPyConnection, part: Part, loaded: load.Loaded, folder: Path) -> None:
    """Write the columns of each file, and what stands in those that are mapped.

    Those of a file that was refused are never published: its heading may not be one.
    """
    found = db.execute(queries.load("figures", "fig_row_columns").sql)
    counted = {(row[0], row[1]): row[2:] for row in found.fetchall()}
    rows: dict[str, list[dict[str, Any]]] = {READ: [], FAILED: []}
    for number, shape in loaded.shapes.items():
        count = loaded.counts[number]
        rows[count.state] += [
            _column(part, count.file, shape, place)
            | dict(zip(COUNTED, counted.get((number, place), ()), strict=False))
            for place in range(1, len(shape.names) + 1)
        ]
    ledger.write_table(rows[READ], ledger.COLUMNS, folder / "columns.parquet")
    if rows[FAILED]:
        ledger.write_table(rows[FAILED], ledger.COLUMNS, folder / "refused.parquet")


def _column(part: Part, file: str, shape: shapes.Shape, place: int) -> dict[str, Any]:
    return {
        "snapshot": part.snapshot,
        "dataset": part.name,
        "file": file,
        "place": place,
        "name": shape.names[place - 1],
        "type": shape.types[place - 1] if shape.types else None,
        "width": shape.width,
    }
