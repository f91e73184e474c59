"""Workbooks: every row of the sheet has one fate, and every cell its own value."""

import datetime as dt

import openpyxl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet

from tests.faults import other_workbook, workbook
from tests.faults.shop import Shop
from tests.faults.workbook import HEAD, OLD, put, raw, write
from vouch.errors import VouchError

BODY = [("a", OLD), ("b", OLD)]
CELL = '<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


@pytest.fixture
def book(shop: Shop) -> Shop:
    """Return a home with a workbook declared and none there."""
    workbook.declare(shop)
    return shop


def starts(shop: Shop) -> list[tuple]:
    """Return id, start and state of the records, by row."""
    sql = "SELECT record_id, starts_on, start_state FROM rec_records ORDER BY row"
    return shop.ask("records", sql)


def test_a_clean_sheet_is_kept_whole(book: Shop) -> None:
    assert put(book, write(HEAD, *BODY)) == [("read", 3, 1, 0, 0, 2, None)]
    assert book.records() == [("a", 2), ("b", 3)]


def test_row_numbers_are_those_of_the_sheet(book: Shop) -> None:
    """The number leads to the row that a spreadsheet shows, blank and rejected rows included."""
    rows = [(), ("  ", None), ("a", OLD), (), ("b", OLD, "x"), ("c", OLD)]

    assert put(book, write(HEAD, *rows)) == [("read", 7, 1, 3, 1, 2, None)]
    assert book.records() == [("a", 4), ("c", 7)]
    assert book.rejects() == [(6, "reject.fields")]


def test_a_table_may_begin_anywhere(book: Shop) -> None:
    """Rows and columns before the first used cell are not in the file, and count all the same."""

    def place(sheet: Worksheet) -> None:
        for row, cells in enumerate([HEAD, *BODY], start=4):
            for column, cell in enumerate(cells, start=3):
                sheet.cell(row, column, cell)

    assert put(book, write(change=place)) == [("read", 6, 1, 0, 0, 2, None)]
    assert book.preambles() == [3]
    assert book.records() == [("a", 5), ("b", 6)]


def test_skipped_rows_and_names_are_those_of_csv(shop: Shop) -> None:
    """Names begin with column A, also where nothing stands in it."""
    workbook.declare(shop, 'skip = 2\nheader = false\nnames = ["none", "id", "ended"]')
    content = write(("Report",), ("of today",), *((None, *row) for row in BODY))

    assert put(shop, content) == [("read", 4, 0, 0, 0, 2, None)]
    assert shop.preambles() == [2]
    assert shop.records() == [("a", 3), ("b", 4)]


def test_without_a_heading_there_must_be_names(shop: Shop) -> None:
    workbook.declare(shop, "header = false")
    with pytest.raises(VouchError) as refused:
        shop.build()

    assert refused.value.key == "problem.names_missing"


def test_ids_are_written_as_a_person_reads_them(book: Shop) -> None:
    """A spreadsheet keeps 12 as 12.0; under that name nobody finds the record."""
    ids = [12, 12.0, 12.5, 1e-7, 4711000000012, "007", " x ", True]
    put(book, write(HEAD, *((one, OLD) for one in ids)))

    said = ["12", "12", "12.5", "0.0000001", "4711000000012", "007", "x", "true"]
    assert [record for record, _ in book.records()] == said


@pytest.mark.parametrize("epoch", [None, CALENDAR_MAC_1904])
@pytest.mark.parametrize("is_iso", [False, True])
def test_a_date_cell_gives_its_day_exactly(
    book: Shop, epoch: dt.datetime | None, *, is_iso: bool
) -> None:
    """It needs no format, whichever year the workbook counts from and however days are stored."""
    made = openpyxl.Workbook()
    made.iso_dates = is_iso
    made.epoch = epoch or made.epoch
    days = [dt.date(2020, 2, 29), dt.date(1904, 1, 2), dt.date(2024, 12, 31)]
    late = dt.datetime(2020, 2, 1, 23, 59, 59)
    for row in [HEAD, *zip("abc", days, strict=True), ("d", late)]:
        made.active.append(row)
    put(book, workbook.saved(made))

    known = [*zip("abc", days, ["known"] * 3, strict=True), ("d", late.date(), "known")]
    assert starts(book) == known


