"""Open requests: how many stand in which state, which is next, and how they are drawn."""

from datetime import date, timedelta

import pandas as pd

from vouch import theme
from vouch.wording import Words

STATUS_OF = {
    "overdue": "overdue",
    "over_limit": "consent_late",
    "due_soon": "due_soon",
    "on_time": "on_time",
    "no_clock": "no_clock",
    "undetermined": "undetermined",
}
MAIN = ("overdue", "due_soon", "on_time")  # shown even when they are zero
PARTED = "; "  # stands between the names of free days
DRAWN = 25  # requests on the timeline
BEFORE, AFTER = 1, 6  # days that the timeline shows beside the first and the last
PAST_DAYS, COMING_DAYS = 75, 100  # days around the as-of day beyond which a mark stands at the edge


def by_status(requests: pd.DataFrame) -> dict[str, int]:
    """Count open requests by status, the most pressing first."""
    counts = requests["due_state"].map(STATUS_OF).value_counts()
    found = {name: int(counts.get(name, 0)) for name in STATUS_OF.values()}
    return {name: n for name, n in found.items() if n or name in MAIN}


def dated(rights: pd.DataFrame) -> int:
    """Count the closed requests that had a due date: only these can be late or extended."""
    return int(rights["in_time"].sum() + rights["late"].sum())


def next_due(requests: pd.DataFrame) -> pd.Series | None:
    """Return the open request that falls due next; None if none is still to come."""
    coming = requests[requests["due_state"].isin(["due_soon", "on_time"])].sort_values("due_on")
    return None if coming.empty else coming.iloc[0]


def left(days: float, t: Words) -> str:
    """Write the days left, or the days late."""
    if pd.isna(days):
        return t("requests.no_due")
    return t("requests.left", n=int(days)) if days >= 0 else t("requests.late_by", n=int(-days))


def drawn(requests: pd.DataFrame, names: list[str], t: Words) -> pd.DataFrame:
    """Write open requests that have a due date as rows of the timeline."""
    rows = pd.DataFrame({"name": names}, index=requests.index)
    rows["status"] = requests["due_state"].map(STATUS_OF)
    for ours, theirs in (
        ("received", "received_on"),
        ("due", "due_on"),
        ("due_if_suspended", "suspended_due_on"),
    ):
        rows[ours] = pd.to_datetime(requests[theirs])
    glyphs = [theme.STATUSES[name].glyph for name in rows["status"]]
    said = [left(days, t) for days in requests["days_left"]]
    triples = zip(rows["due"], glyphs, said, strict=True)
    rows["verdict"] = [f"{t.weekday(due)}  {glyph} {words}" for due, glyph, words in triples]
    rows["brief"] = [
        f"{t.weekday(due)} {glyph}" for due, glyph in zip(rows["due"], glyphs, strict=True)
    ]
    pairs = zip(rows["received"], rows["due"], strict=True)
    rows["tip"] = [f"{t.day(first)} – {t.day(last)}" for first, last in pairs]
    return rows.drop_duplicates(["name", "verdict"])


def with_due_date(requests: pd.DataFrame) -> pd.DataFrame:
    """Keep the requests that a timeline can show, soonest due first."""
    dated = requests.dropna(subset=["due_on", "received_on"])
    return dated.sort_values(["due_on", "received_on"]).head(DRAWN).reset_index(drop=True)


def span(rows: pd.DataFrame, as_of: date) -> tuple[date, date]:
    """Return the days between which the timeline lies."""
    first = min(rows["received"].min().date(), as_of)
    last = max(rows[["due", "due_if_suspended"]].max().max().date(), as_of)
    first = max(first, as_of - timedelta(days=PAST_DAYS))
    last = min(last, as_of + timedelta(days=COMING_DAYS))
    return first - timedelta(days=BEFORE), last + timedelta(days=AFTER)


def free(days: pd.DataFrame, t: Words) -> pd.DataFrame:
    """Write free days (day, holiday) as rows of the timeline, holidays named."""
    start = pd.to_datetime(days["day"])
    names = [free_names(name, t) if isinstance(name, str) else "" for name in days["holiday"]]
    return pd.DataFrame({"start": start, "end": start + pd.Timedelta(days=1), "text": names})


def free_names(passed: str, t: Words) -> str:
    """Name free days, each once; a holiday that no catalogue knows keeps the calendar's name."""
    names = dict.fromkeys(passed.split(PARTED))
    keys = [name.lower().replace("'", "").replace(" ", "-") for name in names]
    return ", ".join(t.known(f"holiday.{key}", name) for key, name in zip(keys, names, strict=True))
