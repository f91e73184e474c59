"""Tracing: people whose requests were granted are looked for in every later snapshot.

By what they are looked for (the keyed hashes of their numbers, and of the identifiers that link
them) stands in a list; an entry stays for as long as ``keep_keys`` allows after the request was
closed. Counts are published, and rows for the officer.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa

from vouch import contents, queries, sought, warehouse
from vouch.intake.columns import literal
from vouch.periods import Period

ROWS = ("erased", "withdrawn")


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
        sought.meet(self.db, self.folders, ("permissions",))
        sought.view(self.db, sought.LIST, [self.listed])
        sought.view(self.db, "fct_sought_rows", self.found)
        traced = queries.load("facts", "fct_traced_rows").sql
        self.db.execute(f"CREATE OR REPLACE TEMP VIEW fct_traced_rows AS {traced}")
        for name in names:
            sought.copy(self.db, queries.load(layer, name).sql, scratch / f"{name}.parquet")
        sought.leave(self.db, ("sought", "sought_rows", "traced_rows", "permissions"))
        return {name.partition("_")[2]: [scratch / f"{name}.parquet"] for name in names}


def keep(db: duckdb.DuckDBPyConnection, listed: Path, day: date, path: Path) -> Path:
    """Write the list of one snapshot, to stand by itself when its exports are gone."""
    sought.copy(
        db, f"FROM read_parquet({literal(str(listed))}) WHERE snapshot = DATE '{day}'", path
    )
    return path


def keep_found(
    db: duckdb.DuckDBPyConnection, traced: sought.Traced, days: Iterable[date], path: Path
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
    sought.copy(
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
        sought.copy(db, still, partial)
    partial.replace(path)
