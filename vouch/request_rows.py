"""Rights requests in words: key figures, months, and one row per right."""

import pandas as pd

from vouch import chart_rows, charts, key_figures, request_figures, summaries, theme, timeline
from vouch.key_figures import KeyFigure
from vouch.view import View, kept
from vouch.wording import Words

SERIES = ("received", "on_time", "overdue")  # columns of a month, by the status that colours them
FROM = {"received": "received", "on_time": "in_time", "overdue": "late"}


@kept
def next_clause(view: View) -> str:
    """Say which open request falls due next."""
    t, coming = view.t, request_figures.next_due(view.series("open_requests"))
    if coming is None:
        return ""
    right = right_name(coming["right"], t)
    return t("clause.next_due", due=t.weekday(coming["due_on"]), right=right)


@kept
def by_status(view: View) -> pd.DataFrame:
    """Write open requests per status as bars, each named by shape and word."""
    t, states = view.t, summaries.open_requests(view)
    labels = [f"{theme.STATUSES[name].glyph} {t(f'status.{name}')}" for name in states]
    return chart_rows.labelled(list(states), labels, states.values(), t)


@kept
def next_due_note(view: View) -> str:
    """Say what falls due next."""
    t, coming = view.t, request_figures.next_due(view.series("open_requests"))
    if coming is None:
        return t("overview.due_note", day=view.as_of)
    right = right_name(coming["right"], t)
    return t("overview.due_next", day=view.as_of, due=t.weekday(coming["due_on"]), right=right)


@kept
def due_soon(view: View) -> KeyFigure:
    """Write how many open requests fall due within the policy's warning time."""
    over_time = [
        int((view.series("open_requests", snapshot=day, as_of=view.day_of(day))["due_state"]
             == "due_soon").sum())
        for day in view.past_snapshots
    ]  # fmt: skip
    t, days = view.t, view.home.policy.request_clock.due_soon_days
    change = key_figures.change(over_time, view.compared, t)
    label = t("kpi.due_soon", n=days)
    shown = view.gapped(over_time, "rights_requests")
    return KeyFigure(label, t.number(over_time[-1]), change=change, trend=shown)


@kept
def over_the_year(view: View) -> list[KeyFigure]:
    """Write how many of the year's answers were extended, and how many were refused.

    Only what has a due date can be extended; anything can be refused.
    """
    t, rights = view.t, view.series("request_rights")
    closed, refused = (int(rights[name].sum()) for name in ("closed", "refused"))
    told = t("kpi.refused_told", n=int(rights["refused_told"].sum()))
    extended, dated = int(rights["extended"].sum()), request_figures.dated(rights)
    return [
        KeyFigure(t("kpi.extended"), key_figures.of(extended, dated, t)),
        KeyFigure(t("kpi.refused"), key_figures.of(refused, closed, t), change=told),
    ]


@kept
def with_due_date(view: View) -> pd.DataFrame:
    """Return the open requests that the timeline shows."""
    return request_figures.with_due_date(view.series("open_requests"))


def timeline_of(view: View, drawn: pd.DataFrame, names: list[str]) -> charts.Drawn:
    """Draw the open requests from receipt to due date."""
    lines = request_figures.drawn(drawn, names, view.t)
    figure = timeline.draw(lines, *_days(view, lines), view.t("format.day_axis"))
    return figure, _timeline_in_words(lines, view.t)


def _days(view: View, lines: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the free days under the timeline, and the day that is looked at."""
    first, last = request_figures.span(lines, view.as_of)
    off = request_figures.free(view.series("free_days", from_day=first, to_day=last), view.t)
    edges = pd.DataFrame({"start": [first, last], "end": [first, last], "text": ["", ""]})
    edges = edges.assign(start=pd.to_datetime(edges["start"]), end=pd.to_datetime(edges["end"]))
    said = view.t("requests.as_of", day=view.t.short_day(view.as_of))
    now = pd.DataFrame({"day": [pd.Timestamp(view.as_of)], "text": [said]})
    return pd.concat([off, edges], ignore_index=True), now


def _timeline_in_words(lines: pd.DataFrame, t: Words) -> str:
    """Write the timeline as its text alternative."""
    pairs = zip(lines["name"], lines["verdict"], strict=True)
    said = "; ".join(f"{name}: {verdict}" for name, verdict in pairs)
    return t("alt.bars", title=t("requests.timeline"), values=said)


@kept
def reasons_note(view: View) -> str:
    """Say how many due dates moved and why, and how often thirty days would be wrong."""
    return reasons(view.series("clock_reasons").iloc[0], view.t)


def reasons(found: pd.Series, t: Words) -> str:
    """Say it of counts, and of those alone of which there is something to say."""
    n = {name: int(count) for name, count in found.items()}
    said = [t("requests.moved", n=n["moved"], total=n["dated"])] if n["moved"] else []
    if n["over_holidays"]:
        said.append(t("requests.moved_over_holidays", n=n["over_holidays"]))
    if n["cut"]:
        said.append(t("requests.cut", n=n["cut"]))
    return " ".join([*said, *_timer(n["timer_late"], n["timer_early"], t)])


def _timer(late: int, early: int, t: Words) -> list[str]:
    """Say for how many requests thirty days would be wrong; nothing where they would do."""
    if late and early:
        return [t("requests.timer_either", n=late, early=early)]
    if late:
        return [t("requests.timer_late", n=late)]
    return [t("requests.timer_early", n=early)] if early else []


@kept
def by_month(view: View) -> pd.DataFrame:
    """Write requests received and answered a month as rows of stacked bars."""
    months, t = view.series("request_months"), view.t
    frames = [
        chart_rows.by_month(months["month"], months[FROM[name]], t).assign(series=name, rank=rank)
        for rank, name in enumerate(SERIES)
    ]
    return pd.concat(frames, ignore_index=True)


def received(view: View) -> charts.Drawn:
    """Draw the requests that came in each month."""
    months, t = by_month(view), view.t
    rows = months[months["series"] == "received"]
    title = t("requests.received")
    figure = charts.stacked_months(rows, _top(months), title, opacity=charts.EARLIER)
    return figure, chart_rows.in_words(title, rows, t)


def answered(view: View) -> charts.Drawn:
    """Draw the requests that were answered each month, in time and late."""
    months, t = by_month(view), view.t
    rows = months[months["series"] != "received"]
    said = {name: f"{theme.STATUSES[name].glyph} {t(f'status.{name}')}" for name in SERIES[1:]}
    title = t("requests.answered", **said)
    return charts.stacked_months(rows, _top(months), title), chart_rows.in_words(title, rows, t)


def _top(months: pd.DataFrame) -> int:
    """Return the end of the scale that both panels share."""
    is_received = months["series"] == "received"
    answered = months[~is_received].groupby("month")["count"].sum()
    return max(2, chart_rows.ceiling([*months.loc[is_received, "count"], *answered]))


def right_name(right: object, t: Words) -> str:
    """Name a right; a code that no mapping knows is unknown."""
    return t(f"right.{right}") if isinstance(right, str) else t("right.unknown")
