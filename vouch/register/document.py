"""The register as a PDF: tagged, archivable, and typeset from data that is never markup."""

import functools
import json
import unicodedata
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import typst

from vouch import characters, wording
from vouch.register.shape import Entry, Fact, Line, Register, Table
from vouch.wording import Words

TEMPLATE = Path(__file__).parent / "register.typ"
WITHOUT_SIGN = {*characters.UNSEEN, "Cn", "Co"}  # the last two are nobody's, or only of some
LATIN = 0x250  # below it the embedded fonts have every character that can be printed
PROBE = b"#set document(title: [-])\n#sys.inputs.character"
PROBED_ON = date(1970, 1, 1)


def as_pdf(register: Register) -> bytes:
    """Write the register, dated on the snapshot's day; the same register gives the same bytes."""
    told = json.dumps(_shown(_data(register)))
    return _compile(TEMPLATE.read_bytes(), {"register": told}, register.day)


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


def _shown(value: Any) -> Any:
    """Write every text with characters that the fonts have; others by their number in Unicode."""
    if isinstance(value, dict):
        return {key: _shown(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_shown(one) for one in value]
    if not isinstance(value, str):
        return value
    return "".join(map(_character, " ".join(value.split("\n"))))


def _character(character: str) -> str:
    is_sign = unicodedata.category(character) not in WITHOUT_SIGN
    is_shown = is_sign and (ord(character) < LATIN or _has_glyph(character))
    return character if is_shown else f"[U+{ord(character):04X}]"


@functools.cache
def _has_glyph(character: str) -> bool:
    """Tell whether the embedded fonts have a character: without one there is no tagged PDF."""
    try:
        _compile(PROBE, {"character": character}, PROBED_ON)
    except typst.TypstError:
        return False
    return True


def _compile(source: bytes, inputs: dict[str, str], day: date) -> bytes:
    """Typeset with embedded fonts alone, so that a page is the same on every machine."""
    return typst.compile(
        source,
        format="pdf",
        font_paths=_fonts(),
        sys_inputs=inputs,
        pdf_standards=["ua-1", "a-3a"],  # for assistive technology, and for the archive
        timestamp=datetime.combine(day, time(), UTC),
    )


@functools.cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False)
