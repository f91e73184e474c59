"""Rejected rows: each is told with what broke it, nothing that it says is, and all add up."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests import terminal
from tests.faults import workbook
from tests.faults.shop import DAY, HEAD_ROWS, Shop
from vouch import warehouse
from vouch.errors import VouchError
from vouch.intake import counts, delimited, rejected

CANARY = "Zyxelius"  # a name that stands nowhere but in rejected rows
GOOD = '{"id": "a", "ended": "1.2.2020"}'
LOG = """
[crm.people]
files = "people.csv"
category = "basic"
rule = "job-application"
[crm.people.format]
type = "combined-log"
[crm.people.columns]
starts_on = "time_local"
"""
ACCESS = '- - [31/Oct/2026:08:00:00 +0200] "GET / HTTP/1.1" 200 5 "-" "-"'


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (f"{CANARY};1.2.2020;", (None, 2, 3, "Xxxxxxxx;9.9.9999;")),
        (f"{CANARY}", (None, 2, 1, "Xxxxxxxx")),
        (f'"{CANARY};1.2.2020', (None, None, None, '"Xxxxxxxx;9.9.9999')),
        (f"{CANARY} Öst;1;2\t", (None, 2, 3, r"Xxxxxxxx Xxx;9;9\t")),
        (f'"{CANARY}\nb";1;2', (None, 2, 3, r'"Xxxxxxxx\nx";9;9')),
    ],
)
def test_a_row_that_broke_is_shown_without_what_it_says(shop: Shop, row: str, told: tuple) -> None:
    """Separators and quotes tell what went wrong, and letters would tell of whom it is."""
    shop.put(f"{HEAD_ROWS}{row}\n")
    shop.build()

    assert shop.told() == [told]


def test_bytes_of_another_encoding_are_shown_as_such(shop: Shop) -> None:
    """Which bytes they are would spell a name in an alphabet that has no ASCII letter."""
    shop.put(HEAD_ROWS.encode() + b"Zyxelius \xe4\xd6;1.2.2020\n" + b"x" * 99 + b"\xe4;1\n")
    shop.build()

    [short, long] = shop.told()
    assert short == (None, None, None, r"Xxxxxxxx \x..\x..;9.9.9999")
    assert long == (None, None, None, "…" + "x" * 40 + r"\x..;9")


@pytest.mark.parametrize(("kind", "place"), [("json", "[{}, {}]"), ("jsonl", "{}\n{}\n")])
def test_what_is_no_object_is_shown(shop: Shop, kind: str, place: str) -> None:
    shop.declare(kind=kind)
    shop.put(place.format(f'["{CANARY}", 12]', GOOD))
    shop.build()

    [(column, expected, found, excerpt)] = shop.told()
    assert (column, expected, found) == (None, None, None)
    assert excerpt.replace(" ", "") == '["Xxxxxxxx",99]'


@pytest.mark.parametrize(("kind", "place"), [("json", "[{}, {}]"), ("jsonl", "{}\n{}\n")])
def test_a_key_that_is_said_twice_is_named(shop: Shop, kind: str, place: str) -> None:
    """The mapping knows the key, so that it is no value of anybody's."""
    twice = f'{{"id": "{CANARY}", "ended": "1.2.2020", "ended": "1.2.2030"}}'
    shop.declare(kind=kind)
    shop.put(place.format(GOOD, twice))
    shop.build()

    [(column, _, _, excerpt)] = shop.told()
    assert column == "ended"
    assert excerpt.startswith('{"xx":')
    assert "Xxxxxxxx" in excerpt


def test_a_line_that_is_no_access_is_shown(shop: Shop) -> None:
    (shop.folder / "sources.toml").write_text(LOG, encoding="utf-8")
    shop.put(f"198.51.100.7 {ACCESS}\n{CANARY} logged in from 198.51.100.7\n")
    shop.build()

    assert shop.rejects() == [(2, "reject.not_a_log_line")]
    assert shop.told() == [(None, None, None, "Xxxxxxxx xxxxxx xx xxxx 999.99.999.9")]


