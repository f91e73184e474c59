"""Charts as pictures for print: drawn in process from their rows alone, in the report's font."""

import functools
import re
import threading
from collections.abc import Callable
from datetime import date
from typing import Any

import altair as alt
import pandas as pd
import vl_convert

from vouch import charts, theme, typesetting, wording

Drawn = charts.Drawn
FONT = "Source Sans 3"
PAGE, GAP = 820, 24  # pixels of a page's width, and between two charts
TALLEST = 1_050  # pixels of a page's height that a chart may take
VEGA_LITE = alt.SCHEMA_VERSION.removeprefix("v").rpartition(".")[0]
NOWHERE: list[str] = []  # addresses that a chart may ask for rows or pictures
COLOURS = ("red", "orange", "green", "violet", "gray", "yellow", "blue")
NAMED = re.compile(r'(fill|stroke)="(' + "|".join((*COLOURS, "currentColor")) + r')"')
BAR = re.compile(r'(<g class="mark-rect[^>]*>)(.*?)(</g>)', re.S)
# What is late is hatched, so that it is told from the rest in one ink too.
HATCH = (
    '<defs><pattern id="late" width="5" height="5" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><rect width="5" height="5" fill="{colour}"/>'
    '<rect width="1.3" height="5" fill="white"/></pattern></defs>'
)
LATE = 'fill="red"'
MIDNIGHT = re.compile(r"T00:00:00$")
OF_ROWS = ("data", "datasets")
# Where a chart names a unit of time, asks for a month, or says at which day its axis ends.
IN_UTC: dict[str, Callable[[str], str]] = {
    "timeUnit": lambda unit: f"utc{unit}",
    "labelExpr": lambda code: code.replace("month(", "utcmonth("),
    "domain": lambda day: MIDNIGHT.sub(r"\g<0>Z", day),
}
_DRAWING = threading.Lock()  # Altair has one place for data transformers


def picture(drawn: Drawn, language: str, across: int = 1) -> dict[str, Any]:
    """Draw a chart so wide that *across* of them fill a page.

    Returns it as SVG, in words, and which share of its place it takes: of a tall one, less.
    """
    figure, words = drawn
    spec = _in_utc(typesetting.shown(_spec(figure, language), lines=True))
    width = (PAGE - GAP * (across - 1)) // across
    spec |= {"width": width, "autosize": {"type": "fit-x", "contains": "padding"}}
    svg = vl_convert.vegalite_to_svg(
        spec, vl_version=_version(), config=_config(), allowed_base_urls=NOWHERE
    )
    return {"svg": _inked(svg), "words": words, "share": min(1, TALLEST / _height(svg))}


def _height(svg: str) -> int:
    return int(svg.partition('height="')[2].partition('"')[0])


def _spec(figure: alt.TopLevelMixin, language: str) -> dict[str, Any]:
    """Compile a chart, its rows inside, so that nothing has to be fetched."""
    with _DRAWING:
        alt.data_transformers.register("inside", _rows)
        with alt.data_transformers.enable("inside"):
            return theme.localise(figure, language).to_dict(validate=False)


def _rows(rows: pd.DataFrame) -> dict[str, Any]:
    """Write rows with their days in UTC: a picture is the same in each time zone."""
    lines = rows.to_dict("records")
    return {"values": [{str(name): _plain(one[name]) for name in one} for one in lines]}


def _plain(value: Any) -> Any:
    if wording.is_nothing(value):
        return None
    return f"{value:%Y-%m-%d}T00:00:00Z" if isinstance(value, date) else value


@functools.cache
def _version() -> str:
    """Choose the drawn language's version that is nearest to the charts'."""
    vl_convert.register_font_directory(str(typesetting.FONTS))
    known = vl_convert.get_vegalite_versions()
    return VEGA_LITE if VEGA_LITE in known else known[-1]


@functools.cache
def _config() -> dict[str, Any]:
    colours = theme.palette("light")["chartCategoricalColors"]
    return {"font": FONT, "background": None, "range": {"category": colours}}


def _in_utc(value: Any, key: str = "") -> Any:
    """Let a chart count days in UTC, not in the zone of the machine."""
    if isinstance(value, list):
        return [_in_utc(one, key) for one in value]
    if isinstance(value, str):
        return IN_UTC.get(key, str)(value)
    if not isinstance(value, dict) or key in OF_ROWS:
        return value
    made = {name: _in_utc(one, name) for name, one in value.items()}
    if made.get("type") == "temporal" and "timeUnit" not in made and key in ("x", "x2"):
        made["scale"] = {"type": "utc", **(made.get("scale") or {})}
    return made


def _inked(svg: str) -> str:
    """Put the colours of the page in, and hatch the bars of what is late."""
    ink = {name: theme.palette("light")[f"{name}Color"] for name in COLOURS}
    ink["currentColor"] = theme.palette("light")["textColor"]
    hatched = BAR.sub(_hatched, svg)
    if hatched != svg:
        start = hatched.index(">") + 1
        hatched = hatched[:start] + HATCH.format(colour=ink["red"]) + hatched[start:]
    hatched = re.sub(r"font-family=\"[^\"]*\"", f'font-family="{FONT}"', hatched)
    return NAMED.sub(lambda found: f'{found[1]}="{ink[found[2]]}"', hatched)


def _hatched(bars: re.Match[str]) -> str:
    return bars[1] + bars[2].replace(LATE, 'fill="url(#late)"') + bars[3]
