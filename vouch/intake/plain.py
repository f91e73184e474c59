"""Files made plain: unpacked with their checksums verified, and transcoded to UTF-8."""

import codecs
import gzip
import hashlib
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, cast

import zstandard
from isal import igzip, isal_zlib

from vouch.errors import VouchError

CHUNK = 1 << 20
DAMAGED: tuple[Any, ...] = (  # the unpackers' own exceptions are not typed
    EOFError,
    zlib.error,
    isal_zlib.error,
    gzip.BadGzipFile,
    zstandard.ZstdError,
)
UTF8 = "utf-8"
PACKED = {".gz": b"\x1f\x8b", ".zst": b"\x28\xb5\x2f\xfd"}  # first bytes by ending
ZIP = b"PK\x03\x04"
MOST_RATIO = 1000  # deflate cannot exceed 1032:1, so a larger file is a bomb of bombs
MOST_BYTES = 64 << 30
WEB_PAGE = (b"<!doctype html", b"<html")
ONE_BYTE = ("cp125", "iso8859", "mac")  # how the names of encodings begin that know every byte
WIDE = ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be")


@dataclass(frozen=True)
class Plain:
    """A readable text file; *encoding* is the one that its bytes are in now.

    *content* is the SHA-256 of what was packed; empty if nothing was.
    """

    path: Path
    encoding: str
    content: str = ""


def refuse_misnamed(path: Path) -> None:
    """Refuse a file whose ending and first bytes disagree about its packing.

    Raises:
        VouchError: it is packed and not named so, or named so and not packed.
    """
    with path.open("rb") as file:
        head = file.read(1 << 8)
    if head.startswith(ZIP):
        raise VouchError("problem.is_zip", file=path.name)
    if head.lstrip().lower().startswith(WEB_PAGE):
        raise VouchError("problem.is_web_page", file=path.name)
    for ending, mark in PACKED.items():
        if head.startswith(mark) and path.suffix != ending:
            raise VouchError("problem.packed_unsaid", file=path.name, ending=ending)
    if head and not head.startswith(PACKED.get(path.suffix, b"")):
        raise VouchError("problem.not_packed", file=path.name, ending=path.suffix)


def refuse_twice_packed(path: Path) -> None:
    """Refuse an archive that holds another one.

    Raises:
        VouchError: it does, or it is damaged where it begins.
    """
    inner = next(chunks(path), b"") if path.suffix in PACKED else b""
    if inner.startswith((*PACKED.values(), ZIP)):
        raise VouchError("problem.packed_twice", file=path.name)


def refuse_utf8(path: Path, encoding: str) -> None:
    """Refuse UTF-8 that is declared as an encoding in which each of its bytes is a letter.

    Text in such an encoding is never UTF-8 throughout, if it has more than ASCII in it.

    Raises:
        VouchError: the file is UTF-8 after all.
    """
    if not encoding.startswith(ONE_BYTE):
        return
    decoder, is_ascii = codecs.getincrementaldecoder(UTF8)(), True
    try:
        for chunk in chunks(path):
            is_ascii = is_ascii and chunk.isascii()
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return
    if not is_ascii:
        raise VouchError("problem.encoding_other", file=path.name, encoding=encoding, found=UTF8)


def prepare(path: Path, encoding: str, scratch: Path) -> Plain:
    """Unpack and transcode *path* into *scratch*, or return it as it is.

    A single-byte file with bytes that its encoding does not know is left untranscoded,
    so that the rows concerned can be named.

    Raises:
        VouchError: the archive is cut or damaged, or the text is not in the encoding at all.
    """
    packed = path.suffix in PACKED
    if not packed and encoding == UTF8:
        return Plain(path, UTF8)
    target = scratch / f"plain-{abs(hash(path))}.txt"
    try:
        content = _copy(chunks(path), encoding, target)
    except UnicodeError as error:  # of a decoder that wants a byte order mark, too
        if encoding in WIDE:
            raise VouchError("problem.encoding", file=path.name, encoding=encoding) from error
        if not packed:
            return Plain(path, encoding)
        return Plain(target, encoding, _copy(chunks(path), UTF8, target))
    return Plain(target, UTF8, content if packed else "")


def _copy(chunks: Iterator[bytes], encoding: str, target: Path) -> str:
    """Write the text as UTF-8; each piece is written while the next is being unpacked.

    Returns the SHA-256 of what was read.
    """
    decoder = None if encoding == UTF8 else codecs.getincrementaldecoder(encoding)()
    content = hashlib.sha256()
    with target.open("wb") as out, ThreadPoolExecutor(max_workers=1) as pen:

        def put(chunk: bytes, text: bytes) -> None:
            content.update(chunk)
            out.write(text)

        written = pen.submit(put, b"", b"")
        for chunk in chunks:
            text = decoder.decode(chunk).encode() if decoder else chunk
            written.result()
            written = pen.submit(put, chunk, text)
        written.result()
        if decoder:
            out.write(decoder.decode(b"", final=True).encode())
    return content.hexdigest()


def chunks(path: Path) -> Iterator[bytes]:
    """Read a file as it was before packing, to its end, so that the checksum is compared."""
    most = min(MOST_BYTES, MOST_RATIO * max(path.stat().st_size, CHUNK))
    total = 0
    try:
        with _open(path) as source:
            while chunk := source.read(CHUNK):
                total += len(chunk)
                if total > most:
                    raise VouchError("problem.unpacks_too_large", file=path.name, bytes=most)
                yield chunk
    except DAMAGED as error:
        raise VouchError("problem.archive_damaged", file=path.name) from error


def _open(path: Path) -> IO[bytes]:
    if path.suffix == ".gz":
        return cast(IO[bytes], igzip.open(path, "rb"))
    if path.suffix == ".zst":
        return cast(IO[bytes], _Zst(path))
    return path.open("rb")


class _Zst:
    """A zst file that refuses to end before its frame does; the library alone would not."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb")
        self._frame = zstandard.ZstdDecompressor().decompressobj()
        self._rest = b""

    def __enter__(self) -> "_Zst":
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def read(self, size: int) -> bytes:
        """Return some unpacked bytes; none only at the true end."""
        while packed := self._rest or self._file.read(size):
            if self._frame.eof:  # another frame follows, or what is none
                self._frame = zstandard.ZstdDecompressor().decompressobj()
            text = self._frame.decompress(packed)
            self._rest = self._frame.unused_data if self._frame.eof else b""
            if text:
                return text
        if not self._frame.eof:
            raise EOFError
        return b""
