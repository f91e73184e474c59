"""The register as a workbook: the same words as on the page, in cells that sort and print."""

import io
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from vouch import downloads, wording
from vouch.register.shape import Line, Register
from vouch.wording import Words

A4 = 9  # xlsxwriter's number of the paper
FEWEST, MOST, SHEET = 12, 60, 240  # widths of a column, and of all together, in characters
MOST_TEXT = 32_767  # characters that a cell takes
MOST_FOOTER = 240  # a spreadsheet takes 255 characters
# A text is a text, whatever it looks like: no formula, no link, no number.
PLAIN = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
TOP = {"valign": "top"}
LOOKS = {
    "head": {"bold": True, "bg_color": "#f3f5f6", "bottom": 1, "text_wrap": True},
    "text": {"text_wrap": True, **TOP},
    "sign": {"text_wrap": True, "quote_prefix": True, **TOP},  # stays a text when it is edited
    "count": {"num_format": "#,##0", **TOP},
    "day": {"num_format": "yyyy-mm-dd", "align": "left", **TOP},
}

Rows = list[Sequence[Any]]  # the head as texts, and below it lines


def as_xlsx(register: Register) -> bytes:
    """Write the register, dated on the snapshot's day; the same register gives the same bytes."""
    t, file = Words(register.language), io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, **PLAIN})
    made = datetime.combine(register.day, time())
    [author] = [fact.lines[0].said(t) for fact in register.rests_on("controller")]
    book.set_properties({"title": register.title, "author": author, "created": made})
    _sheet(book, t("register.sheet"), _activities(register, t), register)
    for table in (*register.tables, register.gaps):
        _sheet(book, table.title, [table.head, *table.rows], register)
    _sheet(book, register.ground.title, _about(register, t), register)
    book.close()
    return file.getvalue()


def _activities(register: Register, t: Words) -> Rows:
    """Write one row per activity, its facts side by side."""
    head = [t("col.activity"), *(fact.term for fact in register.entries[0].facts)]
    rows = [
        [Line(entry.title), *(_together(fact.lines, t) for fact in entry.facts)]
        for entry in register.entries
    ]
    return [head, *rows]


def _together(lines: Sequence[Line], t: Words) -> Line:
    """Put the lines of a fact into one cell; a single number stays a number."""
    if len(lines) == 1:
        return lines[0]
    return Line("\n".join(line.said(t) for line in lines))


def _about(register: Register, t: Words) -> Rows:
    """Write who answers for the register, and what it rests on."""
    head = [register.title, wording.plain(register.sentence)]
    facts = (*register.controller.facts, *register.ground.facts)
    return [head, *([Line(fact.term), _together(fact.lines, t)] for fact in facts)]


def _sheet(book: xlsxwriter.Workbook, name: str, rows: Rows, register: Register) -> None:
    """Write one sheet: a head that stays and repeats, then the rows."""
    t, sheet = Words(register.language), book.add_worksheet(name)
    looks = {kind: book.add_format(look) for kind, look in LOOKS.items()}
    for column, term in enumerate(rows[0]):
        sheet.write_string(0, column, str(term), looks["head"])
    for number, row in enumerate(rows[1:], start=1):
        for column, cell in enumerate(row):
            _write(sheet, (number, column), cell, t, looks)
    _lay_out(sheet, rows, t)
    _set_up_print(sheet, register, t)


def _write(
    sheet: Worksheet, place: tuple[int, int], line: Line, t: Words, looks: dict[str, Format]
) -> None:
    """Write a number and a day as such, and all else as text."""
    if isinstance(line.value, date):
        sheet.write_datetime(*place, line.value, looks["day"])
    elif isinstance(line.value, int):
        sheet.write_number(*place, line.value, looks["count"])
    else:
        text = line.said(t)[:MOST_TEXT]
        sheet.write_string(*place, text, looks["sign" if downloads.is_formula(text) else "text"])


def _lay_out(sheet: Worksheet, rows: Rows, t: Words) -> None:
    """Make each column as wide as its longest line, so that a page still holds all of them."""
    columns = len(rows[0])
    for column in range(columns):
        texts = [str(rows[0][column]), *(row[column].said(t) for row in rows[1:])]
        longest = max(len(line) for text in texts for line in text.split("\n"))
        sheet.set_column(column, column, min(MOST, SHEET // columns, max(FEWEST, longest + 2)))
    sheet.freeze_panes(1, 1)


def _set_up_print(sheet: Worksheet, register: Register, t: Words) -> None:
    """Print on A4 on its side, all columns on one page, the head on each, pages numbered."""
    ground = register.rests_on("snapshot", "policy", "generation")
    room = MOST_FOOTER - len(register.title)
    said = ", ".join(fact.lines[0].said(t) for fact in ground)[: room // 2].replace("&", "&&")
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer(f"&L{register.title}&C{said}&R&P / &N")
