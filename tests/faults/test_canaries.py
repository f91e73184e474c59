"""A thousand names, addresses, numbers, texts and codes: none leaves the exports."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import pytest

from tests import canaries, telltales, terminal
from tests.queries.test_contract import CHOICES
from tests.telltales import Net
from vouch import downloads, home, notice_kinds, queries, readers, warehouse

NEWEST = canaries.DAYS[-1]
LATER = date(2026, 11, 15)
NET = Net({text: telltales.forms(text) for text in canaries.sought()})
OURS = {"policy.toml", "sources.toml", "key"}


@pytest.fixture(scope="module")
def used(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the home, take away all that it gives, and prune its first snapshot."""
    folder = canaries.write(tmp_path_factory.mktemp("home"))
    taken = folder / "taken"
    taken.mkdir()
    said = []
    for arguments in (
        ("build",),
        ("kpis", "--format", "json"),
        ("check",),
        ("register", "--out", taken / "register.pdf"),
        ("register", "--out", taken / "register.xlsx"),
        ("rejects", "--out", taken / "rejects.csv"),
        ("inspect", folder / "snapshots" / str(NEWEST) / "contacts.csv", "--as", "crm.new"),
        ("prune", "--on", LATER, "--delete"),
        ("build",),
        ("rotate-key",),
    ):
        told = terminal.run(*arguments, home=folder)
        assert "Traceback" not in told.stderr, told.stderr
        said.append(told.stdout + told.stderr)
    (folder / "said.log").write_text("\n".join(said), encoding="utf-8")
    return folder


def test_there_are_a_thousand() -> None:
    """Fewer would leave a column of a kind untried."""
    assert canaries.count() >= 1000  # noqa: PLR2004


def test_the_exports_are_full_of_them_and_they_can_be_found(used: Path) -> None:
    """A search that finds nothing where everything is would prove nothing."""
    exports = b"".join(path.read_bytes() for path in (used / "snapshots").rglob("*.*"))

    assert all(person["code"].encode() in exports for person in map(canaries.person, range(9)))
    assert found_in(exports)
    for encoding in ("utf-16-le", "utf-16-be"):
        assert found_in(canaries.person(7)["name"].encode(encoding))
    assert found_in(canaries.person(7)["name"].encode().hex().encode())


def test_no_file_of_the_home_holds_one(used: Path) -> None:
    """Warehouse, keys, history, logs: as bytes, whatever they are packed in."""
    files = [
        path
        for path in used.rglob("*")
        if path.is_file()
        and path.name not in OURS
        and path.relative_to(used).parts[0] != "snapshots"
    ]

    assert {path.suffix for path in files} >= {".duckdb", ".parquet", ".jsonl", ".pdf", ".xlsx"}
    assert {str(path): found for path in files if (found := found_in(path.read_bytes()))} == {}


def test_no_table_of_any_file_holds_one(used: Path) -> None:
    """DuckDB and Parquet pack their columns: what is in them is read value by value."""
    places = [*used.rglob("*.duckdb"), *(used / "warehouse").rglob("*.parquet")]
    places += (used / "history").rglob("*.parquet")

    assert len(places) > 9  # noqa: PLR2004
    found = {
        f"{path.name} {name}": found_in(text) for path in places for name, text in dumped(path)
    }
    assert {name: seen for name, seen in found.items() if seen} == {}


@pytest.mark.parametrize("role", list(readers.Role))
def test_no_answer_and_no_file_to_take_away_holds_one(used: Path, role: readers.Role) -> None:
    """Every query that a page, a report or a download may ask, of both snapshots."""
    where = home.load(used)
    reader = readers.open(where.warehouse, warehouse.current(where.warehouse) or "", role)
    layers = ("kpis", "series", *(["evidence"] if role is readers.Role.DPO else []))
    for layer in layers:
        for name in queries.names(layer):
            for given in choices(name):
                rows = reader.rows(layer, name, snapshot=NEWEST, as_of=LATER, **given)

                assert not found_in(downloads.as_csv(rows, {})), name


def choices(name: str) -> list[dict[str, object]]:
    """List what may be chosen: each finding and each fault once."""
    if name == "finding_rows":
        return [{**CHOICES, "finding": finding} for finding in notice_kinds.KINDS]
    if name == "keys":
        faults = ("repeated_id", "missing_id", "unknown_person")
        return [{**CHOICES, "fault": fault} for fault in faults]
    return [{**CHOICES, "most": 10_000}]


def found_in(data: bytes) -> set[str]:
    """Return what gives a canary away in some bytes, or in what is packed in them."""
    return NET.found([data])


def dumped(path: Path) -> Iterator[tuple[str, bytes]]:
    """Write each table of a file as text."""
    if path.suffix == ".parquet":
        rows = duckdb.execute(f"FROM read_parquet('{path}')").fetchall()
        yield "", repr(rows).encode()
        return
    with duckdb.connect(str(path), read_only=True) as db:
        tables = db.execute("SELECT table_name FROM duckdb_tables() WHERE NOT internal").fetchall()
        for (name,) in tables:
            yield name, repr(db.execute(f"FROM {name}").fetchall()).encode()
