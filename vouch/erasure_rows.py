"""Erasures in words: what is left of erased people, and the audio of whoever asks for a copy."""

import pandas as pd

from vouch import policy, request_rows
from vouch.view import View, kept
from vouch.wording import NOTHING

LEFT = ("dataset", "explained_by", "ends_on", "records", "by_link")
VERIFIED = ("erasures", "gone", "explained", "unverified", "unexplained")
SCOPES = ("requests", "concerned", "recordings", "transcripts")


def note(view: View) -> str:
    """Say how people are looked for, and for how long."""
    kept_for = view.home.policy.settings.keep_keys or policy.KEYS_KEPT
    return view.t("requests.erasures_note", period=view.t.period(kept_for))


@kept
def total(view: View) -> int:
    """Count the granted erasures that are checked."""
    return int(view.series("erasures")["erasures"].iloc[0])


@kept
def left(view: View) -> int:
    """Count the rows that are left of erased people."""
    return int(view.series("erased_rows")["records"].sum())


@kept
def unverified(view: View) -> int:
    """Count the erasures that nobody can verify, since an export was not read."""
    return int(view.series("erasures")["unverified"].iloc[0])


def reason(why: object, view: View) -> str:
    """Name what explains that a row is left; unexplained has its word too."""
    return view.t(f"erased.{why}") if isinstance(why, str) else view.t("erased.unexplained")


def table(view: View) -> dict[str, object]:
    """Write what is left by dataset and reason, the unexplained first."""
    t = view.t
    rows = [
        [
            row.dataset,
            reason(row.reason, view),
            NOTHING if pd.isna(row.ends_on) else t.day(row.ends_on),
            t.number(row.records),
            t.number(row.by_link),
        ]
        for row in view.series("erased_rows").itertuples()
    ]
    head = [t(f"col.{name}") for name in LEFT]
    caption = t("requests.erasures_left")
    return {"caption": caption, "head": head, "rows": rows, "words": 3, "wide": (len(head),)}


def history(view: View) -> dict[str, object]:
    """Write how the erasures stood in each snapshot, the newest first."""
    t, found = view.t, view.over_time("erasures").iloc[::-1]
    rows = [
        [t.day(row["snapshot"]), *(t.number(int(row[name])) for name in VERIFIED)]
        for _, row in found.iterrows()
    ]
    head = [t(f"col.{name}") for name in ("snapshot", *VERIFIED)]
    return {"caption": t("requests.erasures_history"), "head": head, "rows": rows, "words": 1}


@kept
def concerned(view: View) -> int:
    """Count the open requests for a copy of whose person audio is held."""
    return int(view.series("scopes")["concerned"].sum())


def scopes(view: View) -> dict[str, object]:
    """Write the audio in scope of open requests for a copy, by right."""
    t = view.t
    rows = [
        [request_rows.right_name(row["right"], t), *(t.number(int(row[name])) for name in SCOPES)]
        for _, row in view.series("scopes").iterrows()
    ]
    head = [t(f"col.{name}") for name in ("right", "open", *SCOPES[1:])]
    return {"caption": t("requests.scopes"), "head": head, "rows": rows, "words": 1}
