"""Is the first row a heading? It is shown only if it surely is: it may be a record of a person."""

import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from vouch import characters
from vouch.inspection import day_formats, header_words, personal
from vouch.inspection.tables import Setting

LOOKED_AT = 1000
MOST = 0.9
LONGEST = 60  # characters of a heading
ASKED = "are the first row's texts names or data? They are not shown, since they may be data"


@dataclass(frozen=True)
class Heading:
    """What the first row is: its names if it is surely a heading, else none."""

    is_header: bool
    names: list[str] = field(default_factory=list)
    settings: list[Setting] = field(default_factory=list)


def quoted(text: str) -> str:
    """Write a text as a TOML string."""
    marks = json.dumps(text, ensure_ascii=False)
    # Raw, an unseen character could command the terminal.
    return "".join(f"\\U{ord(m):08x}" if characters.is_unseen(m) else m for m in marks)


def tell(rows: Sequence[list[str]]) -> Heading:
    """Tell by the first row of *rows*, and by what stands below it."""
    first = [text.strip() for text in rows[0]]
    below = rows[1 : LOOKED_AT + 1]
    names = [f"column_{number}" for number in range(1, len(first) + 1)]
    listed = f"[{', '.join(map(quoted, names))}]"
    if any(map(_is_data, first)):
        why = "the first row holds a number, a day or the like, as data do"
        header = Setting("header", "false", why)
        return Heading(False, names, [header, Setting("names", listed, "give them names")])
    if _is_sure(first, below):
        return Heading(True, first, [Setting("header", "true", _why(first))])
    unsure = [
        Setting("header", "true", ASKED, is_decided=False),
        Setting("names", listed, "if they are data: header = false, and names", is_decided=False),
    ]
    return Heading(True, [], unsure)


def _is_data(text: str) -> bool:
    """Tell what no heading is: a number, a day, or what reaches or names a person."""
    is_number = re.fullmatch(r"[+-]?[\d ]+([.,]\d+)?", text) is not None
    return bool(text) and (
        is_number or bool(day_formats.fitting(text)) or bool(personal.look(text))
    )


def _is_sure(first: list[str], below: Sequence[list[str]]) -> bool:
    """Tell whether headings stand there: words of headings, or names of columns of data.

    One word is not enough: a note that somebody wrote may hold it.
    """
    filled = [text for text in first if text]
    if not filled or len(set(filled)) < len(filled) or max(map(len, filled)) > LONGEST:
        return False
    columns = [_below(below, place) for place in range(len(first))]
    if any(text in column for text, column in zip(first, columns, strict=True) if text):
        return False
    told = sum(
        header_words.is_known(text) or _is_typed(column)
        for text, column in zip(first, columns, strict=True)
        if text
    )
    return 2 * told >= len(filled)


def _below(rows: Sequence[list[str]], place: int) -> list[str]:
    texts = (row[place].strip() for row in rows if place < len(row))
    return [text for text in texts if text]


def _is_typed(texts: list[str]) -> bool:
    """Tell whether a column holds numbers, days or the like, and hardly anything else."""
    return bool(texts) and sum(map(_is_data, texts)) >= MOST * len(texts)


def _why(first: list[str]) -> str:
    known = sum(map(header_words.is_known, first))
    return f"{known:,} of {len(first):,} texts in the first row are words of headings"


def start(widths: Sequence[int]) -> int:
    """Find the heading's place: the first row as wide as most are; what lies above is skipped."""
    filled = Counter(width for width in widths if width)
    if not filled:
        return 0
    common = max(filled, key=lambda width: (filled[width], width))
    return next(place for place, width in enumerate(widths) if width >= common)


def skipped(place: int) -> list[Setting]:
    """Say how many rows lie above the heading."""
    why = "lines above the heading that are not as wide as the others"
    return [Setting("skip", str(place), why)] if place else []
