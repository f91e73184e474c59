"""What a report is put together from, as its template takes it: texts, tables and pictures."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from vouch import theme, wording
from vouch.key_figures import KeyFigure
from vouch.report import drawing, widths
from vouch.report.drawing import Drawn
from vouch.wording import Words

Block = dict[str, Any]
LONG = 1_500  # letters of a cell whose row may run over several pages


@dataclass(frozen=True)
class Section:
    """A heading, and what stands below it."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Chapter:
    """A chapter: its answer in one sentence, what it lacks, and its sections."""

    title: str
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...]


def section(title: str, note: str, *blocks: Block | None) -> Section:
    """Head a section as the page does; where there is nothing to show, a dash says so."""
    shown = blocks if any(blocks) else (text(wording.NOTHING),)
    return Section(wording.plain(title), tuple(filter(None, (quiet(note), *shown))))


def chapter(title: str, opening: Iterable[Block | None], *sections: Section | None) -> Chapter:
    """Put a chapter together; sections that are not there are left out."""
    return Chapter(title, tuple(filter(None, opening)), tuple(filter(None, sections)))


def verdict(sentence: str) -> Block | None:
    """Write the answer of a page."""
    return {"kind": "verdict", "parts": _parts(sentence)} if sentence else None


def text(sentence: str) -> Block | None:
    """Write a paragraph."""
    return {"kind": "text", "parts": _parts(sentence)} if sentence else None


def lead(sentence: str) -> Block | None:
    """Write a line that stands with the table below it."""
    return {"kind": "lead", "parts": _parts(sentence)} if sentence else None


def quiet(sentence: str) -> Block | None:
    """Write what is said beside the figures."""
    return {"kind": "quiet", "parts": _parts(sentence)} if sentence else None


def facts(entries: Sequence[tuple[str, str]]) -> Block | None:
    """List sentences, each behind a shape or none."""
    lines = [{"glyph": glyph, "parts": _parts(sentence)} for glyph, sentence in entries]
    return {"kind": "facts", "lines": lines} if lines else None


def banners(sentences: Iterable[str]) -> Block | None:
    """List what is missing from the figures."""
    return facts([(glyph("breach"), sentence) for sentence in sentences])


def well(sentence: str) -> Block | None:
    """Say that there is nothing to show because all is in order."""
    return facts([(glyph("within"), sentence)])


def table(made: Mapping[str, Any] | None, *, long: Sequence[int] = ()) -> Block | None:
    """Show a table as a page's template takes it; *long* are more columns of text, from 0."""
    if not made or not made["rows"]:
        return None
    head, rows = list(made["head"]), [list(map(str, row)) for row in made["rows"]]
    total = list(map(str, made.get("total") or ()))
    texts = sorted({*range(made["words"]), *long})
    wide = widths.allot(head, [*rows, total] if total else rows, texts)
    said: Block = {"kind": "table", "head": head, "rows": rows, "total": total}
    said["whole"] = max(len(cell) for row in rows for cell in row) < LONG
    return said | {"texts": texts, "widths": wide, "size": widths.size(len(head))}


def figures(entries: Sequence[KeyFigure], t: Words) -> Block | None:
    """Show key figures: value, verdict by shape and word, and change; what none has is left out."""
    columns = {
        "figure": [one.label for one in entries],
        "value": [one.value for one in entries],
        "verdict": [state(one, t) for one in entries],
        "beside": ["; ".join(filter(None, (one.bounds, one.change))) for one in entries],
    }
    said = {name: cells for name, cells in columns.items() if {*cells} - {"", wording.NOTHING}}
    head = [t(f"document.{name}") for name in said]
    rows = list(zip(*said.values(), strict=True))
    texts = [place for place, name in enumerate(said) if name != "value"]
    return table({"head": head, "rows": rows, "words": 1}, long=texts)


def state(entry: KeyFigure, t: Words) -> str:
    """Write how a figure stands as shape and word; without a limit nothing is said."""
    if not entry.status:
        return wording.NOTHING
    return status(entry.status, t, limit=entry.limit)


def glyph(name: str) -> str:
    """Return the shape of a status."""
    return theme.STATUSES[name].glyph


def status(name: str, t: Words, **values: object) -> str:
    """Write a status as shape and word."""
    return f"{glyph(name)}\u00a0{t(f'status.{name}', **values)}"


def chart(drawn: Drawn, t: Words) -> Block:
    """Show one chart, as wide as the page."""
    return charts([drawn], t, across=1)


def charts(drawn: Iterable[Drawn], t: Words, *, across: int) -> Block:
    """Show charts, at most so many beside one another."""
    pictures = [drawing.picture(one, t.language, across) for one in drawn]
    return {"kind": "charts", "across": across, "pictures": pictures}


def code(source: str) -> Block:
    """Show a query as it is run."""
    return {"kind": "code", "source": source}


def _parts(sentence: str) -> list[str]:
    """Part a sentence into what is plain and, every second, what is stressed."""
    return sentence.split(wording.STRONG)
