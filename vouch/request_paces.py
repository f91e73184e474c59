"""The present pace of answers in words: which open requests will be late if it stays."""

import pandas as pd

from vouch import request_rows, request_tables, theme
from vouch.view import View, kept
from vouch.wording import Words

KEYS = ["right", "received_on", "due_on"]
TOLD = ["answers", "longer", "pace_days", "expected_on", "pace_state"]
STATES = ("misses", "slow", "keeps", "too_few", "overdue")
AT_RISK = ("misses", "slow")
NO_MONTH = ("no_clock", "undetermined")  # no month runs, or nobody knows since when


@kept
def by_state(view: View) -> dict[str, int]:
    """Count the open requests by what the present pace says of them."""
    paces = view.series("request_paces")
    counts = paces.groupby("pace_state")["requests"].sum()
    return {state: int(counts.get(state, 0)) for state in (*STATES, *NO_MONTH)}


def heading(view: View) -> str:
    """Say how many open requests will be late at the present pace."""
    counts = by_state(view)
    if not counts["misses"]:
        return view.t("requests.pace_none")
    return view.t("requests.pace", n=counts["misses"])


def beside(view: View, requests: pd.DataFrame) -> pd.DataFrame:
    """Lay beside open requests what the present pace says of each."""
    paces = view.series("request_paces")
    return requests.merge(paces[[*KEYS, *TOLD]], on=KEYS, how="left")


def table(view: View) -> dict[str, object]:
    """Write the pace of each right that has open requests as its template takes it."""
    t = view.t
    heads = [verdict(state, t) for state in STATES]
    names = ("right", "open", "median_days", "closed")
    right, opened, median, closed = (t(f"col.{name}") for name in names)
    return {
        "caption": t("requests.pace_table"),
        "head": [right, opened, *heads, t("requests.no_month"), closed, median],
        "rows": _rows(view),
        "words": 1,
        "wide": (4, 5, 6, 9, 10),  # a phone keeps what is late, will be, or has no date
    }


def _rows(view: View) -> list[list[str]]:
    t, rights = view.t, view.series("request_rights")
    paces = view.series("request_paces").assign(right=lambda rows: rows["right"].fillna(""))
    counts = paces.groupby(["right", "pace_state"])["requests"].sum()
    return [
        [request_rows.right_name(row["right"], t), t.number(row["open"])]
        + [_count(counts, row["right"], (state,), t) for state in STATES]
        + [_count(counts, row["right"], NO_MONTH, t), t.number(row["closed"])]
        + [request_tables.days(row["median_days"], t)]
        for _, row in rights.iterrows()
        if row["open"]
    ]


def _count(counts: pd.Series, right: object, states: tuple[str, ...], t: Words) -> str:
    key = right if isinstance(right, str) else ""
    return t.number(sum(int(counts.get((key, state), 0)) for state in states))


def verdict(state: str, t: Words) -> str:
    """Write what the present pace says of a request as shape and word; a dash where it cannot."""
    if state in NO_MONTH:
        return t.write(None)
    return f"{theme.STATUSES[state].glyph} {t(f'status.{state}')}"
