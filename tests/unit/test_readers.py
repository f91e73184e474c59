"""Readers: what each role can reach, and what nobody can."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import duckdb
import pytest

from vouch import kpis, queries, readers, warehouse
from vouch.errors import VouchError


@pytest.fixture
def without_records(built, tmp_path):
    """Copy the figures file alone, as a home does that leaves the records file out."""
    generation = warehouse.current(built.warehouse)
    figures = warehouse.figures_file(built.warehouse, generation)
    shutil.copy(figures, warehouse.figures_file(tmp_path, generation))
    return tmp_path, generation


def test_figures_are_read_without_a_records_file(without_records):
    """It may lie on another disk, or be left out: figures do not depend on it."""
    reader = readers.open(*without_records, readers.Role.DPO)
    newest = reader.snapshots()[-1]

    assert kpis.measure(reader, "volumes", newest, newest).denominator > 0


def test_missing_records_are_said_to_be_missing(without_records):
    """An empty list would look like nothing to act on."""
    reader = readers.open(*without_records, readers.Role.DPO)
    newest = reader.snapshots()[-1]

    with pytest.raises(VouchError) as caught:
        kpis.evidence(reader, "past_retention", newest, newest)

    assert caught.value.key == "problem.no_records_file"


OTHERS = [role for role in readers.Role if role is not readers.Role.DPO]


@pytest.mark.parametrize("role", OTHERS)
def test_others_are_refused_before_anything_is_looked_for(without_records, role):
    """Whether there are records is no answer for a role that may see none."""
    reader = readers.open(*without_records, role)
    newest = reader.snapshots()[-1]

    with pytest.raises(readers.Withheld):
        kpis.evidence(reader, "past_retention", newest, newest)


@pytest.mark.parametrize("role", OTHERS)
@pytest.mark.parametrize("name", queries.names("evidence"))
def test_others_get_no_evidence(built, role, name):
    """Each query that lists records, and each that is yet to be written."""
    reader = open_built(built, role)
    params = {param.name: None for param in queries.load("evidence", name).params}

    with pytest.raises(readers.Withheld):
        reader.rows("evidence", name, **params)
    with pytest.raises(readers.Withheld):
        reader.each("evidence", (name,), (), **params)


@pytest.mark.parametrize("role", OTHERS)
def test_others_have_no_handle_on_the_records_file(built, role):
    """A query that slipped past every check would still find nothing to read."""
    assert attached(open_built(built, role)) == {"figures"}
    assert attached(open_built(built, readers.Role.DPO)) == {"figures", "records"}


@pytest.mark.parametrize(
    ("said", "files"),
    [
        ("1", {"figures"}),
        ("yes", {"figures"}),
        ("false", {"figures"}),
        (" ", {"figures", "records"}),
        ("0", {"figures", "records"}),
    ],
)
def test_a_process_for_figures_alone_opens_no_records(built, monkeypatch, said, files):
    """Whoever asks, the officer too; a word that is not understood closes rather than opens."""
    monkeypatch.setenv(readers.FIGURES_ONLY, said)
    reader = open_built(built, readers.Role.DPO)

    assert attached(reader) == files
    assert reader.has_records == ("records" in files)


def open_built(built, role) -> readers.Reader:
    """Open the built sample anew."""
    return readers.open(built.warehouse, warehouse.current(built.warehouse), role)


def attached(reader) -> set[str]:
    """Name the files that a reader's connections can reach."""
    with reader._connection() as db:
        found = db.execute("SELECT database_name FROM duckdb_databases() WHERE NOT internal")
        return {name for (name,) in found.fetchall()} - {"memory"}


def test_a_generation_that_is_not_there_is_told(tmp_path):
    """With what to do about it, and no traceback."""
    with pytest.raises(VouchError) as caught:
        readers.open(tmp_path, "0" * 12, readers.Role.MANAGEMENT)

    assert caught.value.key == "problem.no_generation"
    assert "vouch build" in str(caught.value)


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("TimeZone", "UTC"),
        ("enable_external_access", False),
        ("autoinstall_known_extensions", False),
        ("autoload_known_extensions", False),
        ("python_enable_replacements", False),
        ("lock_configuration", True),
        ("threads", readers.THREADS),
    ],
)
def test_every_connection_is_shut_off(dpo, setting, value):
    """Each connection has settings of its own: one that was forgotten would be a hole."""
    lent = [dpo.idle.get() for _ in range(readers.CONNECTIONS)]
    try:
        found = {db.execute(f"SELECT current_setting('{setting}')").fetchone() for db in lent}
    finally:
        for db in lent:
            dpo.idle.put(db)

    assert found == {(value,)}


def test_a_variable_of_ours_is_no_table(dpo):
    """Otherwise a mistyped table name could read whatever a page holds in memory."""
    somebody = dpo.rows("series", "snapshots")  # noqa: F841 - DuckDB would find it by its name

    with dpo._connection() as db, pytest.raises(duckdb.CatalogException):
        db.execute("SELECT * FROM somebody")


def test_a_failed_query_does_not_spoil_its_connection(management):
    """The next reader gets the same connection."""
    for _ in range(readers.CONNECTIONS):
        with management._connection() as db, pytest.raises(duckdb.Error):
            db.execute("SELECT 1 / 'x'::INTEGER")

    assert management.snapshots()


def test_many_readers_at_once_get_the_same_figures(management):
    """Sessions share a reader: more of them than it has connections wait for their turn."""
    newest = management.snapshots()[-1]

    def ask(days: int) -> int:
        return kpis.measure(
            management, "past_retention", newest, newest + timedelta(days)
        ).numerator

    with ThreadPoolExecutor(4 * readers.CONNECTIONS) as pool:
        together = list(pool.map(ask, range(40)))

    assert together == [ask(days) for days in range(40)]
    assert together == sorted(together)


def test_duckdb_knows_the_optimizers_that_are_kept():
    """One that is called otherwise in another release would be switched off without a word."""
    with duckdb.connect() as db:
        known = {name for (name,) in db.execute("SELECT name FROM duckdb_optimizers()").fetchall()}

    assert set(readers.FEW_ROWS_OPTIMIZERS) <= known


def test_a_brief_plan_gives_the_same_figures(built):
    """A plan may cost less; it may never say something else."""
    both = [open_built(built, role) for role in (readers.Role.MANAGEMENT, readers.Role.DPO)]
    newest = both[0].snapshots()[-1]
    given = {"snapshot": newest, "as_of": newest}
    differing = []
    for name in queries.names("series"):
        asked = [param.name for param in queries.load("series", name).params]
        params = {name: given.get(name) for name in asked}
        briefly, at_length = (_lines(reader, name, params) for reader in both)
        differing += [name] if briefly != at_length else []

    assert differing == []


def _lines(reader, name, params):
    return sorted(reader.rows("series", name, **params).to_csv(index=False).splitlines())
