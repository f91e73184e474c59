"""Calls and recordings in words: what was recorded, what is held, what callers were told."""

import itertools

import pandas as pd

from vouch import chart_rows, charts, key_figures, kinds, sentences, suppositions
from vouch.key_figures import KeyFigure
from vouch.view import View, kept
from vouch.wording import NOTHING

RECORDINGS = ("recordings", "transcripts")
UNKNOWN = "unknown"
PANEL = 170  # height of a small multiple
TOPICS, DIRECTIONS = ((*kinds.CODES[name], UNKNOWN) for name in ("topic", "direction"))
TABLE = ("calls", "recorded", "announced", "seconds")
MINUTE = 60


@kept
def verdict(view: View) -> str:
    """Say how many calls were recorded in the last month, and whether recordings have a period."""
    t, months = view.t, view.series("call_months")
    held = int(view.series("recordings_held").set_index("kind")["records"]["recordings"])
    if months.empty:
        return sentences.joined([t("calls.no_export")])
    last = months["month"].max()
    n = int(months.loc[months["month"] == last, "recorded"].sum())
    opening = t("calls.verdict", n=n, month_in=t.month_in(last))
    if held and has_no_period(view):
        return sentences.joined([opening, t("calls.no_period", n=held)])
    return sentences.joined([opening, t("calls.held", n=held)])


def has_no_period(view: View) -> bool:
    """Tell whether a dataset of recordings falls under a rule without a period."""
    rules = view.home.policy.rules
    declared = view.home.sources.datasets.values()
    return any(
        dataset.kind in RECORDINGS and (dataset.rule is None or rules[dataset.rule].not_set)
        for dataset in declared
    )


def rule_of_recordings(view: View) -> str | None:
    """Name the rule of which another period may be tried, if recordings follow one."""
    declared = view.home.sources.datasets.values()
    rules = (dataset.rule for dataset in declared if dataset.kind == "recordings")
    return next((rule for rule in rules if rule in suppositions.rules(view.home.policy)), None)


@kept
def figures(view: View) -> list[KeyFigure]:
    """Write the page's key figures."""
    return [_recorded(view, view.series("call_months")), *_held(view), _announced(view)]


def _recorded(view: View, months: pd.DataFrame) -> KeyFigure:
    t, totals = view.t, months.groupby("month")["recorded"].sum()
    if totals.empty:
        return KeyFigure(t("kpi.recorded"), NOTHING, "not_exported")
    values = [int(n) for n in totals]
    before = totals.index[-2] if len(totals) > 1 else None
    change = key_figures.change_in(values, before, t) if before is not None else ""
    label = t("kpi.recorded_in", month_in=t.month_in(totals.index[-1]))
    return KeyFigure(label, t.number(values[-1]), change=change, trend=values)


def _held(view: View) -> list[KeyFigure]:
    t, over_time = view.t, view.over_time("recordings_held")
    only = over_time[over_time["kind"] == "recordings"]
    trend = [int(n) for n in only["records"]]
    status = "no_period" if trend[-1] and has_no_period(view) else ""
    change = key_figures.change(trend, view.previous, t)
    shown = view.gapped(trend, "recordings")
    held = KeyFigure(t("kpi.recordings"), t.number(trend[-1]), status, change, shown)
    return [held, _transcripts(view, over_time), _oldest(view, only["oldest_on"].iloc[-1])]


def _transcripts(view: View, over_time: pd.DataFrame) -> KeyFigure:
    t = view.t
    trend = [int(n) for n in over_time.loc[over_time["kind"] == "transcripts", "records"]]
    change = key_figures.change(trend, view.previous, t)
    shown = view.gapped(trend, "transcripts")
    return KeyFigure(t("kpi.transcripts"), t.number(trend[-1]), change=change, trend=shown)


