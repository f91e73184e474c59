"""The words of a PDF, read back from its own bytes: what a reader or a search would find."""

import re
import zlib

OBJECT = re.compile(rb"(\d+) 0 obj\n(.*?)\nendobj", re.S)
# Brackets within a text stand alone if they are pairs.
PLAIN = rb"(?:\\.|[^\\()])"
NESTED = rb"(?:" + PLAIN + rb"|\((?:" + PLAIN + rb"|\(" + PLAIN + rb"*\))*\))*"
# Properties, a font that is chosen, a text that is shown, or the end of a line of text.
STEP = re.compile(rb"<<.*?>>BDC|/(\w+) [\d.]+ Tf|\((" + NESTED + rb")\)|\b(ET)\b", re.S)
ESCAPE = re.compile(rb"\\([0-7]{1,3}|.)", re.S)
NAMED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
PAIR = re.compile(rb"<([0-9A-F]{4})> <([0-9A-F]+)>")


def pages(pdf: bytes) -> list[str]:
    """Return the text of each page; what stands apart on paper is parted by a space."""
    objects = {int(number): body for number, body in OBJECT.findall(pdf)}
    [root] = [body for body in objects.values() if b"/Type/Pages" in body]
    return [_page(objects, number) for number in _references(root, b"Kids")]


def _page(objects: dict[int, bytes], number: int) -> str:
    page = objects[number]
    [resources] = _references(page, b"Resources")
    fonts = {
        name: _characters(objects, int(font))
        for name, font in re.findall(rb"/(f\d+) (\d+) 0 R", objects[resources])
    }
    [contents] = _references(page, b"Contents")
    return " ".join(_words(_stream(objects[contents]), fonts))


def _words(content: bytes, fonts: dict[bytes, dict[int, str]]) -> list[str]:
    """Decode what is shown between two ends of a text, by the font that holds there."""
    words, line, font = [], "", {}
    for chosen, shown, end in STEP.findall(content):
        if chosen:
            font = fonts[chosen]
        elif end:
            words, line = [*words, line], ""
        else:
            codes = ESCAPE.sub(_plain, shown)
            line += "".join(font.get(int.from_bytes(pair), "?") for pair in _pairs(codes))
    return words


def _pairs(codes: bytes) -> list[bytes]:
    return [codes[place : place + 2] for place in range(0, len(codes), 2)]


def _plain(escape: re.Match[bytes]) -> bytes:
    said = escape[1]
    return bytes([int(said, 8)]) if said.isdigit() else NAMED.get(said, said)


def _characters(objects: dict[int, bytes], font: int) -> dict[int, str]:
    """Read which characters the codes of a font stand for."""
    [number] = _references(objects[font], b"ToUnicode")
    found = PAIR.findall(_stream(objects[number]))
    return {int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in found}


def _references(body: bytes, key: bytes) -> list[int]:
    [found] = re.findall(rb"/" + key + rb"\s?(\[[^\]]*\]|\d+ 0 R)", body)
    return [int(number) for number in re.findall(rb"(\d+) 0 R", found)]


def _stream(body: bytes) -> bytes:
    return zlib.decompress(body.partition(b"stream\n")[2].rsplit(b"\nendstream", 1)[0])
