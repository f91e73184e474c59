"""What a workbook declares: its sheets, where they lie, and the parts that they share."""

import posixpath
import xml.etree.ElementTree as ET  # noqa: S405  of small parts; expat bounds their entities
import zipfile
from dataclasses import dataclass
from pathlib import Path

from vouch.errors import VouchError

MOST_BYTES = 16 << 20
MAIN, SHEET, STYLES, STRINGS = "officeDocument", "worksheet", "styles", "sharedStrings"
DAMAGED = ET.ParseError


@dataclass(frozen=True)
class Book:
    """What a workbook declares: where its sheets lie, by name, and the parts they share."""

    sheets: dict[str, str]
    shared: dict[str, str]
    is_1904: bool


def read(path: Path, archive: zipfile.ZipFile) -> Book:
    """Read which sheets there are; charts and macros are none.

    Raises:
        VouchError: the archive holds no workbook, or one of another format.
    """
    names = archive.namelist()
    main = next((at for kind, at in _related(archive, "").values() if kind == MAIN), "")
    if main.endswith(".bin") or "content.xml" in names:
        found = "xlsb" if main else "ods"
        raise VouchError("problem.workbook_of_other_format", file=path.name, found=found)
    root = _declaration(archive, main) if main else None
    if root is None or _local(root.tag) != "workbook":
        raise VouchError("problem.no_workbook", file=path.name)
    related = _related(archive, main)
    listed = {
        item.get("name", ""): _id(item) for item in root.iter() if _local(item.tag) == "sheet"
    }
    sheets = {
        name: related[key][1]
        for name, key in listed.items()
        if key in related and related[key][0] == SHEET
    }
    shared = {kind: at for kind, at in related.values() if kind in (STYLES, STRINGS)}
    dates = [item.get("date1904") for item in root if _local(item.tag) == "workbookPr"]
    if not sheets:
        raise VouchError("problem.workbook_damaged", file=path.name)
    return Book(sheets, shared, is_1904=any(value in ("1", "true") for value in dates))


def _related(archive: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """Read what a part of the workbook refers to: kind and place, by the key it uses."""
    folder, name = posixpath.split(part)
    at = posixpath.join(folder, "_rels", f"{name}.rels")
    if at not in archive.namelist():
        return {}
    return {
        item.get("Id", ""): (
            posixpath.basename(item.get("Type", "")),
            posixpath.normpath(posixpath.join("/", folder, item.get("Target", "")))[1:],
        )
        for item in _declaration(archive, at)
    }


def _declaration(archive: zipfile.ZipFile, part: str) -> ET.Element:
    with archive.open(part) as file:
        text = file.read(MOST_BYTES + 1)
    if len(text) > MOST_BYTES:
        raise zipfile.BadZipFile(part)
    return ET.fromstring(text)  # noqa: S314  see the import


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _id(item: ET.Element) -> str:
    return next((value for key, value in item.attrib.items() if key.endswith("}id")), "")
