"""Record ids that stand in several rows: looked for where that is not too dear."""

import duckdb
import pyarrow as pa

from vouch import queries
from vouch.intake.load import Loaded
from vouch.parts import database
from vouch.parts.identity import Part

MOST_ROWS = 5_000_000
QUERY = ("facts", "fct_repeated_ids")


def look(db: duckdb.DuckDBPyConnection, part: Part, loaded: Loaded) -> None:
    """Create fct_repeated_ids, and ref_keys that says how it came about."""
    # A hold has neither: its ids are those of the records and persons that it holds.
    mapped = set() if part.dataset.kind == "holds" else set(part.dataset.columns)
    has_ids, rows = "record_id" in mapped, sum(count.physical for count in loaded.counts)
    search = _search(part.dataset.repeated_ids, rows) if has_ids else "no_id"
    database.register(
        db,
        "ref_keys",
        {
            "search": pa.array([search]),
            "has_ids": pa.array([has_ids]),
            "has_people": pa.array(["subject_id" in mapped]),
        },
    )
    make = database.table if search == "done" else database.nothing
    make(db, *QUERY)


def _search(declared: str | None, rows: int) -> str:
    """Tell whether to look: as it is declared, else where there are not too many rows."""
    if declared == "skip":
        return "off"
    return "done" if rows <= MOST_ROWS or declared == "look" else "too_many"


def has_faults(db: duckdb.DuckDBPyConnection) -> bool:
    """Tell whether any row lacks a key or a person, or shares its key."""
    sql = queries.load("figures", "fig_keys").sql
    [(faults,)] = db.execute(
        "SELECT coalesce(surplus_rows, 0) + coalesce(missing_ids, 0) "
        f"+ coalesce(unknown_persons, 0) FROM ({sql})"
    ).fetchall()
    return bool(faults)
