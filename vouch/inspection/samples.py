"""Some of a file's bytes: its beginning, and places spread over the rest of a large one."""

from dataclasses import dataclass
from pathlib import Path

from vouch.errors import VouchError
from vouch.intake import unpacking

HEAD = 16 << 20
PIECE, PLACES = 512 << 10, 15


@dataclass(frozen=True)
class Sample:
    """The beginning of a file, and whole lines from further places; *is_whole*: it is all."""

    head: bytes
    pieces: tuple[bytes, ...]
    is_whole: bool

    @property
    def each(self) -> tuple[bytes, ...]:
        """Return the beginning and the pieces."""
        return (self.head, *self.pieces)

    @property
    def bytes(self) -> bytes:
        """Return all that was taken."""
        return b"\n".join(self.each)


def take(path: Path) -> Sample:
    """Take a sample of a text file; a packed one cannot be entered but at its beginning.

    Raises:
        VouchError: the file is empty, or packed otherwise than its name says.
    """
    unpacking.refuse_misnamed(path)
    head = _beginning(path)
    if not head.strip(b"\0\r\n\t \xef\xbb\xbf\xff\xfe"):
        raise VouchError("problem.empty_file", file=path.name)
    if len(head) < HEAD:
        return Sample(head, (), is_whole=True)
    pieces = () if path.suffix in unpacking.PACKED or b"\0" in head else _pieces(path)
    return Sample(head[: head.rfind(b"\n") + 1] or head, pieces, is_whole=False)


def _beginning(path: Path) -> bytes:
    taken, size = [], 0
    for chunk in unpacking.chunks(path):
        taken.append(chunk)
        size += len(chunk)
        if size >= HEAD:
            break
    return b"".join(taken)[:HEAD]


def _pieces(path: Path) -> tuple[bytes, ...]:
    """Read the whole lines at places that lie evenly between the beginning and the end."""
    step = (path.stat().st_size - HEAD) // PLACES
    found = []
    with path.open("rb") as file:
        for place in range(PLACES):
            file.seek(HEAD + place * step + max(0, step - PIECE))
            piece = file.read(PIECE)
            found.append(piece[piece.find(b"\n") + 1 : piece.rfind(b"\n") + 1])
    return tuple(filter(None, found))
