"""Tables left of the figures: what intake hands to SQL, drawn or empty."""

from collections.abc import Iterable

import duckdb

from tests import tables
from vouch import queries
from vouch.intake import columns
from vouch.parts import ledger

KEY = "00" * 32
PERSONAL_ID = "@"
ISO = ("%Y-%m-%d",)
BY_HAND = {
    "raw_rows": {
        "file_no": "INTEGER",
        "row": "BIGINT",
        **dict.fromkeys(columns.TEXTS, "VARCHAR"),
        "is_elsewhere": "BOOLEAN",
        "is_unclaimed": "BOOLEAN",
        "line_text": "VARCHAR",
        "reject_reason": "VARCHAR",
        "start_key": "VARCHAR",
        "start_text": "VARCHAR",
        "records": "BIGINT",
        "prints": "HUGEINT",
    },
    "raw_cells": {
        "file_no": "INTEGER",
        "place": "INTEGER",
        **dict.fromkeys(("name", "text", "day_text"), "VARCHAR"),
    },
    "raw_days": {"text": "VARCHAR"},
    "raw_day_texts": {
        "file_no": "INTEGER",
        "name": "VARCHAR",
        "theirs": "VARCHAR",
        "text": "VARCHAR",
        "line_text": "VARCHAR",
        "records": "BIGINT",
    },
    "raw_fits": {
        "text": "VARCHAR",
        "position": "INTEGER",
        "format": "VARCHAR",
        "day": "DATE",
        "has_shape": "BOOLEAN",
        "has_short_shape": "BOOLEAN",
        "is_swapped": "BOOLEAN",
        "swapped_order": "VARCHAR",
    },
    "raw_rejects": {
        "file_no": "INTEGER",
        "row": "BIGINT",
        **dict.fromkeys(("reason", "column_name"), "VARCHAR"),
        **dict.fromkeys(("expected", "found"), "BIGINT"),
        "excerpt": "VARCHAR",
    },
    "raw_excerpts": {
        "file_no": "INTEGER",
        "row": "BIGINT",
        **dict.fromkeys(("column_name", "excerpt"), "VARCHAR"),
    },
    "ref_files": {
        "file_no": "INTEGER",
        "file": "VARCHAR",
        "sha256": "VARCHAR",
        "checksum": "VARCHAR",
        "is_merged": "BOOLEAN",
    },
    "ref_keys": {"search": "VARCHAR", "has_ids": "BOOLEAN", "has_people": "BOOLEAN"},
    "ref_part": {
        "snapshot": "DATE",
        "dataset": "VARCHAR",
        "is_log": "BOOLEAN",
        "is_dataset_held": "BOOLEAN",
        "mapped": "VARCHAR",
        "horizon_on": "DATE",
    },
    "ref_holds": {"record_id": "VARCHAR", "subject_id": "VARCHAR"},
    "ref_pairs": {
        **dict.fromkeys(("dataset", "state", "method"), "VARCHAR"),
        **dict.fromkeys(("before_on", "after_on", "since_on"), "DATE"),
    },
    "ref_spans": {
        "dataset": "VARCHAR",
        **dict.fromkeys(("snapshot", "from_on", "until_on"), "DATE"),
    },
    "ref_code_columns": {"place": "BIGINT", "column_name": "VARCHAR"},
    "ref_sought": {"identifier": "UBIGINT"},
    "fct_kept_sought": {
        "snapshot": "DATE",
        "right": "VARCHAR",
        "person": "UBIGINT",
        "closed_on": "DATE",
        "identifier": "UBIGINT",
        "is_link": "BOOLEAN",
    },
    "ref_holidays": {"day": "DATE", "holiday": "VARCHAR"},
    "fct_labels": {"person": "UBIGINT", "label": "UBIGINT"},
    "fct_snapshot_people": {
        "snapshot": "DATE",
        "dataset": "VARCHAR",
        "source": "VARCHAR",
        "category": "VARCHAR",
        "space": "VARCHAR",
        "person": "UBIGINT",
        "others": "BIGINT",
    },
}
# What a comparison calls the results of a query that is run for each of two snapshots.
LIKE = {
    **dict.fromkeys(
        ("fct_listed", "fct_listed_before", "fct_listed_after", "fct_all_listed"), "fig_row_listed"
    ),
    "fct_tallies": "fig_row_tallies",
    "fct_collisions": "fig_row_collisions",
    "fct_steps": "fig_row_steps",
    "fct_tracked": "fig_row_tracked",
    "fct_faulty_files": "fig_row_faulty_files",
    **dict.fromkeys(("fct_released", "fct_released_after"), "fig_row_released"),
}
# Of several datasets: the keys of their records, with what is known of each dataset.
KEYS = {
    **dict.fromkeys(("fct_keys_before", "fct_keys_after", "fct_held_keys"), ("dataset",)),
    **dict.fromkeys(
        ("fct_elsewhere_before", "fct_elsewhere_after"), ("of_dataset", "dataset", "rule")
    ),
}
ARROW = {"date32[day]": "DATE", "int64": "BIGINT", "string": "VARCHAR"}
USUAL = {
    "raw_rows": {
        "file_no": "0",
        "row": "1",
        "is_elsewhere": "false",
        "is_unclaimed": "false",
        "records": "1",
    },
    "stg_rows": {
        "file_no": "0",
        "records": "1",
        "has_personal_id": "false",
        "is_company_only": "false",
        "is_person_known": "true",
        "has_identity_code": "false",
        "has_stray_code": "false",
        "is_elsewhere": "false",
    },
}
PART = """
    snapshot   | dataset      | is_log | is_dataset_held | horizon_on
    2026-10-31 | crm.contacts | false  | false           | 2027-01-29
"""


