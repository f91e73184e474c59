"""Altair charts: pure functions from rows to a chart, labelled directly.

Every row carries its words (label, text, tip) in the reader's language, so that
a chart only places them.
"""

import textwrap
from collections.abc import Callable

import altair as alt
import pandas as pd

from vouch import chart_rows, theme

RED, GRAY, BLUE = alt.value("red"), alt.value("gray"), alt.value("blue")
NARROW, WIDE = 21, 36  # heights of a row of bars
EARLIER = 0.65  # opacity of what came before: gray stays at 3:1
TITLE_LINE = 34  # letters of a small multiple's title before it breaks
UNDER_A_LABEL = 4  # points of a line that the label at its end may cover
HEADROOM = 1.2  # room above a curve for its label
LABEL_LINE, SLACK = 40, 4  # letters of a bar's name before it breaks, about in the middle
LINE_END = "\n"
IN_LINES = r"split(datum.label, '\n')"
LABEL_GAP, LETTER = 12, 8  # pixels before a bar's label, and that one of its letters takes at most
EVERY_THIRD = "month(datum.value) % 3 == 1 ? datum.label : ''"  # a small multiple has room for four
MONTHS = alt.X("yearmonth(month):O").axis(format="%b", labelAngle=0, labelOverlap="parity")


Drawn = tuple[alt.TopLevelMixin, str]  # a chart and its text alternative
Draw = Callable[[pd.DataFrame], alt.LayerChart]


def category_colour() -> alt.Color:
    """Colour rows by their ``key``, a category."""
    return alt.Color("key:N").scale(theme.category_scale())


def status_colour() -> alt.Color:
    """Colour rows by their ``key``, a status."""
    return alt.Color("key:N").scale(theme.status_scale())


def bars(
    rows: pd.DataFrame, colour: alt.Color | dict, row_height: int = 28, *, supposed: bool = False
) -> alt.LayerChart:
    """Draw one labelled bar per row (label, count, text), in the order given.

    A *supposed* bar was not counted but computed from an "if": it is hollow and dashed.
    """
    longest = int(rows["count"].max()) or 1
    end = alt.ExprRef(f"max(width - {_room(rows)}, width / 3)")
    x = alt.X("count:Q").axis(None).scale(domain=[0, longest], range=[0, end])
    y = alt.Y("label:N").sort(None).axis(labelPadding=8, labelOverlap=False, labelExpr=IN_LINES)
    base = alt.Chart(rows.assign(label=rows["label"].map(_in_lines)))
    text = base.mark_text(align="left", dx=6).encode(x, y, text="text:N")
    look = {"filled": False, "strokeWidth": 1.5, "strokeDash": [5, 4]} if supposed else {}
    shapes = base.mark_bar(height={"band": 0.66}, **look).encode(x, y, color=colour)
    return alt.layer(shapes, text).properties(height=row_height * len(rows))


