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

COUNT, STEP = ("figures", "fig_people"), ("facts", "fct_labels_met")
STEPS = 64  # twice as many as halve any way between two of 2 ** 32 people
NO_TIES = "(SELECT NULL::UBIGINT AS person, NULL::UBIGINT AS link)"


@dataclass(frozen=True)
class Named:
    """The people that one dataset names: their keyed hashes, each once, in a Parquet file.

    *ties* has beside them what links them to others; it need not be there.
    """

    dataset: str
    space: str
    hashes: Path
    ties: Path


def count(db: duckdb.DuckDBPyConnection, day: date, named: list[Named], store: Path) -> Path:
    """Count the people whom the datasets of a snapshot name.

    Returns the Parquet file with the counts; it is made only if a part or a place changed.
    """
    places = db.execute(
        "SELECT dataset, source, category, space FROM ref_datasets ORDER BY ALL"
    ).fetchall()
    said = json.dumps([str(day), [one.hashes.parent.name for one in named], places])
    query, step = (queries.load(*place).sql for place in (COUNT, STEP))
    name = hashlib.sha256(f"{said}{query}{step}".encode()).hexdigest()[:24]
    path = store / f"people-{name}.parquet"
    if not path.exists():
        db.execute(
            f"CREATE OR REPLACE TEMP VIEW fct_snapshot_people AS SELECT DATE '{day}' AS snapshot, "
            f"people.dataset, source, category, space, person, others FROM ({_scans(named)}) "
            "AS people INNER JOIN ref_datasets USING (dataset) WHERE is_personal"
        )
        _join(db, named)
        partial = path.with_suffix(".new")
        db.execute(f"COPY ({query}) TO {literal(str(partial))} (FORMAT parquet)")
        partial.replace(path)
        db.execute("DROP TABLE fct_labels")
        db.execute("DROP VIEW fct_ties")
    return path


def _join(db: duckdb.DuckDBPyConnection, named: list[Named]) -> None:
    """Create fct_labels: all people with a linking identifier, each with whom they are one.

    Every step at least halves the way between two people who are joined over others.

    Raises:
        RuntimeError: that did not come to an end, which no number of people explains.
    """
    ties = [literal(str(one.ties)) for one in named if one.ties.exists()]
    scan = f"read_parquet([{', '.join(ties)}])" if ties else NO_TIES
    db.execute(f"CREATE OR REPLACE TEMP VIEW fct_ties AS FROM {scan} WHERE person IS NOT NULL")
    db.execute(
        "CREATE OR REPLACE TEMP TABLE fct_labels AS "
        "SELECT DISTINCT person, person AS label FROM fct_ties"
    )
    for _ in range(STEPS):
        met = queries.load(*STEP).sql
        db.execute(f"CREATE OR REPLACE TEMP TABLE fct_labels_met AS {met}")
        [(changed,)] = db.execute(
            "SELECT count(*) FROM fct_labels SEMI JOIN fct_labels_met AS met "
            "ON fct_labels.person = met.person AND fct_labels.label <> met.label"
        ).fetchall()
        db.execute("CREATE OR REPLACE TEMP TABLE fct_labels AS FROM fct_labels_met")
        if not changed:
            return
    raise RuntimeError("people are joined without end")


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
