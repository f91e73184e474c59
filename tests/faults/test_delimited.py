"""Delimited text that is not as it should be: every physical row has one fate."""

import codecs
import csv
import gzip
import io
import json

import pyarrow as pa
import pytest
import zstandard
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from tests.faults import workbook
from tests.faults.shop import Shop

HEAD = "id;ended\n"
OLD = "1.2.2020"


def test_a_clean_file_is_kept_whole(shop: Shop) -> None:
    shop.put(f"{HEAD}a;{OLD}\nb;{OLD}\n")
    shop.build()

    assert shop.files() == [("read", 3, 1, 0, 0, 2, None)]
    assert shop.records() == [("a", 2), ("b", 3)]


@pytest.mark.parametrize(
    ("rows", "counted"),
    [
        ("1\n\n2\n  \n3\n", ("read", 6, 1, 2, 0, 3, None)),
        ("1\n2\n \t\n3\n", ("read", 5, 1, 1, 0, 3, None)),
        ("1\n\xa0\nä\n", ("read", 4, 1, 1, 0, 2, None)),
        ('1\n""\n" "\n3\n', ("read", 5, 1, 0, 0, 4, None)),
    ],
)
def test_white_space_alone_is_no_row_of_one_column(shop: Shop, rows: str, counted: tuple) -> None:
    """As in any other file; quotation marks say that a field is there, and empty."""
    path = shop.folder / "sources.toml"
    text = path.read_text(encoding="utf-8").replace('starts_on = "ended"\n', "")
    path.write_text(text, encoding="utf-8")
    shop.put(f"id\n{rows}")
    shop.build()

    assert shop.files() == [counted]


def test_row_numbers_count_blank_and_rejected_rows(shop: Shop) -> None:
    """The number leads to the line that an editor shows."""
    shop.put(f"{HEAD}\na;{OLD}\nb\n   \nc;{OLD}\n")
    shop.build()

    assert shop.files() == [("read", 6, 1, 2, 1, 2, None)]
    assert shop.records() == [("a", 3), ("c", 6)]
    assert shop.rejects() == [(4, "reject.fields")]


def test_a_file_of_blank_lines_is_empty_and_nothing_in_it_is_rejected(shop: Shop) -> None:
    shop.put("\n \n\n\n")
    shop.build()

    assert shop.files() == [("failed", 4, 0, 4, 0, 0, "problem.empty_file")]


@pytest.mark.parametrize(
    ("above", "skip", "said"),
    [
        (
            "\n\n",
            0,
            "in row 1, where its heading should stand; if row 3 is the heading, write skip = 2",
        ),
        (
            " \n",
            0,
            "in row 1, where its heading should stand; if row 2 is the heading, write skip = 1",
        ),
        (
            ";;\n",
            0,
            "in row 1, where its heading should stand; if row 2 is the heading, write skip = 1",
        ),
        (
            "x\n\n",
            1,
            "in row 2, where its heading should stand; if row 3 is the heading, write skip = 2",
        ),
    ],
)
def test_a_heading_below_a_blank_row_is_found_and_its_cure_holds(
    shop: Shop, above: str, skip: int, said: str
) -> None:
    """It is not empty, and exported again it would be the same."""
    declared = (shop.folder / "sources.toml").read_text()

    def skipping(rows: int) -> None:
        text = declared.replace('type = "csv"', f'type = "csv"\nskip = {rows}')
        (shop.folder / "sources.toml").write_text(text)

    skipping(skip)
    shop.put(f"{above}{HEAD}a;{OLD}\n")
    [(_, _, problem)] = shop.build().problems

    assert problem.key == "problem.heading_below"
    assert f"people.csv has nothing {said} in sources.toml" == str(problem)
    skipping(int(str(problem.values["skip"])))
    assert shop.build().problems == []


def test_blank_lines_of_a_refused_file_are_blank(shop: Shop) -> None:
    """The reason was the column; nothing that was there to be read is counted otherwise."""
    shop.put("id;when\n\na;1.2.2020\n   \n")
    shop.build()

    assert shop.files() == [("failed", 4, 0, 2, 2, 0, "problem.missing_column")]


def test_a_separator_too_many_is_not_read_as_a_shifted_row(shop: Shop) -> None:
    """DuckDB alone reads such a row without an error if its last field is empty."""
    shop.put(f"{HEAD}a;{OLD}\n;b;\nc;{OLD}\n")
    shop.build()

    assert shop.files() == [("read", 4, 1, 0, 1, 2, None)]
    assert shop.rejects() == [(3, "reject.fields")]


