"""Distinct people of a snapshot, over all its datasets."""

import hashlib
import json
from datetime import date
from pathlib import Path

import duckdb

from vouch import queries
from vouch.intake.columns import literal


def count(db: duckdb.DuckDBPyConnection, day: date, hashes: dict[str, Path], store: Path) -> Path:
    """Count the people behind *hashes* (per dataset, a Parquet file of keyed hashes).

    Returns the Parquet file with the counts; it is made only if a part or a place changed.
    """
    places = db.execute(
        "SELECT dataset, source, category FROM ref_datasets ORDER BY ALL"
    ).fetchall()
    said = json.dumps([str(day), [str(path.parent.name) for path in hashes.values()], places])
    query = queries.load("figures", "fig_people").sql
    name = hashlib.sha256(f"{said}{query}".encode()).hexdigest()[:24]
    path = store / f"people-{name}.parquet"
    if not path.exists():
        scans = (
            " UNION ALL ".join(
                f"SELECT {literal(name)} AS dataset, person FROM read_parquet({literal(str(file))})"
                for name, file in hashes.items()
            )
            or "SELECT NULL::VARCHAR AS dataset, NULL::UBIGINT AS person WHERE false"
        )
        db.execute(
            f"CREATE OR REPLACE TEMP VIEW fct_snapshot_people AS SELECT DATE '{day}' AS snapshot, "
            f"people.dataset, source, category, person FROM ({scans}) AS people "
            "INNER JOIN ref_datasets USING (dataset) WHERE is_personal"
        )
        partial = path.with_suffix(".new")
        db.execute(f"COPY ({query}) TO {literal(str(partial))} (FORMAT parquet)")
        partial.replace(path)
    return path
