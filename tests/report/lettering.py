"""Figures read off a picture: what could stand there is drawn by the same browser, and compared.

Letters of one font at one place are the same dots each time, so nothing has to be recognised: a
text stands there if every dot is equal, and any other text has other dots.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image

from tests.report.sittings import Studio

MARGIN = 5  # pixels beside the text: a digit more or less would be seen there
# Where the text of each element is that a selector finds; and how it is lettered.
PLACES = """where => [...document.querySelectorAll(where)].map(one => {
  const text = document.createRange();
  text.selectNodeContents(one);
  const {left, top, width, height} = text.getBoundingClientRect();
  const letters = ['color', 'font-family', 'font-feature-settings', 'font-size', 'font-style',
    'font-variant-numeric', 'font-weight', 'letter-spacing', 'line-height'];
  const look = getComputedStyle(one);
  const style = letters.map(name => [name, look.getPropertyValue(name)]);
  return {text: one.textContent.trim(), left, top, width, height, style};
})"""
# Covers the page with texts below one another, each a whole number of pixels from the place.
DRAW = """([place, texts, stride]) => {
  const cover = document.createElement('div');
  const background = getComputedStyle(document.querySelector('.stApp')).backgroundColor;
  Object.assign(cover.style, {position: 'fixed', inset: '0', zIndex: 1e9, background});
  document.body.append(cover);
  const first = Math.trunc(place.top);
  texts.forEach((text, number) => {
    const one = document.createElement('span');
    for (const [name, value] of place.style) one.style.setProperty(name, value);
    Object.assign(one.style, {position: 'absolute', whiteSpace: 'pre', top: 0});
    one.style.left = `${place.left}px`;
    one.textContent = text;
    cover.append(one);
    const range = document.createRange();
    range.selectNodeContents(one);
    const off = range.getBoundingClientRect().top;
    one.style.top = `${place.top - first + stride * (number + 1) - off}px`;
  });
}"""
UNCOVER = "() => document.body.lastElementChild.remove()"


@dataclass(frozen=True)
class Place:
    """What figure stands on a page, where, in pixels, and how it is lettered.

    A text's box is higher than digits are, and its neighbours' descenders may hang into it.
    """

    text: str
    left: float
    top: float
    width: float
    height: float
    style: list[list[str]]

    def dots(self, picture: np.ndarray, top: float | None = None) -> np.ndarray:
        """Cut the place out of a picture; that of another *top* has the same form."""
        begin, left = int(self.top if top is None else top), int(self.left)
        above, below = begin + int(self.height * 0.15), begin + int(self.height * 0.9)
        return picture[above:below, left - MARGIN : left + int(self.width) + 1 + MARGIN]


def places(studio: Studio, selector: str) -> list[Place]:
    """Find where the texts of elements stand on the page that was pictured last."""
    return [Place(**one) for one in studio.loop.call(studio.tab.evaluate, PLACES, selector)]


def drawn(studio: Studio, place: Place, texts: Sequence[str]) -> dict[str, np.ndarray]:
    """Draw texts as they would look at a place of the page that was pictured last."""
    stride = int(place.height) + 2 * MARGIN
    tab, call = studio.tab, studio.loop.call
    call(tab.evaluate, DRAW, [vars(place), list(texts), stride])
    picture = pixels(call(tab.screenshot))
    call(tab.evaluate, UNCOVER)
    assert stride * (len(texts) + 1) < len(picture)
    return {
        text: place.dots(picture, stride * number) for number, text in enumerate(texts, start=1)
    }


def pixels(picture: bytes) -> np.ndarray:
    """Read a PNG as rows of dots of three colours."""
    return np.asarray(Image.open(io.BytesIO(picture)).convert("RGB"))


def read(picture: np.ndarray, place: Place, drawn: dict[str, np.ndarray]) -> list[str]:
    """Return those of the drawn texts that stand at a place of a picture, dot by dot."""
    seen = place.dots(picture)
    return [text for text, dots in drawn.items() if np.array_equal(dots, seen)]
