"""What falls due in words: the curve if nothing is deleted, its cliffs, and what is due when."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd

from vouch import (
    chart_rows,
    charts,
    export_state,
    forecast_charts,
    key_figures,
    summaries,
    theme,
)
from vouch.view import View, kept
from vouch.wording import NOTHING, Words

# The method box says these three in words.
CLIFF_SHARE = 0.2  # of what a rule has falling due in the two years, on a single day
CLIFF_LEAST = 10  # records; fewer are no cliff, though they may be all that a rule has
NAMED = 3  # cliffs that are named, the largest
FAR_ABOVE = 2  # times the curve: a limit further up would press it flat, and is only said
Fact = tuple[str, str]  # a shape, and a sentence


@kept
def ahead(view: View) -> pd.DataFrame:
    """Write what will be past its date at the coming month ends (day, count, tip)."""
    forecast = view.series("breach_forecast").groupby("month_end")["past"].sum()
    return chart_rows.by_day(forecast.index, forecast, view.t)


@kept
def cliffs(view: View) -> pd.DataFrame:
    """Return the largest cliffs of the two years in the order of their days."""
    found = view.series("cliffs", until=_end(view), share=CLIFF_SHARE, least=CLIFF_LEAST)
    most = found.sort_values("records", ascending=False, kind="stable").head(NAMED)
    return most.sort_values(["last_on", "rule"]).reset_index(drop=True)


def _end(view: View) -> date:
    """Return the last day of the curve."""
    return ahead(view)["day"].iloc[-1].date()


def facts(view: View) -> dict[str, Any]:
    """Name the cliffs, and the month in which the limit is passed, as their template takes them."""
    t, names = view.t, summaries.rule_names(view)
    said = [
        (
            theme.STATUSES["due_soon"].glyph,
            t("forecast.cliff", day=row.last_on, n=int(row.records), rule=names[row.rule]),
        )
        for row in cliffs(view).itertuples()
    ]
    none = ("", t("forecast.no_cliff", share=t.share(CLIFF_SHARE), least=CLIFF_LEAST))
    return {"facts": [*(said or [none]), *_passing(view)], "label": t("forecast.cliffs")}


def _passing(view: View) -> list[Fact]:
    """Say when the limit is passed, if that is still to come within the two years."""
    t, allowed, now = view.t, allowed_past(view), view.kpi("past_retention").numerator
    later = ahead(view)
    over = later[later["count"] > allowed] if allowed is not None else later.iloc[:0]
    if allowed is None or now > allowed:
        return []
    if over.empty:
        return [(theme.STATUSES["in_limit"].glyph, t("forecast.never_over", limit=_limit(view)))]
    day = over["day"].iloc[0]
    return [
        (theme.STATUSES["over_limit"].glyph, t("forecast.over_by", day=day, limit=_limit(view)))
    ]


def allowed_past(view: View) -> int | None:
    """Return how many records the limit lets be past while none is deleted; None without one."""
    whole = view.series("deletions_needed", until=_end(view)).iloc[0]
    return None if pd.isna(whole["allowed"]) else int(whole["allowed"])


def _limit(view: View) -> str:
    return key_figures.limit_text(view.home.policy.limits.get("past_retention"), view.t)


def curve(view: View, past: Sequence[int]) -> charts.Drawn:
    """Draw what was counted, and what comes if nothing is deleted."""
    days = [view.day_of(day) for day in view.past_snapshots]
    counted, coming = chart_rows.by_day(days, view.gapped(past), view.t), ahead(view)
    marks = forecast_charts.Marks(
        _ends(view, counted, coming), _cliffs(view, coming), _limit_line(view, coming)
    )
    return forecast_charts.curve(counted, coming, marks), _in_words(view, counted, coming)


def _limit_line(view: View, coming: pd.DataFrame) -> pd.DataFrame:
    allowed, highest = allowed_past(view), max(int(coming["count"].max()), 1)
    rows = []
    if allowed is not None and allowed <= FAR_ABOVE * highest:
        rows = [(coming["day"].iloc[-1], allowed, view.t("forecast.limit", limit=_limit(view)))]
    return pd.DataFrame(rows, columns=["day", "count", "words"])


def _ends(view: View, counted: pd.DataFrame, coming: pd.DataFrame) -> pd.DataFrame:
    t, now, end = view.t, counted.iloc[-1], coming.iloc[-1]
    words = t("retention.counted", day=t.short_day(view.as_of)), t("retention.if_nothing")
    ends = [
        (now["day"], now["count"], t.number(now["count"]), words[0]),
        (end["day"], end["count"], t.number(end["count"]), words[1]),
    ]
    return pd.DataFrame(ends, columns=["day", "count", "figure", "words"])


def _cliffs(view: View, coming: pd.DataFrame) -> pd.DataFrame:
    """Write each cliff with the height to which the curve rises on its day."""
    marks = [
        (
            row.last_on,
            coming.loc[coming["day"] > row.last_on, "count"].iloc[0],
            view.t("forecast.step", day=row.last_on, rise=view.t.difference(int(row.records))),
        )
        for row in cliffs(view).itertuples()
    ]
    return pd.DataFrame(marks, columns=["day", "count", "words"])


def _in_words(view: View, counted: pd.DataFrame, coming: pd.DataFrame) -> str:
    """Write the curve as its text alternative."""
    t, now, end = view.t, counted.iloc[-1], coming.iloc[-1]
    said = t(
        "alt.curve", n=int(now["count"]), day=now["day"], later=int(end["count"]), end=end["day"]
    )
    return " ".join([said, *(words for _, words in facts(view)["facts"])])


@kept
def due(view: View) -> pd.DataFrame:
    """Return what falls due of each dataset that follows a rule with a period."""
    rows, rules = view.series("due_by_dataset"), view.home.policy.rules
    order = {rule: place for place, (rule, one) in enumerate(rules.items()) if one.period}
    judged = rows[rows["rule"].isin(order)]
    return judged.sort_values("rule", key=lambda names: names.map(order), kind="stable")


def due_table(view: View) -> dict[str, Any]:
    """Write what falls due by rule and dataset, and in all, as its template takes it.

    Of a dataset that was not read nobody knows what falls due.
    """
    t, rows, names = view.t, due(view), summaries.rule_names(view)
    counts = ["within_30", "within_90", "within_365", "held_365"]
    lacks = export_state.without_rows(view)
    body = [
        [names[row["rule"]], row["dataset"]]
        + [NOTHING if row["dataset"] in lacks else t.number(row[name]) for name in counts]
        for _, row in rows.iterrows()
    ]
    whole = [t("retention.total"), "", *(t.number(rows[name].sum()) for name in counts)]
    return {"caption": t("forecast.due_table"), "head": _head(t), "rows": body, "total": whole}


def _head(t: Words) -> list[str]:
    days = [t("forecast.within", n=n) for n in (30, 90, 365)]
    held = f"{theme.STATUSES['on_hold'].glyph} {t('forecast.held', n=365)}"
    return [t("col.class"), t("col.dataset"), *days, held]
