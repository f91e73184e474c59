"""Workbooks made safe: told from what only bears their name, bounded, and one sheet chosen."""

import errno
import lzma
import mmap
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from vouch import bounds
from vouch.errors import VouchError
from vouch.intake import books, marks

CHUNK = 4 << 20
MOST_BYTES = {books.SHEET: 1 << 30, books.STRINGS: 256 << 20, books.STYLES: 16 << 20}
ZIP, OLE = (b"PK\x03\x04", b"PK\x05\x06"), b"\xd0\xcf\x11\xe0"
HIDDEN_NAME = "EncryptedPackage".encode("utf-16-le")
IS_ENCRYPTED = 0x1
DAMAGED = (  # what zipfile, its unpackers and expat raise for bytes that they cannot follow
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, books.DAMAGED),
    *(EOFError, LookupError, ValueError, RuntimeError),  # the last for a packing not known to it
)
BAD_PLACE = (None, errno.EINVAL)  # not of the disk, as when there is no room
CONTENT = re.compile(rb"<(?:\w+:)?(?:v|is)[\s>]")
BASE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORKBOOK = (
    f'<workbook xmlns:r="{BASE}"><workbookPr date1904="{{is_1904:d}}"/><sheets>'
    f'<sheet name="{books.SHEET}" sheetId="1" r:id="{books.SHEET}"/></sheets></workbook>'
)
COPIED = {
    books.SHEET: "worksheets/sheet.xml",
    books.STYLES: "styles.xml",
    books.STRINGS: "sharedStrings.xml",
}


@dataclass(frozen=True)
class Packed:
    """A workbook's archive, opened, and how far it may unpack."""

    path: Path
    archive: zipfile.ZipFile
    within: bounds.Bounds


def prepare(
    path: Path, sheet: str | None, scratch: Path, within: bounds.Bounds = bounds.USUAL
) -> Path:
    """Copy one sheet and what it needs into *scratch*, as a workbook that is safe to read.

    Raises:
        VouchError: the file is no xlsx workbook, is locked, damaged or too large, or it is not
            plain which sheet is meant.
    """
    _identify(path)
    target = scratch / f"plain-{abs(hash(path))}.xlsx"
    with _whole(path), zipfile.ZipFile(path) as archive:
        _refuse_locked(path, archive)
        book = books.read(path, archive)
        packed = Packed(path, archive, within)
        chosen = _choose(packed, book, sheet)
        parts = {books.SHEET: book.sheets[chosen], **book.shared}
        with zipfile.ZipFile(target, "w") as copy:
            _declare(copy, parts, is_1904=book.is_1904)
            for kind, part in parts.items():
                _copy(packed, copy, kind, part)
    return target


def _identify(path: Path) -> None:
    """Tell by its first bytes what bears the name of a workbook and is none."""
    with path.open("rb") as file:
        head = file.read(1 << 12)
        if not head:
            raise VouchError("problem.empty_file", file=path.name)
        if head.startswith(OLE):
            with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
                if content.find(HIDDEN_NAME) >= 0:
                    raise VouchError("problem.workbook_locked", file=path.name)
            raise VouchError("problem.workbook_of_other_format", file=path.name, found="xls")
    if not head.startswith(ZIP):
        is_text = b"\0" not in head
        raise VouchError(
            "problem.workbook_is_text" if is_text else "problem.no_workbook", file=path.name
        )


@contextmanager
def _whole(path: Path) -> Iterator[None]:
    try:
        yield
    except DAMAGED as error:
        raise VouchError("problem.workbook_damaged", file=path.name) from error
    except OSError as error:
        if error.errno not in BAD_PLACE:
            raise
        raise VouchError("problem.workbook_damaged", file=path.name) from error


def _refuse_locked(path: Path, archive: zipfile.ZipFile) -> None:
    if any(part.flag_bits & IS_ENCRYPTED for part in archive.infolist()):
        raise VouchError("problem.workbook_locked", file=path.name)


def _choose(packed: Packed, book: books.Book, sheet: str | None) -> str:
    """Choose the sheet that is named, else the only one with anything in it."""
    if sheet is not None:
        if sheet not in book.sheets:
            known = ", ".join(book.sheets)
            raise VouchError(
                "problem.sheet_absent", file=packed.path.name, sheet=sheet, known=known
            )
        return sheet
    if len(book.sheets) == 1:
        return next(iter(book.sheets))
    filled = [name for name, part in book.sheets.items() if _has_content(packed, part)]
    if len(filled) > 1:
        known = ", ".join(filled)
        raise VouchError("problem.sheets_several", file=packed.path.name, known=known)
    return next(iter(filled or book.sheets))


def _has_content(packed: Packed, part: str) -> bool:
    tail = b""
    for chunk in _chunks(packed, part):
        if CONTENT.search(tail + chunk):
            return True
        tail = chunk[-64:]
    return False


def _declare(copy: zipfile.ZipFile, parts: dict[str, str], *, is_1904: bool) -> None:
    """Write what makes a workbook of the copied parts."""
    copy.writestr("xl/workbook.xml", WORKBOOK.format(is_1904=is_1904))
    targets = {kind: COPIED[kind] for kind in parts}
    copy.writestr("xl/_rels/workbook.xml.rels", _relations(targets))
    copy.writestr("_rels/.rels", _relations({books.MAIN: "xl/workbook.xml"}))


def _relations(targets: dict[str, str]) -> str:
    listed = "".join(
        f'<Relationship Id="{kind}" Type="{BASE}/{kind}" Target="{target}"/>'
        for kind, target in targets.items()
    )
    return f"<Relationships>{listed}</Relationships>"


def _copy(packed: Packed, copy: zipfile.ZipFile, kind: str, part: str) -> None:
    chunks = _chunks(packed, part, kind)
    with copy.open(f"xl/{COPIED[kind]}", "w", force_zip64=True) as out:
        for chunk in marks.marked(chunks, packed.path.name) if kind == books.SHEET else chunks:
            out.write(chunk)


def _chunks(packed: Packed, part: str, kind: str = books.SHEET) -> Iterator[bytes]:
    """Unpack a part to its end, so that its checksum is compared, and no further than may be."""
    name, size = packed.path.name, packed.path.stat().st_size
    total, most = 0, MOST_BYTES[kind]
    packed.within.hold(name, size, packed.archive.getinfo(part).file_size)
    with packed.archive.open(part) as file:
        while chunk := file.read(CHUNK):
            total += len(chunk)
            packed.within.hold(name, size, total)
            if total > most:
                raise VouchError("problem.sheet_too_long", file=name, most=most >> 20)
            yield chunk
