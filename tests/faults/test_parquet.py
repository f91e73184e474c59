"""Parquet whose columns are not called as DuckDB would have them: the file's own names count."""

import pyarrow as pa
import pytest
from pyarrow import parquet

from tests.faults.shop import Shop

DAYS = ["1.2.2020", "1.3.2020"]
NESTED = [{"id": "x", "ended": ["y"]}] * 2


@pytest.fixture
def put(shop: Shop):
    """Return a function that writes a Parquet file of the given columns into the shop."""
    shop.declare(files="people.parquet", kind="parquet")

    def write(*columns: tuple[str, list]) -> None:
        arrays = [pa.array(values) for _, values in columns]
        table = pa.Table.from_arrays(arrays, names=[name for name, _ in columns])
        parquet.write_table(table, shop.put(b"", "people.parquet"))

    return write


def _said(shop: Shop) -> list[tuple[str, object]]:
    return [(problem.key, problem.values.get("column")) for _, _, problem in shop.build().problems]


def test_a_needed_column_that_is_there_twice_is_refused(shop: Shop, put) -> None:
    """As in csv and in workbooks: which of them is meant, nobody knows."""
    put(("id", ["a", "b"]), ("id", ["c", "d"]), ("ended", DAYS))

    assert _said(shop) == [("problem.column_twice", "id")]


@pytest.mark.parametrize("others", [("ID",), ("ID", "Id"), ("id_1", "ID"), ("nested", "ID")])
def test_columns_that_differ_by_capitals_are_others(shop: Shop, put, others) -> None:
    """The database makes up names for them, which no file has and no reader knows."""
    columns = [(name, NESTED if name == "nested" else ["c", "d"]) for name in others]
    put(*columns, ("id", ["a", "b"]), ("ended", DAYS))

    assert _said(shop) == []
    assert shop.records() == [("a", 1), ("b", 2)]


@pytest.mark.parametrize("name", ["file_row_number", "File_Row_Number"])
def test_a_column_may_be_called_as_the_database_calls_its_row_numbers(
    shop: Shop, put, name: str
) -> None:
    put((name, ["7", "9"]), ("id", ["a", "b"]), ("ended", DAYS))

    assert _said(shop) == []
    assert shop.records() == [("a", 1), ("b", 2)]


def test_a_pointer_is_a_name_like_any_other(shop: Shop, put) -> None:
    """Only JSON is reached into; and the file is Parquet, whatever the mapping asks of it."""
    put(("id", ["a", "b"]), ("ended", DAYS))
    text = (shop.folder / "sources.toml").read_text()
    (shop.folder / "sources.toml").write_text(text.replace('"ended"', '"/job/ended"'))

    assert _said(shop) == [("problem.missing_column_near", "/job/ended")]
    put(("id", ["a", "b"]), ("/job/ended", DAYS))
    assert _said(shop) == []


def test_a_folder_with_an_equals_sign_adds_no_column(shop: Shop, put) -> None:
    shop.declare(files="*/people.parquet", kind="parquet")
    put(("number", ["a", "b"]), ("ended", DAYS))
    folder = shop.folder / "snapshots" / "2026-10-31"
    (folder / "id=7").mkdir()
    (folder / "people.parquet").rename(folder / "id=7" / "people.parquet")

    assert _said(shop) == [("problem.missing_column", "id")]
