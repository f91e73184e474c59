"""Many rows are read by another way than few: it must lead to the same rows and figures."""

import shutil
from datetime import date

import duckdb
import pytest

from tests.faults.shop import DAY
from tests.faults.survivors import EARLIER
from vouch.intake import load

ROWS = """id;customer;ended
a;C1;1.2.2020
b; C1;  1.2.2020
c;  ;1.2.2020 10:15:00
d;C2;1.2.2026
e;-;
f; ;-
g;!;31.2.2020
h;C3;2020-02-01
i;C3;1.2.2020T10:15
"""
ASKED = (
    ("records", "SELECT * EXCLUDE (row) FROM rec_records ORDER BY record_id"),
    ("figures", "SELECT * FROM fig_holdings ORDER BY ALL"),
    ("figures", "SELECT * FROM fig_people ORDER BY ALL"),
    ("figures", "SELECT * FROM fig_files"),
)


@pytest.fixture
def both(shop, monkeypatch, made_here):
    """Build the same rows as few and as many, and return what is published of each."""
    shop.declare()
    place = shop.folder / "sources.toml"
    place.write_text(place.read_text().replace('subject_id = "id"', 'subject_id = "customer"'))
    shop.put(ROWS)
    found = []
    for most in (100_000, 0):
        monkeypatch.setattr(load, "FEW_ROWS", most)
        (shop.folder / "warehouse" / "CURRENT").unlink(missing_ok=True)
        for path in (shop.folder / "warehouse" / "parts").glob("*"):
            path.rename(path.with_name(f"{path.name}-{most}"))
        shop.build()
        found.append([shop.ask(kind, sql) for kind, sql in ASKED])
    return found


def test_rows_to_act_on_are_chosen_before_their_texts_are_cut(both):
    """A space or a time around the day must not hide a record that is past its date."""
    few, many = both

    assert [row[5] for row in few[0]] == ["a", "b", "c", "e", "f", "g", "h", "i"]
    assert many == few


NAMES = ("row", "file_no", "records", "line", "c0", "t0", "k0", "start_key", "ID")


@pytest.mark.parametrize("most", [100_000, 0])
@pytest.mark.parametrize("name", NAMES)
def test_a_column_may_have_any_name(shop, monkeypatch, made_here, name, most):
    """How our own tables call theirs is nobody's concern who writes an export."""
    monkeypatch.setattr(load, "FEW_ROWS", most)
    shop.declare()
    place = shop.folder / "sources.toml"
    place.write_text(place.read_text().replace('"ended"', f'"{name}"'))
    shop.put(ROWS.replace("ended", name, 1))

    shop.build()

    known = "SELECT sum(records) FROM fig_holdings WHERE starts_on IS NOT NULL"
    assert shop.ask("figures", known) == [(5,)]


@pytest.mark.parametrize("mapped", [("starts_on",), ("record_id", "starts_on")])
def test_a_file_is_known_again_however_many_rows_it_has(shop, monkeypatch, made_here, mapped):
    """The same rows exported twice must be found whether they were hashed one by one or at once."""
    shop.declare()
    place = shop.folder / "sources.toml"
    lines = place.read_text().splitlines()
    unmapped = {"record_id", "subject_id"} - set(mapped)
    place.write_text("\n".join(one for one in lines if one.partition(" ")[0] not in unmapped))
    shop.put(ROWS)
    found = []
    for most in (100_000, 0):
        monkeypatch.setattr(load, "FEW_ROWS", most)
        shutil.rmtree(shop.folder / "warehouse", ignore_errors=True)
        shop.build()
        [path] = (shop.folder / "warehouse" / "parts").glob("*/file_prints.parquet")
        found.append(duckdb.read_parquet(str(path)).fetchall())

    assert found[0] == found[1]
    assert [one for *_, one, _ in found[0] if one]


@pytest.mark.all_faults
def test_ten_million_rows_fit_the_memory_of_a_reader(shop):
    """A plan of DuckDB's that takes a small table for a large one needs more, now and then."""
    shop.declare("people.parquet", "parquet")
    rows, gone, cycle = 10_200_000, 51, 5_000  # one in 51 is not in the later snapshot
    for day, where in ((EARLIER, "true"), (DAY, f"n % {gone} <> 0")):
        path = shop.put(b"", "people.parquet", day)
        duckdb.sql(
            f"SELECT 'P' || hash(n) AS id, DATE '2015-01-01' + (n % {cycle})::INTEGER AS ended "
            f"FROM range({rows}) AS r (n) WHERE {where}"
        ).write_parquet(str(path))
    listed = (date(2025, 9, 30) - date(2015, 1, 1)).days  # kept for a year, until the day before

    summary = shop.build()

    assert summary.problems == []
    assert [one.kept for one in summary.snapshots] == [rows, rows - rows // gone]
    compared = "SELECT past FROM fig_comparisons WHERE state = 'compared'"
    assert shop.ask("figures", compared) == [(rows // cycle * listed,)]
    deleted = "SELECT sum(records) FROM fig_deletions WHERE event = 'deleted'"
    past = sum(n % cycle < listed for n in range(0, rows, gone))
    assert shop.ask("figures", deleted) == [(past,)]
