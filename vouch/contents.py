"""The contents of a generation: which tables its two files have, and how they are written."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from vouch import __version__, queries, reference, warehouse
from vouch.home import Home
from vouch.intake.columns import literal
from vouch.parts.database import Option

REGISTERS = ("holds", "disclosures", "processors")
MATCHED = ("mailings", "permissions", "audio", "unlisted_calls", "scopes", *REGISTERS)
COUNTED_CALLS = "recorded_calls"
TRACED = ("erased", "erasures", "withdrawn")  # of people whose requests were granted
LEDGER = ("files", "columns", "stops", "rejects", "problems")
OF_ROWS = ("readings", "keys")  # what is told of rows that were kept
FIGURES = ("holdings", "codes", "requests", "calls", *OF_ROWS, *LEDGER, *REGISTERS)
# What became of records from one snapshot to the next; a row belongs to the earlier of the two.
PAIRS = ("comparisons", "deletions")
PROOF = (*PAIRS, "worklists")
PEOPLE = "people"  # in both files: in the figures file only what everybody may see
ORDER = {
    "holdings": "snapshot, dataset, starts_on",
    "codes": "ALL",
    "requests": 'snapshot, dataset, received_on, "right"',
    "calls": "snapshot, dataset, called_on",
    PEOPLE: "snapshot, scope, category, source, dataset",
    **dict.fromkeys(
        ("doubles", COUNTED_CALLS, *OF_ROWS, *LEDGER, *MATCHED, *TRACED, *PROOF), "ALL"
    ),
}
# Figures under the policy. They are computed when a generation is published, not in its parts, so
# that a changed policy rebuilds no part; as views they would cost each question 6 ms of planning.
DERIVED = (
    *("fig_deadlines", "fig_request_clocks", "fig_rule_conflicts", "fig_suspects"),
    "fig_erased_grounds",  # after the deadlines, which it reads
)
ACTED_ON = ("due_rows", "volumes", "requests", "calls", "recordings", "identity_codes")
ROWS = ("files", *ACTED_ON, "rejects", "keys", *REGISTERS)
ROW_ORDER = {
    "files": "file_no",
    "due_rows": "last_on, file_no, row",
    "volumes": "dataset, file",
    "calls": "dataset, called_on, file, row",
    "recordings": "dataset, started_on, file, row",
    **dict.fromkeys(
        ("requests", "identity_codes", "rejects", *MATCHED, *TRACED), "dataset, file, row"
    ),
    "keys": "dataset, fault, file, row",
    "deletions": "snapshot, dataset, event, file, row",
}


@dataclass(frozen=True)
class Figures:
    """The figures file of a generation while it is being written.

    *days* are those of the snapshots, each with whether its exports are deleted.
    """

    db: duckdb.DuckDBPyConnection
    home: Home
    days: Mapping[date, bool]

    def gather(self, tables: Mapping[str, list[Path]]) -> None:
        """Create tables from the Parquet files that have their rows."""
        for table, files in tables.items():
            _gather(self.db, f"fig_{table}", files, ORDER[table], "figures")

    def show_people(self, files: list[Path]) -> None:
        """Create fig_people without what only the officer may see: the file never holds it."""
        shown = queries.load("figures", "fig_people_shown").sql
        self.db.execute(f"CREATE TEMP VIEW fig_people AS {scan(files, 'figures', 'fig_people')}")
        self.db.execute(f"CREATE TABLE main.fig_people AS {shown}")
        self.db.execute("DROP VIEW temp.fig_people")

    def judge(self) -> None:
        """Create the derived figures, each snapshot under the policy of its day, newest last."""
        for version in self.home.versions.holding(self.days):
            reference.judge(self.db, version)
            reference.calendar(self.db, version.request_clock)
            for name in DERIVED:
                query = queries.load("figures", name).sql
                empty = f"SELECT * FROM ({query}) LIMIT 0"
                self.db.execute(f"CREATE TABLE IF NOT EXISTS {name} AS {empty}")
                self.db.execute(
                    f"INSERT INTO {name} SELECT judged.* FROM ({query}) AS judged "
                    "INNER JOIN ref_snapshots USING (snapshot) WHERE policy = ?",
                    [version.notice.version],
                )


@contextmanager
def figures(
    home: Home, generation: str, days: Mapping[date, bool], db_config: dict[str, Option]
) -> Iterator[Figures]:
    """Lend the figures file of a generation to be written; it is there when all of it is."""
    with _new(warehouse.figures_file(home.warehouse, generation), db_config) as db:
        db.begin()
        reference.create(db, home)
        reference.snapshots(db, days, home.versions)
        reference.generation(db, generation, __version__, home)
        yield Figures(db, home, days)
        db.commit()


def write_records(
    home: Home,
    generation: str,
    tables: dict[str, list[Path]],
    people: list[Path],
    db_config: dict[str, Option],
) -> None:
    """Write the records file of a generation: the newest snapshot's rows to act on.

    The numbers of *people* lie there too, as they are, of every snapshot.
    """
    path = warehouse.records_file(home.warehouse, generation)
    with _new(path, db_config) as db:
        for table, files in tables.items():
            _gather_rows(db, f"rec_{table}", files, ROW_ORDER[table])
        _gather(db, f"fig_{PEOPLE}", people, ORDER[PEOPLE], "figures")
        unruled = queries.load("records", "rec_unruled").sql
        db.execute(f"CREATE TABLE rec_unruled AS {unruled}")
        db.execute(f"CREATE VIEW rec_records AS {queries.load('records', 'rec_records').sql}")


@contextmanager
def _new(path: Path, config: dict[str, Option]) -> Iterator[duckdb.DuckDBPyConnection]:
    """Lend a database of another name, and give it its own when it is on disk and whole."""
    partial = path.with_suffix(".new")
    # A log that a killed build left would be replayed into the new database.
    for left in (partial, partial.with_suffix(".new.wal")):
        left.unlink(missing_ok=True)
    with duckdb.connect(str(partial), config=config) as db:
        db.execute("SET TimeZone = 'UTC'")
        yield db
        db.execute("CHECKPOINT")  # else closing would do it, and keep silent if the disk is full
    warehouse.sync(partial)
    partial.replace(path)


def _gather(
    db: duckdb.DuckDBPyConnection, table: str, files: list[Path], order: str, layer: str
) -> None:
    """Create *table* from Parquet files; without one, empty, as its query declares it."""
    rows = scan(files, layer, table)
    db.execute(f"CREATE TABLE {table} AS SELECT * FROM ({rows}) ORDER BY {order}")


def scan(files: list[Path], layer: str, table: str) -> str:
    """Write a query for the rows of Parquet files; without one, for none."""
    if not files:
        return queries.empty(layer, table)
    listed = ", ".join(literal(str(path)) for path in files)
    rows = f"FROM read_parquet([{listed}], union_by_name = true)"
    if table not in queries.names(layer):
        return rows
    # A history may lack a column, and be all that there is.
    return f"{rows} UNION ALL BY NAME ({queries.empty(layer, table)})"


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
