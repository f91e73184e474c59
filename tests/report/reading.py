"""A PDF read back: its words, its structure, and the files that it carries."""

import re
import zlib
from collections import Counter

from tests import pdf_text

STREAM = re.compile(rb"<<((?:(?!endobj).)*?)>>\s*stream\r?\n(.*?)\nendstream", re.S)
OBJECT = re.compile(rb"(\d+) 0 obj\n(.*?)\nendobj", re.S)
NAMED = re.compile(rb"/Type/Filespec/F\(([^)]*)\).*?/EF<</F (\d+) 0 R")
TEXT = rb"(\((?:\\.|[^\\)])*\)|<[0-9A-F]+>)"
INVISIBLE = " \n\u00a0\u00ad\u202f-\u2010"


def bare(text: str) -> str:
    """Drop what the ends of lines change: spaces and hyphens."""
    return "".join(character for character in text if character not in INVISIBLE)


def words(pdf: bytes) -> str:
    """Return all words of a PDF without what the ends of lines change."""
    return bare(" ".join(pdf_text.pages(pdf)))


def unpacked(pdf: bytes) -> bytes:
    """Return the PDF with all its streams taken apart."""
    return b"\n".join([STREAM.sub(b"", pdf), *(_inflated(*found) for found in STREAM.findall(pdf))])


def _inflated(said: bytes, data: bytes) -> bytes:
    return zlib.decompress(data) if b"FlateDecode" in said else data


def carried(pdf: bytes) -> dict[str, bytes]:
    """Take the embedded files out, by name."""
    objects = {int(number): body for number, body in OBJECT.findall(pdf)}
    return {
        name.decode(): _inflated(*STREAM.search(objects[int(number)]).groups())
        for name, number in NAMED.findall(pdf)
    }


def tags(pdf: bytes) -> Counter[str]:
    """Count the elements of the structure tree by their kind."""
    return Counter(name.decode() for name in re.findall(rb"/S\s*/(\w+)", pdf))


def alternatives(pdf: bytes) -> list[str]:
    """Return the text alternatives of all figures."""
    return [_text(said) for said in re.findall(rb"/Alt\s*" + TEXT, pdf, re.S)]


def bookmarks(pdf: bytes) -> list[str]:
    """Return the titles of all bookmarks, in the order of the file."""
    return [_text(said) for said in re.findall(rb"/Title\s*" + TEXT + rb"/Dest", pdf, re.S)]


def _text(said: bytes) -> str:
    if said.startswith(b"<"):
        data = bytes.fromhex(said[1:-1].decode())
    else:
        data = re.sub(rb"\\(.)", rb"\1", said[1:-1])
    return data[2:].decode("utf-16-be") if data.startswith(b"\xfe\xff") else data.decode("latin-1")
