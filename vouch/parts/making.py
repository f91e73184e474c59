"""The making of parts: figures and keys of each, and the newest snapshot's rows to act on."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from vouch import kinds
from vouch.parts import database, holds, ledger
from vouch.parts.identity import Part

FIGURES = {"rights_requests": "requests", "calls": "calls"}


def figures(db: duckdb.DuckDBPyConnection, part: Part, folder: Path, scratch: Path) -> None:
    """Build the figures and keys of *part* into *folder*, whole or not at all."""
    with _whole(folder, scratch) as partial:
        counts = database.load_part(db, part, scratch, keeps_rows=False)
        ledger.write(db, part, counts, partial)
        for table in ("holdings", *_own(part.dataset.kind)):
            database.copy(db, "figures", f"fig_{table}", partial / f"{table}.parquet")
        database.copy(db, "facts", "fct_people", partial / "people.parquet")
        if "record_id" in part.dataset.columns:
            database.copy(db, "facts", "fct_keys", partial / "keys.parquet")
        if part.dataset.kind == "holds":
            holds.write(db, part, partial / "holds.json")


def rows(db: duckdb.DuckDBPyConnection, part: Part, folder: Path, scratch: Path) -> None:
    """Build the rows of *part* that must be acted on into *folder*, whole or not at all."""
    with _whole(folder, scratch) as partial:
        database.load_part(db, part, scratch, keeps_rows=True)
        database.table(db, "figures", "fig_holdings")
        database.view(db, "figures", "fig_deadlines")
        for table in _listed(part.dataset.kind):
            database.copy(db, "records", f"rec_{table}", partial / f"{table}.parquet")


@contextmanager
def _whole(folder: Path, scratch: Path) -> Iterator[Path]:
    """Lend a folder of another name, and give it its own only when all in it is done."""
    partial = folder.with_name(f"{folder.name}.new")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    yield partial
    partial.replace(folder)
    for path in scratch.glob("plain-*"):
        path.unlink()


def _own(kind: str) -> list[str]:
    return [FIGURES[kind]] if kind in FIGURES else []


def _listed(kind: str) -> list[str]:
    if not kinds.KINDS[kind].is_personal:
        return ["rejects"]
    own = {"recordings": ["recordings"], "transcripts": ["recordings"]}.get(kind, _own(kind))
    return ["records", "volumes", "identity_codes", "rejects", *own]