def test_a_row_too_long_does_not_make_up_for_one_too_short(shop: Shop) -> None:
    """Their separators together are as many as two good rows have."""
    shop.put(f"{HEAD}a;{OLD}\nb;{OLD};\nc\nd;{OLD}\n")
    shop.build()

    assert shop.files() == [("read", 5, 1, 0, 2, 2, None)]
    assert shop.records() == [("a", 2), ("d", 5)]


def test_a_quote_never_closed_costs_its_own_line_alone(shop: Shop) -> None:
    """Read to the letter it would swallow the rest of the file."""
    shop.put(f'{HEAD}a;{OLD}\n"b;{OLD}\nc;{OLD}\n')
    shop.build()

    assert shop.files() == [("read", 4, 1, 0, 1, 2, None)]
    assert shop.rejects() == [(3, "reject.quotes")]


def test_a_quoted_field_may_hold_a_line_break_and_a_separator(shop: Shop) -> None:
    shop.put(f'{HEAD}"a\n;1";{OLD}\nb;{OLD}\n')
    shop.build()

    assert shop.files() == [("read", 3, 1, 0, 0, 2, None)]
    assert shop.records() == [("a\n;1", 2), ("b", 3)]


def test_a_row_in_another_encoding_is_rejected_and_named(shop: Shop) -> None:
    shop.put(f"{HEAD}a;{OLD}\n".encode() + b"\xe4;1.2.2020\n" + f"c;{OLD}\n".encode())
    shop.build()

    assert shop.files() == [("read", 4, 1, 0, 1, 2, None)]
    assert shop.rejects() == [(3, "reject.encoding")]


@pytest.mark.parametrize(
    ("declared", "content", "said"),
    [
        ("utf-8", b"", "utf-8"),
        ("utf-8", codecs.BOM_UTF8, "utf-8-sig"),
        ("utf-16", codecs.BOM_UTF16_LE, "utf-16-le"),
        ("utf-16", codecs.BOM_UTF16_BE, "utf-16-be"),
        ("utf-16-le", b"", "utf-16-le"),
        ("utf-16-be", codecs.BOM_UTF16_BE, "utf-16-be"),
        ("cp1252", b"", "windows-1252"),
        ("iso-8859-1", b"", "latin-1"),
    ],
)
@pytest.mark.parametrize("ending", ["", ".gz"])
def test_the_encoding_in_which_a_file_came_is_named(
    shop: Shop, declared: str, content: bytes, said: str, ending: str
) -> None:
    """The mark of the file says more than the declaration, and is no part of the first name."""
    name = f"people.csv{ending}"
    shop.declare(files=name, encoding=declared)
    plain = said.removesuffix("-sig")
    whole = content + f"{HEAD}ä;{OLD}\n".encode(plain)
    shop.put(gzip.compress(whole) if ending else whole, name)
    shop.build()

    assert shop.ask("figures", "SELECT encoding, kept FROM fig_files") == [(said, 1)]
    assert shop.records() == [("ä", 2)]


@pytest.mark.parametrize("ending", ["", ".gz"])
@pytest.mark.parametrize(
    ("declared", "letters", "is_refused"),
    [
        ("cp1252", "ä", True),
        ("cp1252", "Á", True),  # has a byte that windows-1252 does not know
        ("cp1252", "a" * (2 << 20) + "Áä", True),  # found late
        ("latin-1", "Á", True),
        ("cp1252", "a", False),
        ("utf-8", "Á", False),
    ],
)
def test_utf8_is_not_read_as_another_encoding(
    shop: Shop, declared: str, letters: str, is_refused: bool, ending: str
) -> None:
    """Each ä would be two other letters, in ids and names of columns too, without an error."""
    name = f"people.csv{ending}"
    shop.declare(files=name, encoding=declared)
    whole = f"id;ended;note\na;{OLD};{letters}\n".encode()
    shop.put(gzip.compress(whole) if ending else whole, name)
    refused = [problem.key for _, _, problem in shop.build().problems]

    assert refused == (["problem.encoding_other"] if is_refused else [])


