"""Why a row is where it is: its calculation as steps (sign, words, value, status)."""

import pandas as pd

from vouch import clock_words, request_figures
from vouch.policy import Rule
from vouch.wording import Words

Steps = list[tuple[str, str, str, str]]


def of_record(row: pd.Series, rule: Rule, state: str, t: Words) -> Steps:
    """Explain a record's last permitted day, and where its row lies."""
    start = _unknown(row["start_reading"], t) if pd.isna(row["starts_on"]) else row["starts_on"]
    steps = [("", t.named(rule.starting_point), t.write(start), "")]
    if rule.period is not None:
        if rule.starts != "event":
            steps.append(("→", t("explain.counted_from"), t(f"starts.{rule.starts}"), ""))
        basis = t("explain.period", basis=t.named(rule.basis))
        steps.append(("+", basis, t.period(rule.period), ""))
    if not pd.isna(row["last_on"]):
        steps.append(("=", t("col.last_on"), t.day(row["last_on"]), ""))
    return [*steps, ("→", t(f"status.{state}"), _days_past(row, t), state), *_place(row, t)]


def _unknown(reading: str, t: Words) -> str:
    """Say why there is no starting day."""
    if reading == "empty":
        return t("start.empty")
    return t("start.unread", kind=t(f"reading.{reading}"))


def _days_past(row: pd.Series, t: Words) -> str:
    if pd.isna(row["days_past"]):
        return t("explain.no_day")
    days = int(row["days_past"])
    return t("explain.past", n=days) if days > 0 else t("explain.left", n=-days)


def of_request(row: pd.Series, t: Words) -> Steps:
    """Explain a request's clock: its days in order, where it stands, and how fast it may go."""
    status = request_figures.STATUS_OF[row["due_state"]]
    left = request_figures.left(row["days_left"], t)
    said = left if pd.isna(row["due_on"]) else f"{clock_words.day(row['due_on'], t)}: {left}"
    stands = ("→", t(f"status.{status}"), said, status)
    return [*clock_words.steps(row, t), stands, *clock_words.pace(row, t), *_place(row, t)]


def _place(row: pd.Series, t: Words) -> Steps:
    """Say where in the exports the row lies."""
    return [("#", t("explain.place", dataset=row["dataset"], file=row["file"]), _row(row, t), "")]


def _row(row: pd.Series, t: Words) -> str:
    return t("explain.whole_file") if pd.isna(row["row"]) else t("explain.row", n=int(row["row"]))
