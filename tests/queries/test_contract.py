"""Every SQL file keeps what its header promises: parameters, columns, types, tables, evidence."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pytest
from babel.messages import catalog

from tests import raw_tables
from vouch import catalogues, contents, home, kpis, queries, readers, warehouse

HERE = Path(__file__).parent
ALL = [(layer, name) for layer in queries.LAYERS for name in queries.names(layer)]
OF_READERS = [(layer, name) for layer, name in ALL if layer in ("kpis", "series", "evidence")]
OF_PARTS = [place for place in ALL if place not in OF_READERS]
STORED = [
    name
    for layer in ("figures", "records")
    for name in queries.names(layer)
    # Read at build time, kept in fig_files, in fig_rejects, and in the figures file's fig_people.
    if not name.startswith("fig_row_") and name != "fig_people_shown"
]
CHOICES = {
    "from_day": date(2026, 10, 1),
    "to_day": date(2026, 10, 31),
    "state": "past",
    "finding": "refusal_not_told",
    "fault": "repeated_id",
    "event": "too_early",
    "source": None,
    "rule": None,
    "first_on": None,
    "final_on": None,
    "skip": 0,
    "most": 5,
    "until": date(2027, 1, 29),
    "share": 0.2,
    "least": 10,
    "looked_on": date(2027, 11, 30),
    "exports_months": 13,
    "exports_days": None,
    "keys_months": 13,
    "keys_days": None,
}
TEXTS = ("figure", "method")
WITHOUT_LIMIT = {
    "volumes": "how much there is breaks nothing by itself",
    "open_requests": "a request may be open until it is due",
    "call_recordings": "the notice permits recording and gives no bound",
}


@pytest.mark.parametrize(("layer", "name"), ALL)
def test_params_are_the_declared_ones(layer: str, name: str) -> None:
    """A parameter that the header hides would be missing from the method box."""
    query = queries.load(layer, name)
    (statement,) = duckdb.extract_statements(query.sql)

    assert {param.name for param in query.params} == set(statement.named_parameters)


@pytest.mark.parametrize(("layer", "name"), OF_PARTS)
def test_columns_of_a_part_are_the_declared_ones(
    template: Callable[[str], Path], layer: str, name: str
) -> None:
    """The next layer's tests draw their tables by these columns."""
    query = queries.load(layer, name)
    drawn = {table: "" for table in query.reads if raw_tables.is_drawn(table)}
    with raw_tables.connect(drawn) as db:
        db.execute(f"ATTACH '{template('strict')}' AS template (READ_ONLY)")
        for table in set(query.reads) - set(drawn):
            db.execute(f"CREATE VIEW {table} AS SELECT * FROM template.{table}")
        found = _columns(db.execute(query.sql))

    assert found == [(column.name, column.type) for column in query.columns]


@pytest.mark.parametrize(("layer", "name"), OF_READERS)
def test_columns_read_are_the_declared_ones(sample: readers.Reader, layer: str, name: str) -> None:
    """Pages and reports rely on the names, and on the types that decide how a value is written."""
    query = queries.load(layer, name)
    declared = [(column.name, column.type) for column in query.columns]
    with sample._connection() as db:
        found = _columns(db.execute(query.sql, _choices(query, sample.snapshots()[-1])))

    assert found == declared


@pytest.mark.parametrize("table", STORED)
def test_stored_tables_are_the_declared_ones(sample: readers.Reader, table: str) -> None:
    """The files of a generation hold what drawn tables of the same name promise to be like."""
    with sample._connection() as db:
        found = _columns(db.execute(f"SELECT * FROM {table} LIMIT 0"))

    assert dict(found) == raw_tables.schema(table)


@pytest.mark.parametrize(("layer", "name"), ALL)
def test_reads_are_the_declared_ones(layer: str, name: str) -> None:
    """The method box names the tables behind a figure; none may be missing from it."""
    query = queries.load(layer, name)
    [(parsed,)] = duckdb.execute("SELECT json_serialize_sql($1)", [query.sql]).fetchall()

    assert set(query.reads) == _tables(json.loads(parsed))


@pytest.mark.parametrize(("layer", "name"), ALL)
def test_a_header_says_all_that_it_must(layer: str, name: str) -> None:
    """Title and meaning, and what one row stands for, are what a reader is shown."""
    query = queries.load(layer, name)

    assert query.title
    assert query.summary or layer in ("records", "evidence")
    assert query.grain
    assert all(field.meaning for field in (*query.params, *query.columns))


def test_the_kpis_are_those_that_are_measured() -> None:
    """A query that nobody measures would be a figure that nobody checks."""
    assert sorted(kpis.IDS) == queries.names("kpis")


@pytest.mark.parametrize("name", kpis.IDS)
def test_a_kpi_is_complete(built: home.Home, name: str) -> None:
    """Evidence, legal basis, a limit or the reason for none, and tests of its own."""
    assert name in queries.names("evidence")
    assert queries.load("kpis", name).basis
    assert (name in built.policy.limits) != (name in WITHOUT_LIMIT)
    assert (HERE / "kpis" / f"test_{name}.py").exists()


