"""Fixtures for the queries that read what intake hands over."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests import raw_tables, tables
from vouch import queries

Stage = Callable[..., list[tuple]]


@pytest.fixture
def stage() -> Stage:
    """Run a staging, facts or records query over drawn tables; what is not drawn is empty.

    The part is ``crm.contacts`` on 2026-10-31 unless ref_part is drawn; *only* picks columns.
    """

    def run(layer: str, name: str, only: str, **given: object) -> list[tuple]:
        query = queries.load(layer, name)
        how = {key: given.pop(key) for key in ("formats", "decimal") if key in given}
        drawings = dict.fromkeys(query.reads, "") | {"ref_part": raw_tables.PART} | given
        with raw_tables.connect(drawings, **how) as db:
            wanted = ", ".join(f'"{column}"' for column in only.split())
            return db.execute(f"SELECT {wanted} FROM ({query.sql})").fetchall()

    return run


@pytest.fixture
def ask_facts(template: Callable[[str], Path]) -> Stage:
    """Run a facts query of publication over drawn tables; *only* picks columns."""

    def run(name: str, only: str, **given: str) -> list[tuple]:
        query = queries.load("facts", name)
        drawn = {table: "" for table in query.reads if not table.startswith("ref_")}
        reference = {table: text for table, text in given.items() if table.startswith("ref_")}
        with tables.open_over(template("strict"), reference) as db:
            for table, drawing in (drawn | given).items():
                if table not in reference:
                    raw_tables.create(db, table, drawing)
            wanted = ", ".join(f'"{column}"' for column in only.split())
            return db.execute(f"SELECT {wanted} FROM ({query.sql})").fetchall()

    return run
