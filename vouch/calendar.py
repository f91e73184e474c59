"""Days that are no working days: a period that ends on one ends later (Reg. 1182/71 Art. 3)."""

from datetime import date
from typing import Literal

import holidays

FIRST_YEAR, LAST_YEAR = 1990, 2100
CHRISTMAS_EVE = (12, 24)
JUNE, MIDSUMMER, FRIDAY = 6, range(19, 26), 4  # Midsummer Eve is a Friday of these days


def free_days(
    eves: Literal["strict", "lenient"] = "strict",
    first_year: int = FIRST_YEAR,
    last_year: int = LAST_YEAR,
    country: str = "FI",
) -> list[tuple[date, str]]:
    """List the public holidays of the years, in order, each with its English name.

    The package ``holidays`` lists Christmas Eve and Midsummer Eve for Finland, though the law
    makes neither a public holiday: with *strict* eves they are working days.
    """
    years = range(first_year, last_year + 1)
    found = holidays.country_holidays(country, years=years, language="en_US")
    return sorted(
        (day, name)
        for day, name in found.items()
        if eves == "lenient" or country != "FI" or not _is_eve(day)
    )


def countries() -> list[str]:
    """List the codes of the countries whose public holidays are known (ISO 3166-1)."""
    return list(holidays.list_supported_countries())


def _is_eve(day: date) -> bool:
    is_christmas = (day.month, day.day) == CHRISTMAS_EVE
    is_midsummer = day.month == JUNE and day.day in MIDSUMMER and day.weekday() == FRIDAY
    return is_christmas or is_midsummer
