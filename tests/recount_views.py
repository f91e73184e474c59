"""Views for the recount of faults: a snapshot's files as text, records, and recounted rows."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from tests import recount, recount_days, recount_files

FORMS = {
    "asiakkaat.csv": ("cp1252", ";"),
    "yhteydenotot.csv": ("cp1252", ";"),
    "yhteydenotot-arkisto.csv.gz": ("cp1252", ";"),
    "tilaukset.csv": ("cp1252", ";"),
    "tyontekijat.csv": ("cp1252", ";"),
    "calls.csv": ("utf-8", ","),
    "soittolista.csv": ("utf-8", ","),
    "hakemukset.csv": ("utf-8", ","),
}


@dataclass(frozen=True)
class View:
    """One snapshot's folder, and its rows as recounted."""

    folder: Path
    look: recount.Look

    @cached_property
    def by_file(self) -> dict[str, list[recount.Record]]:
        """Group the kept rows by file; a file of two datasets has the rows of both."""
        groups: dict[str, list[recount.Record]] = {}
        for record in self.look.records:
            groups.setdefault(record.file, []).append(record)
        return groups

    def rows(self, file: str) -> list[recount.Record]:
        """List a file's kept rows."""
        return self.by_file.get(file, [])

    def text(self, file: str) -> str:
        """Return a file's text."""
        encoding = FORMS.get(file, ("utf-8-sig", ";"))[0]
        return recount_files.unpacked(self.folder / file).decode(encoding)

    def lines(self, file: str) -> list[str]:
        """List a file's lines."""
        return self.text(file).splitlines()

    def records(self, file: str) -> list[list[str]]:
        """List a CSV file's physical records, the header too."""
        delimiter = FORMS.get(file, ("", ";"))[1]
        return list(csv.reader(io.StringIO(self.text(file), newline=""), delimiter=delimiter))

    def table(self, file: str) -> list[dict[str, str]]:
        """List a CSV file's whole rows by column."""
        head, *rows = self.records(file)
        return [dict(zip(head, row, strict=True)) for row in rows if len(row) == len(head)]


def views(home: Path) -> list[View]:
    """Look at every snapshot."""
    return [
        View(home / "snapshots" / day.isoformat(), recount.look(home, day))
        for day in recount.snapshots(home)
    ]


def day(text: str) -> date | None:
    """Read a day as the sample's systems write it."""
    return recount_days.read(text, ["%d.%m.%Y", "%Y-%m-%d"])


def count(things: Iterable[object]) -> int:
    """Count what is true or not empty."""
    return sum(bool(thing) for thing in things)
