"""The published warehouse: two files of one generation, and the name of the current one."""

import fcntl
import os
from collections.abc import Collection, Mapping
from datetime import date
from pathlib import Path

import duckdb

from vouch import __version__, queries, reference
from vouch.home import Home
from vouch.intake.columns import literal
from vouch.parts.database import Option

CURRENT = "CURRENT"
SIZE = "SELECT block_size * total_blocks FROM pragma_database_size()"
REGISTERS = ("holds", "disclosures", "processors")
MATCHED = ("mailings", "permissions", "audio", *REGISTERS)
FIGURES = ("holdings", "readings", "requests", "calls", "files", "rejects", "problems", *REGISTERS)
ORDER = {
    "holdings": "snapshot, dataset, starts_on",
    "requests": 'snapshot, dataset, received_on, "right"',
    "calls": "snapshot, dataset, called_on",
    "files": "snapshot, dataset, file",
    "rejects": "snapshot, dataset, file, reason",
    "problems": "snapshot, dataset, file, problem, detail",
    "people": "snapshot, scope, category, source, dataset",
    **dict.fromkeys((*MATCHED, "readings"), "ALL"),
}
# Figures under the policy. They are computed when a generation is published, not in its parts, so
# that a changed policy rebuilds no part; as views they would cost each question 6 ms of planning.
DERIVED = ("fig_deadlines", "fig_request_clocks")
ROWS = (
    *("files", "due_rows", "volumes", "requests", "calls", "recordings", "identity_codes"),
    *("rejects", *REGISTERS),
)
ROW_ORDER = {
    "files": "file_no",
    "due_rows": "last_on, file_no, row",
    "volumes": "dataset, file",
    "calls": "dataset, called_on, file, row",
    "recordings": "dataset, started_on, file, row",
    **dict.fromkeys(("requests", "identity_codes", "rejects", *MATCHED), "dataset, file, row"),
}


def current(folder: Path) -> str | None:
    """Name the published generation of a warehouse folder; None if there is none yet."""
    try:
        name = (folder / CURRENT).read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return None
    return name if figures_file(folder, name).exists() else None


def figures_file(folder: Path, generation: str) -> Path:
    """Return where a generation's figures lie: counts only, no record and no person."""
    return folder / f"figures-{generation}.duckdb"


def records_file(folder: Path, generation: str) -> Path:
    """Return where a generation's rows lie: for the data protection officer alone."""
    return folder / f"records-{generation}.duckdb"


def write_figures(
    home: Home,
    generation: str,
    days: Mapping[date, bool],
    tables: dict[str, list[Path]],
    db_config: dict[str, Option],
) -> None:
    """Write the figures file of a generation from the Parquet files of its parts.

    *days* are those of the snapshots, each with whether its exports are deleted.
    """
    path = figures_file(home.warehouse, generation)
    with _new(path, db_config) as db:
        db.begin()
        reference.create(db, home)
        reference.snapshots(db, days, home.versions)
        reference.generation(db, generation, __version__, home)
        for table, files in tables.items():
            _gather(db, f"fig_{table}", files, ORDER[table], "figures")
        _judge(db, home, days)
        db.commit()
    _settle(path)


def _judge(db: duckdb.DuckDBPyConnection, home: Home, days: Collection[date]) -> None:
    """Create the derived figures, each snapshot under the policy of its day, the newest last."""
    for version in home.versions.holding(days):
        reference.judge(db, version)
        reference.calendar(db, version.request_clock)
        for name in DERIVED:
            query = queries.load("figures", name).sql
            db.execute(f"CREATE TABLE IF NOT EXISTS {name} AS SELECT * FROM ({query}) LIMIT 0")
            db.execute(
                f"INSERT INTO {name} SELECT judged.* FROM ({query}) AS judged "
                "INNER JOIN ref_snapshots USING (snapshot) WHERE policy = ?",
                [version.notice.version],
            )


