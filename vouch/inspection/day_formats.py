"""Candidate formats of a column of days: how many rows each fits, and how many it alone."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache, lru_cache

from vouch.intake import days

SHORT = ("%d.%m.%y", "%m.%d.%y", "%d/%m/%y", "%m/%d/%y", "%d-%m-%y", "%m-%d-%y", "%y-%m-%d")
FORMATS = (*days.OTHERS, "%m.%d.%Y", *SHORT)
COMPACT = 8  # digits of a day without marks between: fewer may be any number
OLDEST_YEAR = 1900
LIKELY = re.compile(r"\d{1,4}[./-]\w{1,3}[./-]\d{1,4}|\d{8}")
MOST_DAYS = 100_000
FEW = 0.01  # of the days: too few to declare a format for, and named beside


class Verdict(StrEnum):
    """What the rows let one say about a column's format."""

    DECIDED = "decided"
    AMBIGUOUS = "ambiguous"
    MIXED = "mixed"
    CENTURY = "century"


@dataclass(frozen=True)
class Evidence:
    """How the rows of a column fit the candidate formats.

    *fits* counts the rows that a format fits, *alone* those that no other one fits. *formats* are
    those that the verdict is about, *stray* those that fit too few rows to be meant.
    """

    fits: Mapping[str, int]
    alone: Mapping[str, int]
    dated: int
    verdict: Verdict
    formats: tuple[str, ...]
    stray: tuple[str, ...]


def cut(text: str) -> str:
    """Leave a time or zone behind, as the intake does."""
    return re.split(r"[ T]", text.strip(), maxsplit=1)[0]


@cache
def _shape(form: str) -> re.Pattern[str]:
    return re.compile(days.shape(form))


def fitting(text: str) -> tuple[str, ...]:
    """List the candidate formats that make a day of 1900 or later of *text*."""
    day = cut(text)
    return _fitting(day) if LIKELY.fullmatch(day) else ()


@lru_cache(MOST_DAYS)
def _fitting(day: str) -> tuple[str, ...]:
    return tuple(form for form in FORMATS if _shape(form).fullmatch(day) and _is_day(day, form))


def _is_day(text: str, form: str) -> bool:
    if text.isdigit() and len(text) != COMPACT:
        return False
    try:
        return datetime.strptime(text, form).year >= OLDEST_YEAR  # noqa: DTZ007 (a day has no zone)
    except ValueError:
        return False


def gather(texts: Counter[str]) -> Evidence:
    """Weigh the candidates against each other over the *texts* of a column, with their counts."""
    fits: Counter[str] = Counter()
    alone: Counter[str] = Counter()
    dated = 0
    for text, n in texts.items():
        found = fitting(text)
        fits.update(dict.fromkeys(found, n))
        alone.update({form: n for form in found if len(found) == 1})
        dated += n * bool(found)
    families = _families(fits)
    stray = {form for forms in families for form in forms if _most(forms, fits) < FEW * dated}
    judged = [_judge(forms, alone) for forms in families if not stray & set(forms)]
    verdicts = {verdict for verdict, _ in judged}
    verdict = next((one for one in reversed(Verdict) if one in verdicts), Verdict.DECIDED)
    formats = tuple(form for one, forms in judged for form in forms if one is verdict)
    return Evidence(fits, alone, dated, verdict, formats, tuple(sorted(stray)))


def _families(fits: Counter[str]) -> list[list[str]]:
    """Group the formats that look alike, so that only the numbers tell them apart."""
    families: defaultdict[tuple[str, bool], list[str]] = defaultdict(list)
    for form, _ in fits.most_common():
        families[days.FIELD.sub("", form), "%y" in form].append(form)
    return list(families.values())


def _most(forms: list[str], fits: Counter[str]) -> int:
    return max(fits[form] for form in forms)


def _judge(forms: list[str], alone: Counter[str]) -> tuple[Verdict, list[str]]:
    """Decide between formats that look alike: one wins if it alone fits some row."""
    sure = [form for form in forms if alone[form]]
    if len(forms) > 1 and not sure:
        return Verdict.AMBIGUOUS, forms
    if len(sure) > 1:
        return Verdict.MIXED, sure
    if "%y" in forms[0]:
        return Verdict.CENTURY, sure or forms
    return Verdict.DECIDED, sure or forms
