"""Retention in words: its key figures."""

import pandas as pd

from vouch import key_figures, retention_classes, summaries
from vouch.key_figures import KeyFigure
from vouch.view import View, kept
from vouch.wording import NOTHING

BANDS = retention_classes.BANDS


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
