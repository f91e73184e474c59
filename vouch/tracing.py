"""Tracing: people whose requests were granted are looked for in every later snapshot.

By what they are looked for (the keyed hashes of their numbers, and of the identifiers that link
them) stands in a list; an entry stays for as long as ``keep_keys`` allows after the request was
closed. Counts are published, and rows for the officer.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa

from vouch import contents, queries, warehouse
from vouch.home import Home
from vouch.intake.columns import literal
from vouch.parts.identity import Part
from vouch.periods import Period
from vouch.planning import Plan

ROWS = ("erased", "withdrawn")
LIST = "fct_sought"
FOUND = "found.parquet"  # in the history: who was found in snapshots that still have exports
# What of a part is held against the list: whom it names, and by what.
NAMED = {"people": "person", "fct_ties": "link"}


@dataclass(frozen=True)
class Traced:
    """The list of the sought as a Parquet file, and the parts that name any of them."""

    listed: Path = Path()
    parts: tuple[Part, ...] = ()

    def among(self, plan: Plan) -> list[Part]:
        """Choose the parts that a plan has."""
        wanted = {part.id for part in plan.parts}
        return [part for part in self.parts if part.id in wanted]


@dataclass(frozen=True)
class Trail:
    """The *found* rows of parts, beside the list; *folders* have the figures of all parts."""

    db: duckdb.DuckDBPyConnection
    listed: Path
    found: tuple[Path, ...]
    folders: tuple[Path, ...]

    def figures(self, scratch: Path) -> dict[str, list[Path]]:
        """Count what is still held of the sought; one file a table."""
        return self._written("figures", [f"fig_{name}" for name in contents.TRACED], scratch)

    def rows(self, scratch: Path) -> dict[str, list[Path]]:
        """List the newest snapshot's rows behind those counts."""
        return self._written("records", [f"rec_{name}" for name in ROWS], scratch)

    def _written(self, layer: str, names: Sequence[str], scratch: Path) -> dict[str, list[Path]]:
        _meet(self.db, self.folders, ("permissions",))
        _view(self.db, LIST, [self.listed])
        _view(self.db, "fct_sought_rows", self.found)
        traced = queries.load("facts", "fct_traced_rows").sql
        self.db.execute(f"CREATE OR REPLACE TEMP VIEW fct_traced_rows AS {traced}")
        for name in names:
            _copy(self.db, queries.load(layer, name).sql, scratch / f"{name}.parquet")
        _leave(self.db, ("sought", "sought_rows", "traced_rows", "permissions"))
        return {name.partition("_")[2]: [scratch / f"{name}.parquet"] for name in names}


def find(
    db: duckdb.DuckDBPyConnection,
    plan: Plan,
    folder: Callable[[Part], Path],
    home: Home,
    scratch: Path,
) -> Traced:
    """List who is sought in each snapshot, and find the parts that name them.

    *folder* has a part's figures. ref_settings and ref_snapshots are there.
    """
    listed = scratch / f"{LIST}.parquet"
    _meet(db, [folder(part) for part in plan.parts], ("answered", "ties"))
    lists = [*(one.sought for one in plan.kept), home.history / FOUND]
    kept = [path for path in lists if path.exists()]
    _view(db, "fct_kept_sought", kept, LIST)
    _copy(db, queries.load("facts", LIST).sql, listed)
    _view(db, LIST, [listed])
    named = [
        replace(part, sought=found)
        for part in plan.parts
        if (found := _named_in(db, part, folder(part), home))
    ]
    _leave(db, ("answered", "ties", "kept_sought", "sought"))
    return Traced(listed, tuple(named))