def test_a_text_goes_through_the_declared_formats(book: Shop) -> None:
    """An ISO day that is text is no date cell, and fits the declared format no more than in csv."""
    put(book, write(HEAD, ("a", "1.2.2020"), ("b", "2020-02-01"), ("c", "1.2.2020 14:00")))

    known = [row[0] for row in starts(book) if row[1:] == (OLD, "known")]
    assert known == ["a", "c"]
    assert starts(book)[1] == ("b", None, "unreadable")


def test_a_date_cell_is_never_read_by_a_declared_format(shop: Shop) -> None:
    """Tried on 2020-02-01, this one would take the month for the day."""
    workbook.declare(shop)
    path = shop.folder / "sources.toml"
    path.write_text(path.read_text().replace("%d.%m.%Y", "%Y-%d-%m"))
    put(shop, write(HEAD, ("a", OLD), ("b", "2020-02-01")))

    assert [row[1] for row in starts(shop)] == [OLD, dt.date(2020, 1, 2)]


def test_a_number_is_no_day(shop: Shop) -> None:
    """A serial number without a date format is not guessed at, even where a format would fit."""
    workbook.declare(shop)
    path = shop.folder / "sources.toml"
    path.write_text(path.read_text().replace('"%d.%m.%Y"', '"%d%m%y", "%Y%m%d"'))
    put(shop, write(HEAD, ("a", 31121), ("b", 43862.5), ("c", dt.time(12)), ("d", 20200201)))

    unreadable = [(name, None, "unreadable") for name in "abc"]
    assert starts(shop) == [*unreadable, ("d", OLD, "known")]


def test_a_column_of_numbers_is_named(book: Shop) -> None:
    """All starts are unknown then, and the cure lies in the spreadsheet."""
    book.put(write(HEAD, ("a", 43862)), workbook.NAME)
    [(_, _, problem)] = book.build().problems

    assert problem.key == "problem.no_date_cells"
    assert "numbers such as 99999" in str(problem)


ERRORS = ["#N/A", "#DIV/0!", "#REF!", "#SPILL!", "Err:502"]


@pytest.mark.parametrize("error", ERRORS)
def test_an_error_in_a_needed_cell_rejects_its_row(book: Shop, error: str) -> None:
    """Read as empty it would be a person unknown, or a customer for ever."""
    fault = (
        f'<row r="3">{CELL.format(place="A3", text="b")}<c r="B3" t="e"><v>{error}</v></c></row>'
    )
    rows = [("A1", "id"), ("B1", "ended"), ("C1", "note")]
    head = f'<row r="1">{"".join(CELL.format(place=p, text=t) for p, t in rows)}</row>'
    beside = '<row r="2"><c r="A2"><v>1</v></c><c r="C2" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'

    assert put(book, raw(head + beside + fault)) == [("read", 3, 1, 0, 1, 1, None)]
    assert book.records() == [("1", 2)]
    assert book.rejects() == [(3, "reject.error_cell")]


def test_a_formula_counts_by_its_result(book: Shop) -> None:
    """One that no program has ever calculated has none, and is not an empty cell."""
    place = ('<c r="A1" t="str"><v>id</v></c>', '<c r="B1" t="str"><v>ended</v></c>')
    good = '<c r="A2"><f>10+2</f><v>12</v></c><c r="B2" t="str"><f>""</f><v></v></c>'
    never = '<c r="A3"><f>10+2</f><v/></c><c r="B3"><f>A3</f></c>'
    rows = [
        f'<row r="{i}">{cells}</row>' for i, cells in enumerate(("".join(place), good, never), 1)
    ]

    assert put(book, raw("".join(rows))) == [("read", 3, 1, 0, 1, 1, None)]
    assert starts(book) == [("12", None, "empty")]
    assert book.rejects() == [(3, "reject.no_result")]


