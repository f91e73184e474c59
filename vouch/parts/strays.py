"""Personal identity codes out of place: in which column one stands, if there is any."""

import duckdb
import pyarrow as pa

from vouch.parts import database
from vouch.parts.identity import Part

SEARCHED = ("record_id", "subject_id", "company_id", "links")  # then each free text, as stg_rows


def look(db: duckdb.DuckDBPyConnection, part: Part) -> None:
    """Create fct_codes; rows are read again for it only if a code was seen in any."""
    columns = [" / ".join(part.dataset.theirs(name)) for name in SEARCHED]
    columns += part.dataset.theirs("free_text")
    places = pa.array(range(1, len(columns) + 1), pa.int64())
    database.register(
        db, "ref_code_columns", {"place": places, "column_name": pa.array(columns, pa.string())}
    )
    if db.execute("SELECT 1 FROM fct_row_groups WHERE has_stray_code LIMIT 1").fetchall():
        database.table(db, "facts", "fct_codes")
    else:
        database.nothing(db, "facts", "fct_codes")


def has_any(db: duckdb.DuckDBPyConnection) -> bool:
    """Tell whether any row has a code, where one belongs or not."""
    [(found,)] = db.execute(
        "SELECT count(*) > 0 FROM fct_row_groups WHERE has_identity_code OR has_stray_code"
    ).fetchall()
    return bool(found)
