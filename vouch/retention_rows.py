"""Retention in words: key figures, and the curve of what is past its date."""

from collections.abc import Sequence

import pandas as pd

from vouch import chart_rows, charts, key_figures, retention_classes, summaries
from vouch.key_figures import KeyFigure
from vouch.view import View, kept
from vouch.wording import NOTHING, Words

BANDS = retention_classes.BANDS
STEP_SHARE = 0.3  # a rise of the curve is named if it is at least this share of its height


@kept
def longest(view: View) -> KeyFigure:
    """Write how long the record longest past its date has been so, and of which class."""
    t, names = view.t, summaries.rule_names(view)
    oldest = view.series("oldest_past").dropna(subset=["last_on"])
    if oldest.empty:
        return KeyFigure(t("kpi.longest"), NOTHING)
    first = oldest.sort_values("last_on").iloc[0]
    days = (pd.Timestamp(view.as_of) - first["last_on"]).days
    return KeyFigure(t("kpi.longest"), t.span(days), change=names[first["rule"]])


@kept
def undetermined(view: View) -> KeyFigure:
    """Write the share of records for which no last permitted day can be said."""
    t, limit = view.t, view.home.policy.limits.get("undetermined_retention")
    kpi, trend = view.kpi("undetermined_retention"), view.trend("undetermined_retention")
    value = kpi.ratio if limit and limit.measure == "ratio" else kpi.numerator
    return KeyFigure(
        label=t("kpi.undetermined"),
        value=t.share(kpi.ratio) if limit and limit.measure == "ratio" else t.write(value),
        status=key_figures.judge(value, limit),
        change=t("kpi.undetermined_note", n=kpi.numerator),
        trend=view.gapped(trend),
        limit=key_figures.limit_text(limit, t),
    )


@kept
def due_soon(view: View) -> KeyFigure:
    """Write how many records fall due within 30 days, and within 90."""
    t, ahead = view.t, view.series("due_ahead")
    later = t("kpi.due_90", n=int(ahead["within_90"].sum()))
    return KeyFigure(t("kpi.due_30"), t.number(int(ahead["within_30"].sum())), change=later)


def curve(view: View, past: Sequence[int]) -> charts.Drawn:
    """Draw what was counted, and what comes if nothing is deleted."""
    days = [view.day_of(day) for day in view.past_snapshots]
    counted, coming = chart_rows.by_day(days, view.gapped(past), view.t), ahead(view)
    figure = charts.breach_curve(counted, coming, _notes(view, counted, coming))
    return figure, _in_words(counted, coming, view.t)


@kept
def ahead(view: View) -> pd.DataFrame:
    """Write what will be past its date at the coming month ends (day, count, tip)."""
    forecast = view.series("breach_forecast").groupby("month_end")["past"].sum()
    coming = chart_rows.by_day(forecast.index, forecast, view.t)
    return coming[coming["day"] > pd.Timestamp(view.as_of)].reset_index(drop=True)


def _notes(view: View, counted: pd.DataFrame, coming: pd.DataFrame) -> pd.DataFrame:
    t, now, end = view.t, counted.iloc[-1], coming.iloc[-1]
    notes = [
        (now["day"], now["count"], t.number(now["count"]), _counted_on(view)),
        (end["day"], end["count"], t.number(end["count"]), t("retention.if_nothing")),
    ]
    steps = pd.concat([counted.iloc[[-1]], coming], ignore_index=True)
    rises = steps["count"].diff()
    place = int(rises.fillna(0).idxmax())
    if rises.fillna(0).max() >= STEP_SHARE * max(end["count"], 1) and place < len(steps) - 1:
        middle = steps["count"].iloc[place - 1 : place + 1].mean()
        said = t(
            "retention.step", rise=t.difference(int(rises[place])), month_in=_month(steps, place, t)
        )
        notes.append((steps["day"].iloc[place], middle, "", said))
    return pd.DataFrame(notes, columns=["day", "count", "figure", "words"])


def _month(steps: pd.DataFrame, place: int, t: Words) -> str:
    return t.month_in(steps["day"].iloc[place])


def _counted_on(view: View) -> str:
    return view.t("retention.counted", day=view.t.short_day(view.as_of))


def _in_words(counted: pd.DataFrame, coming: pd.DataFrame, t: Words) -> str:
    """Write the curve as its text alternative."""
    now, end = counted.iloc[-1], coming.iloc[-1]
    return t(
        "alt.curve",
        n=int(now["count"]),
        day=now["day"],
        later=int(end["count"]),
        end=end["day"],
    )
