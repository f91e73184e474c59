"""Days for the recount: reading, adding months, Finnish holidays, last permitted days.

Written anew on purpose: nothing here is shared with the product that it judges.
"""

import calendar
import re
from collections.abc import Callable, Iterable
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


def reading(text: str, formats: list[str], last: date | None) -> str:
    """Say how a text was read, or what it is instead; days after *last* are future."""
    day = re.split(r"[ T]", text.strip(), maxsplit=1)[0]
    found = read(text, formats)
    if not day:
        return "empty"
    if found:
        is_future = last is not None and found > last
        return "epoch" if found == date(1970, 1, 1) else "future" if is_future else "read"
    return next((name for name, test in UNREAD.items() if test(day, formats)), "not_a_day")


def _parts(day: str, form: str) -> tuple[int, int, str] | None:
    """Take a text of numbers apart by a format: day, month, and the year as written."""
    numbers, names = re.split(r"\D", day), re.findall(r"%(\w)", form)
    parters = re.sub(r"\d", "", day), re.sub(r"%\w", "", form)
    if not {"d", "m", "Y"} <= set(names) or parters[0] != parters[1] or "" in numbers:
        return None
    found = dict(zip(names, numbers, strict=True))
    if max(len(found["d"]), len(found["m"])) > 2:
        return None
    return int(found["d"]), int(found["m"]), found["Y"]


def _is_day(day: str, forms: Iterable[str], year_digits: int = 4, *, turned: bool = False) -> bool:
    """Tell whether a text is a day by one of the formats, or would be with its parts turned."""
    for form in forms:
        if (parts := _parts(day, form)) and len(parts[2]) == year_digits:
            number, month = (parts[1], parts[0]) if turned else parts[:2]
            if 1 <= month <= 12 and 1 <= number <= calendar.monthrange(2000, month)[1]:
                return True
    return False


def _has_year(day: str, forms: Iterable[str], digits: int) -> bool:
    return any((parts := _parts(day, form)) and len(parts[2]) == digits for form in forms)


NUMERIC = ("%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%d-%m-%Y", "%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d")
# In the order in which they are asked; all of them of texts that no declared format reads.
UNREAD: dict[str, Callable[[str, list[str]], bool]] = {
    "before_1900": lambda day, forms: (
        re.search(r"\b1[0-8]\d\d\b", day) is not None and _is_day(day, forms)
    ),
    "month_first": lambda day, forms: _is_day(day, _first("d", forms), turned=True),
    "day_first": lambda day, forms: _is_day(day, _first("m", forms), turned=True),
    "impossible_day": lambda day, forms: _has_year(day, forms, 4),
    "two_digit_year": lambda day, forms: _has_year(day, ("%d.%m.%Y", "%d/%m/%Y", "%d-%m-%Y"), 2),
    "spreadsheet_serial": lambda day, _: (
        re.fullmatch(r"\d+", day) is not None and 1 <= int(day) <= 2_958_465
    ),
    "other_format": lambda day, _: _is_day(day, NUMERIC),
}


def _first(part: str, forms: list[str]) -> list[str]:
    """Choose the formats in which day or month comes first of the two."""
    return [form for form in forms if "".join(re.findall(r"%([dm])", form)).startswith(part)]


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
    return bool(codes(text))


def codes(text: str) -> list[int]:
    """List the individual numbers of the personal identity codes in *text*."""
    return [int(found[3]) for found in CODE.finditer(text) if _is_code(*found.groups())]


def _is_code(day: str, separator: str, number: str, check: str) -> bool:
    try:
        date(CENTURIES[separator] + int(day[4:]), int(day[2:4]), int(day[:2]))
    except ValueError:
        return False
    return int(number) >= 2 and CHECKS[int(day + number) % 31] == check
