"""The register of processing as its reader gets it: on each screen, and as two files."""

import io

import openpyxl
import pytest

from tests import pdf_text

KINDS = {"xlsx": 0, "pdf": 1}


def taken(visitor, kind: str) -> tuple[str, bytes]:
    """Take a file away; return its name and its bytes."""
    with visitor.page.expect_download() as started:
        visitor.find("stDownloadButton").nth(KINDS[kind]).get_by_role("button").click()
    return started.value.suggested_filename, started.value.path().read_bytes()


def shown(visitor) -> list[list[str]]:
    """Return the rows of every table of the page."""
    rows = visitor.page.locator("table.figures tbody tr").all()
    return [row.locator("th, td").all_inner_texts() for row in rows]


def test_the_workbook_has_the_tables_of_the_page(visitor):
    """Read back cell by cell: what was handed over is what was looked at."""
    visitor.open("register", lang="en")
    name, data = taken(visitor, "xlsx")
    book = openpyxl.load_workbook(io.BytesIO(data))
    first, *sheets, _ = book.worksheets
    gaps = sheets.pop()
    rows = [
        [f"{cell:,}" if isinstance(cell, int) else cell for cell in row]
        for sheet in (gaps, *sheets)
        for row in sheet.iter_rows(min_row=2, values_only=True)
    ]

    assert name == "vouch-register-2026-10-31-en.xlsx"
    assert rows == shown(visitor)
    assert [row[0].value for row in first.iter_rows(min_row=2)] == (
        visitor.page.locator(".head h2").all_inner_texts()[2 : first.max_row + 1]
    )


def test_the_pdf_arrives_tagged_and_in_the_readers_language(visitor):
    """It is made for the page's language, snapshot and policy."""
    visitor.open("register", lang="fi", role="management")
    name, data = taken(visitor, "pdf")

    assert name == "vouch-register-2026-10-31-fi.pdf"
    assert data.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in data
    assert b"/Lang(fi)" in data
    assert pdf_text.pages(data)[0].startswith("Seloste käsittelytoimista")


@pytest.mark.parametrize("language", ["en", "fi", "sv"])
@pytest.mark.parametrize("width", [390, 1280, 1600])
def test_it_fits_every_screen(visitor, width, language):
    """Wide tables scroll in their own box; the page never does sideways."""
    visitor.page.set_viewport_size({"width": width, "height": 900})
    visitor.open("register", lang=language)

    assert visitor.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert visitor.page.locator("dl.entry").count() == 7
