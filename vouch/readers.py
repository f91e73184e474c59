"""Who reads what: connections to one generation, for one role."""

import queue
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

import duckdb
import pandas as pd

from vouch import queries, warehouse
from vouch.errors import VouchError
from vouch.intake.columns import literal

MEMORY = "512MB"
THREADS = 2
CONNECTIONS = 4  # queries at once; settings are locked, so no more can be prepared later
RECORD_LAYERS = ("evidence",)


class Role(StrEnum):
    """For whom a figure is read; only the data protection officer ever receives a record."""

    MANAGEMENT = "management"
    DPO = "dpo"


class Withheld(VouchError):  # noqa: N818 - the name says what happened, not that it failed
    """A query for records by a role that may see figures alone."""


@dataclass(frozen=True)
class Reader:
    """An open generation. A management reader has no handle on the records file at all.

    *limits* are the policy's: figure, measure, at most, near.
    """

    generation: str
    role: Role
    has_records: bool
    limits: tuple[tuple, ...]
    idle: queue.SimpleQueue[duckdb.DuckDBPyConnection]

    def rows(self, layer: str, name: str, **params: object) -> pd.DataFrame:
        """Run one query; *params* may hold more than it declares.

        Raises:
            Withheld: the query lists records and the role may not see any.
        """
        self._admit(layer)
        query = queries.load(layer, name)
        wanted = {param.name: params[param.name] for param in query.params}
        with self._connection() as db:
            return db.execute(query.sql, wanted).df()

    def each(
        self, layer: str, names: tuple[str, ...], columns: tuple[str, ...], **params: object
    ) -> list[tuple]:
        """Run several queries as one statement; the name of its query leads each row.

        Raises:
            Withheld: the queries list records and the role may not see any.
        """
        self._admit(layer)
        asked = {param.name for name in names for param in queries.load(layer, name).params}
        wanted = {name: params[name] for name in asked}
        with self._connection() as db:
            return db.execute(queries.together(layer, names, columns), wanted).fetchall()

    @contextmanager
    def _connection(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Lend one of the prepared connections, waiting for one if all are in use."""
        db = self.idle.get()
        try:
            yield db
        finally:
            self.idle.put(db)

    def snapshots(self) -> list[date]:
        """List the snapshots, oldest first."""
        found = self.rows("series", "snapshots")["snapshot"]
        return [pd.Timestamp(day).date() for day in found]

    def _admit(self, layer: str) -> None:
        """Refuse a layer of records to a role, or a generation, without them."""
        if layer not in RECORD_LAYERS:
            return
        if self.role is not Role.DPO:
            raise Withheld("problem.withheld")
        if not self.has_records:
            raise VouchError("problem.no_records_file")


def open(folder: Path, generation: str, role: Role) -> Reader:  # noqa: A001
    """Open *generation* of the warehouse in *folder*, read-only and shut off from all else.

    Raises:
        VouchError: the generation is not there, or its files are damaged.
    """
    figures = warehouse.figures_file(folder, generation)
    if not figures.exists():
        raise VouchError("problem.no_generation", folder=str(folder))
    records = warehouse.records_file(folder, generation)
    has_records = role is Role.DPO and records.exists()
    db = duckdb.connect(
        config={"memory_limit": MEMORY, "threads": THREADS, "autoinstall_known_extensions": False}
    )
    paths = ["figures.main", *(["records.main"] if has_records else [])]
    idle: queue.SimpleQueue[duckdb.DuckDBPyConnection] = queue.SimpleQueue()
    try:
        db.execute(f"ATTACH {literal(str(figures))} AS figures (READ_ONLY)")
        if has_records:
            db.execute(f"ATTACH {literal(str(records))} AS records (READ_ONLY)")
        for _ in range(CONNECTIONS):
            idle.put(_prepare(db.cursor(), ",".join(paths)))
        limits = _prepare(db.cursor(), paths[0]).execute(queries.load("series", "limits").sql)
        known = tuple(limits.fetchall())
    except duckdb.Error as error:
        raise VouchError("problem.unsound_generation", folder=str(folder)) from error
    _shut_off(db)
    return Reader(generation, role, has_records, known, idle)


def _prepare(db: duckdb.DuckDBPyConnection, path: str) -> duckdb.DuckDBPyConnection:
    """Set what every connection needs of its own before settings are locked."""
    db.execute("SET TimeZone = 'UTC'")
    db.execute("SET python_enable_replacements = false")
    db.execute(f"SET search_path = '{path}'")
    return db


def _shut_off(db: duckdb.DuckDBPyConnection) -> None:
    """Forbid files, extensions and any change of these settings."""
    db.execute("SET enable_external_access = false")
    db.execute("SET autoload_known_extensions = false")
    db.execute("SET lock_configuration = true")
