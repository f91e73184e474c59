"""Formats of days as sources.toml declares them: whether one can be the day of a text."""

import re
from collections import Counter

MARK = re.compile(r"%(-?[A-Za-z]|.|$)", re.DOTALL)
PARTS = {"d": "d", "m": "m", "b": "m", "B": "m", "Y": "y", "y": "y", "j": "dm"}
WHOLE_DAY = Counter("dmy")
NAMED = ("b", "B", "a", "A")  # months and weekdays by name: no "-" before them
WEEKDAYS = ("a", "A")  # may stand beside the day, and say nothing of it
# A number without its zeros has no end that could be seen, if another follows at once.
ENDLESS = re.compile(r"%-[dmyj](?=%-?[dmyYj]|\d)")


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
