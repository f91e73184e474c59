"""The clock of a request in words: each of its days in order, and why it is that day."""

from collections.abc import Iterator

import pandas as pd

from vouch import request_figures, sentences, theme
from vouch.wording import Words

Step = tuple[str, str, str, str]  # sign, words, value, status
SPANS = {"base": ("base_on", "base_due_on"), "extended": ("extended_base_on", "extended_due_on")}
SAID = {
    "keeps": "explain.pace",
    "misses": "explain.pace",
    "slow": "explain.pace_slow",
    "too_few": "explain.pace_few",
}


def reason(row: pd.Series, t: Words) -> str:
    """Say in one sentence why a request is due when it is: what was counted, what it moved over."""
    if pd.isna(row["received_on"]):
        return t("reason.no_receipt")
    if pd.isna(row["due_on"]):
        return t("reason.no_month")
    span = "extended" if row["is_extended"] else "base"
    clauses = [_ends(row, span, t), _cut(row, span, t), _moved(row, span, t)]
    return sentences.joined([", ".join(filter(None, clauses[:2])), clauses[2]])


def _ends(row: pd.Series, span: str, t: Words) -> str:
    start, end = row["received_on"], row[SPANS[span][0]]
    return t(f"reason.{span}", start=t.full_weekday(start), end=t.full_weekday(end))


def _cut(row: pd.Series, span: str, t: Words) -> str:
    """Name the month that lacks the day of receipt."""
    if not row[f"is_{span}_cut"]:
        return ""
    end, number = row[SPANS[span][0]], row["received_on"].day
    return t("reason.cut", number=number, month_in=t.month_in(end))


def _moved(row: pd.Series, span: str, t: Words) -> str:
    """Name the free days that the due date moved over."""
    due = t.full_weekday(row[SPANS[span][1]])
    if pd.isna(row[f"{span}_passed"]):
        return t("reason.kept")
    return t("reason.moved", passed=request_figures.free_names(row[f"{span}_passed"], t), due=due)


def steps(row: pd.Series, t: Words) -> Iterator[Step]:
    """Write each day of a request's clock in order, with what leads from one to the next."""
    yield "", t("col.received_on"), day(row["received_on"], t), ""
    if pd.isna(row["due_on"]):
        return
    yield from _span(row, "base", t)
    yield "=", t("explain.base_due"), day(row["base_due_on"], t), ""
    yield from _span(row, "extended", t)
    yield "=", _extension(row, t), day(row["extended_due_on"], t), ""
    yield from _suspension(row, t)
    yield "30", t("explain.timer"), _timer(row, t), ""


def _span(row: pd.Series, span: str, t: Words) -> Iterator[Step]:
    """Count one month, or three, from receipt, and move on to a working day."""
    said = ", ".join(filter(None, [t(f"explain.{span}"), _cut(row, span, t)]))
    yield "→", said, day(row[SPANS[span][0]], t), ""
    if not pd.isna(row[f"{span}_passed"]):
        passed = request_figures.free_names(row[f"{span}_passed"], t)
        yield "→", t("explain.moved", passed=passed), day(row[SPANS[span][1]], t), ""


def _extension(row: pd.Series, t: Words) -> str:
    """Say whether the extended due date counts, and why."""
    if row["is_extended"]:
        return t("explain.extended_due", day=row["extended_on"])
    if pd.isna(row["extended_on"]):
        return t("explain.extended_if", day=row["base_due_on"])
    if row["extended_on"] < row["received_on"]:
        return t("explain.extended_early", day=row["extended_on"])
    return t("explain.extended_late", day=row["extended_on"])


def _suspension(row: pd.Series, t: Words) -> Iterator[Step]:
    """Show both due dates as they would be if the clock had stood still for identity."""
    if not pd.isna(row["suspended_days"]):
        said = t("explain.suspended", n=int(row["suspended_days"]))
        yield "○", said, day(row["suspended_base_due_on"], t), ""
        yield "○", t("explain.suspended_late"), day(row["suspended_late_due_on"], t), ""
    elif row["stage"] == "identity":
        said = t("explain.waiting", day=row["identity_asked_on"])
        yield "○", said, t("explain.no_day"), ""


def _timer(row: pd.Series, t: Words) -> str:
    """Say what a timer of thirty days would show, and how far that is from the base due date."""
    days = int(row["timer_days"])
    key = "explain.timer_late" if days > 0 else "explain.timer_early"
    said = t(key, n=abs(days)) if days else t("explain.timer_same")
    return f"{day(row['timer_on'], t)}: {said}"


def pace(row: pd.Series, t: Words) -> Iterator[Step]:
    """Say when a request will be answered at the present pace, or why that cannot be told."""
    state = row["pace_state"]
    if state not in SAID:
        return
    verdict = t(f"status.{state}")
    if not pd.isna(row["expected_on"]):
        verdict = f"{day(row['expected_on'], t)}: {verdict}"
    said = t(SAID[state], n=int(row["answers"]), longer=int(row["longer"]))
    yield theme.STATUSES[state].glyph, said, verdict, state


def day(value: pd.Timestamp, t: Words) -> str:
    """Write a day of the clock with its weekday, on which so much depends."""
    return t.write(None) if pd.isna(value) else t.full_weekday(value)
