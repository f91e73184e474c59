"""Delimited text read record by record: slower than DuckDB, but every row is accounted for."""

import csv
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from vouch.intake import plain, rejected

CHUNK = 1 << 20
MOST_LINES = 1000  # a record with more lines than this has lost its closing quote
BLANK, FIELDS, QUOTES, ENCODING = "blank", "reject.fields", "reject.quotes", "reject.encoding"
NUL, RETURN = "reject.nul", "reject.carriage_return"


@dataclass(frozen=True)
class Record:
    """One physical record: its fields, or the reason why it has none and what can be told."""

    row: int
    fields: list[str]
    reason: str = ""
    told: rejected.Told = rejected.Told()


class Lines:
    """Lines of a file that can be given back; an undecodable one is remembered as such."""

    def __init__(self, path: Path, encoding: str) -> None:
        """Open *path*; the caller reads it to the end or closes it."""
        self.file = path.open("rb")
        self.raw = _raw_lines(self.file)
        self.encoding = encoding
        self.waiting: deque[bytes] = deque()
        self.taken: list[str] = []
        self.taken_raw: list[bytes] = []
        self.is_damaged = False
        self.is_first = True

    def __iter__(self) -> Iterator[str]:
        """Return itself: csv asks for one line after the other."""
        return self

    def __next__(self) -> str:
        """Return the next line with its line feed."""
        if len(self.taken) >= MOST_LINES:
            raise csv.Error("unclosed")
        raw = self.waiting.popleft() if self.waiting else next(self.raw)
        self.taken_raw.append(raw)
        self.taken.append(self._decode(raw))
        return self.taken[-1]

    def _decode(self, raw: bytes) -> str:
        try:
            text = raw.decode(self.encoding)
        except UnicodeDecodeError:
            self.is_damaged = True
            text = raw.decode(self.encoding, errors="replace")
        if self.is_first:
            self.is_first, text = False, text.lstrip("\ufeff")
        return text

    def start(self) -> None:
        """Begin a new record."""
        self.taken, self.taken_raw, self.is_damaged = [], [], False

    def give_back(self) -> None:
        """Return all lines of the current record but its first, damaged or not."""
        self.waiting.extendleft(reversed(self.taken_raw[1:]))


def _raw_lines(file: BinaryIO) -> Iterator[bytes]:
    """Split a file at its line feeds, or at carriage returns if it has no other line ends."""
    head = file.read(CHUNK)
    file.seek(0)
    if b"\n" in head or b"\r" not in head:
        yield from file
        return
    rest = b""
    while chunk := file.read(CHUNK):
        *whole, rest = (rest + chunk).split(b"\r")
        yield from (line + b"\n" for line in whole)
    if rest:
        yield rest


def read(file: plain.Plain, delimiter: str, width: int | None) -> Iterator[Record]:
    """Read every physical record; *width* is how many fields a good one has (None: any).

    A record whose quote is never closed is rejected with its first line alone, and reading
    goes on with the next line, so that one stray quote cannot swallow the rest of a file.
    """
    csv.field_size_limit(1 << 26)
    lines = Lines(file.path, file.encoding)
    row = 0
    with lines.file:
        while True:
            lines.start()
            row += 1
            try:
                fields, reason = _taken_apart(lines, delimiter, width)
            except StopIteration:
                return
            if reason in (QUOTES, RETURN):
                lines.give_back()
            yield Record(row, fields, reason, _told(reason, fields, width, lines))


def _told(reason: str, fields: list[str], width: int | None, lines: Lines) -> rejected.Told:
    """Tell what there is beside the reason; of lines given back, only the first is the record's."""
    if reason in ("", BLANK):
        return rejected.Told()
    if reason in (QUOTES, RETURN):
        return rejected.Told(lines.taken[0])
    told = rejected.Told("".join(lines.taken))
    return replace(told, expected=width, found=len(fields)) if reason == FIELDS else told


def _taken_apart(lines: Lines, delimiter: str, width: int | None) -> tuple[list[str], str]:
    """Read the fields of one record, and why it is none."""
    try:
        fields = next(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error:
        return [], _fault(lines.taken)
    reason = _verdict(fields, width, lines)
    is_swallowed = reason == FIELDS and _swallows(lines.taken, delimiter, width)
    return fields, QUOTES if is_swallowed else reason


def _fault(taken: list[str]) -> str:
    """Tell why a record could not be taken apart."""
    is_quoted = '"' in taken[0]
    return RETURN if "\r" in taken[0].rstrip("\r\n") and not is_quoted else QUOTES


def _swallows(taken: list[str], delimiter: str, width: int | None) -> bool:
    """Tell whether a quotation mark, closed by another's, has drawn whole rows into a field."""
    inner = (line for line in taken[1:-1] if '"' not in line)
    return any(line.count(delimiter) + 1 == width for line in inner)


def _is_blank(width: int | None, lines: Lines) -> bool:
    """Tell whether a record of nothing is none: in a file of one column, "" is an empty field."""
    return width != 1 or not "".join(lines.taken).strip()


def _verdict(fields: list[str], width: int | None, lines: Lines) -> str:
    if not fields or (len(fields) == 1 and not fields[0].strip() and _is_blank(width, lines)):
        return BLANK
    if lines.is_damaged:
        return ENCODING
    if any("\0" in text for text in fields):
        return NUL
    return FIELDS if width is not None and len(fields) != width else ""
