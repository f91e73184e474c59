"""The register as a PDF: tagged, archivable, and typeset from data that is never markup."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from vouch import typesetting, wording
from vouch.register.shape import Entry, Fact, Line, Register, Table
from vouch.wording import Words

TEMPLATE = Path(__file__).parent / "register.typ"


def as_pdf(register: Register) -> bytes:
    """Write the register, dated on the snapshot's day; the same register gives the same bytes."""
    told = json.dumps(typesetting.shown(_data(register)))
    return typesetting.as_pdf(TEMPLATE.read_bytes(), {"register": told}, register.day)


def _data(register: Register) -> dict[str, Any]:
    t = Words(register.language)
    return {
        "language": register.language,
        "title": register.title,
        "day": list(register.day.timetuple()[:3]),
        "sentence": register.sentence.split(wording.STRONG),
        "entries": [_entry(one, t) for one in (register.controller, *register.entries)],
        "tables": [_table(one, t) for one in (*register.tables, register.gaps)],
        "about": register.ground.title,
        "ground": _entry(register.ground, t)["facts"],
        "footer": [
            _pair(fact, t) for fact in register.rests_on("snapshot", "policy", "generation")
        ],
        "page": t("register.page", page="{page}", pages="{pages}"),
    }


def _entry(entry: Entry, t: Words) -> dict[str, Any]:
    facts = [
        {"id": fact.id, "term": fact.term, "law": fact.law, "lines": _lines(fact.lines, t)}
        for fact in entry.facts
    ]
    return {"title": entry.title, "facts": facts}


def _lines(lines: Sequence[Line], t: Words) -> list[dict[str, Any]]:
    return [{"said": line.said(t), "is_gap": line.is_gap} for line in lines]


def _pair(fact: Fact, t: Words) -> str:
    return f"{fact.term}: {fact.lines[0].said(t)}"


def _table(table: Table, t: Words) -> dict[str, Any]:
    rows = [_lines(row, t) for row in table.rows]
    said = {"title": table.title, "note": table.note, "head": list(table.head), "rows": rows}
    return said | {"words": table.words}
