"""Rejected rows: why they could not be taken in and how they look, never what they say."""

from dataclasses import dataclass
from typing import NamedTuple

MOST = 10_000  # rows of a file that are told one by one; all of them are counted
LONGEST = 80  # characters of an excerpt
UNREADABLE = "\ufffd"  # what stands for bytes that are not in the file's encoding
CUT = "…"
ESCAPES = {UNREADABLE: r"\x..", "\t": r"\t", "\n": r"\n", "\r": r"\r"}


@dataclass(frozen=True)
class Told:
    """What there is to tell of a row beside the reason: its text, the column, numbers of fields."""

    text: str = ""
    column: str | None = None
    expected: int | None = None
    found: int | None = None


class Reject(NamedTuple):
    """A row that could not be taken in, as it is kept."""

    row: int
    reason: str
    column_name: str | None = None
    expected: int | None = None
    found: int | None = None
    excerpt: str | None = None


def reject(row: int, reason: str, told: Told, *, is_listed: bool) -> Reject:
    """Keep what may be kept of a row; of one that is not listed, only that it was rejected."""
    if not is_listed:
        return Reject(row, reason)
    return Reject(row, reason, told.column, told.expected, told.found, masked(told.text))


def masked(text: str) -> str:
    r"""Show where a row broke without anything that it says.

    Letters become x or X, digits 9; the signs of ASCII stay, since separators and quotes are
    among them. Beyond ASCII all else is an x, and bytes that cannot be read are ``\x..``: signs
    of a text in another encoding would spell its letters.
    """
    text = text.rstrip("\r\n")
    start = max(0, text.find(UNREADABLE) - LONGEST // 2)
    shown = "".join(map(_masked, text[start : start + LONGEST]))
    is_cut = len(shown) > LONGEST or len(text) > start + LONGEST
    return f"{CUT * bool(start)}{shown[:LONGEST]}{CUT * is_cut}"


def _masked(sign: str) -> str:
    if sign in ESCAPES:
        return ESCAPES[sign]
    if sign.isdecimal():
        return "9"
    if sign.isalpha() or not sign.isascii():
        return "X" if sign.isupper() else "x"
    return sign if sign.isprintable() else f"\\x{ord(sign):02x}"
