"""The gettext catalogues, read from their .po files at run time.

A message's id is a key such as ``retention.verdict``, in every language alike, so that
a language is added by its catalogue alone. Nothing has to be compiled beforehand.
"""

import gettext
import io
from functools import cache
from pathlib import Path

from babel.messages import catalog, mofile, pofile

FOLDER = Path(__file__).parent / "locale"
DOMAIN = "vouch"


def languages() -> tuple[str, ...]:
    """List the languages that have a catalogue, such as ``("en", "fi")``."""
    return tuple(sorted(path.parts[-3] for path in FOLDER.glob(f"*/LC_MESSAGES/{DOMAIN}.po")))


@cache
def read(language: str) -> catalog.Catalog:
    """Read the catalogue of *language* as Babel sees it."""
    with (FOLDER / language / "LC_MESSAGES" / f"{DOMAIN}.po").open("rb") as file:
        return pofile.read_po(file, locale=language, domain=DOMAIN, abort_invalid=True)


@cache
def translations(language: str) -> gettext.GNUTranslations:
    """Compile the catalogue of *language* in memory."""
    compiled = io.BytesIO()
    mofile.write_mo(compiled, read(language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def message(language: str, key: str, n: int | None = None) -> str:
    """Return the text of *key*, in the form that *n* asks for.

    Raises:
        KeyError: the catalogue has no such message, which is a bug.
    """
    found = translations(language)
    text = key if n is None else found.ngettext(key, key, n)
    if text == key:
        text = found.gettext(key)
    if text == key:
        raise KeyError(f"{language}: {key}")
    return text
