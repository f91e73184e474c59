"""The days of a part as they are written: each distinct text is read once, in each column."""

import duckdb

from vouch import kinds, queries, sources
from vouch.intake import cells, days
from vouch.intake.columns import literal, quoted

GROUPED = {"deleted_on": "deleted_text"}  # counted with the rows already, as the start is


def formats(layout: sources.Layout) -> list[str]:
    """List the formats by which an export's days are read, declared or of its file's own type."""
    match layout.type:
        case "combined-log":
            return [sources.COMBINED_LOG_DAY]
        case "parquet":
            return list(dict.fromkeys([*layout.date, sources.ISO_DAY]))
        case "xlsx":
            return [*layout.date, cells.DAY]
        case _:
            return layout.date


def read(db: duckdb.DuckDBPyConnection, dataset: sources.Dataset) -> None:
    """Count the texts of every day column, and read each of them; fct_row_groups is there."""
    named = [_texts(dataset, name) for name in kinds.DATES if name in dataset.columns]
    texts = " UNION ALL ".join(named) or _texts_of("fct_row_groups", "", "", "start_text", "false")
    db.execute(f"CREATE OR REPLACE TEMP TABLE raw_day_texts AS {texts}")
    found = " UNION ".join(
        f"SELECT {name} AS text FROM {table} WHERE {name} IS NOT NULL"
        for table, name in (
            *(("fct_row_groups", name) for name in ("start_text", "deleted_text", "line_text")),
            ("raw_day_texts", "text"),
        )
    )
    db.execute(f"CREATE OR REPLACE TEMP VIEW raw_days AS {found}")
    _table(db, "staging", "stg_days")
    unread = db.execute("SELECT 1 FROM stg_days WHERE day IS NULL LIMIT 1").fetchall()
    fits = days.fits(formats(dataset.format), with_others=bool(unread))
    db.execute(f"CREATE OR REPLACE TEMP VIEW raw_fits AS {fits}")
    _table(db, "facts", "fct_readings")
    _table(db, "facts", "fct_day_groups")


def _texts(dataset: sources.Dataset, name: str) -> str:
    """Write the counted texts of one column; *name* is ours."""
    theirs = " / ".join(dataset.theirs(name))
    is_start = name == kinds.KINDS[dataset.kind].start
    text = "start_text" if is_start else GROUPED.get(name)
    if text:
        return _texts_of("fct_row_groups", name, theirs, text)
    return _texts_of("raw_rows", name, theirs, quoted(name))


def _texts_of(table: str, name: str, theirs: str, text: str, condition: str = "true") -> str:
    return (
        f"SELECT file_no, {literal(name)} AS name, {literal(theirs)} AS theirs, {text} AS text, "
        f"line_text, cast(sum(records) AS BIGINT) AS records FROM {table} "
        f"WHERE NOT is_elsewhere AND reject_reason IS NULL AND {condition} "
        f"GROUP BY file_no, {text}, line_text"
    )


def _table(db: duckdb.DuckDBPyConnection, layer: str, name: str) -> None:
    sql = queries.load(layer, name).sql
    db.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {sql}")
