"""Lengths of time as a policy writes them: '10 years', '18 months', '90 days'."""

import re
from dataclasses import dataclass
from typing import Annotated, Any

import pydantic

from vouch import declarations

MONTHS_IN_YEAR = 12
MOST_DAYS = 36_500  # a hundred years: a day that a figure lies so far ahead of is still a day
Days = Annotated[int, pydantic.Field(ge=0, le=MOST_DAYS)]
SomeDays = Annotated[int, pydantic.Field(gt=0, le=MOST_DAYS)]
WRITTEN = re.compile(r"(\d{1,4}) (year|month|day)s?")


@dataclass(frozen=True)
class Period:
    """A length in months or in days, never both: a month has no fixed number of days."""

    months: int | None = None
    days: int | None = None


def parse(text: Any) -> Period:
    """Read ``10 years``, ``6 months`` or ``30 days``; refuse anything else."""
    if isinstance(text, Period):
        return text
    found = WRITTEN.fullmatch(text) if isinstance(text, str) else None
    if not found or int(found[1]) == 0:
        raise declarations.mistake("problem.wrong_period")
    number = int(found[1])
    match found[2]:
        case "year":
            return Period(months=MONTHS_IN_YEAR * number)
        case "month":
            return Period(months=number)
        case _:
            return Period(days=number)


Written = Annotated[Period, pydantic.BeforeValidator(parse)]
