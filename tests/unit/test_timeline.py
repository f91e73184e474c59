"""The timeline's foot: names of holidays that lie on each other say nothing."""

from datetime import date, timedelta
from itertools import combinations

import pandas as pd
import pytest

from vouch import timeline

DECEMBER = [date(2025, 12, 1) + timedelta(n) for n in range(31)]
HOLIDAYS = {
    "2025-12-06": "Itsenäisyyspäivä",
    "2025-12-25": "Joulupäivä",
    "2025-12-26": "Tapaninpäivä",
    "2026-01-01": "Uudenvuodenpäivä",
    "2026-01-06": "Loppiainen",
}
LETTER = 6.2  # pixels: the widest that any of these words has in Chromium, by the letter
WIDTHS = (449, 450, 600, 850, 1200, 2400)
ENDLESS = 100_000


def foot(day, first="2025-11-01", last="2026-02-10"):
    """Return the names under the days from *first* to *last*, and the label of *day*."""
    start = pd.to_datetime([*HOLIDAYS, first, last])
    off = pd.DataFrame({"start": start, "end": start, "text": [*HOLIDAYS.values(), "", ""]})
    said = f"Tarkastelupäivä {day.day}.{day.month}."
    now = pd.DataFrame({"day": [pd.Timestamp(day)], "text": [said]})
    return timeline.names_under(off, now), said, (start[-2], start[-1])


def ends(place, text, side):
    """Return between which pixels a text lies that ends at *place*, or begins there."""
    length = LETTER * len(text)
    return (place - length, place) if side == "right" else (place, place + length)


def drawn(day, width):
    """Return the texts that are seen on so many pixels of days, and between which each lies."""
    names, said, (first, last) = foot(day)
    per_day = width / (last - first).days
    label = ends((pd.Timestamp(day) - first).days * per_day - 4, said, "right")
    seen = names[names["room"] <= width]
    return {said: label} | {
        row.text: ends((row.start - first).days * per_day, row.text, row.align)
        for row in seen.itertuples()
    }


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("day", DECEMBER)
def test_no_name_lies_on_another_or_on_the_label_of_the_day(day, width):
    """Four holidays in two weeks, and the snapshot of the year's end among them."""
    boxes = drawn(day, width).items()
    met = [
        (one, other)
        for (one, (begin, end)), (other, (start, stop)) in combinations(boxes, 2)
        if min(end, stop) > max(begin, start)
    ]

    assert met == []


@pytest.mark.parametrize("day", DECEMBER)
def test_a_name_is_left_out_only_where_there_is_no_room(day):
    """Whoever asks why a due date moved looks for the holiday first."""
    assert set(HOLIDAYS.values()) <= set(drawn(day, ENDLESS))
    assert len(drawn(day, 449)) == 1 < len(drawn(day, 450))


def test_a_name_that_is_left_out_takes_no_room():
    """At the year's end the label covers Christmas, which must not hide New Year's Day."""
    names, _, _ = foot(DECEMBER[-1])
    room = dict(zip(names["text"], names["room"], strict=True))

    assert room["Joulupäivä"] > 850 > room["Uudenvuodenpäivä"]


def test_a_timeline_without_holidays_has_no_names():
    """Most months have none."""
    day = pd.Timestamp("2026-02-10")
    off = pd.DataFrame({"start": [day], "end": [day + pd.Timedelta(days=9)], "text": [""]})

    assert timeline.names_under(off, pd.DataFrame({"day": [day], "text": [""]})).empty