def _named_in(
    db: duckdb.DuckDBPyConnection, part: Part, folder: Path, home: Home
) -> tuple[int, ...]:
    """List by which of the sought identifiers a part names anybody."""
    scans = [
        f"SELECT {column} AS identifier FROM read_parquet({literal(str(path))})"
        for name, column in NAMED.items()
        if (path := folder / f"{name}.parquet").exists()
    ]
    if not scans:
        return ()
    rights = ("erasure", "consent") if _rests_on_consent(part, home) else ("erasure",)
    found = db.execute(
        f"SELECT DISTINCT identifier FROM {LIST} SEMI JOIN ({' UNION ALL '.join(scans)}) AS named "
        'USING (identifier) WHERE snapshot = $day AND list_contains($rights, "right")',
        {"day": part.snapshot, "rights": [*rights]},
    ).fetchall()
    return tuple(sorted(identifier for (identifier,) in found))


def _rests_on_consent(part: Part, home: Home) -> bool:
    """Tell whether a dataset's records rest on consent alone; mailings have rules of their own."""
    if part.dataset.kind != "records":
        return False
    purpose = home.policy.purposes.get(part.dataset.purpose or "")
    only = purpose.bases[0] if purpose and len(purpose.bases) == 1 else None
    return (part.dataset.basis or only) == "consent"


def keep(db: duckdb.DuckDBPyConnection, listed: Path, day: date, path: Path) -> Path:
    """Write the list of one snapshot, to stand by itself when its exports are gone."""
    _copy(db, f"FROM read_parquet({literal(str(listed))}) WHERE snapshot = DATE '{day}'", path)
    return path


def keep_found(
    db: duckdb.DuckDBPyConnection, traced: Traced, days: Iterable[date], path: Path
) -> None:
    """Write who was found in the snapshots of *days*, when what tells so is about to go.

    Their exports name these people: nothing is kept of anybody who is not there any more.
    """
    remaining = set(days)
    found = [
        (part.snapshot, identifier)
        for part in traced.parts
        if part.snapshot in remaining
        for identifier in part.sought
    ]
    columns = {
        "snapshot": pa.array([day for day, _ in found], pa.date32()),
        "identifier": pa.array([identifier for _, identifier in found], pa.uint64()),
    }
    db.register("incoming", pa.table(columns))
    listed = literal(str(traced.listed))
    partial = path.with_suffix(".new")
    _copy(
        db, f"FROM read_parquet({listed}) SEMI JOIN incoming USING (snapshot, identifier)", partial
    )
    db.unregister("incoming")
    warehouse.sync(partial)
    partial.replace(path)


def expire(path: Path, on: date, kept: Period) -> None:
    """Drop the entries of a kept list whose requests were closed for longer than *kept*."""
    partial = path.with_suffix(".new")
    still = (
        f"FROM read_parquet({literal(str(path))}) WHERE DATE '{on}' <= "
        f"cast(closed_on + to_months({kept.months or 0}) AS DATE) + {kept.days or 0}"
    )
    with duckdb.connect() as db:
        _copy(db, still, partial)
    partial.replace(path)


def _meet(db: duckdb.DuckDBPyConnection, folders: Iterable[Path], names: Sequence[str]) -> None:
    among = [*folders]
    for name in names:
        table = f"fct_{name}"
        _view(db, table, [path for one in among if (path := one / f"{table}.parquet").exists()])


def _view(db: duckdb.DuckDBPyConnection, name: str, files: Sequence[Path], like: str = "") -> None:
    """Show Parquet files as one table; without any, an empty one of its columns."""
    listed = ", ".join(literal(str(path)) for path in files)
    scan = f"FROM read_parquet([{listed}])" if files else contents.empty("facts", like or name)
    db.execute(f"CREATE OR REPLACE TEMP VIEW {name} AS {scan}")


def _leave(db: duckdb.DuckDBPyConnection, names: Sequence[str]) -> None:
    """Drop the views: parts that are made here make tables of the same names."""
    for name in names:
        db.execute(f"DROP VIEW IF EXISTS fct_{name}")


def _copy(db: duckdb.DuckDBPyConnection, sql: str, path: Path) -> None:
    db.execute(f"COPY ({sql}) TO {literal(str(path))} (FORMAT parquet)")
