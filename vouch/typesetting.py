"""Typst in process: pages typeset from data that is never markup, the same on every machine."""

import functools
import tempfile
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import typst

from vouch import characters

FONTS = Path(__file__).parent / "fonts"  # Source Sans, as on the pages
MAIN = "main.typ"
DOTS = 120  # of a picture, to the inch
WITHOUT_SIGN = {*characters.UNSEEN, "Cn", "Co"}  # the last two are nobody's, or only of some
LATIN = 0x250  # below it the fonts have every character that can be printed
PROBE = b"#set document(title: [-])\n#sys.inputs.characters"
PROBED_ON = date(1970, 1, 1)
_KNOWN: dict[str, bool] = {}  # which characters the fonts have


def as_pdf(
    template: bytes, inputs: dict[str, str], day: date, files: Mapping[str, bytes] | None = None
) -> bytes:
    """Typeset a template, which may read *files*, with our own fonts alone, dated on *day*.

    Raises:
        typst.TypstError: what came of it would not be accessible, or not archivable.
    """
    with _laid_out(template, files or {}) as folder:
        return typst.compile(
            folder / MAIN,
            root=folder,
            format="pdf",
            font_paths=_fonts(),
            sys_inputs=inputs,
            pdf_standards=["ua-1", "a-3a"],  # for assistive technology, and for the archive
            timestamp=datetime.combine(day, time(), UTC),
        )


def as_pictures(
    template: bytes, inputs: dict[str, str], day: date, files: Mapping[str, bytes] | None = None
) -> list[bytes]:
    """Typeset a template in the same way as a PNG of each of its pages."""
    with _laid_out(template, files or {}) as folder:
        made = typst.compile(
            folder / MAIN,
            root=folder,
            format="png",
            ppi=DOTS,
            font_paths=_fonts(),
            sys_inputs=inputs,
            timestamp=datetime.combine(day, time(), UTC),
        )
    return made if isinstance(made, list) else [made]  # of a single page it is that alone


@contextmanager
def _laid_out(template: bytes, files: Mapping[str, bytes]) -> Iterator[Path]:
    """Write a template and what it reads into a folder."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file, data in {MAIN: template, **files}.items():
            (folder / file).write_bytes(data)
        yield folder


@functools.cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[FONTS])


def shown(value: Any, *, lines: bool = False) -> Any:
    """Write every text with characters that the fonts have; others by their number in Unicode.

    Without a glyph for each character there is no tagged PDF. A line feed becomes a space, unless
    texts of several *lines* are asked for.
    """
    _learn({character for text in _texts(value) for character in set(text)})
    return _written(value, _text if lines else lambda text: _text(text.replace("\n", " ")))


def _texts(value: Any) -> Iterable[str]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        return (text for one in value for text in _texts(one))
    return [value] if isinstance(value, str) else []


def _written(value: Any, write: Callable[[str], str]) -> Any:
    if isinstance(value, dict):
        return {key: _written(one, write) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_written(one, write) for one in value]
    return write(value) if isinstance(value, str) else value


def _text(text: str) -> str:
    return text if text.isascii() and text.isprintable() else "".join(map(_character, text))


def _character(character: str) -> str:
    is_shown = character == "\n" or _has_glyph(character)
    return character if is_shown else f"[U+{ord(character):04X}]"


def _has_glyph(character: str) -> bool:
    is_sign = unicodedata.category(character) not in WITHOUT_SIGN
    return is_sign and (ord(character) < LATIN or _KNOWN[character])


def _learn(found: Iterable[str]) -> None:
    """Find out at once of all characters that are met for the first time."""
    new = [one for one in sorted(found) if ord(one) >= LATIN and one not in _KNOWN]
    signs = [one for one in new if unicodedata.category(one) not in WITHOUT_SIGN]
    _KNOWN.update(dict.fromkeys(new, False) | dict.fromkeys(_with_glyph(signs), True))


def _with_glyph(signs: list[str]) -> list[str]:
    """Return those that the fonts have, by halves: mostly that is all of them."""
    if not signs or _compiles(signs):
        return signs
    if len(signs) == 1:
        return []
    half = len(signs) // 2
    return [*_with_glyph(signs[:half]), *_with_glyph(signs[half:])]


def _compiles(signs: list[str]) -> bool:
    try:
        as_pdf(PROBE, {"characters": " ".join(signs)}, PROBED_ON)
    except typst.TypstError:
        return False
    return True
