"""The look of charts, from the colours and fonts of .streamlit/config.toml.

Three rules keep one specification right in both themes and in print:

* ink is ``currentColor``, which the browser resolves to the text colour;
* a status names one of Streamlit's palette words (``red``), resolved by the browser;
* a category takes its place in ``chartCategoricalColors``: position is meaning.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import altair as alt
import babel
from babel import dates, numbers

CONFIG = Path(__file__).parent.parent / ".streamlit" / "config.toml"
FONT = "'Source Sans', 'Source Sans 3', sans-serif"  # unquoted, the 3 would void the list
INK = "currentColor"
QUIET = 0.72  # opacity of secondary ink; still above 4.5:1 in both themes
CATEGORIES = (
    "basic", "relationship", "contacts", "use", "other", "consents", "outside-notice",
)  # fmt: skip


@dataclass(frozen=True)
class Status:
    """What a status looks like beside its word: a shape and a palette word."""

    glyph: str
    colour: str
    mark: str
    filled: bool = True


_LATE = Status("◆", "red", "diamond")
_NEAR = Status("▲", "orange", "triangle-up")
_WELL = Status("●", "green", "circle")
_UNKNOWN = Status("○", "gray", "circle", filled=False)
_UNSET = Status("△", "yellow", "triangle-up", filled=False)
_HELD = Status("‖", "violet", "M-.55-1V1M.55-1V1")

STATUSES = {
    # a figure against its limit
    "over_limit": _LATE,
    "near_limit": _NEAR,
    "in_limit": _WELL,
    # a record
    "past": _LATE,
    "due_soon": _NEAR,
    "within": _WELL,
    "running": _WELL,
    "indefinite": _WELL,
    "on_hold": _HELD,
    "no_start": _UNKNOWN,
    "no_period": _UNSET,
    # a request
    "overdue": _LATE,
    "on_time": _WELL,
    "no_clock": _WELL,
    "consent_late": _LATE,
    "undetermined": _UNKNOWN,
    "received": _UNKNOWN,
    # an open request at the present pace
    "keeps": _WELL,
    "misses": _NEAR,
    "slow": _NEAR,
    "too_few": _UNKNOWN,
    # a file
    "failed": _LATE,
    "missing": _LATE,
    "undeclared": _NEAR,
    "read": _WELL,
    "suspect": _NEAR,
    # records of a file
    "rejected": _NEAR,
    "misplaced": _LATE,
    # a place where the notice and the practice part
    "breach": _LATE,
    "warning": _NEAR,
    "notice": _UNKNOWN,
    # a version of the policy
    "in_force": _WELL,
    "not_in_force": _UNKNOWN,
    "replaced": Status("□", "gray", "square", filled=False),
    # the audit log
    "intact": _WELL,
    "broken": _LATE,
    # an audit pack
    "pack_whole": _WELL,
    "pack_changed": _LATE,
    "pack_lacking": _NEAR,
    "pack_unread": _LATE,
    "pack_current": _WELL,
    "pack_older": _NEAR,
    # a figure that no export can give
    "not_exported": _UNKNOWN,
    "nothing": _UNKNOWN,
}


@alt.theme.register("vouch", enable=True)
def _vouch() -> alt.theme.ThemeConfig:
    label = {"labelFontSize": 13, "labelColor": INK, "labelOpacity": QUIET}
    return {
        "config": {
            "aria": False,  # the text alternative says it all; Vega would name its marks in English
            "font": FONT,
            "view": {"stroke": None},
            "title": {"aria": False, "fontSize": 14, "fontWeight": 600, "color": INK, "offset": 8},
            "axis": {
                **label,
                "labelLimit": 320,
                "labelPadding": 6,
                "title": None,
                "ticks": False,
                "domain": False,
            },
            "axisX": {"grid": False, "labelFlush": False},
            "axisY": {"tickCount": 4, "labelFlush": False},
            "axisDiscrete": {"grid": False, "labelOpacity": 1},
            "legend": {"disable": True},
            "mark": {"tooltip": None},
            "text": {"font": FONT, "fontSize": 13, "color": INK},
            "rule": {"color": INK},
            "tick": {"color": INK},
            "line": {"strokeWidth": 2},
        }
    }


def localise(chart: alt.TopLevelMixin, language: str) -> alt.TopLevelMixin:
    """Make *chart* write numbers and dates as *language* does, by Babel's tables.

    Only the specification's own config reaches Streamlit's Vega; the embed
    options that the Vega documentation names are dropped by it.
    """
    chart = chart.configure(locale=_vega_locale(language))
    chart.padding = {"left": 0, "right": 2, "top": 4, "bottom": 4}  # else Streamlit adds 20 below
    return chart


@cache
def _vega_locale(language: str) -> dict:
    locale = babel.Locale.parse(language)
    months = list(dates.get_month_names("abbreviated", "stand-alone", locale).values())
    weekdays = dates.get_day_names("abbreviated", "stand-alone", locale)
    days = [weekdays[number] for number in (6, 0, 1, 2, 3, 4, 5)]  # Vega's week begins on Sunday
    return {
        "number": {
            "decimal": numbers.get_decimal_symbol(locale),
            "thousands": numbers.get_group_symbol(locale),
            "grouping": [3],
            "currency": ["", ""],
        },
        "time": {
            "dateTime": "%x %X",
            "date": "%-d.%-m.%Y",
            "time": "%H:%M",
            "periods": ["", ""],
            "days": days,
            "shortDays": days,
            "months": months,
            "shortMonths": months,
        },
    }


def status_scale() -> alt.Scale:
    """Give every status its palette word, whichever of them occur."""
    return alt.Scale(domain=list(STATUSES), range=[s.colour for s in STATUSES.values()])


def shape_scale() -> alt.Scale:
    """Give every status its shape, whichever of them occur."""
    return alt.Scale(domain=list(STATUSES), range=[s.mark for s in STATUSES.values()])


def category_scale() -> alt.Scale:
    """Give each category its own place in the palette, always the same."""
    return alt.Scale(domain=list(CATEGORIES))


@cache
def palette(base: str) -> dict[str, str]:
    """Read the colours of the ``light`` or ``dark`` theme."""
    with CONFIG.open("rb") as file:
        return tomllib.load(file)["theme"][base]


def css_variables() -> str:
    """Hand the palette to the stylesheet, each colour as a light and dark pair."""
    light, dark = palette("light"), palette("dark")
    pairs = [
        f"--{name}:light-dark({light[name]},{dark[name]})"
        for name in light
        if isinstance(light[name], str)
    ]
    series = zip(light["chartCategoricalColors"], dark["chartCategoricalColors"], strict=True)
    pairs += [f"--category{n}:light-dark({day},{night})" for n, (day, night) in enumerate(series)]
    return ";".join(pairs)
