"""Tables drawn with pipes, so that a test reads like the case it describes."""

from datetime import date
from pathlib import Path

import duckdb

from vouch import contents, queries, reference
from vouch.home import Home
from vouch.parts import ledger

DAY = "2026-10-31"
# What a drawing need not say, since most tests are about something else.
USUAL = {
    "fig_holdings": {
        "snapshot": DAY,
        "start_state": "known",
        "is_company_only": "false",
        "is_deleted": "false",
        "is_person_known": "true",
        "is_held": "false",
        "has_identity_code": "false",
        "has_stray_code": "false",
        "records": "1",
    },
    "fig_codes": {"snapshot": DAY, "is_test": "false", "records": "1"},
    "fig_people": {"snapshot": DAY, "is_withheld": "false"},
    "fig_requests": {"snapshot": DAY, "dataset": "crm.requests"},
    "fig_calls": {"snapshot": DAY, "dataset": "phone.calls", "calls": "1", "seconds": "0"},
    "fig_files": {"snapshot": DAY, "state": "read"},
    "fig_rejects": {"snapshot": DAY},
    "fig_problems": {"snapshot": DAY},
    "fig_stops": {"snapshot": DAY},
    "fig_keys": {"snapshot": DAY},
    "fig_doubles": {"snapshot": DAY, "is_merged": "false", "is_unusual": "false"},
    "fig_mailings": {
        "snapshot": DAY,
        "dataset": "crm.mailings",
        "is_forbidden": "false",
        "is_doubtful": "false",
        "has_consent": "false",
        "has_revoked": "false",
        "is_objected": "false",
        "is_dated": "true",
        "mailings": "1",
    },
    "fig_permissions": {
        "snapshot": DAY,
        "dataset": "crm.permissions",
        "stance": "consent",
        "is_open": "true",
        "is_contradicted": "false",
        "is_objected": "false",
        "permissions": "1",
    },
    "fig_audio": {
        "snapshot": DAY,
        "dataset": "phone.recordings",
        "kind": "recordings",
        "has_call": "true",
        "is_deleted": "false",
        "is_audio_gone": "false",
        "recordings": "1",
    },
    "fig_recorded_calls": {"snapshot": DAY, "dataset": "phone.calls", "calls": "1"},
    "fig_unlisted_calls": {"snapshot": DAY, "dataset": "phone.calls", "calls": "1"},
    "fig_erased": {
        "snapshot": DAY,
        "start_state": "known",
        "is_held": "false",
        "is_link": "false",
        "records": "1",
    },
    "fig_erasures": {"snapshot": DAY, "start_state": "known", "is_held": "false"},
    "fig_withdrawn": {"snapshot": DAY, "records": "1"},
    "fig_scopes": {"snapshot": DAY, "dataset": "crm.requests"},
    "fig_holds": {
        "snapshot": DAY,
        "dataset": "legal.holds",
        "is_restriction": "false",
        "holds": "1",
    },
    "fig_disclosures": {"snapshot": DAY, "dataset": "legal.disclosures", "disclosures": "1"},
    "fig_processors": {
        "snapshot": DAY,
        "dataset": "legal.processors",
        "has_safeguard": "false",
        "processors": "1",
    },
    "ref_datasets": {
        "kind": "records",
        "is_empty_start_running": "false",
        "has_people": "true",
        "has_announced": "true",
        "has_links": "false",
        "is_personal": "true",
        "people": "[customers]",
    },
    "ref_rules": {"determination": "period", "starts": "event"},
    "rec_records": {
        "snapshot": DAY,
        "period_state": "dated",
        "start_state": "known",
        "is_held": "false",
    },
    "rec_requests": {"snapshot": DAY, "dataset": "crm.requests"},
    "rec_calls": {"snapshot": DAY},
    "rec_volumes": {"snapshot": DAY},
    "rec_unruled": {"snapshot": DAY},
    "rec_recordings": {"snapshot": DAY},
    "rec_identity_codes": {"snapshot": DAY},
    "rec_rejects": {"snapshot": DAY},
}


def rows(drawing: str) -> list[dict[str, str | None]]:
    """Parse a drawing into one dict per row; an empty cell is a NULL."""
    head, *body = [
        [cell.strip() or None for cell in line.split("|")] for line in drawing.strip().splitlines()
    ]
    return [dict(zip(head, cells, strict=True)) for cells in body]


def template(path: Path, home: Home) -> Path:
    """Write an empty warehouse: the reference tables of *home*, every other one without rows."""
    with duckdb.connect(str(path)) as db:
        reference.create(db, home)
        reference.calendar(db, home.policy.request_clock)
        reference.snapshots(db, {date.fromisoformat(DAY): False}, home.versions)
        for layer, prefix in (("figures", "fig_"), ("records", "rec_")):
            for name in queries.names(layer):
                if name.startswith(prefix) and name not in contents.DERIVED:
                    db.execute(f"CREATE TABLE {name} ({_columns(layer, name)})")
        for name in contents.LEDGER:
            db.register("incoming", getattr(ledger, name.upper()).empty_table())
            db.execute(f"CREATE TABLE fig_{name} AS SELECT * FROM incoming")
            db.unregister("incoming")
    return path


def open_over(path: Path, drawings: dict[str, str]) -> duckdb.DuckDBPyConnection:
    """Open a warehouse that holds what is drawn, and beside it what the template holds."""
    db = duckdb.connect()
    db.execute(f"ATTACH '{path}' AS template (READ_ONLY)")
    found = db.execute("SELECT table_name FROM duckdb_tables() WHERE database_name = 'template'")
    for (name,) in found.fetchall():
        if name in drawings:
            db.execute(f"CREATE TABLE {name} AS SELECT * FROM template.{name} LIMIT 0")
            _fill(db, name, rows(drawings[name]))
        else:
            db.execute(f"CREATE VIEW {name} AS SELECT * FROM template.{name}")
    for name in contents.DERIVED:
        db.execute(f"CREATE VIEW {name} AS {queries.load('figures', name).sql}")
    return db


def _fill(db: duckdb.DuckDBPyConnection, name: str, drawn: list[dict[str, str | None]]) -> None:
    """Insert the drawn rows; a reference table keeps the order in which it is drawn."""
    known = {column for column, *_ in db.execute(f"DESCRIBE {name}").fetchall()}
    for number, record in enumerate(drawn):
        place = {"position": str(number)} if "position" in known else {}
        full = {**USUAL.get(name, {}), **place, **record}
        names, marks = ", ".join(f'"{column}"' for column in full), ", ".join("?" * len(full))
        db.execute(f"INSERT INTO {name} ({names}) VALUES ({marks})", list(full.values()))


def _columns(layer: str, name: str) -> str:
    """List the columns that a query's header declares."""
    fields = queries.load(layer, name).columns
    return ", ".join(f'"{field.name}" {field.type}' for field in fields)
