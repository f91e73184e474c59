"""An export as rows of texts, whatever its format, with what its form was told by."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from vouch.errors import VouchError

PARQUET, ZIP, OLE = b"PAR1", b"PK", b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True)
class Setting:
    """A line of a format table: key, value as TOML, and why; switched off unless decided."""

    key: str
    value: str
    why: str = ""
    is_decided: bool = True


@dataclass(frozen=True)
class Table:
    """Some rows of an export: *seen* says which, *names* are empty where the file gives none."""

    kind: str
    names: list[str]
    rows: list[list[str]]
    seen: str
    settings: list[Setting] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    has_typed_days: bool = False

    def columns(self) -> Iterator[tuple[str, list[str]]]:
        """Give each column's name and texts; a row that is too short has nothing there."""
        width = len(self.names) or max((len(row) for row in self.rows), default=0)
        for place in range(width):
            name = self.names[place] if self.names else ""
            yield name, [row[place] if place < len(row) else "" for row in self.rows]


def read(path: Path, most: int, sheet: str | None, scratch: Path) -> Table:
    """Read at most *most* rows of the export at *path*, by what its first bytes say it is.

    Raises:
        VouchError: it cannot be read, or is nothing that vouch could read.
    """
    from vouch.inspection import delimited, documents, logs, samples, stored  # they make tables

    _refuse_unreadable(path)
    with path.open("rb") as file:
        head = file.read(4)
    if head.startswith(PARQUET):
        return stored.parquet(path, most)
    if head.startswith((ZIP, OLE)):
        return stored.workbook(path, most, sheet, scratch)
    sample = samples.take(path)
    text = documents.text(sample.head)
    if logs.is_log(text):
        return logs.read(text, most, is_whole=sample.is_whole)
    if found := documents.read(text, path.name, most, is_whole=sample.is_whole):
        return found
    return delimited.read(sample, path.name, most, scratch)


def _refuse_unreadable(path: Path) -> None:
    if not path.exists():
        raise VouchError("problem.no_export", file=path.name, folder=str(path.parent))
    if not path.is_file():
        raise VouchError("problem.not_an_export", file=path.name)
    if not os.access(path, os.R_OK):
        raise VouchError("problem.may_not_read", file=path.name)


def seen(rows: int, *, is_whole: bool, places: int = 0) -> str:
    """Say which rows were looked at."""
    if is_whole:
        return f"all {rows:,} rows" if rows != 1 else "its only row"
    spread = f", some of them from {places} places spread over the rest" if places else ""
    return f"{rows:,} rows of more: the first{spread}"
