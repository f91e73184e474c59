"""The database in memory in which parts are made, and the layers of queries over raw_rows."""

from datetime import timedelta
from pathlib import Path

import duckdb
import pyarrow as pa

from vouch import keys, queries, sources
from vouch.intake import delimited, load
from vouch.intake.columns import literal
from vouch.intake.counts import FAILED
from vouch.parts import day_texts
from vouch.parts.identity import Part

PERSONAL_ID = (
    r"@|^(\+|00)[0-9][0-9 ()-]{6,}$|^0[1-9][0-9 ()-]{5,}$|\d{6}[-+ABCDEFYXWVU]\d{3}[0-9A-Y]"
)
Option = str | bool | int | float | list[str]  # what DuckDB takes as the value of a setting
ROWS = ("staging", "stg_rows")
VIEWS = (
    ("staging", "stg_cells"),
    ROWS,
    ("staging", "stg_links"),
    ("facts", "fct_rows"),
    ("staging", "stg_requests"),
    ("staging", "stg_calls"),
    ("staging", "stg_holds"),
    ("staging", "stg_permissions"),
    ("staging", "stg_mailings"),
    ("staging", "stg_disclosures"),
    ("staging", "stg_processors"),
    ("staging", "stg_audio"),
)
MADE = """
SELECT view_name, 'view' FROM duckdb_views() WHERE NOT internal
UNION ALL
SELECT table_name, 'table' FROM duckdb_tables()
"""


def connect(scratch: Path, memory: str, threads: int | None = None) -> duckdb.DuckDBPyConnection:
    """Open a database in memory for making parts, bounded in memory."""
    config: dict[str, Option] = {
        "memory_limit": memory,
        "temp_directory": str(scratch / "spill"),
    }
    if threads:
        config["threads"] = threads
    db = duckdb.connect(config=config)
    db.execute("SET TimeZone = 'UTC'")
    # A reader's process has no script, which DuckDB takes for a person at a prompt: it would draw
    # on the output that others parse.
    db.execute("SET enable_progress_bar = false")
    return db


def load_part(
    db: duckdb.DuckDBPyConnection, part: Part, scratch: Path, *, keeps_rows: bool
) -> load.Loaded:
    """Load the files and count their rows; a file that counts wrongly is read with care."""
    _set_up(db, part)
    careful: set[int] = set()

    def into(number: int) -> delimited.Target:
        return delimited.Target(f"raw_{number}", keeps_rows, number in careful)

    while True:
        try:
            optimize(db)
            loaded = load.load(db, part.dataset, dict(part.files), scratch, into)
            optimize(db, is_worth_it=not loaded.is_few)
            wrong = group(db, part, loaded)
        except duckdb.InvalidInputException:
            wrong = set(range(len(part.files)))
            if wrong == careful:
                raise
        if not wrong - careful:
            return loaded
        careful |= wrong


def optimize(db: duckdb.DuckDBPyConnection, *, is_worth_it: bool = True) -> None:
    """Let DuckDB optimize its plans, or not: of few rows that takes longer than it saves."""
    db.execute(f"PRAGMA {'enable' if is_worth_it else 'disable'}_optimizer")


def _set_up(db: duckdb.DuckDBPyConnection, part: Part) -> None:
    """Tell the database which part this is, and how its texts are to be read."""
    layout = part.dataset.format
    written = ", ".join(map(literal, day_texts.formats(layout)))
    db.execute(f"SET VARIABLE date_formats = [{written}]")
    nameable = ", ".join(map(literal, part.held.nameable))
    db.execute(f"SET VARIABLE nameable = [{nameable}]::VARCHAR[]")
    db.execute(f"SET VARIABLE decimal = {literal(layout.decimal)}")
    db.execute(f"SET VARIABLE key = {literal(part.key)}")
    for name, of in (("register_key", sources.register), ("space_key", sources.space)):
        own = keys.derived(part.key, name, of(part.name, part.dataset))
        db.execute(f"SET VARIABLE {name} = {literal(own)}")
    db.execute(f"SET VARIABLE personal_id = {literal(PERSONAL_ID)}")
    register(
        db,
        "ref_holds",
        {
            "record_id": pa.array(
                [*part.held.records, *[None] * len(part.held.subjects)], pa.string()
            ),
            "subject_id": pa.array(
                [*[None] * len(part.held.records), *part.held.subjects], pa.string()
            ),
        },
    )
    register(db, "ref_sought", {"identifier": pa.array(part.sought, pa.uint64())})
    register(
        db,
        "ref_part",
        {
            "snapshot": pa.array([part.snapshot], pa.date32()),
            "dataset": pa.array([part.name]),
            "is_log": pa.array([layout.type == "combined-log"]),
            "is_dataset_held": pa.array([part.held.is_dataset]),
            "mapped": pa.array([" ".join(sorted(part.dataset.columns))]),
            "horizon_on": pa.array([part.snapshot + timedelta(days=part.horizon)], pa.date32()),
        },
    )


