"""The words of a PDF, read back from its own bytes: what a reader or a search would find."""

import io
import re

import pikepdf

PAIR = re.compile(rb"<([0-9A-F]{4})> <([0-9A-F]+)>")
SHOWN = ("Tj", "TJ")

Font = dict[int, str]  # which characters its codes stand for


def pages(pdf: bytes) -> list[str]:
    """Return the text of each page; what stands apart on paper is parted by a space."""
    fonts: dict[tuple[int, int], Font] = {}
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return [" ".join(_words(page, fonts)) for page in opened.pages]


def _words(page: pikepdf.Page, fonts: dict[tuple[int, int], Font]) -> list[str]:
    """Decode what is shown between two ends of a text, by the font that holds there."""
    words, line, font = [], "", {}
    for operands, operator in pikepdf.parse_content_stream(page, "Tf Tj TJ ET"):
        if (name := str(operator)) == "Tf":
            font = _font(page.resources.Font[operands[0]], fonts)
        elif name == "ET":
            words, line = [*words, line], ""
        elif name in SHOWN:
            line += "".join(font.get(code, "?") for code in _codes(operands[0]))
    return words


def _codes(shown: pikepdf.Object) -> list[int]:
    """Return the codes of two bytes that a text, or a list of texts and gaps, is made of."""
    texts = shown if isinstance(shown, pikepdf.Array) else [shown]
    data = b"".join(bytes(text) for text in texts if isinstance(text, pikepdf.String))
    return [int.from_bytes(data[place : place + 2]) for place in range(0, len(data), 2)]


def _font(font: pikepdf.Object, fonts: dict[tuple[int, int], Font]) -> Font:
    if font.objgen not in fonts:
        pairs = PAIR.findall(font.ToUnicode.read_bytes())
        fonts[font.objgen] = {
            int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in pairs
        }
    return fonts[font.objgen]
