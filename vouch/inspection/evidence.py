"""What stands in a column: how much, how varied, and what it looks like; no value of a person."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from vouch.inspection import day_formats, header_words, personal
from vouch.inspection.day_formats import Evidence

MOST_CODES, LONGEST_CODE, OFTEN = 12, 20, 2
HALF, MOST = 0.5, 0.9
LONG, MANY_WORDS = 40, 4  # of a text that somebody wrote
CODED = {  # of ours, those whose values are codes, and so name nobody
    *("right", "outcome", "direction", "channel", "stance", "is_recorded", "announced"),
    *("restriction", "country"),
}
PLAIN_CODE = re.compile(r"[A-Za-z]|\d{1,2}|(?i:true|false|yes|no|kyllä|ei|ja|nej)")
FULL_NAME = re.compile(r"[^\W\d_]+[ ,]+[A-ZÅÄÖ][^\W\d_]+")
SERIALS = range(20_000, 60_000)  # 1954 to 2064, as spreadsheets count days
NUMBERS = {
    "whole numbers": re.compile(r"[+-]?\d+"),
    "decimals with a comma": re.compile(r"[+-]?[\d .]*\d,\d+"),
    "decimals with a dot": re.compile(r"[+-]?[\d ,]*\d\.\d+"),
}


@dataclass(frozen=True)
class Column:
    """A column as it was seen; *codes* are empty where a value might be somebody's."""

    name: str
    rows: int
    filled: int
    distinct: int
    looks: tuple[str, ...]
    days: Evidence | None
    codes: tuple[str, ...]
    has_codes: bool  # personal identity codes
    decimal: str
    meanings: tuple[str, ...]


def look(name: str, texts: list[str]) -> Column:
    """Gather the evidence of one column."""
    counts = Counter(text.strip() for text in texts)
    del counts[""]
    filled = counts.total()
    days = day_formats.gather(counts)
    is_dated = filled > 0 and days.dated >= HALF * filled
    looks = _looks(counts) if filled else ["empty"]
    return Column(
        name=name,
        rows=len(texts),
        filled=filled,
        distinct=len(counts),
        looks=("days",) if is_dated else tuple(looks),
        days=days if is_dated else None,
        codes=() if is_dated else tuple(_codes(name, counts)),
        has_codes=any(map(personal.has_identity_code, counts)),
        decimal="" if is_dated else _decimal(counts),
        meanings=tuple(header_words.meanings(name)),
    )


def _looks(counts: Counter[str]) -> list[str]:
    """Say what most texts look like, and which could name or reach a person, however few."""
    filled = counts.total()
    found = Counter(dict.fromkeys(NUMBERS, 0))
    for text, n in counts.items():
        if kind := personal.look(text):
            found[kind] += n
        elif number := next((name for name, form in NUMBERS.items() if form.fullmatch(text)), ""):
            found[number] += n
    said = [f"{name} in {n:,} of {filled:,} rows" for name, n in found.most_common() if n]
    if _count(counts, _is_serial) >= MOST * filled:
        said.append("a spreadsheet's day numbers, if they are meant as days: never read as such")
    if _count(counts, _is_long) >= HALF * filled:
        said.append("free text")
    return said or ["text"]


def _count(counts: Counter[str], test: Callable[[str], bool]) -> int:
    return sum(n for text, n in counts.items() if test(text))


def _is_serial(text: str) -> bool:
    return re.fullmatch(r"\d{5}([.,]\d+)?", text) is not None and int(text[:5]) in SERIALS


def _is_long(text: str) -> bool:
    return len(text) > LONG or text.count(" ") >= MANY_WORDS


def _decimal(counts: Counter[str]) -> str:
    """Return the mark before decimals, if the column holds some and all are written alike."""
    filled = counts.total()
    marks = {",": NUMBERS["decimals with a comma"], ".": NUMBERS["decimals with a dot"]}
    shares = {mark: _count(counts, _fully(form)) for mark, form in marks.items()}
    best = max(shares, key=lambda mark: shares[mark])
    return best if filled and shares[best] >= HALF * filled and len(_some(shares)) == 1 else ""


def _fully(form: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda text: form.fullmatch(text) is not None


def _some(shares: dict[str, int]) -> list[str]:
    return [mark for mark, n in shares.items() if n]


def _codes(name: str, counts: Counter[str]) -> list[str]:
    """List the values of a column of codes; none where one might be a name or a person's own.

    A name is as short and as frequent as a code, so the heading must say that codes stand there,
    or each value must be too short for a name.
    """
    is_few = 0 < len(counts) <= MOST_CODES and counts.total() >= OFTEN * len(counts)
    if not is_few or any(len(text) > LONGEST_CODE or personal.look(text) for text in counts):
        return []
    is_coded = bool(CODED & set(header_words.meanings(name)))
    if not is_coded and not all(map(PLAIN_CODE.fullmatch, counts)):
        return []
    if any(re.search(r"\d{4}", text) or FULL_NAME.fullmatch(text) for text in counts):
        return []
    return sorted(counts)
