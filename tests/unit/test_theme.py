"""One palette, one meaning: statuses and categories in both themes."""

import itertools

import pytest

from vouch import policy, theme, wording

PLAIN, SHAPE = 4.5, 3.0  # least contrast of words and of marks (WCAG 2.2, 1.4.3 and 1.4.11)
STANDING_ALONE = {"over_limit", "near_limit", "in_limit"}
TOKENS = {status.colour for status in theme.STATUSES.values()}


def luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("base", ["light", "dark"])
@pytest.mark.parametrize("token", sorted(TOKENS))
def test_a_status_can_be_seen_and_read(base, token):
    """Marks need 3:1 and words 4.5:1 on the page."""
    colours = theme.palette(base)
    page = colours["backgroundColor"]

    assert contrast(colours[f"{token}Color"], page) >= SHAPE
    assert contrast(colours[f"{token}TextColor"], page) >= PLAIN


@pytest.mark.parametrize("base", ["light", "dark"])
def test_each_category_has_a_colour_of_its_own(base):
    """Position is meaning, so there must be a place for each."""
    colours = theme.palette(base)["chartCategoricalColors"]
    page = theme.palette(base)["backgroundColor"]

    assert len(set(colours)) == len(theme.CATEGORIES)
    assert all(contrast(colour, page) >= SHAPE for colour in colours)


def test_the_categories_are_the_notices():
    """The notice's six in its order, then what lies outside it."""
    assert (*policy.NOTICE_CATEGORIES, policy.OUTSIDE) == theme.CATEGORIES


def test_red_and_green_differ_by_shape():
    """Colour alone says nothing: the shapes of late, near and well are three."""
    shapes = [theme.STATUSES[name].glyph for name in ("over_limit", "near_limit", "in_limit")]

    assert all(one != other for one, other in itertools.combinations(shapes, 2))


@pytest.mark.parametrize("language", wording.LANGUAGES)
def test_charts_write_numbers_as_sentences_do(language):
    """A label on an axis and a figure in a sentence must look alike."""
    import altair as alt
    import pandas as pd

    chart = theme.localise(alt.Chart(pd.DataFrame({"a": [1]})).mark_bar().encode(y="a"), language)
    numbers = chart.to_dict()["config"]["locale"]["number"]
    written = wording.Words(language).number(1234)

    assert written == f"1{numbers['thousands']}234"
