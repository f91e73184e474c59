"""The register of processing as a file, in the form that its name asks for."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

import pandas as pd

from vouch import kpis, readers, viewers, wording
from vouch.command_line import options
from vouch.command_line.figures import Source
from vouch.errors import VouchError
from vouch.register import content, document, workbook
from vouch.view import View

T = TypeVar("T")
FORMS = {".xlsx": workbook.as_xlsx, ".pdf": document.as_pdf}


@dataclass(frozen=True)
class Asked:
    """A reader as a view asks it; for one question nothing needs to be kept."""

    folder: Path
    reader: readers.Reader

    def rows(self, layer: str, name: str, params: tuple) -> pd.DataFrame:
        """Run a query."""
        return self.reader.rows(layer, name, **dict(params))

    def kpi(self, name: str, snapshot: date, as_of: date) -> kpis.Kpi:
        """Measure one KPI."""
        return kpis.measure(self.reader, name, snapshot, as_of)

    def keep(self, name: str, make: Callable[[], T]) -> T:
        """Make it each time."""
        return make()

    def is_pruned(self, snapshot: date) -> bool:
        """Tell whether the exports of a snapshot are deleted."""
        found = self.reader.rows("series", "snapshots")
        return bool(found.loc[found["snapshot"].dt.date == snapshot, "is_pruned"].any())

    def under(self, judgement: readers.Judgement) -> "Asked":
        """Open the same generation under another policy."""
        made = self.reader.generation, self.reader.role
        return Asked(self.folder, readers.open(self.folder, *made, judgement))


def check(out: Path, language: str) -> None:
    """Refuse a file or a language before anything is built for it.

    Raises:
        VouchError: no such form, language or folder.
    """
    if out.suffix.lower() not in FORMS:
        raise VouchError("problem.register_suffix", file=out.name)
    options.refuse_unwritable(out, language)


def write(source: Source, out: Path, language: str) -> None:
    """Write the register of the source's snapshot to *out*."""
    make = FORMS[out.suffix.lower()]
    out.write_bytes(make(content.write(look(source, language))))


def look(source: Source, language: str) -> View:
    """Look at a source in a language, as a page does."""
    return View(
        t=wording.Words(language),
        home=source.home,
        generation=source.generation,
        viewer=viewers.local(source.reader.role),
        snapshots=tuple(source.reader.snapshots()),
        snapshot=source.snapshot,
        as_of=source.as_of,
        source=Asked(source.home.warehouse, source.reader),
    )
