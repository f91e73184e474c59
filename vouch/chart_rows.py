"""Rows for charts: counts with the words that stand beside them."""

import math
from collections.abc import Iterable, Sequence

import pandas as pd

from vouch.wording import Words

Rows = pd.DataFrame
STEPS = (1, 2, 3, 4, 5, 6, 8, 10)
HEADROOM = 1.1  # room for the label above the highest bar


def labelled(
    keys: Sequence[str], labels: Sequence[str], counts: Iterable[int], t: Words
) -> pd.DataFrame:
    """Write counts as rows of a bar chart (key, label, count, text)."""
    numbers = [int(n) for n in counts]
    texts = [t.number(n) for n in numbers]
    return pd.DataFrame({"key": keys, "label": labels, "count": numbers, "text": texts})


def by_month(days: Iterable[pd.Timestamp], counts: Iterable[int | None], t: Words) -> pd.DataFrame:
    """Write monthly counts as rows of a chart (month, count, label, text, tip)."""
    rows = pd.DataFrame({"month": pd.to_datetime(list(days)), "count": _numbers(counts)})
    rows["label"] = [t.month(day) for day in rows["month"]]
    rows["text"] = [t.write(n) for n in rows["count"]]
    rows["tip"] = rows["label"] + ": " + rows["text"]
    return rows


def by_day(days: Iterable[pd.Timestamp], counts: Iterable[int | None], t: Words) -> pd.DataFrame:
    """Write counts on single days as rows of a line chart (day, count, tip)."""
    rows = pd.DataFrame({"day": pd.to_datetime(list(days)), "count": _numbers(counts)})
    pairs = zip(rows["day"], rows["count"], strict=True)
    rows["tip"] = [f"{t.day(day)}: {t.write(n)}" for day, n in pairs]
    return rows


def _numbers(counts: Iterable[int | None]) -> pd.Series:
    """Make a column of counts; where one is not known a chart has a gap."""
    numbers = [None if n is None else int(n) for n in counts]
    return pd.Series(numbers, dtype="Int64" if None in numbers else "int64")


def ceiling(values: Iterable[int | None]) -> int:
    """Return a round number a little above the greatest of *values*."""
    top = max((value for value in values if value), default=0) * HEADROOM
    if top <= 1:
        return 1
    unit = 10 ** math.floor(math.log10(top))
    return next(step * unit for step in STEPS if step * unit >= top)


def in_words(title: str, rows: pd.DataFrame, t: Words) -> str:
    """Write the rows of a bar chart (label, text) as its text alternative."""
    pairs = zip(rows["label"], rows["text"], strict=True)
    return t("alt.bars", title=title, values="; ".join(f"{label} {text}" for label, text in pairs))
