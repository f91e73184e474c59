"""English that is left on a page in another language."""

import re
import string
import tomllib
from collections.abc import Iterable
from functools import cache

from vouch import catalogues, home

# Of Streamlit's own, and it has no other language for them.
STREAMLITS = (
    "vouch",
    "App pages",  # names the navigation to a screen reader
    "Choose date",  # the calendar, in the browser's language, of a day that can be typed
    "Copy to clipboard",  # stands beside a query, which is English too
    "Help for .+",  # the question mark beside a label
    "Logo",
    "Main menu",  # theme and printing
    "Navigate to home page",
    "Open",  # the arrow of a list, beside its label
    "Skip to main content",  # for whoever goes by keyboard, and seen by nobody else
)
# Words without which English hardly makes a sentence, and which Finnish and Swedish do not have.
GRAMMAR = re.compile(
    r"\b(the|of|and|with|from|that|this|these|which|are|was|were|has|have|its|been"
    r"|help|choose|select|search|download|fullscreen|show|hide|close|clear|press|selected)\b",
    re.IGNORECASE,
)
TWO_WORDS = 2


def left(texts: Iterable[str], language: str) -> list[str]:
    """Return the *texts* that are English, or hold a sentence of the English catalogue."""
    whole, within = _patterns(language)
    rest = [text for text in texts if not re.fullmatch("|".join(STREAMLITS), text)]
    return [
        text
        for text in rest
        if GRAMMAR.search(text)
        or any(one.fullmatch(text) for one in whole)
        or any(one.search(text) for one in within)
    ]


@cache
def _patterns(language: str) -> tuple[list[re.Pattern[str]], list[re.Pattern[str]]]:
    """Return what no text may be, and what no text may hold.

    A pattern that fits a text of *language* itself says nothing: both write "SHA-256".
    """
    own = [_plain(text) for text in _texts(language)]
    found = {text for text in _texts("en") if re.search("[A-Za-z]{2}", _plain(text))}
    whole = [one for one in map(_pattern, found) if not any(map(one.fullmatch, own))]
    longer = {text for text in found if len(re.findall("[A-Za-z]{2,}", _plain(text))) >= TWO_WORDS}
    within = [re.compile(rf"(?<!\w){_pattern(text).pattern}(?!\w)") for text in longer]
    return whole, [one for one in within if not any(map(one.search, own))]


@cache
def _texts(language: str) -> frozenset[str]:
    """Return each form of each message, and what the sample's policy says in *language*."""
    messages = (message.string for message in catalogues.read(language) if message.id)
    forms = [(text,) if isinstance(text, str) else text for text in messages]
    policy = tomllib.loads((home.SAMPLE / "policy.toml").read_text(encoding="utf-8"))
    titles = _said(policy, language)
    return frozenset(_bare(text) for form in (*forms, titles) for text in form)


def _said(part: object, language: str) -> list[str]:
    """Collect the texts of a policy that are in *language*."""
    if not isinstance(part, dict):
        return []
    if isinstance(part.get(language), str):
        return [part[language]]
    return [text for value in part.values() for text in _said(value, language)]


def _bare(text: str) -> str:
    """Return a message as a page shows it: without its marks of bold."""
    return re.sub(r"\s+", " ", text.replace("**", "")).strip()


def _plain(text: str) -> str:
    """Return what a message says itself."""
    return "".join(said for said, *_ in string.Formatter().parse(text))


def _pattern(text: str) -> re.Pattern[str]:
    """Return a message as a pattern in which anything may stand for its values."""
    parts = string.Formatter().parse(text)
    return re.compile("".join(re.escape(said) + ".+?" * bool(name) for said, name, *_ in parts))
