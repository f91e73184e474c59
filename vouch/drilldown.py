"""Turning the pages of records: any page costs the same, however many rows lie before it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

PAGE = 1_000  # rows that a browser is given at once
BAND_DAYS = {"1-30": (1, 30), "31-90": (31, 90), "91-365": (91, 365), "over-365": (366, None)}
Ask = Callable[..., pd.DataFrame]


@dataclass(frozen=True)
class Choice:
    """Which records: a state, and perhaps one rule and a span of last permitted days."""

    state: str
    rule: str | None = None
    first_on: date | None = None
    final_on: date | None = None

    @property
    def params(self) -> dict[str, object]:
        """The choice as the parameters of the queries that turn pages."""
        return {
            "state": self.state,
            "rule": self.rule,
            "first_on": self.first_on,
            "final_on": self.final_on,
        }


@dataclass(frozen=True)
class Page:
    """One page of *rows*; *total* counts the rows of all *pages*."""

    rows: pd.DataFrame
    number: int
    pages: int
    total: int


def past_since(rule: str | None, band: str | None, as_of: date) -> Choice:
    """Choose the records past their date, of one rule and age band or of all."""
    if band is None:
        return Choice("past", rule)
    least, most = BAND_DAYS[band]
    first_on = as_of - timedelta(days=most) if most else None
    return Choice("past", rule, first_on, as_of - timedelta(days=least))


def count(ask: Ask, choice: Choice) -> int:
    """Count the records of a choice, without reading one of them."""
    return int(ask("series", "deadline_days", **choice.params)["records"].sum())


def page(ask: Ask, choice: Choice, number: int) -> Page:
    """Read page *number* (from 1): jump to its first day by the counts, then skip within it."""
    days = ask("series", "deadline_days", **choice.params)
    total = int(days["records"].sum())
    pages = max(1, -(-total // PAGE))
    number = min(max(number, 1), pages)
    first_on, skip = _start(days, (number - 1) * PAGE)
    params = choice.params | {"skip": skip, "most": PAGE}
    if first_on is not None:
        params["first_on"] = first_on
    return Page(ask("evidence", "deadline_rows", **params), number, pages, total)


def _start(days: pd.DataFrame, before: int) -> tuple[date | None, int]:
    """Find the day on which the row after *before* others lies, and how many of it to skip."""
    if before == 0 or days.empty:
        return None, 0
    ends = days["records"].cumsum()
    position = int((ends <= before).sum())
    day = days["last_on"].iloc[position]
    earlier = int(ends.iloc[position - 1]) if position else 0
    return (None, before) if pd.isna(day) else (day.date(), before - earlier)
