"""Fixtures: one query over tables drawn in the test, and a small home that is really built."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests import tables
from tests.copies import Copies
from tests.opened import Open, opener
from tests.sample_home import build_once
from vouch import home, policy, queries, readers, sources, versions, warehouse

NOTICE = {
    "version": "2023-10-01",
    "revision": "0",
    "controller": "Esimerkki Oy",
    "dpo": "dpo@esimerkki.example",
    "valid_from": "2023-10-01",
}
CATEGORIES = (*policy.NOTICE_CATEGORIES, policy.OUTSIDE)
DRAWN = ("fig", "ref", "rec")

Ask = Callable[..., list[tuple]]


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Write the empty warehouse under strict or lenient eves, each once."""
    folder = tmp_path_factory.mktemp("templates")

    def path(eves: str) -> Path:
        file = folder / f"{eves}.duckdb"
        return file if file.exists() else tables.template(file, _plain_home(folder, eves))

    return path


@pytest.fixture
def ask(template: Callable[[str], Path]) -> Ask:
    """Run one query over drawn tables and return its rows as tuples, days as ISO text.

    What is not drawn is empty, but for the reference tables that follow from a plain policy.
    The snapshot and the day looked at are 2026-10-31 unless given; *only* picks columns.
    """

    def run(layer: str, name: str, only: str = "", eves: str = "strict", **given: Any) -> list:
        query = queries.load(layer, name)
        drawings = {key: text for key, text in given.items() if key.partition("_")[0] in DRAWN}
        given = {"snapshot": tables.DAY, "as_of": tables.DAY, **given}
        params = {param.name: _value(given[param.name], param.type) for param in query.params}
        with tables.open_over(template(eves), drawings) as db:
            wanted = ", ".join(f'"{column}"' for column in only.split()) or "*"
            found = db.execute(f"SELECT {wanted} FROM ({query.sql})", params).fetchall()
        return [tuple(map(_plain, row)) for row in found]

    return run


@pytest.fixture(scope="session")
def sample_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a built copy of the sample home, shared by all tests: read it, never change it."""
    return build_once(tmp_path_factory.getbasetemp())


@pytest.fixture(scope="session")
def copies(tmp_path_factory: pytest.TempPathFactory) -> Copies:
    """Keep homes that are built once, and give out copies."""
    return Copies(tmp_path_factory.mktemp("copies"))


@pytest.fixture(scope="session")
def built(sample_home: Path) -> home.Home:
    """Load the built copy of the sample home."""
    return home.load(sample_home)


@pytest.fixture(scope="session")
def sample(dpo: readers.Reader) -> readers.Reader:
    """Read the built sample as the data protection officer, whom every layer answers."""
    return dpo


@pytest.fixture(scope="session")
def dpo(built: home.Home) -> readers.Reader:
    """Read the built home as the data protection officer."""
    return _reader(built, readers.Role.DPO)


@pytest.fixture(scope="session")
def management(built: home.Home) -> readers.Reader:
    """Read the built home as management."""
    return _reader(built, readers.Role.MANAGEMENT)


def _reader(built: home.Home, role: readers.Role) -> readers.Reader:
    generation = warehouse.current(built.warehouse)
    assert generation is not None
    return readers.open(built.warehouse, generation, role)


def _plain_home(folder: Path, eves: str) -> home.Home:
    """Make a home whose policy says nothing that a test could lean on unseen."""
    rules = policy.Policy(
        notice=NOTICE,
        categories={name: {"title": {"en": name}} for name in CATEGORIES},
        purposes={},
        rules={},
        request_clock={"eves": eves},
    )
    return home.Home(
        folder, rules, sources.Sources(systems={"a": {}}), versions.Versions(rules, (rules,))
    )


def _value(given: Any, kind: str) -> Any:
    return date.fromisoformat(given) if kind == "DATE" and given is not None else given


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


@pytest.fixture
def open_page(sample_home: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Open a page of the sample by its name, with choices in its address."""
    monkeypatch.setattr(home, "SAMPLE", sample_home)  # so that the role may be chosen
    return opener(sample_home, monkeypatch)
