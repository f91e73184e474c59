"""Words, numbers and dates in the reader's language."""

from collections.abc import Mapping
from datetime import date
from numbers import Real

import babel
import pandas as pd
from babel import dates, lists, numbers

from vouch import catalogues, characters, periods

LANGUAGES = catalogues.languages()
NOTHING = "–"  # nothing to count; never 0
MINUS = "\u2212"
# Stands for the ** that a message writes around its strong words. No value keeps this character,
# so that asterisks of a value stay what they are.
STRONG = "\x02"
DAYS_UNTIL_MONTHS, MONTHS_UNTIL_YEARS, DAYS_IN_MONTH = 92, 24, 30.44
SMALL_SHARE = 0.1  # below it a percentage has one decimal


def is_nothing(value: object) -> bool:
    """Tell whether *value* says "nothing": None, or the NaN, NaT and NA of a data frame."""
    return value is None or (pd.api.types.is_scalar(value) and bool(pd.isna(value)))


def plain(text: str) -> str:
    """Drop the marks around strong words."""
    return text.replace(STRONG, "")


class Said(str):
    """What a message says, its values filled in."""

    __slots__ = ()


class Words:
    """One language: its sentences, and its way to write numbers and dates."""

    def __init__(self, language: str) -> None:
        """Take *language* as one of LANGUAGES."""
        self.language = language
        self.locale = babel.Locale.parse(language)

    def __call__(self, key: str, /, **values: object) -> str:
        """Return the text of *key*; ``n`` chooses between its plural forms."""
        n = values.get("n")
        number = abs(int(float(n))) if isinstance(n, Real) else None
        text = catalogues.message(self.language, key, number)
        said = {name: self._in_line(value) for name, value in values.items()}
        return Said(text.replace("**", STRONG).format(**said))

    def _in_line(self, value: object) -> str:
        """Write a value of a sentence; only what was said before may stress words of its own."""
        return value if isinstance(value, Said) else characters.in_line(self.write(value))

    def known(self, key: str, otherwise: str) -> str:
        """Return the text of *key*, or *otherwise* where the catalogues have none."""
        return self(key) if key in catalogues.read(self.language) else otherwise

    def write(self, value: object) -> str:
        """Write a number or a date; anything else stays as it is."""
        if is_nothing(value):
            return NOTHING
        if isinstance(value, date):
            return self.day(value)
        if isinstance(value, Real) and not isinstance(value, bool):
            return self.number(float(value))
        return characters.shown(str(value))

    def number(self, value: float, decimals: int = 0) -> str:
        """Write a number with this language's separators and a true minus sign."""
        pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
        return numbers.format_decimal(value, pattern, self.locale).replace("-", MINUS)

    def share(self, ratio: float | None) -> str:
        """Write a ratio as a percentage; nothing to count is a dash, never 0."""
        if ratio is None or is_nothing(ratio):
            return NOTHING
        pattern = self.locale.percent_formats[None].pattern
        if 0 < abs(ratio) < SMALL_SHARE and round(100 * ratio, 1) % 1:
            pattern = pattern.replace("0%", "0.0%").replace("0\u00a0%", "0.0\u00a0%")
        return numbers.format_percent(ratio, pattern, self.locale).replace("-", MINUS)

    def difference(self, value: int) -> str:
        """Write a change with its sign."""
        return f"+{self.number(value)}" if value > 0 else self.number(value)

    def day(self, value: date) -> str:
        """Write a date in full: 31 Oct 2026, 31.10.2026."""
        return self._date(value, "format.day")

    def short_day(self, value: date) -> str:
        """Write a date without its year: 31 Oct, 31.10."""
        return self._date(value, "format.short_day")

    def weekday(self, value: date) -> str:
        """Write a weekday and a date without its year: Thu 5 Nov, to 5.11."""
        return self._date(value, "format.weekday")

    def full_weekday(self, value: date) -> str:
        """Write a weekday and a date in full: Thu 5 Nov 2026, to 5.11.2026."""
        return self._date(value, "format.full_weekday")

    def month(self, value: date) -> str:
        """Name a month and its year, shortened: Oct 2026, loka 2026."""
        return self._date(value, "format.month")

    def month_in(self, value: date) -> str:
        """Name a month as it stands in a sentence: in October, lokakuussa."""
        return self._date(value, "format.month_in")

    def _date(self, value: date, key: str) -> str:
        pattern = catalogues.message(self.language, key)
        return dates.format_date(value, pattern, self.locale)

    def listing(self, words: list[str]) -> str:
        """Join *words* into one phrase: a, b and c."""
        said = [self._in_line(word) for word in words]
        return Said(lists.format_list(said, "standard", self.locale))

    def span(self, days: int) -> str:
        """Write a number of days as a person would: days, months, or years and months."""
        if days < DAYS_UNTIL_MONTHS:
            return self("span.days", n=days)
        months = round(days / DAYS_IN_MONTH)
        if months < MONTHS_UNTIL_YEARS:
            return self("span.months", n=months)
        years, rest = divmod(months, periods.MONTHS_IN_YEAR)
        return self("span.years_months", years=years, months=rest)

    def period(self, period: periods.Period) -> str:
        """Write a period of the policy: 10 years, 18 months, 90 days."""
        if period.days is not None:
            return self("span.days", n=period.days)
        years, rest = divmod(period.months or 0, periods.MONTHS_IN_YEAR)
        return self("span.months", n=period.months) if rest else self("span.years", n=years)

    def named(self, texts: Mapping[str, str]) -> str:
        """Choose this language from texts of the policy; else English, else the first."""
        text = texts.get(self.language) or texts.get("en") or next(iter(texts.values()))
        return characters.shown(text)

    def size(self, count: int) -> str:
        """Write a number of bytes: 812 kB."""
        kilobytes = max(1, round(count / 1000)) if count else 0
        return self("span.kilobytes", n=kilobytes)