def _oldest(view: View, day: pd.Timestamp) -> KeyFigure:
    t = view.t
    if pd.isna(day):
        return KeyFigure(t("kpi.oldest"), NOTHING)
    days = (pd.Timestamp(view.as_of) - day).days
    return KeyFigure(t("kpi.oldest"), t.span(days), change=t("calls.recorded_on", day=day))


def _announced(view: View) -> KeyFigure:
    """Write whether callers were told; where no export says so, that is what is said."""
    t, told = view.t, view.series("call_announcements").iloc[0]
    if pd.isna(told["is_exported"]) or not told["is_exported"]:
        return KeyFigure(t("kpi.told"), NOTHING, "not_exported", t("calls.untold"))
    announced, recorded = int(told["announced"]), int(told["recorded"])
    return KeyFigure(
        t("kpi.told"), t("kpi.of", n=announced, total=recorded), change=t("calls.untold")
    )


@kept
def kinds_of_calls(view: View) -> list[tuple[str, str]]:
    """List the topics and directions that occur, those that nobody knows last."""
    months = view.series("call_months")
    pairs = zip(months["topic"].fillna(UNKNOWN), months["direction"].fillna(UNKNOWN), strict=True)
    found = set(pairs)
    return [pair for pair in itertools.product(TOPICS, DIRECTIONS) if pair in found]


def panel(view: View, topic: str, direction: str) -> charts.Drawn:
    """Draw the recorded calls of one topic and direction; all panels share one scale."""
    t, months = view.t, view.series("call_months")
    keyed = months.fillna({"topic": UNKNOWN, "direction": UNKNOWN})
    chosen = keyed[(keyed["topic"] == topic) & (keyed["direction"] == direction)]
    title = t("calls.panel", topic=t(f"topic.{topic}"), direction=t(f"direction.{direction}"))
    rows = chart_rows.by_month(chosen["month"], chosen["recorded"], t)
    top = chart_rows.ceiling(int(n) for n in months["recorded"])
    figure = charts.months(rows, top, title, height=PANEL)
    return figure, chart_rows.in_words(title, rows, t)


@kept
def by_month(view: View) -> pd.DataFrame:
    """Write the calls recorded a month as bars, all directions and kinds together."""
    months = view.series("call_months").groupby("month")["recorded"].sum()
    return chart_rows.by_month(months.index, months, view.t)


def if_kept(view: View) -> charts.Drawn:
    """Draw what a retention period of so many months would mean today."""
    t, found = view.t, view.series("recordings_if")
    labels = [t("span.months", n=int(n)) for n in found["months"]]
    rows = chart_rows.labelled(labels, labels, found["records"], t)
    figure = charts.bars(rows, charts.RED, supposed=True)
    return figure, chart_rows.in_words(t("calls.whatif"), rows, t)


def by_age(view: View) -> charts.Drawn:
    """Draw the recordings held by their age."""
    t, found = view.t, view.series("recording_ages")
    labels = [t(f"recording_age.{band}") for band in found["band"]]
    rows = chart_rows.labelled(labels, labels, found["records"], t)
    return charts.bars(rows, charts.GRAY), chart_rows.in_words(t("calls.ages"), rows, t)


def table(view: View) -> dict[str, object]:
    """Write the table of months as its template takes it."""
    t, columns = view.t, ("month", "calls", "recorded", "announced", "minutes")
    head = [t(f"col.{name}") for name in columns]
    return {"caption": t("calls.table"), "head": head, "rows": _by_month(view), "words": 1}


def _by_month(view: View) -> list[list[str]]:
    """Write one row per month, the last first: calls, recorded, announced and their length."""
    t, months = view.t, view.series("call_months")
    sums = months.groupby("month")[list(TABLE)].sum(min_count=1).sort_index(ascending=False)
    return [
        [
            t.month(month),
            *(t.write(row[name]) for name in TABLE[:-1]),
            t.write(None if pd.isna(row["seconds"]) else round(row["seconds"] / MINUTE)),
        ]
        for month, row in sums.iterrows()
    ]