def test_cells_without_a_place_follow_each_other(book: Shop) -> None:
    """Some programs write no cell references; an error among them is found all the same."""
    text = "<c t='inlineStr'><is><t>{}</t></is></c>".format
    head = f"<row>{text('id')}{text('ended')}</row>"
    rows = f"<row>{text('a')}{text('1.2.2020')}</row><row>{text('b')}<c t='e'><v>#N/A</v></c></row>"

    assert put(book, raw(head + rows)) == [("read", 3, 1, 0, 1, 1, None)]
    assert book.rejects() == [(3, "reject.error_cell")]


@pytest.mark.parametrize("prefix", ["", "x:"])
@pytest.mark.parametrize(
    "namespace",
    [
        "http://schemas.openxmlformats.org/officeDocument/2006",
        "http://purl.oclc.org/ooxml/officeDocument",
    ],
)
def test_workbooks_of_other_programs_are_read(book: Shop, prefix: str, namespace: str) -> None:
    """Texts lie in a list of their own, tags have a prefix, parts lie elsewhere, or all of it."""
    files = put(book, other_workbook.write(prefix, namespace))

    assert files == [("read", 3, 1, 0, 1, 1, None)]
    assert starts(book) == [("Ä & Ö", OLD, "known")]
    assert book.rejects() == [(3, "reject.error_cell")]


def test_hidden_rows_are_held_like_others(book: Shop) -> None:
    """Who filters a list deletes nothing."""

    def hide(sheet: Worksheet) -> None:
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions["A"].hidden = True

    assert put(book, write(HEAD, *BODY, change=hide)) == [("read", 3, 1, 0, 0, 2, None)]


def test_a_needed_cell_under_a_merged_one_rejects_its_row(book: Shop) -> None:
    """It looks filled and is empty in the file; which of both is meant nobody can tell."""

    def merge(sheet: Worksheet) -> None:
        sheet.merge_cells("B2:B3")
        sheet.merge_cells("C2:D5")

    head = (*HEAD, "note", "more")

    assert put(book, write(head, *BODY, ("c", OLD), change=merge)) == [
        ("read", 4, 1, 0, 1, 2, None)
    ]
    assert book.rejects() == [(3, "reject.merged")]


def test_formatted_cells_without_content_are_no_rows(book: Shop) -> None:
    """Programs colour whole sheets; that makes neither rows nor a table too large."""

    def colour(sheet: Worksheet) -> None:
        sheet.cell(1_048_576, 16_384).number_format = "0.00"

    assert put(book, write(HEAD, ("a", OLD), change=colour)) == [("read", 2, 1, 0, 0, 1, None)]


def test_one_sheet_with_content_is_the_one_meant(book: Shop) -> None:
    made = openpyxl.Workbook()
    made.create_sheet("Data").append(HEAD)
    made["Data"].append(BODY[0])

    assert put(book, workbook.saved(made)) == [("read", 2, 1, 0, 0, 1, None)]


def test_several_sheets_with_content_must_be_chosen_from(book: Shop) -> None:
    """Taking the first would pass over the rows of the others without a word."""
    made = openpyxl.Workbook()
    made.active.append(HEAD)
    for name in ("Old ones", "Lists & more"):
        made.create_sheet(name).append(HEAD)
        made[name].append(BODY[0])
    made["Lists & more"].sheet_state = "hidden"
    content = workbook.saved(made)
    book.put(content, workbook.NAME)
    [(_, _, problem)] = book.build().problems

    assert "Sheet, Old ones, Lists & more" in str(problem)
    workbook.declare(book, 'sheet = "Lists & more"')
    assert put(book, content) == [("read", 2, 1, 0, 0, 1, None)]


def test_a_sheet_that_is_absent_is_told_from_those_there(shop: Shop) -> None:
    workbook.declare(shop, 'sheet = "People"')
    shop.put(write(HEAD), workbook.NAME)
    [(_, _, problem)] = shop.build().problems

    assert str(problem) == "people.xlsx has no sheet People; it has Sheet"