def _error(sheet: Worksheet) -> None:
    sheet["B3"] = "#N/A"


def _no_result(sheet: Worksheet) -> None:
    sheet["B3"] = "=1+1"


def _merged(sheet: Worksheet) -> None:
    sheet.merge_cells("B2:B3")


def _too_wide(sheet: Worksheet) -> None:
    sheet["D3"] = CANARY


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (_error, ("ended", None, None, "Xxxxxxxx|#")),
        (_no_result, ("ended", None, None, "Xxxxxxxx|=")),
        (_merged, ("ended", None, None, "Xxxxxxxx|")),
        (_too_wide, (None, 2, 4, "Xxxxxxxx|9999-99-99||Xxxxxxxx")),
    ],
)
def test_a_cell_at_fault_names_its_column(
    shop: Shop, change: Callable[[Worksheet], None], told: tuple
) -> None:
    workbook.declare(shop)
    rows = [("a", date(2020, 2, 1)), (CANARY, date(2020, 2, 1))]
    workbook.put(shop, workbook.write(workbook.HEAD, *rows, change=change))

    assert [row for row, _ in shop.rejects()] == [3]
    assert shop.told() == [told]


def test_parquet_has_no_row_that_breaks(shop: Shop) -> None:
    """Its columns are typed: a file is read or it is not, and then there is no row to show."""
    shop.declare(kind="parquet")
    shop.put(b"PAR1 " + CANARY.encode())
    shop.build()

    assert [state for state, *_ in shop.files()] == ["failed"]
    assert shop.told() == []


def test_no_word_of_a_rejected_row_is_kept(shop: Shop) -> None:
    """Figures, records, parts and what the build says: a rejected row is personal data too."""
    out = shop.folder / "rejects.csv"
    rows = (f"{CANARY};1.2.2020;x", f'"{CANARY};1.2.2020', f"{CANARY}\xff;")
    shop.put(HEAD_ROWS.encode() + "\n".join(rows).encode("latin-1") + b"\n")
    made = shop.build()
    printed = terminal.run("rejects", "--home", shop.folder, "--out", out)

    assert [reason for _, reason in shop.rejects()] == [
        "reject.fields",
        "reject.quotes",
        "reject.encoding",
    ]
    assert CANARY not in f"{made.problems}{printed.stdout}{printed.stderr}{out.read_text()}"
    assert _files_with(CANARY, shop.folder / "warehouse") == []


