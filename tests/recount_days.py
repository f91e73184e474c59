"""Days for the recount: reading, adding months, Finnish holidays, last permitted days.

Written anew on purpose: nothing here is shared with the product that it judges.
"""

import calendar
import re
from datetime import date, datetime, timedelta

CHECKS = "0123456789ABCDEFHJKLMNPRSTUVWXY"
CODE = re.compile(r"(?<![0-9])([0-9]{6})([-+A-FU-Y])([0-9]{3})([0-9A-Y])(?![0-9])")
CENTURIES = {"+": 1800, **dict.fromkeys("-YXWVU", 1900), **dict.fromkeys("ABCDEF", 2000)}
OLDEST_YEAR = 1900


def read(text: str, formats: list[str]) -> date | None:
    """Read the day of *text* by the first format that fits; None if none does."""
    day = re.split(r"[ T]", text.strip(), maxsplit=1)[0]
    for form in formats:
        try:
            found = datetime.strptime(day, form).date()  # noqa: DTZ007 (a day has no zone)
        except ValueError:
            continue
        return found if found.year >= OLDEST_YEAR else None
    return None


def add_months(day: date, months: int) -> date:
    """Step by months; the month's last day where it lacks the number."""
    years, index = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(years, index + 1, min(day.day, calendar.monthrange(years, index + 1)[1]))


def last_permitted(start: date, rule: dict, settings: dict) -> date:
    """Return the last day on which a record may still be there."""
    number, unit = re.fullmatch(r"(\d+) (year|month|day)s?", rule["period"]).groups()
    unit_end = _unit_end(start, rule.get("starts", "event"), settings)
    if unit == "day":
        return unit_end + timedelta(days=int(number))
    return add_months(unit_end, int(number) * (12 if unit == "year" else 1))


def _unit_end(start: date, starts: str, settings: dict) -> date:
    if starts == "event":
        return start
    if starts == "end-of-month":
        return start.replace(day=calendar.monthrange(start.year, start.month)[1])
    if starts == "end-of-year":
        return date(start.year, 12, 31)
    end = _financial_year_end(start, settings.get("financial_year_end", "12-31"))
    return date(end.year, 12, 31) if starts.startswith("end-of-calendar-year") else end


def _financial_year_end(start: date, month_day: str) -> date:
    month, number = (int(part) for part in month_day.split("-"))
    for year in (start.year, start.year + 1):
        end = date(year, month, min(number, calendar.monthrange(year, month)[1]))
        if end >= start:
            return end
    raise AssertionError(start)


def easter(year: int) -> date:
    """Return Easter Sunday (the Gregorian computus of Meeus)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    left = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 19 * left) // 433
    month = (h + left - 7 * m + 90) // 25
    return date(year, month, (h + left - 7 * m + 33 * month + 19) % 32)


def holidays(year: int) -> set[date]:
    """List a year's Finnish public holidays; eves are working days."""
    fixed = {date(year, *day) for day in ((1, 1), (1, 6), (5, 1), (12, 6), (12, 25), (12, 26))}
    moving = {easter(year) + timedelta(days=step) for step in (-2, 0, 1, 39, 49)}
    return fixed | moving | {_saturday(date(year, 6, 20)), _saturday(date(year, 10, 31))}


def _saturday(first: date) -> date:
    return first + timedelta(days=(5 - first.weekday()) % 7)


def next_working(day: date) -> date:
    """Return *day* if it is a working day, else the first one after it."""
    while day.weekday() >= 5 or day in holidays(day.year):
        day += timedelta(days=1)
    return day


def has_code(text: str) -> bool:
    """Tell whether a personal identity code with its right check character stands in *text*."""
    return any(_is_code(*found.groups()) for found in CODE.finditer(text))


def _is_code(day: str, separator: str, number: str, check: str) -> bool:
    try:
        date(CENTURIES[separator] + int(day[4:]), int(day[2:4]), int(day[:2]))
    except ValueError:
        return False
    return int(number) >= 2 and CHECKS[int(day + number) % 31] == check