def test_a_missing_column_refuses_all_rows_by_their_number(book: Shop) -> None:
    content = write(("id", "end"), *BODY)

    assert put(book, content) == [("failed", 3, 0, 0, 3, 0, "problem.missing_column_near")]


def test_an_empty_sheet_is_no_export(book: Shop) -> None:
    [(state, *_, problem)] = put(book, write())

    assert (state, problem) == ("failed", "problem.empty_file")


def test_a_call_may_be_long_by_a_cell_of_time(shop: Shop) -> None:
    """A length is stored as a part of a day, or typed as seconds with their own comma."""
    workbook.declare(shop)
    path = shop.folder / "sources.toml"
    text = path.read_text().replace('category = "basic"', 'kind = "calls"')
    text = text.replace("date =", 'decimal = ","\ndate =').replace("starts_on", "started_at")
    path.write_text(text + 'seconds = "long"\n')
    lengths = [dt.time(0, 3, 25), dt.timedelta(hours=30), 12.4, "12,4", "x"]
    put(shop, write((*HEAD, "long"), *(("a", OLD, one) for one in lengths)))

    total = 205 + 30 * 3600 + 12 + 12
    assert shop.ask("figures", "SELECT sum(calls), sum(seconds) FROM fig_calls") == [(5, total)]


VALUE = st.one_of(
    st.none(),
    st.sampled_from(["a", " ", "007", "#N/A", "1.2.2020", 12, 0, False, OLD]),
)


SHEETS = 10  # in one build, which takes far longer than its files


@settings(
    max_examples=6,
    deadline=None,
    phases=[Phase.generate],  # which file it is stands in what differs, and a build is slow
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.lists(
        st.tuples(
            st.lists(st.lists(VALUE, max_size=4), max_size=10),
            st.integers(0, 3),
            st.integers(0, 2),
        ),
        min_size=SHEETS,
        max_size=SHEETS,
    )
)
def test_every_row_of_a_sheet_has_one_fate(
    shop: Shop, drawn: list[tuple[list[list], int, int]]
) -> None:
    """However a table lies in its sheet, its rows are kept, rejected or blank, and add up."""
    shop.declare_each(names := [f"people-{number}.xlsx" for number in range(SHEETS)], "xlsx")
    for name, lain in zip(names, drawn, strict=True):
        shop.put(_lain(*lain), name)
    shop.build()
    found = zip(names, shop.files(), shop.preambles(), strict=True)

    assert {name: (*counts, preamble) for name, (*counts, _), preamble in found} == {
        name: _promised(rows, down) for name, (rows, down, _) in zip(names, drawn, strict=True)
    }


def _lain(rows: list[list], down: int, right: int) -> bytes:
    """Write a table somewhere in a sheet."""

    def place(sheet: Worksheet) -> None:
        for row, cells in enumerate([HEAD, *rows], start=1 + down):
            for column, cell in enumerate(cells, start=1 + right):
                sheet.cell(row, column, cell)

    return write(change=place)


def _promised(rows: list[list], down: int) -> tuple:
    """Return what a file's counts must be, by its rows and those that are above them."""
    fates = [_fate(row) for row in rows]
    while fates and not _is_filled_to_the_end(rows[len(fates) - 1]):
        fates.pop()
    counts = map(fates.count, ("blank", "rejected", "kept"))
    return ("read", down + 1 + len(fates), 1, *counts, down)


def _fate(row: list) -> str:
    """Tell a row's fate from what was put into it alone; openpyxl writes #N/A as an error."""
    filled = [cell is not None and str(cell).strip() != "" for cell in row]
    if not any(filled):
        return "blank"
    return "rejected" if any(filled[2:]) or "#N/A" in row[:2] else "kept"


def _is_filled_to_the_end(row: list) -> bool:
    """A last row that is nothing but empty cells is not in the file."""
    return any(cell is not None for cell in row)
