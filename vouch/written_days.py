"""Days as people write them: in the names of folders, and by the formats of sources.toml."""

import re
from collections import Counter
from datetime import date
from pathlib import Path

YEARS = range(1900, 3000)  # of a snapshot: a figure may lie years before it or after
SPAN = {"first": str(YEARS[0]), "last": str(YEARS[-1])}  # as sentences say it
MARK = re.compile(r"%(-?[A-Za-z]|.|$)", re.DOTALL)
PARTS = {"d": "d", "m": "m", "b": "m", "B": "m", "Y": "y", "y": "y", "j": "dm"}
WHOLE_DAY = Counter("dmy")
NAMED = ("b", "B", "a", "A")  # months and weekdays by name: no "-" before them
WEEKDAYS = ("a", "A")  # may stand beside the day, and say nothing of it
# A number without its zeros has no end that could be seen, if another follows at once.
ENDLESS = re.compile(r"%-[dmyj](?=%-?[dmyYj]|\d)")


def day(text: str) -> date | None:
    """Read a day such as 2026-10-31; ISO 8601 knows other forms, and one day needs one name."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if found.isoformat() == text else None


def of_snapshot(name: str) -> date | None:
    """Read a folder's name as a day on which a snapshot may have been made."""
    found = day(name)
    return found if found and found.year in YEARS else None


def fault(path: Path) -> tuple[str, tuple[tuple[str, object], ...]]:
    """Say why something is no snapshot: it has no day, or one in a year that none can be of."""
    if not path.is_dir() or day(path.name) is None:
        return "problem.not_a_day", ()
    return "problem.year_of_folder", tuple(SPAN.items())


def is_of_one_day(text: str) -> bool:
    """Tell whether a format names day, month and year, each once, and neither hour nor zone.

    What follows a T is cut off before a text is read, unless the format has a space.
    """
    marks = MARK.findall(text)
    if ENDLESS.search(text) or text != text.strip() or (" " not in text and "T" in text):
        return False
    if not all(_is_known(mark) for mark in marks):
        return False
    return Counter("".join(PARTS.get(mark.lstrip("-"), "") for mark in marks)) == WHOLE_DAY


def _is_known(mark: str) -> bool:
    name = mark.removeprefix("-")
    return name in (*PARTS, *WEEKDAYS) and (mark == name or name not in NAMED)
