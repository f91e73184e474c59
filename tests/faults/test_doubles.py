"""The same rows exported twice are found, and counted once only where the home says so."""

import gzip
from datetime import date

import pytest

from tests.faults.shop import HEAD_ROWS
from vouch.errors import VouchError
from vouch.intake import load

LINES = '{"id": "b", "ended": "1.2.2020"}\n{"id": "a", "ended": "1.2.2020"}\n'
LEFT = """
[crm.left]
files = "{files}"
[crm.left.format]
type = "{type}"
delimiter = ";"
date = ["%d.%m.%Y"]
[crm.left.columns]
record_id = "id"
subject_id = "id"
starts_on = "ended"
"""


@pytest.fixture(params=[100_000, 0], ids=["few", "many"])
def shop(shop, request, monkeypatch, made_here):
    """Return the home, whose rows are read in either of two ways, which must agree."""
    monkeypatch.setattr(load, "FEW_ROWS", request.param)
    shop.declare("people*.csv*")
    return shop


def add(shop, text, before="[crm.people.format]"):
    """Add to sources.toml."""
    place = shop.folder / "sources.toml"
    place.write_text(place.read_text().replace(before, f"{text}\n{before}"))


def doubles(shop, columns="file, first_file, sameness, records, is_merged"):
    """Build, and return the files that repeat another of their snapshot."""
    shop.build()
    return shop.ask(
        "figures",
        f"SELECT {columns} FROM fig_doubles WHERE first_snapshot = snapshot ORDER BY ALL",
    )


def fates(shop):
    """Return physical, header, blank, elsewhere, rejected, doubled and kept of each file."""
    return shop.ask(
        "figures",
        "SELECT physical, header, blank, elsewhere, rejected, doubled, kept FROM fig_files "
        "ORDER BY file",
    )


def test_a_copy_of_a_file_is_reported_and_counted(shop):
    """Which of the two is meant, only the home can say; to drop one in silence would be a guess."""
    shop.put(HEAD_ROWS)
    shop.put(HEAD_ROWS, "people2.csv")

    assert doubles(shop) == [("people2.csv", "people.csv", "bytes", 2, False)]
    assert [str(problem) for *_, problem in shop.build().problems] == [
        "people2.csv has the same 2 rows as people.csv, so they are counted twice; take one file "
        'away, or write doubles = "once" in sources.toml',
        "2 record ids stand in more than one row (rows too many: 2); all are counted, and listed "
        "on the page Sources",
    ]
    assert sum(row[-1] for row in fates(shop)) == 4


def test_a_file_and_its_gzip_are_the_same_content(shop):
    shop.put(HEAD_ROWS)
    shop.put(gzip.compress(HEAD_ROWS.encode(), mtime=0), "people.csv.gz")

    assert doubles(shop) == [("people.csv.gz", "people.csv", "content", 2, False)]


def test_rows_in_another_order_are_the_same_rows(shop):
    """Nobody sorts a second export as the first."""
    shop.put(HEAD_ROWS)
    shop.put("ended;note;id\n1.2.2020;x;b\n\n1.2.2020;y;a\n", "people2.csv")

    assert doubles(shop) == [("people2.csv", "people.csv", "rows", 2, False)]


@pytest.mark.parametrize(
    "content",
    [
        "id;ended\na;1.2.2020\nb;1.2.2021\n",
        "id;ended\na;1.2.2020\n",
        "id;ended\na;1.2.2020\nb;1.2.2020\nb;1.2.2020\n",
        "id;ended\na;1.2.2020\na;1.2.2020\n",
    ],
)
def test_other_rows_are_other_rows(shop, content):
    """One day, one row more or fewer, or a row twice in place of another is no double."""
    shop.put(HEAD_ROWS)
    shop.put(content, "people2.csv")

    assert doubles(shop) == []


def test_files_without_rows_are_not_doubles(shop):
    shop.put("id;ended\n")
    shop.put("id;ended\n", "people2.csv")

    assert doubles(shop) == []


@pytest.mark.parametrize(
    ("name", "kind", "content", "sameness"),
    [("left.jsonl", "jsonl", LINES, "rows"), ("left.csv", "csv", HEAD_ROWS, "bytes")],
)
def test_two_datasets_with_the_same_rows_are_named(shop, name, kind, content, sameness):
    """The same rows in another format are the same rows."""
    add(shop, LEFT.format(files=name, type=kind))
    shop.put(HEAD_ROWS)
    shop.put(content, name)

    found = doubles(shop, "dataset, file, first_dataset, first_file, sameness")
    assert found == [("crm.people", "people.csv", "crm.left", name, sameness)]
    said = [str(problem) for *_, problem in shop.build().problems]
    assert len(said) == 1
    assert "so they are counted in both" in said[0]