def _in_lines(label: str) -> str:
    """Break a long label in the middle: on a phone it would leave no room for bars."""
    if len(label) <= LABEL_LINE:
        return label
    return LINE_END.join(textwrap.wrap(label, len(label) // 2 + SLACK))


def _room(rows: pd.DataFrame) -> int:
    """Return how many pixels the widest label behind a bar needs.

    Room in the scale itself would shrink with the window, and cut the label.
    """
    widest = rows.loc[rows["count"] > 0, "text"].str.len().max()
    return LABEL_GAP + LETTER * int(widest if pd.notna(widest) else 0)


def months(
    rows: pd.DataFrame,
    top: int,
    title: str = "",
    *,
    colour: alt.Color | dict = BLUE,
    height: int = 150,
) -> alt.LayerChart:
    """Draw monthly bars (month, count, text, tip) up to *top*; the last has *colour* and label."""
    is_last = rows["month"] == rows["month"].max()
    values = [0, top // 2, top] if top > 1 else [0, 1]
    y = alt.Y("count:Q").scale(domain=[0, top]).axis(format=",d", values=values)
    x = MONTHS.axis(format="%b", labelAngle=0, labelExpr=EVERY_THIRD) if title else MONTHS
    encoding = {"x": x, "y": y, "tooltip": "tip:N"}
    bar = {"width": {"band": 0.72}, "invalid": "show"}  # a month without a count keeps its place
    before, now = alt.Chart(rows[~is_last]), alt.Chart(rows[is_last])
    earlier = before.mark_bar(opacity=EARLIER, **bar).encode(color=GRAY, **encoding)
    last = now.mark_bar(**bar).encode(color=colour, **encoding)
    text = now.mark_text(dy=-9, fontWeight=600, align="right", dx=12).encode(
        MONTHS, y, text="text:N"
    )
    lines = textwrap.wrap(title, TITLE_LINE)
    return alt.layer(earlier, last, text).properties(height=height, title=lines)


def of_categories(rows: pd.DataFrame) -> alt.LayerChart:
    """Draw one bar per category, in its own colour."""
    return bars(rows, category_colour())


def of_past(rows: pd.DataFrame) -> alt.LayerChart:
    """Draw one red bar per class that is past its date."""
    return bars(rows, RED, NARROW)


def of_statuses(rows: pd.DataFrame) -> alt.LayerChart:
    """Draw one bar per status, in its colour."""
    return bars(rows, status_colour(), WIDE)


def of_calls(rows: pd.DataFrame) -> alt.LayerChart:
    """Draw the calls of each month."""
    return months(rows, chart_rows.ceiling(rows["count"]), height=126)


def stacked_months(
    rows: pd.DataFrame, top: int, title: str, *, opacity: float = 1, height: int = 110
) -> alt.Chart:
    """Draw monthly bars (month, series, rank, count, tip), the lowest rank at the bottom."""
    values = sorted({0, top // 2, top})
    y = alt.Y("count:Q").scale(domain=[0, top]).axis(format="d", values=values)
    colour = alt.Color("series:N").scale(theme.status_scale())
    return (
        alt.Chart(rows)
        .mark_bar(width={"band": 0.72}, opacity=opacity)
        .encode(MONTHS, y, color=colour, order=alt.Order("rank:Q"), tooltip="tip:N")
        .properties(height=height, title=title)
    )


def two_curves(was: pd.DataFrame, becomes: pd.DataFrame) -> alt.LayerChart:
    """Draw one count over days (day, count, tip, text) twice: as it is, and dashed as it would be.

    Each is named at its last day, the greater one above its line and the other below.
    """
    top = (float(max(was["count"].max(), becomes["count"].max())) or 1) * HEADROOM
    x = alt.X("day:T").axis(format="%b %y", tickCount={"interval": "month", "step": 2})
    y = alt.Y("count:Q").scale(domain=[0, top], nice=False).axis(format=",d")
    is_above = becomes["count"].iloc[-1] >= was["count"].iloc[-1]
    layers = [
        *_curve(was, (x, y), GRAY, above=not is_above),
        *_curve(becomes, (x, y), RED, above=is_above, strokeDash=[5, 4]),
    ]
    return alt.layer(*layers).properties(height=210)


def _curve(
    rows: pd.DataFrame, axes: tuple[alt.X, alt.Y], colour: dict, *, above: bool, **look: object
) -> list[alt.Chart]:
    every, near = alt.Chart(rows), rows["count"].tail(UNDER_A_LABEL)
    free = rows.tail(1).assign(count=near.max() if above else near.min())  # off the line
    line = every.mark_line(**look).encode(*axes, color=colour)
    dots = every.mark_point(filled=True, size=40, opacity=1).encode(
        *axes, color=colour, tooltip="tip:N"
    )
    label = alt.Chart(free).mark_text(align="right", dx=4, dy=-12 if above else 14, fontWeight=600)
    return [line, dots, label.encode(*axes, text="text:N")]
