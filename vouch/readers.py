"""Who reads what: connections to one generation, for one role."""

import os
import queue
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

import duckdb
import pandas as pd

from vouch import contents, queries, reference, warehouse
from vouch.errors import VouchError
from vouch.intake.columns import literal
from vouch.policy import Policy
from vouch.versions import Versions

MEMORY = "512MB"
THREADS = 2
CONNECTIONS = 4  # queries at once; settings are locked, so no more can be prepared later
JUDGED = "memory.judged"  # what another policy than the published one changes
RECORD_LAYERS = ("evidence",)
# Figures are few rows: to look for the best plan takes longer than any plan. These are quick, and
# keep the time of a plan in proportion to what it reads.
FEW_ROWS_OPTIMIZERS = (
    *("filter_pushdown", "unused_columns", "column_lifetime", "limit_pushdown", "top_n"),
    *("cte_inlining", "materialized_cte", "build_side_probe_side"),
)
FIGURES_ONLY = "VOUCH_FIGURES_ONLY"  # a process that is started with it has no records, for nobody


class Role(StrEnum):
    """For whom a figure is read; only the data protection officer ever receives a record."""

    MANAGEMENT = "management"
    DPO = "dpo"
    AUDITOR = "auditor"


@dataclass(frozen=True)
class Judgement:
    """A version of the policy to judge by.

    *is_everywhere* judges every snapshot by it. Else each snapshot keeps the policy of its day,
    and only what is asked of the policy itself is answered by this one. *is_supposed* is a
    version that nobody has written down: there is no end to such ones.
    """

    policy: Policy
    is_everywhere: bool = False
    is_supposed: bool = False


def judgement(
    versions: Versions, snapshot: date, newest: date, chosen: Policy | None
) -> Judgement | None:
    """Judge by the *chosen* version everywhere, else each snapshot by the one of its day.

    None where what was published says so already.
    """
    if chosen:
        return Judgement(chosen, is_everywhere=True)
    own = versions.on(snapshot)
    return None if own == versions.on(newest) else Judgement(own)


class Withheld(VouchError):  # noqa: N818 - the name says what happened, not that it failed
    """A query for records by a role that may see figures alone."""


@dataclass(frozen=True)
class Reader:
    """An open generation. Only the officer's reader has a handle on the records file at all.

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
            return db.execute(queries.statement(layer, name), wanted).df()

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


def is_figures_only() -> bool:
    """Tell whether this process leaves records alone, whoever asks; only empty and 0 mean no."""
    return os.environ.get(FIGURES_ONLY, "").strip() not in {"", "0"}


def open(  # noqa: A001
    folder: Path, generation: str, role: Role, under: Judgement | None = None
) -> Reader:
    """Open *generation* of the warehouse in *folder*, read-only and shut off from all else.

    Without a judgement, the policy is that of the newest snapshot's day.

    Raises:
        VouchError: the generation is not there, or its files are damaged.
    """
    figures = warehouse.figures_file(folder, generation)
    if not figures.exists():
        raise VouchError("problem.no_generation", folder=str(folder))
    records = warehouse.records_file(folder, generation)
    has_records = role is Role.DPO and not is_figures_only() and records.exists()
    db = duckdb.connect(
        config={"memory_limit": MEMORY, "threads": THREADS, "autoinstall_known_extensions": False}
    )
    try:
        # The officer's records file has the full numbers of people, and is looked into first.
        path = _attach(db, {**({"records": records} if has_records else {}), "figures": figures})
        if under:
            path = _judge(db, under, path)
        lent = [_prepare(db.cursor(), path) for _ in range(CONNECTIONS)]
        limits = tuple(lent[0].execute(queries.load("series", "limits").sql).fetchall())
    except duckdb.Error as error:
        raise VouchError("problem.unsound_generation", folder=str(folder)) from error
    if not has_records:
        _plan_briefly(db)
    _shut_off(db)
    idle: queue.SimpleQueue[duckdb.DuckDBPyConnection] = queue.SimpleQueue()
    for one in lent:
        idle.put(one)
    return Reader(generation, role, has_records, limits, idle)


def _attach(db: duckdb.DuckDBPyConnection, files: dict[str, Path]) -> str:
    """Attach the generation's files by name; return where their tables are looked for."""
    for name, file in files.items():
        db.execute(f"ATTACH {literal(str(file))} AS {name} (READ_ONLY)")
    return ",".join(f"{name}.main" for name in files)


def _judge(db: duckdb.DuckDBPyConnection, under: Judgement, path: str) -> str:
    """Lay the tables of another policy, in memory, over those of the generation."""
    db.execute(f"CREATE SCHEMA {JUDGED}")
    path = f"{JUDGED},{path}"
    desk = _prepare(db.cursor(), path)
    reference.judge(desk, under.policy)
    if under.is_everywhere:
        reference.calendar(desk, under.policy.request_clock)
        for name in contents.DERIVED:
            desk.execute(f"CREATE TABLE {name} AS {queries.load('figures', name).sql}")
    return path


def _prepare(db: duckdb.DuckDBPyConnection, path: str) -> duckdb.DuckDBPyConnection:
    """Set what every connection needs of its own before settings are locked."""
    db.execute("SET TimeZone = 'UTC'")
    db.execute("SET python_enable_replacements = false")
    db.execute(f"SET search_path = '{path}'")
    return db


def _plan_briefly(db: duckdb.DuckDBPyConnection) -> None:
    """Let DuckDB optimize its plans only as far as figures are worth it."""
    known = {name for (name,) in db.execute("SELECT name FROM duckdb_optimizers()").fetchall()}
    off = ",".join(sorted(known.difference(FEW_ROWS_OPTIMIZERS)))
    db.execute(f"SET disabled_optimizers = {literal(off)}")


def _shut_off(db: duckdb.DuckDBPyConnection) -> None:
    """Forbid files, extensions and any change of these settings."""
    db.execute("SET enable_external_access = false")
    db.execute("SET autoload_known_extensions = false")
    db.execute("SET lock_configuration = true")