def _files_with(word: str, folder: Path) -> list[Path]:
    """Name the files of *folder* in which *word* stands, in whatever case it is written."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [path for path in files if word.lower().encode() in path.read_bytes().lower()]


@pytest.mark.parametrize("beyond", [-1, 0, 1])
def test_rows_are_listed_up_to_a_bound_and_counted_beyond(shop: Shop, beyond: int) -> None:
    """A file with another separator has nothing but bad rows, and one of them tells it."""
    count = rejected.MOST + beyond
    shop.put(HEAD_ROWS + "x\n" * count)
    shop.build()

    [counted] = shop.ask("figures", "SELECT records FROM fig_rejects")
    assert counted == (count,)
    assert [(row, text) for row, *_, text in _first_and_last(shop)] == [
        (4, "x"),
        (min(count, rejected.MOST) + 3, "x"),
    ]
    assert len(shop.rejects()) == min(count, rejected.MOST)


def _first_and_last(shop: Shop) -> list[tuple]:
    found = shop.ask("records", "SELECT row, excerpt FROM rec_rejects ORDER BY row")
    return [found[0], found[-1]]


@pytest.mark.parametrize(
    ("skip", "header", "counted"),
    [
        (0, True, (0, 1, 0, 1, 2)),
        (2, True, (2, 1, 0, 1, 2)),
        (2, False, (2, 0, 0, 2, 2)),
        (6, False, (6, 0, 0, 0, 0)),
        (9, False, (6, 0, 0, 0, 0)),
    ],
)
def test_what_stands_above_the_heading_is_counted_apart(
    shop: Shop, skip: int, header: bool, counted: tuple
) -> None:
    """A preamble that grew by a row would otherwise pass for a second heading."""
    above = ["Report", "of today"][:skip] if header else ["Report", "of today"]
    rows = [*above, "id;ended", "a;1.2.2020", "b;1.2.2020", "c"]
    _declare(shop, f'skip = {skip}\nheader = {str(header).lower()}\nnames = ["id", "ended"]')
    if header:
        _declare(shop, f"skip = {skip}")
    elif skip == 2:
        rows[2] = "id"  # without a heading it is a row with too few fields
    shop.put("\n".join(rows) + "\n")
    shop.build()

    [found] = shop.ask("figures", f"SELECT {', '.join(counts.FATES)}, physical FROM fig_files")
    named = dict(zip(counts.FATES, found, strict=False))
    assert sum(named.values()) == found[-1] == len(rows)
    assert (
        tuple(named[name] for name in ("preamble", "header", "blank", "rejected", "kept"))
        == counted
    )


def test_a_file_that_is_shorter_than_what_is_skipped_has_no_heading(shop: Shop) -> None:
    """It is refused as empty, and its rows are counted all the same."""
    _declare(shop, "skip = 4")
    shop.put(HEAD_ROWS)
    shop.build()

    assert shop.files() == [("failed", 3, 0, 0, 3, 0, "problem.empty_file")]
    assert shop.preambles() == [0]


def _declare(shop: Shop, layout: str) -> None:
    shop.declare()
    path = shop.folder / "sources.toml"
    text = path.read_text(encoding="utf-8").replace('type = "csv"\n', f'type = "csv"\n{layout}\n')
    path.write_text(text, encoding="utf-8")


@pytest.mark.usefixtures("made_here")
def test_a_file_that_does_not_add_up_is_refused_with_its_numbers(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A row that intake lost is a fault of ours; a figure without it would hide the loss."""
    whole = delimited.fill

    def lossy(db, table, schema, rows):
        whole(db, table, schema, iter([*rows][:-1]))

    monkeypatch.setattr(delimited, "fill", lossy)
    _declare(shop, "skip = 1")
    shop.put(f"Report\n{HEAD_ROWS}\nx\n")
    with pytest.raises(VouchError) as refused:
        shop.build()

    assert refused.value.key == "problem.does_not_add_up"
    assert refused.value.values == {
        **dict.fromkeys(("preamble", "header", "blank", "rejected", "kept"), 1),
        **{"file": "people.csv", "physical": 6, "counted": 5, "elsewhere": 0, "doubled": 0},
    }
    assert "6 physical records, but 1 preamble + 1 header" in str(refused.value)
    assert warehouse.current(shop.folder / "warehouse") is None


def test_the_rows_are_written_for_whoever_must_mend_them(shop: Shop) -> None:
    """In words of their language; a row that begins like a formula is not one in a spreadsheet."""
    out = shop.folder / "rejects.csv"
    shop.put(f"{HEAD_ROWS}=x;1;2\n")
    shop.build()
    printed = terminal.run("rejects", "--home", shop.folder, "--out", out, "--language", "fi")

    head, row = out.read_text(encoding="utf-8-sig").splitlines()
    assert printed.stdout == f"Wrote the rejected rows to {out}: 1.\n"
    assert head.startswith("Aineisto,Tiedosto,Rivi,Syy,Sarake,Tarkennus")
    assert row.startswith('crm.people,people.csv,4,väärä määrä kenttiä,,"kenttiä: odotettu 2')
    assert "'=x;9;9" in row
    assert DAY.isoformat() in row


def test_without_the_records_file_there_is_nothing_to_write(shop: Shop) -> None:
    """Management has the figures alone: counts are there, rows are not."""
    out = shop.folder / "rejects.csv"
    shop.put(f"{HEAD_ROWS}x\n")
    made = shop.build()
    warehouse.records_file(shop.folder / "warehouse", made.generation).unlink()
    printed = terminal.run("rejects", "--home", shop.folder, "--out", out)

    assert printed.returncode == 2
    assert "records file is not here" in printed.stderr
    assert not out.exists()