@pytest.mark.parametrize("ending", ["", ".gz"])
def test_one_other_letter_makes_it_no_utf8(shop: Shop, ending: str) -> None:
    """The row with a byte that the encoding does not know is rejected, and the others are read."""
    name = f"people.csv{ending}"
    shop.declare(files=name, encoding="cp1252")
    whole = f"{HEAD}Á;{OLD}\n".encode() + f"ä;{OLD}\n".encode("cp1252")
    shop.put(gzip.compress(whole) if ending else whole, name)
    shop.build()

    assert shop.rejects() == [(2, "reject.encoding")]
    assert shop.records() == [("ä", 3)]


def test_the_order_of_bytes_is_never_guessed(shop: Shop) -> None:
    """Read the wrong way round it is Chinese, and no error."""
    shop.declare(encoding="utf-16")
    shop.put(f"{HEAD}ä;{OLD}\n".encode("utf-16-le"))

    assert [problem.key for _, _, problem in shop.build().problems] == ["problem.no_byte_order"]


@pytest.mark.parametrize("rows", [1, 150_000])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_letters_lost_before_are_counted_and_kept(shop: Shop, encoding: str, rows: int) -> None:
    """The export was converted wrongly once; what is not mapped does not matter here."""
    shop.declare(encoding=encoding)
    body = f"J\ufffdrvinen;{OLD};\nb;{OLD};\ufffd\n" + "".join(f"{i};{OLD};\n" for i in range(rows))
    shop.put(f"id;ended;note\n{body}".encode(encoding))
    [(_, _, problem)] = shop.build().problems

    assert (problem.key, problem.values["n"]) == ("problem.replaced_letters", 1)
    assert shop.files() == [("read", rows + 3, 1, 0, 0, rows + 2, None)]


@pytest.mark.parametrize("kind", ["json", "parquet", "xlsx"])
def test_letters_lost_before_are_counted_in_every_format(shop: Shop, kind: str) -> None:
    shop.declare(files=f"people.{kind}", kind=kind)
    rows = [{"id": "J\ufffd", "ended": OLD}, {"id": "b", "ended": OLD}]
    path = shop.put(json.dumps(rows), f"people.{kind}")
    if kind == "parquet":
        parquet.write_table(pa.Table.from_pylist(rows), path)
    if kind == "xlsx":
        path.write_bytes(workbook.write(workbook.HEAD, *(tuple(row.values()) for row in rows)))
    [(_, _, problem)] = shop.build().problems

    assert (problem.key, problem.values["n"]) == ("problem.replaced_letters", 1)


@pytest.mark.parametrize("encoding", ["windows-1252", "latin-1", "utf-16", "utf-8-sig"])
def test_a_declared_encoding_is_read(shop: Shop, encoding: str) -> None:
    shop.declare(encoding=encoding)
    shop.put(f"{HEAD}ä;{OLD}\nö;{OLD}\n".encode(encoding))
    shop.build()

    assert shop.files() == [("read", 3, 1, 0, 0, 2, None)]
    assert shop.records() == [("ä", 2), ("ö", 3)]


def test_a_byte_order_mark_is_no_part_of_the_first_column(shop: Shop) -> None:
    shop.put(f"\ufeff{HEAD}a;{OLD}\n")
    shop.build()

    assert shop.files() == [("read", 2, 1, 0, 0, 1, None)]


@pytest.mark.parametrize("ending", ["\r\n", "\r", "\n"])
def test_line_ends_of_any_system_are_read(shop: Shop, ending: str) -> None:
    shop.put(f"{HEAD}a;{OLD}\nb;{OLD}\n".replace("\n", ending))
    shop.build()

    assert shop.files() == [("read", 3, 1, 0, 0, 2, None)]


def _packed(name: str, content: bytes) -> bytes:
    if name.endswith(".gz"):
        return gzip.compress(content)
    return zstandard.ZstdCompressor(write_checksum=True).compress(content)


@pytest.mark.parametrize("mark", [0x50, 0x5F])
@pytest.mark.parametrize("size", [0, 3, 2000])
def test_a_zst_file_may_begin_with_a_frame_that_nobody_unpacks(
    shop: Shop, mark: int, size: int
) -> None:
    """Packers that work in parallel note their sizes there, and unpackers pass it over."""
    frame = bytes([mark]) + b"\x2a\x4d\x18" + size.to_bytes(4, "little") + b"n" * size
    content = frame + zstandard.ZstdCompressor().compress(f"{HEAD}a;{OLD}\n".encode())
    shop.declare(files="people.csv*")
    shop.put(content, "people.csv.zst")
    shop.put(content, "people.csv")
    made = shop.build()

    assert [problem.key for _, _, problem in made.problems] == ["problem.packed_unsaid"]
    assert shop.records() == [("a", 2)]


