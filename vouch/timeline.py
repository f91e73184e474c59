"""The timeline of open requests: from receipt to due date, over weekends and holidays."""

import altair as alt
import pandas as pd

from vouch import characters, theme

DAY_OFF = 0.07  # opacity of weekends and public holidays
FOOT = {"baseline": "top", "dy": 6, "fontSize": 12}  # words under the time axis
ROW_HEIGHT, MARGIN = 30, 44


def draw(
    rows: pd.DataFrame, off: pd.DataFrame, now: pd.DataFrame, day_format: str
) -> alt.LayerChart:
    """Draw each open request, named on the left and dated on the right.

    *rows* has name, verdict, status, received, due, due_if_suspended and tip; *off* has
    start, end and text (a named holiday) for each free day; *now* has day and text.
    """
    span = [off["start"].min().isoformat(), off["end"].max().isoformat()]
    # No name holds a line feed, and an id may hold any sign: it must not pass for a verdict.
    names = rows["name"].map(characters.in_line)
    rows = rows.assign(key=names + "\n" + rows["verdict"])
    layers = [*_days(off, now, span), *_clocks(rows, span, day_format), *_foot(off, now)]
    height = ROW_HEIGHT * len(rows) + MARGIN
    return alt.layer(*layers).resolve_axis(y="independent").properties(height=height)


def _days(off: pd.DataFrame, now: pd.DataFrame, span: list[str]) -> list[alt.Chart]:
    free = alt.Chart(off).mark_rect(color=theme.INK, opacity=DAY_OFF)
    x = alt.X("start:T").scale(domain=span, nice=False, clamp=True)
    rule = alt.Chart(now).mark_rule(strokeWidth=1.5)
    return [free.encode(x, x2="end:T"), rule.encode(x="day:T")]


def _clocks(rows: pd.DataFrame, span: list[str], day_format: str) -> list[alt.Chart]:
    """Draw the clock as it counts, and hollow the one that stands still for identity."""
    left = alt.Axis(labelExpr=r"split(datum.label, '\n')[0]", labelPadding=10)
    right = alt.Axis(labelExpr=r"split(datum.label, '\n')[1]", labelPadding=10, orient="right")
    time = (
        alt.X("received:T")
        .scale(domain=span, nice=False, clamp=True)
        .axis(format=day_format, tickCount={"interval": "week", "step": 2}, orient="top")
    )
    y = alt.Y("key:N").sort(None)
    colour = alt.Color("status:N").scale(theme.status_scale())
    shape = alt.Shape("status:N").scale(theme.shape_scale())
    base = alt.Chart(rows)
    paused = base.transform_filter("isValid(datum.due_if_suspended)").encode(
        y=y.axis(None), color=colour
    )
    late = {"x": "due_if_suspended:T"}
    return [
        base.mark_rule(strokeWidth=2).encode(time, y.axis(left), x2="due:T", color=colour),
        paused.mark_rule(strokeWidth=1.5, strokeDash=[2, 3]).encode(
            x="due:T", x2="due_if_suspended:T"
        ),
        paused.mark_point(filled=False, size=80, strokeWidth=1.5, opacity=1).encode(**late),
        base.mark_point(filled=True, size=120, opacity=1).encode(
            x="due:T", y=y.axis(right), color=colour, shape=shape, tooltip="tip:N"
        ),
    ]


def _foot(off: pd.DataFrame, now: pd.DataFrame) -> list[alt.Chart]:
    """Write the named holidays and the day under the axis."""
    foot = alt.value("height")
    named = alt.Chart(off[off["text"] != ""]).mark_text(align="left", opacity=theme.QUIET, **FOOT)
    today = alt.Chart(now).mark_text(fontWeight=600, align="right", dx=-4, **FOOT)
    return [
        named.encode(x="start:T", y=foot, text="text:N"),
        today.encode(x="day:T", y=foot, text="text:N"),
    ]
