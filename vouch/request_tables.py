"""The rights in tables: how fast requests were answered, and what was extended or refused."""

from collections.abc import Sequence

import pandas as pd

from vouch import request_rows
from vouch.view import View
from vouch.wording import Words

SPEED = ("received", "open", "closed", "in_time", "median_days", "mean_days", "p95_days")
CARE = (
    "extended", "refused", "refused_told", "refused_told_late", "refused_untold",
    "waiting", "waiting_month",
)  # fmt: skip
SHARE_FROM = 100  # of fewer, a percentage would claim more than was counted


def speed(view: View) -> dict[str, object]:
    """Write how many requests of each right came, and how fast they were answered."""
    return _table(view, "requests.rights", SPEED, wide=(2, 4, 7))


def care(view: View) -> dict[str, object]:
    """Write what was extended or refused of each right, whether it was told, and who waits."""
    return _table(view, "requests.care", CARE, wide=(2, 4, 5))


def _table(view: View, title: str, names: Sequence[str], wide: Sequence[int]) -> dict[str, object]:
    """Write one row per right; a right that nobody used has zeros and dashes."""
    t, rights = view.t, view.series("request_rights")
    return {
        "caption": t(title),
        "head": [t(f"col.{name}") for name in ("right", *names)],
        "rows": [
            [request_rows.right_name(row["right"], t), *(_cell(row, name, t) for name in names)]
            for _, row in rights.iterrows()
        ],
        "words": 1,
        "wide": tuple(wide),
    }


def _cell(row: pd.Series, name: str, t: Words) -> str:
    dated = int(row["in_time"] + row["late"])
    among = {"in_time": dated, "extended": dated, "refused": int(row["closed"])}
    if name in among:
        return rate(int(row[name]), among[name], row[f"{name}_ratio"], t)
    return days(row[name], t)


def rate(n: int, of: int, ratio: float, t: Words) -> str:
    """Write a share as a count of a count, or, of a hundred and more, in per cent."""
    if not of:
        return t.write(None)
    return t.share(ratio) if of >= SHARE_FROM else t("kpi.of", n=n, total=of)


def days(value: float, t: Words) -> str:
    """Write a number of days or of requests; a dash where there was none to count."""
    return t.write(None) if pd.isna(value) else t.number(round(value))
