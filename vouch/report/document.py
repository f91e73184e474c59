"""The report as a PDF: tagged, archivable, and typeset from data that is never markup."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from vouch import typesetting
from vouch.report import (
    annual,
    assessment,
    control,
    holdings,
    imprint,
    method,
    principles,
    protection,
    rights,
    summary,
)
from vouch.report.remembering import Remembering
from vouch.report.since import Since
from vouch.view import View

TEMPLATE = Path(__file__).parent / "report.typ"
# The kinds of files that a pack has; a machine's own list would make other bytes elsewhere.
KINDS = {
    ".csv": "text/csv",
    ".json": "application/json",
    ".md": "text/markdown",
    ".png": "image/png",
    ".py": "text/x-python",
    ".sql": "application/sql",
    ".toml": "application/toml",
}
# In the order of the data protection ombudsman's guide to the data balance sheet.
CHAPTERS = (
    holdings.write,
    principles.write,
    protection.write,
    control.write,
    rights.write,
    assessment.write,
)


@dataclass(frozen=True)
class Attached:
    """A file that the PDF carries within it, as evidence: its name, content and description."""

    name: str
    data: bytes
    description: str


@dataclass(frozen=True)
class Draft:
    """A report that is written, and not yet typeset: what it says, and the files it carries."""

    told: str
    day: date
    files: Mapping[str, bytes]

    def as_pdf(self) -> bytes:
        """Typeset it as a PDF, dated on its day."""
        inputs = {"report": self.told}
        return typesetting.as_pdf(TEMPLATE.read_bytes(), inputs, self.day, self.files)

    def as_pictures(self) -> list[bytes]:
        """Typeset it as a PNG of each page."""
        inputs = {"report": self.told}
        return typesetting.as_pictures(TEMPLATE.read_bytes(), inputs, self.day, self.files)


def draft(
    view: View,
    attached: Sequence[Attached] = (),
    since: Since | None = None,
    *,
    is_annual: bool = False,
) -> Draft:
    """Write the report of a view, dated on the snapshot's day.

    The same view, files and last report give the same bytes. What changed *since* the last report
    is told on the first page; without one it says that it is the first. An annual one also tells
    what changed from the first snapshot of its year.

    Raises:
        VouchError: rows behind a finding cannot be listed for the data protection officer.
    """
    told = json.dumps(typesetting.shown(_data(view, attached, since, is_annual=is_annual)))
    files = {_place(number): one.data for number, one in enumerate(attached)}
    return Draft(told, view.snapshot, files)


def _data(
    view: View, attached: Sequence[Attached], since: Since | None, *, is_annual: bool
) -> dict[str, Any]:
    t, source = view.t, Remembering(view.source)
    view = replace(view, source=source)
    year = [annual.write(view)] if is_annual else []
    chapters = [*filter(None, year), *(write(view) for write in CHAPTERS)]
    first = summary.write(view, since, is_annual=is_annual)
    chapters += [method.write(view, source.asked), method.hashes(view, attached)]
    return {
        "language": t.language,
        "title": t("document.title_year" if is_annual else "document.title"),
        "author": view.home.policy.notice.controller,
        "day": list(view.snapshot.timetuple()[:3]),
        "contents": t("document.contents"),
        "head": [*imprint.head(view), *(_year(view) if is_annual else [])],
        "footer": imprint.footer(view),
        "page": t("register.page", page="{page}", pages="{pages}"),
        "summary": asdict(first),
        "chapters": [asdict(one) for one in chapters],
        "attached": [_carried(number, one) for number, one in enumerate(attached)],
    }


def _year(view: View) -> list[list[str]]:
    """Write which year it is, as a pair of a term and what is said of it."""
    return [[view.t("document.year"), annual.span(view)]]


def _place(number: int) -> str:
    return f"attached-{number}"


def _carried(number: int, one: Attached) -> dict[str, str]:
    kind = KINDS.get(Path(one.name).suffix, "application/octet-stream")
    said = {"name": one.name, "description": one.description}
    return said | {"kind": kind, "place": _place(number)}