def write_records(
    home: Home, generation: str, tables: dict[str, list[Path]], db_config: dict[str, Option]
) -> None:
    """Write the records file of a generation: the newest snapshot's rows to act on."""
    path = records_file(home.warehouse, generation)
    with _new(path, db_config) as db:
        for table, files in tables.items():
            _gather_rows(db, f"rec_{table}", files, ROW_ORDER[table])
        unruled = queries.load("records", "rec_unruled").sql
        db.execute(f"CREATE TABLE rec_unruled AS {unruled}")
        db.execute(f"CREATE VIEW rec_records AS {queries.load('records', 'rec_records').sql}")
    _settle(path)


def publish(folder: Path, generation: str) -> None:
    """Name *generation* as the current one, atomically."""
    name = folder / f"{CURRENT}.new"
    name.write_text(generation, encoding="ascii")
    sync(name)
    name.replace(folder / CURRENT)
    sync(folder)


def is_sound(folder: Path, generation: str) -> bool:
    """Tell whether both files of a generation can be opened and are as long as they say."""
    try:
        for path in (figures_file(folder, generation), records_file(folder, generation)):
            with duckdb.connect(str(path), read_only=True) as db:
                [(promised,)] = db.execute(SIZE).fetchall()
            if path.stat().st_size < promised:
                return False
    except duckdb.Error:
        return False
    return True


def clear(folder: Path, generation: str) -> None:
    """Remove generations other than *generation*, as far as nobody reads them any more."""
    keep = {figures_file(folder, generation), records_file(folder, generation)}
    for path in (*folder.glob("figures-*"), *folder.glob("records-*")):
        if path not in keep and not _is_read(path):
            path.unlink()


def _is_read(path: Path) -> bool:
    """Tell whether another process has the file open: DuckDB then holds a lock on it."""
    with path.open("r+b") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return True
        return False


def _new(path: Path, config: dict[str, Option]) -> duckdb.DuckDBPyConnection:
    partial = path.with_suffix(".new")
    partial.unlink(missing_ok=True)
    db = duckdb.connect(str(partial), config=config)
    db.execute("SET TimeZone = 'UTC'")
    return db


def _settle(path: Path) -> None:
    """Give a finished file its name: it is on disk, whole, before anything points to it."""
    partial = path.with_suffix(".new")
    sync(partial)
    partial.replace(path)


def sync(path: Path) -> None:
    """Wait until a file, or what a folder lists, is on disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _gather(
    db: duckdb.DuckDBPyConnection, table: str, files: list[Path], order: str, layer: str
) -> None:
    """Create *table* from Parquet files; without one, empty, as its query declares it."""
    if not files:
        db.execute(f"CREATE TABLE {table} AS {empty(layer, table)}")
        return
    listed = ", ".join(literal(str(path)) for path in files)
    db.execute(f"CREATE TABLE {table} AS SELECT * FROM read_parquet([{listed}]) ORDER BY {order}")


def _gather_rows(db: duckdb.DuckDBPyConnection, table: str, files: list[Path], order: str) -> None:
    """Create *table* from Parquet files of rows; file numbers are made to differ between them.

    Millions of keys are alike in nothing: to seek a way of compressing them costs more than
    all else here.
    """
    columns = queries.load("records", table).columns
    told = ", ".join(
        f'"{column.name}" {column.type} USING COMPRESSION uncompressed' for column in columns
    )
    db.execute(f"CREATE TABLE {table} ({told})")
    if files:
        listed = ", ".join(literal(str(path)) for path in files)
        number = "REPLACE (file_no + (file_index::BIGINT << 32) AS file_no)"
        chosen = f"* {number}" if any(column.name == "file_no" for column in columns) else "*"
        db.execute(
            f"INSERT INTO {table} SELECT {chosen} FROM read_parquet([{listed}]) ORDER BY {order}"
        )


def empty(layer: str, name: str) -> str:
    """Write a table without rows, by the columns that the query's header declares."""
    columns = ", ".join(
        f'NULL::{column.type} AS "{column.name}"' for column in queries.load(layer, name).columns
    )
    return f"SELECT {columns} WHERE false"
