"""Practice: what only several datasets of one snapshot together can tell.

A mailing is held against the permissions of its recipient, recordings against the calls. People
and recordings are met by their keyed hashes; counts are published, and rows for the officer.
"""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import duckdb

from vouch import queries
from vouch.intake.columns import literal

FIGURES = ("mailings", "permissions", "audio", "recorded_calls", "unlisted_calls", "scopes")
ROWS = ("mailings", "permissions", "audio", "unlisted_calls", "scopes")
MET = (
    *("permissions", "mailings", "objections", "asks", "ties"),
    *("audio", "call_recordings"),
)
JUDGED = (
    *("same_people", "judged_mailings", "judged_permissions"),
    *("matched_audio", "recorded_calls", "unlisted_calls", "scopes"),
)


def figures(db: duckdb.DuckDBPyConnection, folders: Sequence[Path], store: Path) -> dict[str, Path]:
    """Count what the parts of a snapshot tell together, from the *folders* of their figures.

    Returns a Parquet file per table; they are made only if a part or a query changed.
    """
    met = [folder for folder in folders if any(folder.glob("fct_*.parquet"))]
    said = [folder.name for folder in met] + [queries.load(*place).sql for place in _places()]
    name = hashlib.sha256("\0".join(said).encode()).hexdigest()[:24]
    paths = {table: store / f"{table}-{name}.parquet" for table in FIGURES}
    if not all(path.exists() for path in paths.values()):
        _meet(db, met)
        for table, path in paths.items():
            partial = path.with_suffix(".new")
            _copy(db, "figures", f"fig_{table}", partial)
            partial.replace(path)
    return paths


def rows(
    db: duckdb.DuckDBPyConnection, folders: Sequence[Path], scratch: Path
) -> dict[str, list[Path]]:
    """List the rows behind those counts, from the *folders* of the newest snapshot's rows."""
    _meet(db, folders)
    for table in ROWS:
        _copy(db, "records", f"rec_{table}", scratch / f"rec_{table}.parquet")
    return {table: [scratch / f"rec_{table}.parquet"] for table in ROWS}


def _places() -> list[tuple[str, str]]:
    """List the queries on which the counts depend."""
    return [("facts", f"fct_{name}") for name in JUDGED] + [
        ("figures", f"fig_{name}") for name in FIGURES
    ]


def _meet(db: duckdb.DuckDBPyConnection, folders: Sequence[Path]) -> None:
    """Lay the facts of several parts together, and judge them."""
    for name in MET:
        table = f"fct_{name}"
        files = [path for folder in folders if (path := folder / f"{table}.parquet").exists()]
        listed = ", ".join(literal(str(path)) for path in files)
        scan = f"FROM read_parquet([{listed}])" if files else queries.empty("facts", table)
        db.execute(f"CREATE OR REPLACE TEMP VIEW {table} AS {scan}")
    for name in JUDGED:
        query = queries.load("facts", f"fct_{name}").sql
        db.execute(f"CREATE OR REPLACE TEMP VIEW fct_{name} AS {query}")


def _copy(db: duckdb.DuckDBPyConnection, layer: str, name: str, path: Path) -> None:
    db.execute(f"COPY ({queries.load(layer, name).sql}) TO {literal(str(path))} (FORMAT parquet)")
