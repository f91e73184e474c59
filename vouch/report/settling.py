"""When a page stands still, how tall it is, and what is wrong with it, asked in its own browser."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.async_api import Page

IDLE = """() => {
  const app = document.querySelector('[data-testid="stApp"]');
  const busy = '[data-stale="true"], [data-testid="stSkeleton"], [data-testid="stSpinner"]';
  return app
    && app.dataset.testScriptState === 'notRunning'
    && app.dataset.testConnectionState === 'CONNECTED'
    && !document.querySelector(busy);
}"""
QUIET_FOR = 400  # milliseconds without a change
QUIET = """quiet => new Promise(done => {
  let timer;
  const wait = () => { clearTimeout(timer); timer = setTimeout(end, quiet); };
  const seen = new MutationObserver(wait);
  const end = () => { seen.disconnect(); done(); };
  seen.observe(document.body, {subtree: true, childList: true, attributes: true});
  wait();
})"""
STILL = """() => document.fonts.status === 'loaded' && document.getAnimations().every(
  one => one.playState !== 'running' || one.effect.getComputedTiming().iterations === Infinity
)"""
# A chart fits itself to its place and its letters in rounds, and how many of them Streamlit goes
# depends on what came first. It is gone on with here until nothing moves. Vega's view is found
# through the item that each drawn element carries.
FIT = """async () => {
  const view = svg => {
    for (const one of svg.querySelectorAll('*')) {
      const item = one.__data__;
      const found = item && (item.mark || item).group?.context?.dataflow;
      if (found) return found;
    }
  };
  for (const svg of document.querySelectorAll('[data-testid="stVegaLiteChart"] svg')) {
    let before, rounds = 0;
    while (svg.outerHTML !== before) {
      if (++rounds > 20) return false;
      before = svg.outerHTML;
      await view(svg).resize().runAsync();
    }
  }
  return true;
}"""
# The page scrolls inside stMain: as tall as the window must be for nothing to be scrolled away.
HEIGHT = """() => {
  const main = document.querySelector('[data-testid="stMain"]');
  return main ? Math.ceil(innerHeight - main.clientHeight + main.scrollHeight) : innerHeight;
}"""
LOOK = """() => {
  const all = where => [...document.querySelectorAll(where)];
  const text = where => all(where).map(one => one.innerText.trim());
  const blank = canvas => {
    const empty = Object.assign(document.createElement('canvas'),
      {width: canvas.width, height: canvas.height});
    return !canvas.width || canvas.toDataURL() === empty.toDataURL();
  };
  const drawn = one => {
    const canvases = [...one.querySelectorAll('canvas')];
    return one.querySelector('svg path, svg text') || canvases.length && !canvases.every(blank);
  };
  const places = all('[data-testid="stVegaLiteChart"], [data-testid="stDataFrame"]');
  const images = all('img').filter(one => !one.complete || !one.naturalWidth);
  return {
    title: text('.verdict h1')[0] || '',
    stamp: text('.stamp')[0] || '',
    errors: text('[class*="st-key-failed"], [data-testid="stException"]'),
    alerts: text('[data-testid="stAlert"]'),
    undrawn: places.filter(one => !drawn(one)).length + images.length,
  };
}"""


@dataclass(frozen=True)
class Seen:
    """What stands on a page: its title and stamp, errors, and how much of it was not drawn."""

    title: str
    stamp: str
    errors: list[str]
    alerts: list[str]
    undrawn: int


async def settle(page: "Page") -> None:
    """Wait until the script has ended and the page has stopped changing."""
    await page.wait_for_function(IDLE)
    await page.evaluate(QUIET, QUIET_FOR)
    await page.wait_for_function(STILL)


async def fit(page: "Page") -> bool:
    """Let each chart take the shape that it keeps; tell whether all have found it."""
    return bool(await page.evaluate(FIT))


async def height(page: "Page") -> int:
    """Return how tall the window must be so that the page is whole."""
    return int(await page.evaluate(HEIGHT))


async def look(page: "Page") -> Seen:
    """See what stands on a page."""
    found: dict[str, Any] = await page.evaluate(LOOK)
    return Seen(**found)