def is_drawn(table: str) -> bool:
    """Tell whether the columns of *table* are known here; the others follow from a policy."""
    return table in BY_HAND or not table.startswith("ref_") or table == "ref_working_days"


def schema(table: str) -> dict[str, str]:
    """Return the columns of *table*, from the header of the query that makes it."""
    if table in BY_HAND:
        return BY_HAND[table]
    if table in KEYS:
        return {**dict.fromkeys(KEYS[table], "VARCHAR"), **schema("fct_record_keys")}
    if table == "fig_files":
        return {field.name: ARROW[str(field.type)] for field in ledger.FILES}
    name = "fct_working_days" if table == "ref_working_days" else LIKE.get(table, table)
    (layer,) = (layer for layer in queries.LAYERS if name in queries.names(layer))
    return {column.name: column.type for column in queries.load(layer, name).columns}


def connect(
    drawings: dict[str, str], formats: Iterable[str] = ISO, decimal: str = "."
) -> duckdb.DuckDBPyConnection:
    """Open a database with the drawn tables, and what building a part would tell it."""
    db = duckdb.connect()
    db.execute("SET TimeZone = 'UTC'")
    told = {
        "date_formats": list(formats),
        "decimal": decimal,
        "nameable": ["crm.people"],
        **dict.fromkeys(("key", "register_key", "space_key"), KEY),
        "personal_id": PERSONAL_ID,
    }
    for name, value in told.items():
        db.execute(f"SET VARIABLE {name} = ?", [value])
    for name, drawing in drawings.items():
        create(db, name, drawing)
    return db


def create(db: duckdb.DuckDBPyConnection, table: str, drawing: str = "") -> None:
    """Create *table* with the columns that are promised; those not drawn are usual or NULL."""
    listed = ", ".join(f'"{name}" {kind}' for name, kind in schema(table).items())
    db.execute(f"CREATE TABLE {table} ({listed})")
    for drawn in tables.rows(drawing) if drawing else []:
        record = {**USUAL.get(table, {}), **drawn}
        names, marks = ", ".join(f'"{name}"' for name in record), ", ".join("?" * len(record))
        db.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", list(record.values()))
