"""The curve of what is past its date: counted, to come, and held against the limit."""

from dataclasses import dataclass

import altair as alt
import pandas as pd

from vouch import charts, theme

QUARTERS = {"interval": "month", "step": 3}
DASHED, DOTTED = [5, 4], [2, 3]
LINE = 17  # pixels from the label of one cliff to that of the next above it


@dataclass(frozen=True)
class Marks:
    """What a curve is marked with.

    *ends* (day, count, figure, words) are the last count and the last forecast, *cliffs* (day,
    count, words) as many as there are, *limit* (day, count, words) is one row or none.
    """

    ends: pd.DataFrame
    cliffs: pd.DataFrame
    limit: pd.DataFrame


def curve(counted: pd.DataFrame, coming: pd.DataFrame, marks: Marks) -> alt.LayerChart:
    """Draw records past their date (day, count, tip): solid as counted, dashed as to come."""
    coming = pd.concat([counted.iloc[[-1]], coming])
    every = pd.concat([counted, coming])
    highest = max(every["count"].max(), marks.limit["count"].max() if len(marks.limit) else 0)
    top = (float(highest) or 1) * charts.HEADROOM
    x = alt.X("day:T").axis(format="%b %y", tickCount=QUARTERS)
    y = alt.Y("count:Q").scale(domain=[0, top], nice=False).axis(format=",d")
    layers = [
        *_ahead(coming, x, y),
        alt.Chart(counted).mark_line(interpolate="step-after").encode(x, y, color=charts.RED),
        *_limit(marks.limit, x, y),
        alt.Chart(every).mark_point(size=200, opacity=0).encode(x, y, tooltip="tip:N"),
        *_cliffs(marks.cliffs, x, y),
        *_ends(marks.ends, x, y),
    ]
    return alt.layer(*layers).properties(height=250)


def _ahead(coming: pd.DataFrame, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    ahead = alt.Chart(coming)
    line = ahead.mark_line(interpolate="step-before", strokeDash=DASHED)
    area = ahead.mark_area(interpolate="step-before", opacity=0.07)
    return [area.encode(x, y, color=charts.RED), line.encode(x, y, color=charts.RED)]


def _limit(limit: pd.DataFrame, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """Rule the whole width at the limit, and name it at the end."""
    base = alt.Chart(limit)
    words = base.mark_text(align="right", dx=-4, dy=-9, fontWeight=600)
    return [
        base.mark_rule(strokeWidth=1.5, opacity=theme.QUIET).encode(y),
        words.encode(x, y, text="words:N"),
    ]


def _cliffs(cliffs: pd.DataFrame, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """Let each cliff fall to the axis, and name it there, one above the other: the curve is up."""
    marks = []
    for place in range(len(cliffs)):
        one = alt.Chart(cliffs.iloc[[place]])
        is_late = place >= len(cliffs) / 2  # its label has no room on the right
        side = {"align": "right", "dx": -5} if is_late else {"align": "left", "dx": 5}
        words = one.mark_text(dy=-10 - LINE * (len(cliffs) - 1 - place), **side)
        fall = one.mark_rule(strokeDash=DOTTED, opacity=theme.QUIET).encode(x, y, y2=alt.datum(0))
        marks += [fall, words.encode(x, y=alt.datum(0), text="words:N")]
    return marks


def _ends(ends: pd.DataFrame, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    base = alt.Chart(ends)
    dots = base.mark_point(filled=True, size=55, opacity=1).encode(x, y, color=charts.RED)
    figures = base.mark_text(align="right", dx=-4, dy=-28, fontSize=16, fontWeight=600)
    words = base.mark_text(align="right", dx=-6, dy=-12, opacity=theme.QUIET)
    return [dots, figures.encode(x, y, text="figure:N"), words.encode(x, y, text="words:N")]
