"""Charts for print: drawn without a request, the same everywhere, and told apart in one ink."""

import re

import altair as alt
import pandas as pd
import pytest
import vl_convert

from vouch import chart_rows, charts, theme, wording
from vouch.report import drawing


def drawn(rows, draw=charts.of_statuses):
    """Draw rows (key, label, count, text) as the report does."""
    frame = pd.DataFrame(rows, columns=["key", "label", "count", "text"])
    return drawing.picture((draw(frame), "Words"), "fi")


def months(*counts):
    """Write stacked months as the requests' chart takes them."""
    rows = [
        (pd.Timestamp(2026, month, 1), series, rank, n, "")
        for month, *pair in counts
        for rank, (series, n) in enumerate(zip(("on_time", "overdue"), pair, strict=True))
    ]
    return pd.DataFrame(rows, columns=["month", "series", "rank", "count", "tip"])


def test_a_chart_asks_for_nothing():
    """No request leaves the machine: rows from elsewhere are refused, whatever a chart says."""
    spec = {
        "data": {"url": "http://127.0.0.1:9/rows.json"},
        "mark": "bar",
        "encoding": {"x": {"field": "n", "type": "quantitative"}},
    }
    with pytest.raises(ValueError, match="External data url not allowed"):
        vl_convert.vegalite_to_svg(spec, allowed_base_urls=drawing.NOWHERE)


def test_a_picture_names_no_place_elsewhere():
    """An address in it would be fetched by whoever shows it."""
    svg = drawn([("overdue", "http://evil.example/", 3, "3")])["svg"]
    inside = re.sub(r'xmlns(:xlink)?="[^"]*"', "", svg)

    assert not re.search(r'(href|src)="', inside)


@pytest.mark.parametrize("colour", drawing.COLOURS)
def test_no_colour_is_left_to_the_reader_s_program(colour):
    """On the pages a browser gives the words their colours; paper has no browser."""
    rows = [(name, name, 1, "1") for name in theme.STATUSES]
    svg = drawn(rows)["svg"]

    assert f'="{colour}"' not in svg
    assert "currentColor" not in svg


def test_what_is_late_is_hatched():
    """In one ink two colours of one bar are one colour."""
    figure = charts.stacked_months(months((1, 2, 1), (2, 3, 2)), 6, "Answered")
    svg = drawing.picture((figure, ""), "en")["svg"]

    assert svg.count('fill="url(#late)"') == 2
    assert svg.count(f'fill="{theme.palette("light")["greenColor"]}"') == 2
    assert '<pattern id="late"' in svg


def test_days_are_counted_in_utc():
    """In the zone of the machine a month may be an hour longer, and a mark lie elsewhere."""
    figure = charts.stacked_months(months((1, 2, 1)), 3, "Answered")
    spec = drawing._in_utc(drawing._spec(figure, "en"))
    values = next(iter(spec["datasets"].values()))

    assert spec["encoding"]["x"]["timeUnit"] == "utcyearmonth"
    assert values[0]["month"] == "2026-01-01T00:00:00Z"


def test_a_month_is_named_in_the_readers_language():
    """A chart speaks as the text around it does."""
    figure = charts.stacked_months(months((1, 2, 1), (2, 1, 1)), 3, "Vastatut")

    assert ">tammi<" in drawing.picture((figure, ""), "fi")["svg"]


def test_a_month_without_a_count_keeps_its_place():
    """Else the months beside it would be taken for neighbours, and a stop of exports be hidden."""
    days = [pd.Timestamp(2026, month, 28) for month in (1, 2, 3)]
    rows = chart_rows.by_month(days, [4, None, 6], wording.Words("en"))
    svg = drawing.picture((charts.months(rows, 8), ""), "en")["svg"]

    assert re.findall(r">(Jan|Feb|Mar)<", svg) == ["Jan", "Feb", "Mar"]


def test_a_word_without_glyph_is_written_by_its_number():
    """Without a glyph for every letter there would be no document at all."""
    svg = drawn([("overdue", "漢 \u202e", 3, "3")])["svg"]

    assert "[U+6F22] [U+202E]" in svg


def test_a_chart_is_as_wide_as_its_place():
    """Letters of charts are of one size only if each is as wide as its place."""
    figure = alt.Chart(pd.DataFrame({"a": [1]})).mark_bar().encode(x="a:Q")
    widths = [
        int(re.search(r'width="(\d+)"', drawing.picture((figure, ""), "en", n)["svg"])[1])
        for n in (1, 2, 3)
    ]

    assert widths == [820, 398, 257]


def test_a_tall_chart_fits_on_a_page():
    """A policy may have a hundred rules, and what runs off the paper is lost."""
    tall = drawn([("past", f"Class {n}", n, str(n)) for n in range(100)])
    height = int(re.search(r'height="(\d+)"', tall["svg"])[1])

    assert height > drawing.TALLEST
    assert height * tall["share"] <= drawing.TALLEST
    assert drawn([("past", "Class", 1, "1")])["share"] == 1
