"""What is wrong with the words on a page as it stands in the browser's window."""

from dataclasses import dataclass, field

from playwright.sync_api import Page

# What a reader sees of each text, where it is cut, and on which other text it lies. A text that
# can be scrolled to is not cut. Two texts may touch by two pixels: letters are lower than lines.
FAULTS = """() => {
  const cut = [], across = [], texts = [];
  const main = document.querySelector('[data-testid="stMain"]');
  main?.scrollTo(0, 0);  // else the head of the page lies on what was scrolled beneath it
  const quiet = 'script, style, [aria-hidden="true"], [data-testid="stIconMaterial"], canvas';
  const label = el => el.textContent.trim().replace(/\\s+/g, ' ').slice(0, 60);
  const tiny = box => box.width <= 2 || box.height <= 2;
  const hides = style => /hidden|clip/.test(style);
  const seen = (rect, from) => {  // null if it is meant for the ear alone, or out of reach
    let {left, right, top, bottom} = rect, isCut = false, scrolls = false;
    for (let el = from; el && el !== document.body; el = el.parentElement) {
      const style = getComputedStyle(el), box = el.getBoundingClientRect();
      if (tiny(box) && hides(style.overflowX)) return null;
      if (/^(inline|contents)$/.test(style.display) && el.localName !== 'svg') continue;
      const start = box.left + (el.clientLeft || 0);
      const end = el.clientWidth ? start + el.clientWidth : box.right;
      if (hides(style.overflowX) && (right > end + 1.5 || left < start - 1.5)) isCut = true;
      const half = (bottom - top) / 2;
      const isHalfOut = bottom > box.bottom + half || top < box.top - half;
      if (!scrolls && hides(style.overflowY) && isHalfOut) isCut = true;
      if (/auto|scroll/.test(style.overflowX)) {
        left = Math.max(left, start);
        right = Math.min(right, end);
        if (right - left < 1) return null;
      }
      scrolls ||= /auto|scroll/.test(style.overflowY);
      if (style.position === 'fixed') break;
    }
    const low = (bottom - top) * .12;
    return {left, right, top: top + low, bottom: bottom - low, isCut, el: from};
  };
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = walk.currentNode, el = node.parentElement;
    if (!node.data.trim() || el.closest(quiet)) continue;
    if (!el.checkVisibility({opacityProperty: true, visibilityProperty: true})) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const rect of range.getClientRects()) {
      const text = rect.width && rect.height ? seen(rect, el) : null;
      if (text) texts.push(text);
    }
  }
  for (const box of document.querySelectorAll('input:not([type="radio"], [type="checkbox"])'))
    if (box.checkVisibility() && box.scrollWidth > box.clientWidth + 1) cut.push(box.value);
  cut.push(...texts.filter(text => text.isCut).map(text => label(text.el)));
  texts.sort((one, other) => one.top - other.top);
  texts.forEach((one, place) => {
    for (const other of texts.slice(place + 1)) {
      if (other.top > one.bottom) break;
      const wide = Math.min(one.right, other.right) - Math.max(one.left, other.left);
      const high = Math.min(one.bottom, other.bottom) - other.top;
      const apart = !one.el.contains(other.el) && !other.el.contains(one.el);
      if (apart && wide > 2 && high > 2) across.push(`${label(one.el)} / ${label(other.el)}`);
    }
  });
  const sideways = [document.documentElement, main]
    .filter(el => el && el.scrollWidth > el.clientWidth)
    .map(el => `${el.tagName} is ${el.scrollWidth} wide in ${el.clientWidth}`);
  return {sideways, cut: [...new Set(cut)], across: [...new Set(across)]};
}"""

# Every text that is read or read aloud, with the tables that are drawn on a canvas. What is marked
# as English (queries, names of files) is meant to be.
WORDS = """names => {
  const english = document.createElement('style');
  english.textContent = '[lang="en"]:not(html), code, pre, [data-testid="stIconMaterial"]'
    + '{ display: none !important; }';
  document.head.append(english);
  const shown = document.body.innerText.split('\\n');
  english.remove();
  const drawn = [...document.querySelectorAll('canvas [role], svg text')].map(el => el.textContent);
  const said = [...document.querySelectorAll(names.map(name => `[${name}]`).join())]
    .filter(el => el.checkVisibility() && !el.closest('[lang="en"]:not(html)'))
    .flatMap(el => names.map(name => el.getAttribute(name)));
  const all = [document.title, ...shown, ...drawn, ...said].filter(Boolean);
  return [...new Set(all.map(text => text.replace(/\\s+/g, ' ').trim()))].filter(Boolean);
}"""
SAID = ("aria-label", "aria-description", "title", "alt", "placeholder")


@dataclass(frozen=True)
class Faults:
    """Texts that are cut, pairs of texts that lie on each other, and what scrolls sideways."""

    sideways: list[str] = field(default_factory=list)
    cut: list[str] = field(default_factory=list)
    across: list[str] = field(default_factory=list)


def faults(page: Page) -> Faults:
    """Find what a reader cannot read, in the window as wide as it is now."""
    return Faults(**page.evaluate(FAULTS))


def words(page: Page) -> list[str]:
    """Collect each text on the page once: shown, drawn, or only read aloud."""
    return list(page.evaluate(WORDS, list(SAID)))
