"""In which encoding a text is, by its bytes, and what else it could be."""

import codecs
from collections import Counter
from dataclasses import dataclass

from vouch.errors import VouchError

ASCII = 0x7F
MANY = 0.3  # of every second byte: Latin text in UTF-16 is half zeros
SHOWN = 5
UNKNOWN_TO_1252 = frozenset((0x81, 0x8D, 0x8F, 0x90, 0x9D))
OTHERWISE_IN_LATIN_9 = frozenset((0xA4, 0xA6, 0xA8, 0xB4, 0xB8, 0xBC, 0xBD, 0xBE))
C1 = range(0x80, 0xA0)  # control characters of latin-1, letters and marks of windows-1252


@dataclass(frozen=True)
class Encoding:
    """An encoding, why it is taken for that, and whether the bytes decide it."""

    name: str
    why: str
    is_sure: bool = True


def tell(data: bytes, file: str) -> Encoding:
    """Tell the encoding of *data*.

    Raises:
        VouchError: it is no text.
    """
    for mark, name, said in (
        (codecs.BOM_UTF8, "utf-8", "begins with the byte order mark of UTF-8"),
        (codecs.BOM_UTF16_LE, "utf-16", "begins with the byte order mark of UTF-16"),
        (codecs.BOM_UTF16_BE, "utf-16", "begins with the byte order mark of UTF-16"),
    ):
        if data.startswith(mark):
            return Encoding(name, said)
    if b"\0" in data:
        return _wide(data, file)
    return _narrow(data)


def _wide(data: bytes, file: str) -> Encoding:
    """Tell UTF-16 without a mark by where its zeros stand."""
    even, odd = (data[start::2].count(0) / (len(data) / 2) for start in (0, 1))
    if max(even, odd) < MANY or min(even, odd) > MANY / 10:
        raise VouchError("problem.not_an_export", file=file)
    name = "utf-16-le" if odd > even else "utf-16-be"
    return Encoding(name, "every second byte is a zero, and there is no byte order mark")


def _narrow(data: bytes) -> Encoding:
    high = Counter(byte for byte in data if byte > ASCII) if not data.isascii() else Counter()
    if not high:
        return Encoding("utf-8", "nothing but ASCII: windows-1252 would read it alike")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _single(data, high)
    n = sum(ord(character) > ASCII for character in text)
    return Encoding("utf-8", f"all {n:,} characters beyond ASCII are valid UTF-8")


def _single(data: bytes, high: Counter[int]) -> Encoding:
    """Tell windows-1252 from what it cannot be; other single-byte encodings read any bytes."""
    shown = ", ".join(f"0x{byte:02X} ×{n:,}" for byte, n in high.most_common(SHOWN))
    said = f"not UTF-8; bytes beyond ASCII: {shown}"
    lines = [line for line in data.split(b"\n") if not line.isascii()]
    if utf8 := sum(map(_is_utf8, lines)):
        said += f"; {utf8:,} of {len(lines):,} lines with such bytes are UTF-8 all the same"
    if found := UNKNOWN_TO_1252 & set(high):
        listed = ", ".join(f"0x{byte:02X}" for byte in sorted(found))
        return Encoding("windows-1252", f"{said}; but {listed} is nothing in windows-1252", False)
    if not set(high) & set(C1):
        said += "; latin-1 would read them alike"
    if n := sum(high[byte] for byte in OTHERWISE_IN_LATIN_9):
        said += f"; iso-8859-15 would read {n:,} of them otherwise"
    return Encoding("windows-1252", said)


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