@pytest.mark.parametrize("language", catalogues.languages())
def test_every_kpi_has_its_texts(language: str) -> None:
    """A figure without its words would show a key to a reader."""
    known = {key for key in map(_key, catalogues.read(language)) if key}

    assert {f"{text}.kpis.{name}" for text in TEXTS for name in kpis.IDS} <= known


@pytest.mark.parametrize("days", [-30, 0, 60])
@pytest.mark.parametrize("name", kpis.IDS)
def test_the_evidence_adds_up_to_the_numerator(
    sample: readers.Reader, name: str, days: int
) -> None:
    """Whoever doubts a figure must find every row of it, and no other."""
    newest = sample.snapshots()[-1]
    as_of = newest + timedelta(days=days)
    measured = kpis.measure(sample, name, newest, as_of)
    listed = kpis.evidence(sample, name, newest, as_of)

    assert listed["records"].sum() == measured.numerator
    assert listed.groupby("dataset")["records"].sum().to_dict() == {
        row.dataset: row.numerator for row in measured.rows if row.numerator
    }


@pytest.mark.parametrize("name", queries.names("evidence"))
def test_no_evidence_is_shown_to_management(management: readers.Reader, name: str) -> None:
    """The wall stands in the query layer, wherever a page may come from."""
    newest = management.snapshots()[-1]
    with pytest.raises(readers.Withheld):
        management.rows("evidence", name, snapshot=newest, as_of=newest, **CHOICES)


def test_management_has_no_handle_on_any_record(management: readers.Reader) -> None:
    """No query, however written, can reach a table that was never attached."""
    with management._connection() as db:
        found = db.execute("SELECT table_name FROM duckdb_tables()").fetchall()

    assert not [name for (name,) in found if name.startswith("rec_")]


def test_management_has_no_handle_on_a_number_withheld(management: readers.Reader) -> None:
    """What is hidden on a page must not be one query away; the file that is read lacks it."""
    with management._connection() as db:
        tables = db.execute("SELECT database_name, table_name FROM duckdb_tables()").fetchall()
        views = db.execute("SELECT view_name FROM duckdb_views() WHERE NOT internal").fetchall()
        told = db.execute("SELECT people FROM fig_people WHERE is_withheld").fetchall()

    assert [place for place, name in tables if name == "fig_people"] == ["figures"]
    assert views == []
    assert set(told) == {(None,)}


def test_a_number_withheld_is_the_same_whatever_the_policy(built: home.Home) -> None:
    """Another version of the policy, with another threshold, must not be a way around it."""
    generation = warehouse.current(built.warehouse) or ""
    found = []
    for small in (None, 1, 50):
        settings = built.policy.settings.model_copy(update={"small_cell": small})
        under = readers.Judgement(built.policy.model_copy(update={"settings": settings}), True)
        reader = readers.open(
            built.warehouse, generation, readers.Role.MANAGEMENT, under if small else None
        )
        with reader._connection() as db:
            found.append(db.execute("FROM fig_people ORDER BY ALL").fetchall())

    assert found[0] == found[1] == found[2]


def test_nothing_can_be_written_or_fetched_through_a_reader(sample: readers.Reader) -> None:
    """A page that is tricked into running foreign SQL must not reach files or change figures."""
    for statement in (
        "CREATE TABLE figures.main.x (y INTEGER)",
        "SELECT * FROM read_csv('/etc/passwd')",
        "SET enable_external_access = true",
        "INSTALL httpfs",
    ):
        with sample._connection() as db, pytest.raises(duckdb.Error):
            db.execute(statement)


@pytest.mark.parametrize("name", contents.DERIVED)
def test_figures_under_the_policy_are_in_no_part(sample_home, name):
    """A changed period then rebuilds no part."""
    parts = sample_home / "warehouse" / "parts"

    assert list(parts.rglob("holdings.parquet"))
    assert not list(parts.rglob(f"{name.removeprefix('fig_')}.parquet"))


def _key(message: catalog.Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _columns(cursor: duckdb.DuckDBPyConnection) -> list[tuple[str, str]]:
    return [(name, str(kind)) for name, kind, *_ in cursor.description]


def _choices(query: queries.Query, newest: date) -> dict[str, object]:
    given = {"snapshot": newest, "as_of": newest, **CHOICES}
    return {param.name: given[param.name] for param in query.params}


def _tables(node: object) -> set[str]:
    """Name the tables that a parsed statement reads, its own CTEs left out."""
    if isinstance(node, list):
        return set().union(*map(_tables, node))
    if not isinstance(node, dict):
        return set()
    named = {node["table_name"]} if node.get("type") == "BASE_TABLE" else set()
    own = {entry["key"] for entry in node.get("cte_map", {}).get("map", [])}
    return named.union(*map(_tables, node.values())) - own
