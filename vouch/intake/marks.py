"""A sheet's XML on its way to the reader: bounded, and what the reader would lose is marked.

The reader gives an error, and a formula that was never calculated, as an empty cell. Both are
made texts here, which no export can hold. It also keeps a cell for each place from the first
to the last, so that two cells far apart would fill the memory: places are counted before.
"""

import re
from collections.abc import Iterator

from vouch.errors import VouchError

ERROR, NO_RESULT = "\ufdd0error", "\ufdd0formula"  # begin with what is no character
REASONS = {ERROR: "reject.error_cell", NO_RESULT: "reject.no_result"}
SIGNS = {ERROR: "#", NO_RESULT: "="}  # what is shown for them
MOST_PLACES = 9 << 20  # nine columns of full height: about a gigabyte with their texts
WINDOW = 256 << 10  # no cell is as long
MOST_PIECE = 16 << 20
LETTERS = 26
PREFIX = rb"(?:\w+:)?"

CELL = re.compile(rb"<" + PREFIX + rb"c(?=[\s/>])")
ROW = re.compile(rb"<" + PREFIX + rb"row(?=[\s/>])")
PLACE = re.compile(rb"\sr\s*=\s*[\"']([A-Za-z]*)(\d{1,9})")
TYPE = re.compile(rb"\st\s*=\s*[\"'](\w*)[\"']")
EMPTY = re.compile(rb"<(" + PREFIX + rb"c)\s[^>]*?(?<=\s)r\s*=[^>]*?(?:/>|></\1>)")
FAULT = re.compile(
    rb"<(" + PREFIX + rb"c)(\s(?:[^>]*?\s)?t\s*=\s*[\"']e[\"'][^>]*)>.*?</\1>", re.DOTALL
)
FORMULA = re.compile(
    rb"<(" + PREFIX + rb"c)((?:\s[^>]*)?)>"
    rb"\s*<" + PREFIX + rb"f(?:\s[^>]*)?(?:/>|>[^<]*</" + PREFIX + rb"f>)"
    rb"\s*(?:<" + PREFIX + rb"v\s*/>|<" + PREFIX + rb"v>\s*</" + PREFIX + rb"v>)?\s*</\1>"
)


def marked(chunks: Iterator[bytes], file: str) -> Iterator[bytes]:
    """Mark errors and formulas without a result, and drop cells that hold nothing.

    Raises:
        VouchError: the sheet reaches over more places than can be held.
    """
    reach = Reach(file)
    for piece in _pieces(chunks, file):
        found = _mark(piece)
        reach.take(found)
        yield found


def _pieces(chunks: Iterator[bytes], file: str) -> Iterator[bytes]:
    """Cut between cells: each is whole in one piece."""
    rest = b""
    for chunk in chunks:
        piece = rest + chunk
        cut = _last_cell(piece)
        yield piece[:cut]
        rest = piece[cut:]
        if len(rest) > MOST_PIECE:
            raise VouchError("problem.workbook_damaged", file=file)
    yield rest


def _last_cell(piece: bytes) -> int:
    start = max(0, len(piece) - WINDOW)
    found = [cell.start() for cell in CELL.finditer(piece, start)]
    return found[-1] if found else max(0, piece.rfind(b"<", 0, start))


def _mark(piece: bytes) -> bytes:
    if any(end in piece for end in (b"/>", b'"></', b"'></")):
        piece = EMPTY.sub(b"", piece)
    if b'"e"' in piece or b"'e'" in piece:
        piece = FAULT.sub(lambda cell: _text(cell, ERROR), piece)
    if b"<f" in piece or b":f" in piece:
        piece = FORMULA.sub(_without_result, piece)
    return piece


def _without_result(cell: re.Match[bytes]) -> bytes:
    """Mark a formula's cell, but for one whose result is an empty text."""
    kind = TYPE.search(cell[2])
    return cell[0] if kind and kind[1] == b"str" else _text(cell, NO_RESULT)


def _text(cell: re.Match[bytes], said: str) -> bytes:
    attributes = TYPE.sub(b"", cell[2])
    return b'<%b%b t="str"><v>%b</v></%b>' % (cell[1], attributes, said.encode(), cell[1])


class Reach:
    """How far the cells of a sheet reach, at most, as more of it is read."""

    def __init__(self, file: str) -> None:
        """Begin with nothing read; *file* is what the export is called."""
        self.file = file
        self.row = self.column = 0
        self.unnumbered = self.unplaced = self.unplaced_here = 0

    def take(self, piece: bytes) -> None:
        """Count a piece; refuse it if what was read so far reaches too far."""
        places = PLACE.findall(piece)
        letters = [name for name, _ in places]
        numbered = letters.count(b"")
        self.column = max([self.column, *map(_column, set(letters))])
        self.row = max([self.row, *map(int, {number for _, number in places})])
        if piece.count(b"<row") + piece.count(b":row") > numbered:
            self.unnumbered += max(0, len(ROW.findall(piece)) - numbered)
        self._take_unplaced(piece, len(places) - numbered)
        reached = (self.row + self.unnumbered) * (self.column + self.unplaced)
        if reached > MOST_PLACES:
            raise VouchError("problem.sheet_too_large", file=self.file, most=MOST_PLACES)

    def _take_unplaced(self, piece: bytes, placed: int) -> None:
        """Count cells that do not tell their place: the most that stand in one row."""
        might = piece.count(b"<c") + piece.count(b":c") > placed
        if not might or len(CELL.findall(piece)) <= placed:
            self.unplaced_here = 0
            return
        counts = [len(CELL.findall(row)) for row in ROW.split(piece)]
        counts[0] += self.unplaced_here
        self.unplaced_here = counts[-1]
        self.unplaced = max(self.unplaced, *counts)


def _column(letters: bytes) -> int:
    """Turn ``AB`` into 28; row numbers have no letters and no column."""
    number = 0
    for letter in letters.upper():
        number = number * LETTERS + letter - ord("A") + 1
    return number
