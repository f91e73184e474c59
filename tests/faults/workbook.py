"""Workbooks for a small home: written with openpyxl, or as XML that no program would write."""

import io
import zipfile
from collections.abc import Callable
from datetime import date
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from tests.faults.shop import Shop

NAME = "people.xlsx"
HEAD = ("id", "ended")
OLD = date(2020, 2, 1)
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
XML = f'<worksheet xmlns="{MAIN}"><sheetData>{{rows}}</sheetData>{{after}}</worksheet>'


def declare(shop: Shop, layout: str = "", columns: str = "") -> None:
    """Declare the workbook; *layout* and *columns* are more lines of TOML."""
    shop.declare(files=NAME, kind="xlsx")
    path = shop.folder / "sources.toml"
    text = path.read_text(encoding="utf-8")
    text = text.replace('type = "xlsx"\n', f'type = "xlsx"\n{layout}\n')
    path.write_text(text + columns, encoding="utf-8")


def write(*rows: tuple[Any, ...], change: Callable[[Worksheet], Any] = lambda sheet: None) -> bytes:
    """Write a workbook of one sheet, and *change* it before it is saved."""
    book = openpyxl.Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    change(sheet)
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    """Return a workbook's bytes."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_part(book: bytes, name: str, content: str | bytes) -> bytes:
    """Replace one part of a workbook."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(book)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.namelist():
            new.writestr(part, content if part == name else old.read(part))
    return out.getvalue()


def raw(rows: str, after: str = "") -> bytes:
    """Write a workbook whose rows are XML as given."""
    sheet = XML.format(rows=rows, after=after)
    return with_part(write(HEAD), "xl/worksheets/sheet1.xml", sheet)


def put(shop: Shop, content: bytes) -> list[tuple]:
    """Put a workbook into the home, build, and return what became of its rows."""
    shop.put(content, NAME)
    shop.build()
    return shop.files()
