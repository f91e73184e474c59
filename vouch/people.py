"""Distinct people of a snapshot, over all its datasets."""

import hashlib
import json
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from vouch import queries
from vouch.intake.columns import literal


@dataclass(frozen=True)
class Named:
    """The people that one dataset names: their keyed hashes, each once, in a Parquet file."""

    dataset: str
    space: str
    hashes: Path


def count(db: duckdb.DuckDBPyConnection, day: date, named: list[Named], store: Path) -> Path:
    """Count the people whom the datasets of a snapshot name.

    Returns the Parquet file with the counts; it is made only if a part or a place changed.
    """
    places = db.execute(
        "SELECT dataset, source, category, space FROM ref_datasets ORDER BY ALL"
    ).fetchall()
    said = json.dumps([str(day), [one.hashes.parent.name for one in named], places])
    query = queries.load("figures", "fig_people").sql
    name = hashlib.sha256(f"{said}{query}".encode()).hexdigest()[:24]
    path = store / f"people-{name}.parquet"
    if not path.exists():
        db.execute(
            f"CREATE OR REPLACE TEMP VIEW fct_snapshot_people AS SELECT DATE '{day}' AS snapshot, "
            f"people.dataset, source, category, space, person, others FROM ({_scans(named)}) "
            "AS people INNER JOIN ref_datasets USING (dataset) WHERE is_personal"
        )
        partial = path.with_suffix(".new")
        db.execute(f"COPY ({query}) TO {literal(str(partial))} (FORMAT parquet)")
        partial.replace(path)
    return path


def _scans(named: list[Named]) -> str:
    """Write the people of all datasets, one by one only where another dataset may name them too."""
    datasets = Counter(one.space for one in named)
    none = "SELECT NULL::VARCHAR AS dataset, NULL::UBIGINT AS person, 0::BIGINT AS others"
    scans = [f"{none} WHERE false"]
    for one in named:
        place = f"read_parquet({literal(str(one.hashes))})"
        if datasets[one.space] > 1:
            scans.append(f"SELECT {literal(one.dataset)}, person, 0 FROM {place}")
        else:
            counted = f"SELECT {literal(one.dataset)}, NULL, count(*) FROM {place}"
            scans.append(f"{counted} HAVING count(*) > 0")
    return " UNION ALL ".join(scans)
