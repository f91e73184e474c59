"""Files that bear the name of a workbook: what they are instead is said in one sentence."""

import contextlib
import io
import random
import zipfile
from pathlib import Path

import pytest

from tests.faults import workbook
from tests.faults.shop import Shop
from tests.faults.workbook import HEAD, OLD, raw, with_part, write
from vouch import bounds, sources
from vouch.errors import VouchError
from vouch.intake import sheets

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
SHEET = "xl/worksheets/sheet1.xml"
GOOD = write(HEAD, ("a", OLD))
FAR = '<row r="{row}"><c r="{place}"><v>1</v></c></row>'.format


def archive(**parts: str) -> bytes:
    """Write an archive of the parts given."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


def locked(content: bytes) -> bytes:
    """Set the flag that says that a part is encrypted, in its entry and in the list of them."""
    for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.index(sign) + place
        content = content[:at] + bytes([content[at] | 1]) + content[at + 1 :]
    return content


FILES = {
    "nothing": (b"", "problem.empty_file"),
    "text": (b"id;ended\na;1.2.2020\n", "problem.workbook_is_text"),
    "an old workbook": (OLE, "problem.workbook_of_other_format"),
    "a workbook under a password": (
        OLE + "EncryptedPackage".encode("utf-16-le"),
        "problem.workbook_locked",
    ),
    "an archive under a password": (locked(GOOD), "problem.workbook_locked"),
    "an ods": (archive(**{"content.xml": "<x/>"}), "problem.workbook_of_other_format"),
    "another archive": (archive(readme="hello"), "problem.no_workbook"),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "problem.no_workbook"),
    "a cut workbook": (GOOD[: len(GOOD) // 2], "problem.workbook_damaged"),
    "a workbook without its sheet": (with_part(GOOD, SHEET, ""), "problem.workbook_damaged"),
    "XML that does not close": (
        with_part(GOOD, SHEET, "<a><sheetData>"),
        "problem.workbook_damaged",
    ),
    "a text that is not in the list": (
        raw('<row r="1"><c r="A1" t="s"><v>7</v></c></row>'),
        "problem.workbook_damaged",
    ),
    "two cells far apart": (
        raw(FAR(row=1, place="A1") + FAR(row=1_048_576, place="XFD1048576")),
        "problem.sheet_too_large",
    ),
    "a row of cells without a place, and one far below": (
        raw(f"<row>{'<c><v>1</v></c>' * 99}</row>{FAR(row=1_000_000, place='A1000000')}"),
        "problem.sheet_too_large",
    ),
    "a place beyond all sheets": (
        raw(FAR(row=1, place="A1") + FAR(row=1, place="AAAAAAAAAA1")),
        "problem.sheet_too_large",
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_what_is_no_sound_workbook_is_one_sentence(shop: Shop, name: str) -> None:
    """Each has a cure of its own, and none of them keeps the other exports from being read."""
    content, key = FILES[name]
    workbook.declare(shop)
    shop.put(content, workbook.NAME)
    [(_, _, problem)] = shop.build().problems

    assert problem.key == key
    assert len(str(problem).splitlines()) == 1
    assert shop.files() == [("failed", 0, 0, 0, 0, 0, key)]


def test_a_workbook_unpacks_to_no_more_than_it_may(shop: Shop) -> None:
    """A few kilobytes can unpack to all of a disk."""
    shop.bound(unpack_at_most="10 MB")
    workbook.declare(shop)
    shop.put(raw(" " * (11 << 20)), workbook.NAME)
    [(_, _, problem)] = shop.build().problems

    assert problem.key == "problem.unpacks_too_large"


def test_a_changed_byte_never_gives_other_rows(tmp_path: Path) -> None:
    """Whatever is read has passed its checksum; what has not is refused whole."""
    path = tmp_path / workbook.NAME
    for seed in range(300):
        dice = random.Random(seed)  # noqa: S311
        content = bytearray(GOOD)
        content[dice.randrange(len(content))] ^= 1 << dice.randrange(8)
        path.write_bytes(content)
        with contextlib.suppress(VouchError):
            assert sheets.count(path, sources.Layout(type="xlsx"), tmp_path, bounds.USUAL) == (2, 0)