def test_one_file_of_two_datasets_is_no_double(shop):
    """Each takes its own rows of it."""
    add(shop, LEFT.format(files="people.csv", type="csv"))
    shop.put(HEAD_ROWS)

    assert doubles(shop) == []


def test_rows_are_counted_once_where_the_home_says_so(shop):
    """Physical records still add up, and the second file's rows are in no figure."""
    add(shop, 'doubles = "once"')
    shop.put(HEAD_ROWS)
    shop.put(HEAD_ROWS + "c;1;2;3\n\n", "people2.csv")
    shop.put("id;ended\nd;1.2.2020\n", "people3.csv")

    assert doubles(shop) == [("people2.csv", "people.csv", "rows", 2, True)]
    assert fates(shop) == [(3, 1, 0, 0, 0, 0, 2), (5, 1, 1, 0, 1, 2, 0), (2, 1, 0, 0, 0, 0, 1)]
    assert shop.ask("figures", "SELECT sum(records) FROM fig_holdings") == [(3,)]
    assert [name for name, _ in sorted(shop.records())] == ["a", "b", "d"]
    assert shop.ask("figures", "SELECT repeated_ids FROM fig_keys") == [(0,)]
    said = [str(problem) for *_, problem in shop.build().problems]
    assert said == [
        "people2.csv: 1 row was rejected: wrong number of fields; it is listed on the page Sources"
    ]


def test_a_third_copy_repeats_the_first(shop):
    add(shop, 'doubles = "once"')
    for name in ("people.csv", "people2.csv", "people3.csv"):
        shop.put(HEAD_ROWS, name)

    assert doubles(shop, "file, first_file, is_merged") == [
        ("people2.csv", "people.csv", True),
        ("people3.csv", "people.csv", True),
    ]
    assert [row[-2:] for row in fates(shop)] == [(0, 2), (2, 0), (2, 0)]


def months(shop, *ids):
    """Put a snapshot for each of *ids*, a month apart, with a row of that id."""
    for month, name in enumerate(ids, start=1):
        shop.put(f"id;ended\n{name};1.2.2020\n", day=date(2026, month, 1))
    shop.build()
    return shop.ask(
        "figures",
        "SELECT month(snapshot), month(first_snapshot), is_unusual FROM fig_doubles ORDER BY ALL",
    )


def test_unchanged_rows_say_since_when(shop):
    """A small register stands still for months; that is told, and no problem."""
    assert months(shop, "a", "b", "b", "b", "a", "b") == [(3, 2, False), (4, 2, False)]


@pytest.mark.parametrize(
    ("ids", "unusual"),
    [("abcdefgg", [8]), ("abcdeff", []), ("aabcdefghh", []), ("abcdefggghh", [8, 9])],
    ids=["after six changes", "after five", "not the first time", "as long as it lasts"],
)
def test_a_dataset_that_always_changed_and_does_not_is_a_problem(shop, ids, unusual):
    """An old export delivered again would make every figure look calm."""
    found = months(shop, *ids)

    assert [month for month, _, is_unusual in found if is_unusual] == unusual
    said = [day.month for day, _, problem in shop.build().problems if "since" in str(problem)]
    assert said == unusual


def test_no_print_of_a_row_is_published(shop):
    """The print of a file with a single row would be that row's."""
    shop.put(HEAD_ROWS)
    shop.build()

    for kind in ("figures", "records"):
        tables = shop.ask(
            kind,
            "SELECT table_name FROM duckdb_columns() WHERE column_name "
            "IN ('print', 'prints', 'id_hash', 'likeness')",
        )
        assert tables == []


def test_a_seen_double_stays_when_the_snapshot_is_built_again(shop):
    """A second build changes nothing."""
    shop.put(HEAD_ROWS)
    shop.put(HEAD_ROWS, "people2.csv")
    first = doubles(shop)

    assert doubles(shop) == first
    assert not shop.build().is_new


def test_a_log_and_its_gzip_are_the_same(shop):
    """Lines are compared whole."""
    shop.declare("*.log*", "combined-log")
    place = shop.folder / "sources.toml"
    text = place.read_text().replace('"id"', '"remote_addr"').replace('"ended"', '"time_local"')
    place.write_text(text)
    line = '192.0.2.1 - - [31/Oct/2026:10:00:00 +0200] "GET / HTTP/1.1" 200 5 "-" "-"\n'
    shop.put(line, "a.log")
    shop.put(gzip.compress(line.encode(), mtime=0), "b.log.gz")
    shop.put(line.replace("GET", "PUT"), "c.log")

    assert doubles(shop, "file, first_file, sameness") == [("b.log.gz", "a.log", "content")]


def test_a_wrong_word_is_answered_with_the_right_one(shop):
    add(shop, 'doubles = "twice"')
    with pytest.raises(VouchError, match="doubles = twice is not known; write 'once'"):
        shop.build()
