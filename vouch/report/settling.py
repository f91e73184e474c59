"""When a page stands still, how tall it is, and what is wrong with it, asked in its own browser."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.async_api import Page

# What moves is drawn on a layer of its own, whose colours are rounded otherwise than the page's.
UNMOVED = """
const still = new CSSStyleSheet();
still.replaceSync('*, ::before, ::after { transition: none !important;'
  + ' animation: none !important; caret-color: transparent !important; }');
document.adoptedStyleSheets = [still];
"""
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
LETTERED = "() => document.fonts.status === 'loaded'"
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
# The page scrolls inside stMain: its height is how tall the window must be for all of it.
LOOK = """() => {
  const all = where => [...document.querySelectorAll(where)];
  const text = where => all(where).map(one => one.innerText.trim());
  const place = one => {
    const {left, top, right, bottom} = one.getBoundingClientRect();
    return [left, top, right, bottom].map(Math.round);
  };
  const shown = '.verdict, .head h2, .stamp, img,'
    + '[data-testid="stVegaLiteChart"], [data-testid="stDataFrame"]';
  const main = document.querySelector('[data-testid="stMain"]');
  return {
    height: Math.ceil(innerHeight - main.clientHeight + main.scrollHeight),
    title: text('.verdict h1')[0] || '',
    stamp: text('.stamp')[0] || '',
    errors: text('[class*="st-key-failed"], [data-testid="stException"]'),
    alerts: text('[data-testid="stAlert"]'),
    places: all(shown).map(place),
  };
}"""


@dataclass(frozen=True)
class Seen:
    """What stands on a page: its height, title and stamp, its errors and alerts in words.

    *places* is where something must be seen, each as left, top, right and bottom in pixels.
    """

    height: int
    title: str
    stamp: str
    errors: list[str]
    alerts: list[str]
    places: list[list[int]]


async def settle(page: "Page") -> None:
    """Wait until the script has ended and the page has stopped changing."""
    await page.wait_for_function(IDLE)
    await page.evaluate(QUIET, QUIET_FOR)
    await page.wait_for_function(LETTERED)


async def fit(page: "Page") -> bool:
    """Let each chart take the shape that it keeps; tell whether all have found it."""
    return bool(await page.evaluate(FIT))


async def look(page: "Page") -> Seen:
    """See what stands on a page."""
    found: dict[str, Any] = await page.evaluate(LOOK)
    return Seen(**found)