@pytest.mark.parametrize("name", ["people.csv.gz", "people.csv.zst"])
def test_an_archive_is_read_to_its_end(shop: Shop, name: str) -> None:
    shop.declare(files=name)
    shop.put(_packed(name, f"{HEAD}a;{OLD}\n".encode()), name)
    shop.build()

    assert shop.files() == [("read", 2, 1, 0, 0, 1, None)]


@pytest.mark.parametrize("name", ["people.csv.gz", "people.csv.zst"])
def test_a_cut_archive_is_refused_whole(shop: Shop, name: str) -> None:
    """Its first rows are readable, and would pass for all of them."""
    rows = "".join(f"{i * 7919 % 100003};{OLD}\n" for i in range(20_000))
    packed = _packed(name, (HEAD + rows).encode())
    shop.declare(files=name)
    shop.put(packed[: len(packed) // 2], name)
    shop.build()

    assert shop.files() == [("failed", 0, 0, 0, 0, 0, "problem.archive_damaged")]


def test_a_changed_byte_in_an_archive_is_found(shop: Shop) -> None:
    """DuckDB does not compare gzip's checksum."""
    content = (HEAD + "".join(f"{i};{OLD}\n" for i in range(500))).encode()
    packed = bytearray(gzip.compress(content, compresslevel=0))
    packed[packed.index(b"250;")] = ord("9")
    shop.declare(files="people.csv.gz")
    shop.put(bytes(packed), "people.csv.gz")
    shop.build()

    assert shop.files() == [("failed", 0, 0, 0, 0, 0, "problem.archive_damaged")]


def test_an_endless_line_is_refused_before_it_is_read(shop: Shop) -> None:
    shop.put(HEAD.encode() + b"a;" + b"9" * (40 << 20))
    shop.build()

    [(state, *_, problem)] = shop.files()
    assert (state, problem) == ("failed", "problem.line_too_long")


TABLES = 10  # in one build, which takes far longer than its files
CELL = st.text(st.sampled_from('ab;"\n\r ä0'), max_size=6)
TABLE = st.lists(st.lists(CELL, min_size=1, max_size=4), max_size=12)


@settings(
    max_examples=8,
    deadline=None,
    phases=[Phase.generate],  # which file it is stands in what differs, and a build is slow
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(st.tuples(TABLE, st.booleans()), min_size=TABLES, max_size=TABLES))
def test_every_physical_row_has_one_fate(
    shop: Shop, drawn: list[tuple[list[list[str]], bool]]
) -> None:
    """However a file is written, its rows are kept, rejected or blank, and add up.

    Where a row is not like the heading, lines inside its fields may pass for rows of their own.
    """
    shop.declare_each(names := [f"people-{number}.csv" for number in range(TABLES)])
    tables = [[*map(_one_line, table)] for table, _ in drawn]
    for name, table, (_, is_quoted) in zip(names, tables, drawn, strict=True):
        shop.put(HEAD + _delimited(table, is_quoted=is_quoted), name)
    shop.build()

    found = {name: _fates(line) for name, line in zip(names, shop.files(), strict=True)}
    good = [sum(len(row) == 2 for row in table) for table in tables]
    assert found == {
        name: ("read", 1, len(table) + 1, len(table) + 1, kept)
        for name, table, kept in zip(names, tables, good, strict=True)
    }


def _one_line(row: list[str]) -> list[str]:
    return row if len(row) == 2 else [cell.replace("\n", "") for cell in row]


def _delimited(table: list[list[str]], *, is_quoted: bool) -> str:
    out = io.StringIO(newline="")
    quoting = csv.QUOTE_ALL if is_quoted else csv.QUOTE_MINIMAL
    csv.writer(out, delimiter=";", quoting=quoting).writerows(table)
    return out.getvalue()


def _fates(line: tuple) -> tuple:
    """Return a file's state and header, its rows counted twice, and those that were kept."""
    state, physical, header, blank, rejected, kept, _ = line
    return state, header, physical, header + blank + rejected + kept, kept
