"""Files made plain: unpacked, and transcoded to UTF-8."""

import codecs
from collections import deque
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from vouch import bounds
from vouch.checksums import Checksum
from vouch.errors import VouchError
from vouch.intake import unpacking

UTF8 = "utf-8"
ONE_BYTE = ("cp125", "iso8859", "mac")  # how the names of encodings begin that know every byte
WIDE = ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be")
MARKS = {  # byte order marks, and what they say of an encoding that leaves the order open
    "utf-16": {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"},
    "utf-32": {codecs.BOM_UTF32_LE: "utf-32-le", codecs.BOM_UTF32_BE: "utf-32-be"},
}
NAMES = {"cp1252": "windows-1252", "iso8859-1": "latin-1"}  # as people write them


@dataclass(frozen=True)
class Plain:
    """A readable text file; *encoding* is the one that its bytes are in now.

    *checksum* is that of what was packed; empty if nothing was. *written* is the encoding
    in which the export came, as its byte order mark says if it has one. *is_utf8* if it is declared
    as another encoding, and wrongly.
    """

    path: Path
    encoding: str
    checksum: str = ""
    written: str = UTF8
    is_utf8: bool = False


class Utf8Watch:
    """Watches text in an encoding in which each byte is a letter: is it UTF-8 after all?

    Such text is never UTF-8 throughout, if it has more than ASCII in it.
    """

    def __init__(self, encoding: str) -> None:
        """Begin with nothing seen; *encoding* is the one that is declared."""
        self._decoder = codecs.getincrementaldecoder(UTF8)()
        self._is_ascii, self._may_be = True, encoding.startswith(ONE_BYTE)

    def over(self, chunks: Iterator[bytes]) -> Iterator[bytes]:
        """Pass the text on as it is watched."""
        for chunk in chunks:
            self._see(chunk)
            yield chunk
        self._see(b"", final=True)

    def _see(self, chunk: bytes, *, final: bool = False) -> None:
        if self._may_be:
            self._is_ascii = self._is_ascii and chunk.isascii()
            try:
                self._decoder.decode(chunk, final)
            except UnicodeDecodeError:
                self._may_be = False

    @property
    def is_utf8(self) -> bool:
        """Tell what was seen, once all was."""
        return self._may_be and not self._is_ascii


def refuse_utf8(text: Plain, name: str, encoding: str) -> None:
    """Refuse UTF-8 that is declared as an encoding in which each of its bytes is a letter.

    Raises:
        VouchError: the file is UTF-8 after all.
    """
    if text.is_utf8:
        said = NAMES.get(encoding, encoding)
        raise VouchError("problem.encoding_other", file=name, encoding=said, found=UTF8)


def refuse_not_utf8(text: Plain, name: str) -> None:
    """Refuse a file that is not in the encoding in which it is to be read.

    Raises:
        VouchError: a byte of it is no UTF-8.
    """
    try:
        with text.path.open(encoding=UTF8) as file:
            while file.read(unpacking.CHUNK):
                pass
    except UnicodeDecodeError:
        raise VouchError("problem.encoding", file=name, encoding=UTF8) from None


def prepare(path: Path, encoding: str, scratch: Path, within: bounds.Bounds) -> Plain:
    """Unpack and transcode *path* into *scratch*, or return it as it is.

    A single-byte file with bytes that its encoding does not know is left untranscoded,
    so that the rows concerned can be named.

    Raises:
        VouchError: the archive is cut, damaged or a bomb, or the text is not in the encoding at
            all.
        unpacking.NoRoom: the disk is too full.
    """
    packed = path.suffix in unpacking.PACKED
    written = _written(path, encoding)
    if not packed and encoding == UTF8:
        return Plain(path, UTF8, written=written)
    target, watch = scratch / f"plain-{abs(hash(path))}.txt", Utf8Watch(encoding)
    chunks = watch.over(unpacking.chunks(path, within))
    try:
        checksum = _copy(chunks, encoding, target)
    except UnicodeDecodeError as error:
        if encoding in WIDE:
            raise VouchError("problem.encoding", file=path.name, encoding=encoding) from error
        deque(chunks, maxlen=0)  # watch the rest
        if not packed:
            return Plain(path, encoding, written=written, is_utf8=watch.is_utf8)
        checksum = _copy(unpacking.chunks(path, within), UTF8, target)
        return Plain(target, encoding, checksum, written, watch.is_utf8)
    except VouchError:
        target.unlink(missing_ok=True)
        raise
    return Plain(target, UTF8, checksum if packed else "", written, watch.is_utf8)


def _written(path: Path, encoding: str) -> str:
    """Name the encoding as the file's first bytes make it plain.

    Raises:
        VouchError: it leaves the order of the bytes open, and so does the file.
    """
    head = next(unpacking.chunks(path), b"")[:4]
    if encoding in (UTF8, "utf-8-sig"):
        return "utf-8-sig" if head.startswith(codecs.BOM_UTF8) else UTF8
    if encoding not in MARKS:
        return NAMES.get(encoding, encoding)
    for mark, said in MARKS[encoding].items():
        if head.startswith(mark):
            return said
    raise VouchError("problem.no_byte_order", file=path.name, encoding=encoding)


def _copy(chunks: Iterator[bytes], encoding: str, target: Path) -> str:
    """Write the text as UTF-8; each piece is written while the next is being unpacked.

    Returns the checksum of what was read.
    """
    decoder = None if encoding == UTF8 else codecs.getincrementaldecoder(encoding)()
    checksum = Checksum()
    with target.open("wb") as out, ThreadPoolExecutor(max_workers=1) as pen:

        def put(chunk: bytes, text: bytes) -> None:
            checksum.add(chunk)
            out.write(text)

        written = pen.submit(put, b"", b"")
        for chunk in unpacking.with_room(chunks, target):
            text = decoder.decode(chunk).encode() if decoder else chunk
            written.result()
            written = pen.submit(put, chunk, text)
        written.result()
        if decoder:
            out.write(decoder.decode(b"", final=True).encode())
    return checksum.text
