"""The timeline of open requests: from receipt to due date, over weekends and holidays."""

import altair as alt
import pandas as pd

from vouch import characters, theme

DAY_OFF = 0.07  # opacity of weekends and public holidays
FOOT = {"baseline": "top", "dy": 6, "fontSize": 12}  # words under the time axis
ROW_HEIGHT, MARGIN = 34, 44
# A phone has no room beside the lines: what stands there is written above them, shortened. Without
# the width in it the expression would not be asked again when a window changes.
NARROW = "containerSize()[0] < 600 + 0 * width"
ROOM_FOR_NAMES = 450  # pixels of days on which holidays are named at all
LAST_NAMES = 0.75  # of the days; names of later ones end at their day
LETTER, BETWEEN, BESIDE_DAY = 6.6, 8, 4  # pixels: a letter of a name at most, and what is left free
NEVER = 1e6  # pixels that no day has
ABOVE = {"fontSize": 12, "dy": -9, "opacity": alt.ExprRef(f"{NARROW} ? 1 : 0")}
LOWERED = alt.ExprRef(f"{NARROW} ? 7 : 0")  # makes room for the words above
DATE_ROOM = 76  # pixels that a weekday, a date and a shape take

Box = tuple[int, float, float]  # days from the first, and the pixels from there to either end


def draw(
    rows: pd.DataFrame, off: pd.DataFrame, now: pd.DataFrame, day_format: str
) -> alt.LayerChart:
    """Draw each open request, named on the left and dated on the right.

    *rows* has name, verdict, brief (its date and shape), status, received, due,
    due_if_suspended and tip; *off* has start, end and text (a named holiday) for each free day;
    *now* has day and text. A narrow window has name and brief above each line instead.
    """
    span = [off["start"].min().isoformat(), off["end"].max().isoformat()]
    # No name holds a line feed, and an id may hold any sign: it must not pass for a verdict.
    names = rows["name"].map(characters.in_line)
    rows = rows.assign(name=names, key=names + "\n" + rows["verdict"])
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
    left = alt.Axis(labelExpr=_beside(0), labelPadding=10)
    right = alt.Axis(labelExpr=_beside(1), labelPadding=10, orient="right")
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
        base.mark_rule(strokeWidth=2, yOffset=LOWERED).encode(
            time, y.axis(left), x2="due:T", color=colour
        ),
        paused.mark_rule(strokeWidth=1.5, strokeDash=[2, 3], yOffset=LOWERED).encode(
            x="due:T", x2="due_if_suspended:T"
        ),
        paused.mark_point(
            filled=False, size=80, strokeWidth=1.5, opacity=1, yOffset=LOWERED
        ).encode(**late),
        base.mark_point(filled=True, size=120, opacity=1, yOffset=LOWERED).encode(
            x="due:T", y=y.axis(right), color=colour, shape=shape, tooltip="tip:N"
        ),
        *_above(base, y.axis(None)),
    ]


def _beside(place: int) -> str:
    """Write the name (0) or the verdict (1) of a line beside it, where there is room."""
    return rf"{NARROW} ? '' : split(datum.label, '\n')[{place}]"


def _above(base: alt.Chart, y: alt.Y) -> list[alt.Chart]:
    """Write name and due date above each line, where there is no room beside it."""
    room = alt.ExprRef(f"max(width - {DATE_ROOM}, 0)")
    name = base.mark_text(align="left", limit=room, **ABOVE)
    due = base.mark_text(align="right", **ABOVE)
    return [
        name.encode(x=alt.value(0), y=y, text="name:N"),
        due.encode(x=alt.value("width"), y=y, text="brief:N"),
    ]


def _foot(off: pd.DataFrame, now: pd.DataFrame) -> list[alt.Chart]:
    """Write the named holidays and the day under the axis; the last ones end at their day.

    Words beyond the edge would take their room from all lines.
    """
    foot = alt.value("height")
    seen = alt.ExprRef(f"width < datum.room ? 0 : {theme.QUIET}")
    today = alt.Chart(now).mark_text(fontWeight=600, align="right", dx=-BESIDE_DAY, **FOOT)
    return [
        *(
            alt.Chart(rows)
            .mark_text(align=align, opacity=seen, **FOOT)
            .encode(x="start:T", y=foot, text="text:N")
            for align, rows in names_under(off, now).groupby("align")
        ),
        today.encode(x="day:T", y=foot, text="text:N"),
    ]


def names_under(off: pd.DataFrame, now: pd.DataFrame) -> pd.DataFrame:
    """Say at which end each named holiday's name stands, and from how many pixels it has *room*.

    On so many pixels of days it lies neither on the day's own label nor on an earlier name.
    """
    first, span = off["start"].min(), (off["end"].max() - off["start"].min()).days
    named = off[off["text"] != ""].sort_values("start")
    label = -BESIDE_DAY - _length(now["text"].iloc[0])
    day = (now["day"].iloc[0] - first).days
    taken: list[tuple[Box, float]] = [((day, label, -BESIDE_DAY), 0.0)]
    for place, text in zip((named["start"] - first).dt.days, named["text"], strict=True):
        length = _length(text)
        box: Box = (place, -length, 0) if place > LAST_NAMES * span else (place, 0, length)
        taken.append((box, _room(box, taken, span)))
    boxes, rooms = zip(*taken[1:], strict=True) if len(named) else ((), ())
    return named.assign(align=["left" if end else "right" for _, _, end in boxes], room=rooms)


def _length(text: str) -> float:
    return LETTER * len(text)


def _room(box: Box, taken: list[tuple[Box, float]], span: int) -> float:
    """Return from how many pixels of days a name lies on none that is then seen."""
    clear = [(span * _pixels(box, other), room) for other, room in taken]
    return max([ROOM_FOR_NAMES, *(pixels for pixels, room in clear if pixels > room)])


def _pixels(one: Box, other: Box) -> float:
    """Return how wide a day keeps two names apart; those of one day lie side by side."""
    (place, _, end), (later, begin, _) = sorted((one, other))
    if later > place:
        return (end - begin + BETWEEN) / (later - place)
    return 0 if end <= begin else NEVER
