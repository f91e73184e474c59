"""The layout: what a comparison reads, as views over the Parquet files of parts and pairs."""

from collections.abc import Sequence
from pathlib import Path

import duckdb
import pyarrow as pa

from vouch import contents, queries
from vouch.deletion.chains import Look
from vouch.deletion.desk import Desk, Made, Pair
from vouch.intake.columns import literal
from vouch.parts import database, making
from vouch.parts.identity import Part

BEFORE, AFTER = "before", "after"


def lay_out(desk: Desk, pair: Pair, last: Made) -> None:
    """Lay out all that a comparison reads."""
    db, parts = desk.db, (pair.before, pair.after)
    holdings(desk, parts)
    for place, when in enumerate((BEFORE, AFTER)):
        mine = keys(desk, [parts[place]])
        scan(db, f"fct_keys_{when}", "facts", "fct_record_keys", mine)
        scan(db, f"fct_listed_{when}", "figures", "fig_row_listed", [pair.lists[place]])
        _elsewhere(desk, f"fct_elsewhere_{when}", [both[place] for both in pair.others])
    for table in ("tracked", "released"):
        found = [last.paths[table]] if table in last.paths else []
        scan(db, f"fct_{table}", "figures", f"fig_row_{table}", found)
    faulty = queries.load("figures", "fig_row_faulty_files").sql
    db.execute(f"CREATE OR REPLACE TEMP TABLE fct_faulty_files AS {faulty}")
    counted = queries.load("figures", "fig_row_count_steps").sql
    if pair.before.dataset.has_ids:
        counted = contents.empty("figures", "fig_row_count_steps")
    db.execute(f"CREATE OR REPLACE TEMP VIEW fig_row_count_steps AS {counted}")


def say(desk: Desk, look: Look, method: str) -> None:
    """Tell which snapshots are compared, and how."""
    days = pa.date32()
    database.register(
        desk.db,
        "ref_pair",
        {
            "dataset": pa.array([look.dataset]),
            "before_on": pa.array([look.before_on], days),
            "after_on": pa.array([look.snapshot], days),
            "since_on": pa.array([look.since_on], days),
            "state": pa.array([look.state]),
            "method": pa.array([method]),
        },
    )


def holdings(desk: Desk, parts: Sequence[Part]) -> None:
    """Count the parts' records by their deadlines, under the policy that the desk judges by."""
    found = [desk.folder(part) / "holdings.parquet" for part in parts]
    scan(desk.db, "fig_holdings", "figures", "fig_holdings", found)
    deadlines = queries.load("figures", "fig_deadlines").sql
    desk.db.execute(f"CREATE OR REPLACE TEMP TABLE fig_deadlines AS {deadlines}")


def keys(desk: Desk, parts: Sequence[Part]) -> list[Path]:
    """List the keys of parts; rows without an id of their own have none."""
    return [path for part in parts if (path := desk.folder(part) / making.KEYS).exists()]


def scan(
    db: duckdb.DuckDBPyConnection, table: str, layer: str, like: str, paths: Sequence[Path]
) -> None:
    """Create a view over Parquet files; without one it is empty, as the query *like* declares."""
    named = ", ".join(literal(str(path)) for path in paths)
    source = f"FROM read_parquet([{named}])" if paths else contents.empty(layer, like)
    db.execute(f"CREATE OR REPLACE TEMP VIEW {table} AS {source}")


def _elsewhere(desk: Desk, table: str, parts: Sequence[Part]) -> None:
    """Lay other datasets' records together, each with its dataset and rule."""
    none = contents.empty("facts", "fct_record_keys")
    scans = [f"SELECT NULL::VARCHAR AS dataset, NULL::VARCHAR AS rule, * FROM ({none})"]
    for part in parts:
        rule = literal(part.dataset.rule) if part.dataset.rule else "NULL"
        scans += [
            f"SELECT {literal(part.name)}, {rule}, * FROM read_parquet({literal(str(path))})"
            for path in keys(desk, [part])
        ]
    desk.db.execute(f"CREATE OR REPLACE TEMP VIEW {table} AS {' UNION ALL '.join(scans)}")
