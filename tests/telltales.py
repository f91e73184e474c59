"""Finding texts in bytes, in whatever form they travel: encoded, escaped, packed or hashed."""

import base64
import hashlib
import html
import io
import json
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from urllib.parse import quote, quote_plus

import numpy as np
import pyarrow as pa
import zstandard

from tests import pdf_text

LEAST = 8  # bytes of a form; a hash has as many
BITS = 24  # of what is looked up first, so that few places are looked at closely
MIX = np.uint64(0x9E3779B97F4A7C15)
WORD = re.compile(r"\w{8,}")
STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.S)
PACKED_AS_TEXT = re.compile(rb"(?:H4sI|KLUv|UEsD|JVBE)[A-Za-z0-9+/]{20,}={0,2}")


def forms(text: str) -> set[bytes]:
    """Write a text in every form in which it may travel."""
    bare = re.sub(r"[\s+]", "", text)
    said = {text, bare, *WORD.findall(text)}
    said |= {change(one) for one in said for change in (str.lower, str.upper)}
    said |= {unicodedata.normalize("NFD", one) for one in said}
    return {form for one in said for form in _encoded(one) if len(form) >= LEAST}


def _encoded(text: str) -> Iterator[bytes]:
    raw = text.encode()
    yield from (raw, text.encode("utf-16-le"), text.encode("utf-16-be"))
    yield text.encode("latin-1", errors="replace")
    escaped = (json.dumps(text)[1:-1], json.dumps(text, ensure_ascii=False)[1:-1])
    written = (*escaped, html.escape(text), quote(text), quote(text, safe=""), quote_plus(text))
    yield from (one.encode() for one in written)
    yield from (raw.hex().encode(), raw.hex().upper().encode())
    for before in range(3):  # where a text stands in what is encoded decides which letters it has
        packed = base64.b64encode(bytes(before) + raw)
        inner = packed[-(-before * 8 // 6) : (before + len(raw)) * 8 // 6]
        yield from (inner, inner.translate(bytes.maketrans(b"+/", b"-_")))


def of_space(key: str, space: str) -> str:
    """Write what stands before a person's number when it is hashed: the key of its space."""
    return hashlib.sha256(f"{key}\0space_key\0{space}".encode()).hexdigest()[:32]


def hashes(key: str, text: str, spaces: Iterable[str]) -> set[bytes]:
    """Write the keyed hashes of a text, alone and in each space, as digits and as bytes."""
    before = [f"{key}\0", *(f"{key}\0{space}\0" for space in ("", *spaces))]
    before += [of_space(key, space) for space in spaces]
    found = {hashlib.sha256(f"{first}{text}".encode()).digest()[:LEAST] for first in before}
    digits = {form for one in found for form in (one.hex(), one.hex().upper())}
    digits |= {str(int.from_bytes(one)) for one in found}
    return found | {one[::-1] for one in found} | {text.encode() for text in digits}


class Net:
    """Texts to be found, each with its forms."""

    def __init__(self, sought: dict[str, set[bytes]]) -> None:
        """Remember by which eight bytes each form begins."""
        self.begun: dict[int, list[tuple[bytes, str]]] = {}
        for text, written in sought.items():
            for form in written:
                start = int.from_bytes(form[:LEAST], "little")
                self.begun.setdefault(start, []).append((form, text))
        starts = np.array([*self.begun], dtype="<u8")
        self.table = np.zeros(1 << BITS, dtype=bool)
        self.table[_places(starts)] = True

    def found(self, sent: Iterable[bytes]) -> set[str]:
        """Return the texts that stand in *sent*, or in something that is packed in it."""
        return {text for part in sent for piece in unfolded(part) for text in self._in(piece)}

    def _in(self, piece: bytes) -> Iterator[str]:
        if len(piece) < LEAST:
            return
        windows = np.ndarray((len(piece) - LEAST + 1,), "<u8", piece, strides=(1,))
        for place in np.flatnonzero(self.table[_places(windows)]):
            for form, text in self.begun.get(int(windows[place]), ()):
                if piece.startswith(form, place):
                    yield text


def _places(starts: np.ndarray) -> np.ndarray:
    return (starts * MIX) >> np.uint64(64 - BITS)


def unfolded(sent: bytes) -> Iterator[bytes]:
    """Yield what was sent, and whatever is packed in it, to any depth."""
    yield sent
    for packed in PACKED_AS_TEXT.findall(sent):
        with suppress(ValueError):
            yield from unfolded(base64.b64decode(packed + b"=="))
    for start, unpack in UNPACKERS.items():
        for place in _starts(sent, start):
            with suppress(OSError, ValueError, zlib.error, zstandard.ZstdError, zipfile.BadZipFile):
                for inner in unpack(sent[place:]):
                    yield from unfolded(inner)


def _starts(sent: bytes, start: bytes) -> Iterator[int]:
    place = sent.find(start)
    while place >= 0:
        yield place
        place = sent.find(start, place + 1)


def _inflated(packed: bytes) -> list[bytes]:
    return [zlib.decompressobj(zlib.MAX_WBITS | 32).decompress(packed)]


def _zstd(packed: bytes) -> list[bytes]:
    return [zstandard.ZstdDecompressor().decompressobj().decompress(packed)]


def _lz4(packed: bytes) -> list[bytes]:
    inner, stream = bytearray(), pa.CompressedInputStream(pa.BufferReader(packed), "lz4")
    with suppress(OSError):  # at whatever stands behind it
        while part := stream.read(1):
            inner += part
    return [bytes(inner)]


def _zipped(packed: bytes) -> list[bytes]:
    with zipfile.ZipFile(io.BytesIO(packed)) as book:
        return [book.read(name) for name in book.namelist()]


def _pdf(packed: bytes) -> list[bytes]:
    """Return the words of a PDF, and its streams, where attachments lie."""
    inner = []
    for stream in STREAM.findall(packed):
        with suppress(zlib.error):
            inner.append(zlib.decompress(stream))
    return [" ".join(pdf_text.pages(packed)).encode(), *inner]


UNPACKERS = {
    b"\x1f\x8b\x08": _inflated,
    b"\x28\xb5\x2f\xfd": _zstd,
    b"\x04\x22\x4d\x18": _lz4,
    b"PK\x03\x04": _zipped,
    b"%PDF-": _pdf,
}