def register(db: duckdb.DuckDBPyConnection, name: str, arrays: dict[str, pa.Array]) -> None:
    """Create a table from columns of values.

    To read them where they are would be quicker; but how many they are DuckDB would not know, and
    plan badly what lays millions of rows beside them.
    """
    db.register("incoming", pa.table(arrays))
    db.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT * FROM incoming")
    db.unregister("incoming")


def group(db: duckdb.DuckDBPyConnection, part: Part, loaded: load.Loaded) -> set[int]:
    """Count the rows by what figures depend on; return the files whose count is not theirs.

    Rows that a hold concerns must be told apart by their ids; without such holds, alike rows
    may be counted as they are read.
    """
    is_each = bool(part.held.records or part.held.subjects)
    grouped = None if is_each else loaded.groups
    stage(db, grouped or loaded.rows, is_few=loaded.is_few)
    table(db, "facts", "fct_row_groups")
    day_texts.read(db, part.dataset)
    if grouped:
        stage(db, loaded.rows, is_few=False)
    table(db, "facts", "fct_typed_groups")
    found = dict(
        db.execute("SELECT file_no, sum(records) FROM fct_row_groups GROUP BY file_no").fetchall()
    )
    return {
        number
        for number, count in enumerate(loaded.counts)
        if count.state != FAILED and found.get(number, 0) != count.rows
    }


def stage(db: duckdb.DuckDBPyConnection, rows: str, *, is_few: bool) -> None:
    """Let raw_rows be *rows*; the layers above it are views, made once, that follow it.

    Of few rows the largest view is a table: to plan it in each query takes longer than they do.
    """
    db.execute(f"CREATE OR REPLACE TEMP VIEW raw_rows AS {rows}")
    made = dict(db.execute(MADE).fetchall())
    if is_few or made.get(ROWS[1]) == "table":
        db.execute(f"DROP {made.pop(ROWS[1], 'table')} IF EXISTS {ROWS[1]}")
    if is_few:
        table(db, *ROWS)
    for layer, name in VIEWS:
        if name not in made and not (is_few and (layer, name) == ROWS):
            view(db, layer, name)


def clear(db: duckdb.DuckDBPyConnection) -> None:
    """Drop the rows of a part and its people: the next one wants the memory."""
    optimize(db)
    [(kept,)] = db.execute(
        "SELECT list(table_name) FROM duckdb_tables() "
        "WHERE regexp_full_match(table_name, 'raw_([0-9]+|kept)|fct_people|fct_links')"
    ).fetchall()
    for name in kept or []:
        db.execute(f"DROP TABLE {name}")


def view(db: duckdb.DuckDBPyConnection, layer: str, name: str) -> None:
    """Create the view that a query file is."""
    db.execute(f"CREATE OR REPLACE TEMP VIEW {name} AS {queries.load(layer, name).sql}")


def table(db: duckdb.DuckDBPyConnection, layer: str, name: str) -> None:
    """Run a query file into a table of its name."""
    db.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {queries.load(layer, name).sql}")


def nothing(db: duckdb.DuckDBPyConnection, layer: str, name: str) -> None:
    """Create the table of a query file without rows, as it declares them: nothing is asked."""
    db.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {queries.empty(layer, name)}")


def copy(
    db: duckdb.DuckDBPyConnection, layer: str, name: str, path: Path, how: str = "FORMAT parquet"
) -> None:
    """Run a query file into a Parquet file."""
    db.execute(f"COPY ({queries.load(layer, name).sql}) TO {literal(str(path))} ({how})")
