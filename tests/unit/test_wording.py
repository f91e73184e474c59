"""Every text in every language, and how numbers, days and spans are written."""

import ast
import re
import string
from datetime import date
from pathlib import Path

import pytest

from vouch import catalogues, periods, wording

ROOT = Path(__file__).parents[2]
SOURCES = [ROOT / "app.py", *ROOT.glob("pages/*.py"), *ROOT.glob("vouch/**/*.py")]
SQL = list(ROOT.glob("queries/*/*.sql"))
KEY = re.compile(r"[a-z_]+(\.[a-z0-9_-]+)+")


def catalogue(language: str) -> dict[str, tuple[str, ...]]:
    """Return each message's forms; one form if it has no plural."""
    found = {}
    for message in catalogues.read(language):
        if message.id:
            key = message.id[0] if message.pluralizable else message.id
            found[key] = message.string if message.pluralizable else (message.string,)
    return found


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def named_in_code() -> tuple[set[str], set[str]]:
    """Return the keys that code names in full, and the patterns of those it puts together."""
    nodes = [node for path in SOURCES for node in ast.walk(ast.parse(path.read_text()))]
    texts = [node.value for node in nodes if isinstance(node, ast.Constant)]
    whole = {text for text in texts if isinstance(text, str) and KEY.fullmatch(text)}
    for path in [*SQL, *SOURCES]:  # SQL stands in some strings of Python too
        whole |= set(re.findall(r"'((?:reject|problem)\.[a-z_]+)'", path.read_text()))
    made = {_pattern(node) for node in nodes if isinstance(node, ast.JoinedStr)}
    return whole, {text for text in made if re.match(r"[a-z_]+\.", text)}


def _pattern(node: ast.JoinedStr) -> str:
    return "".join(str(v.value) if isinstance(v, ast.Constant) else "*" for v in node.values)


def asked_for() -> set[str]:
    """Return the keys that are handed to a function of words, or to a VouchError."""
    keys = set()
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            first = node.args[0]
            if name in {"t", "VouchError"} and isinstance(first, ast.Constant):
                keys.add(first.value)
    return keys


ALL = {language: catalogue(language) for language in wording.LANGUAGES}


def test_english_finnish_and_swedish_are_there():
    """The notice is Finnish, Swedish is Finland's other language, and auditors read English."""
    assert {"en", "fi", "sv"} <= set(wording.LANGUAGES)


@pytest.mark.parametrize("language", wording.LANGUAGES)
def test_no_message_is_missing(language):
    """A key that code asks for must have a text in every language."""
    assert asked_for() - ALL[language].keys() == set()
    assert ALL["en"].keys() - ALL[language].keys() == set()


def test_whoever_is_told_of_a_rejected_row_is_told_what_mends_it():
    """The list of rejects asks for both; a whole file is told of elsewhere."""
    reasons = {key for key in named_in_code()[0] if key.startswith("reject.")}
    mends = {f"mend.{key.removeprefix('reject.')}" for key in reasons - {"reject.file"}}
    told_beside = {"mend.fields_found"}  # the numbers that go with a reason

    assert len(mends) > 9
    assert mends - told_beside == {key for key in ALL["en"] if key.startswith("mend.")}


@pytest.mark.parametrize("language", wording.LANGUAGES)
def test_no_message_is_unused(language):
    """A text that nothing asks for would be translated in vain."""
    whole, made = named_in_code()
    patterns = [re.compile(re.escape(text).replace(r"\*", ".+")) for text in made]
    unused = {
        key
        for key in ALL[language]
        if key not in whole and not any(pattern.fullmatch(key) for pattern in patterns)
    }

    assert unused == set()


@pytest.mark.parametrize("language", wording.LANGUAGES)
def test_placeholders_agree(language):
    """A language that lacks a placeholder would hide a figure; only the number may be a word."""
    for key, forms in ALL[language].items():
        wanted = set().union(*map(placeholders, ALL["en"][key]))
        for form in forms:
            assert placeholders(form) | {"n"} == wanted | {"n"}, key


@pytest.mark.parametrize("language", wording.LANGUAGES)
def test_no_text_or_plural_form_is_empty(language):
    """An empty translation would fall back to the key."""
    count = catalogues.read(language).num_plurals
    for key, forms in ALL[language].items():
        assert all(forms), key
        assert len(forms) in {1, count}, key
        assert (len(forms) > 1) == (len(ALL["en"][key]) > 1), key


@pytest.mark.parametrize(
    ("language", "number", "day", "share", "minus"),
    [
        ("en", "1,284", "31 Oct 2026", "79%", "\u22123"),
        ("fi", "1\u00a0284", "31.10.2026", "79\u00a0%", "\u22123"),
        ("sv", "1\u00a0284", "31.10.2026", "79\u00a0%", "\u22123"),
    ],
)
def test_numbers_and_days_follow_the_language(language, number, day, share, minus):
    """Readers compare with the notice and their own books: separators must be theirs."""
    t = wording.Words(language)

    assert t.number(1284) == number
    assert t.day(date(2026, 10, 31)) == day
    assert t.share(0.79) == share
    assert t.number(-3) == minus


def test_nothing_to_count_is_a_dash():
    """Never 0: an empty denominator is no result."""
    t = wording.Words("en")

    assert (t.write(None), t.share(None), t.share(float("nan"))) == ("–", "–", "–")


def test_small_shares_have_a_decimal():
    """3.5 % and 4 % lie on different sides of a limit."""
    t = wording.Words("en")

    assert (t.share(0.0348), t.share(0.05)) == ("3.5%", "5%")


@pytest.mark.parametrize(
    ("days", "said"),
    [(1, "1 day"), (91, "91 days"), (92, "3 months"), (885, "2 y 5 mo")],
)
def test_a_span_is_written_as_a_person_would(days, said):
    """Days while they can be pictured, then months, then years."""
    assert wording.Words("en").span(days) == said


def test_a_month_stands_in_a_finnish_sentence():
    """Finnish inflects: the pattern of the catalogue does it, no ending is glued on in code."""
    assert wording.Words("fi").month_in(date(2026, 10, 1)) == "lokakuussa"


def test_a_weekday_and_a_month_stand_in_a_swedish_sentence():
    """In Finland a Swedish day has no full stop behind its month: it may end a sentence."""
    t = wording.Words("sv")

    assert t.weekday(date(2026, 11, 5)) == "tors 5.11"
    assert t.month_in(date(2026, 10, 1)) == "i oktober"


def test_a_period_keeps_its_unit():
    """18 months are not one and a half years, and 90 days not three months."""
    t = wording.Words("en")
    written = [t.period(periods.parse(text)) for text in ("10 years", "18 months", "90 days")]

    assert written == ["10 years", "18 months", "90 days"]


def test_the_policy_may_lack_a_language():
    """A home that names its classes in one language is shown in it."""
    assert wording.Words("fi").named({"en": "Billing"}) == "Billing"
