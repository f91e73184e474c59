"""Pictures of all pages: from the app as it runs, as one view sees them."""

import asyncio
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from vouch.report import browsers, pictures, serving, stamps
from vouch.report.browsers import Scheme
from vouch.report.pictures import Wanted
from vouch.report.serving import Site
from vouch.view import View

if TYPE_CHECKING:
    from playwright.async_api import Page

TABS = 2
Step = Callable[[int, int, str], None]


@dataclass
class Shoot:
    """Which pages are pictured, and those that are; *step* hears how many of how many and which."""

    view: View
    site: Site
    step: Step
    taken: dict[str, bytes] = field(default_factory=dict)

    def wanted(self, name: str) -> Wanted:
        """Say where a page shows what the view looks at, and what must stand there."""
        view = self.view
        chosen = {
            "lang": view.t.language,
            "snapshot": view.snapshot.isoformat(),
            "as_of": view.as_of.isoformat(),
        }
        if not view.is_policy_of_its_day:
            chosen["policy"] = view.home.policy.notice.version
        address = f"{self.site.address}/{name}?{urlencode(chosen)}"
        return Wanted(address, view.t(f"page.{name}"), stamps.write(view))

    def add(self, name: str, picture: bytes) -> None:
        """Keep a picture, and say so."""
        self.taken[name] = picture
        self.step(len(self.taken), len(self.site.pages), self.view.t(f"page.{name}"))


def take(view: View, scheme: Scheme, out: Path, step: Step = lambda *_: None) -> list[Path]:
    """Write a PNG of every page, in full height, to the folder *out*; return their paths.

    Nothing is written unless every page is whole. Who looks is the report command, in the role
    of the view's viewer.

    Raises:
        VouchError: a page could not be pictured whole and as asked, or there is no browser.
    """
    chromium = browsers.find()
    with serving.served(view) as site:
        shoot = Shoot(view, site, step)
        go_through(shoot, chromium, scheme)
    paths = {
        name: out / f"{number:02}-{name}.png" for number, name in enumerate(site.pages, start=1)
    }
    for name, path in paths.items():
        path.write_bytes(shoot.taken[name])
    return [*paths.values()]


def go_through(shoot: Shoot, chromium: str, scheme: Scheme) -> None:
    """Take a picture of each page, in a thread of its own: a browser may run in this one.

    Raises:
        VouchError: a page could not be pictured whole and as asked.
    """
    loop = asyncio.new_event_loop()
    task = loop.create_task(_take_all(shoot, chromium, scheme))
    try:
        with ThreadPoolExecutor(1) as thread:
            run = thread.submit(loop.run_until_complete, task)
            try:
                run.result()
            except BaseException:  # Ctrl+C as well: the browser is closed before anything is left
                loop.set_exception_handler(lambda *_: None)  # it ends in the middle of an answer
                loop.call_soon_threadsafe(task.cancel)
                raise
    finally:
        loop.close()


async def _take_all(shoot: Shoot, chromium: str, scheme: Scheme) -> None:
    """Go through the pages in several tabs; the first that fails ends them all."""
    names = iter(shoot.site.pages)
    async with browsers.opened(chromium, shoot.site, scheme) as context:
        pages = [await context.new_page() for _ in range(TABS)]
        tabs = [asyncio.create_task(_take_each(page, names, shoot)) for page in pages]
        try:
            await asyncio.gather(*tabs)
        finally:
            for tab in tabs:
                tab.cancel()
            await asyncio.gather(*tabs, return_exceptions=True)


async def _take_each(page: "Page", names: Iterable[str], shoot: Shoot) -> None:
    for name in names:
        shoot.add(name, await pictures.take(page, shoot.wanted(name)))
