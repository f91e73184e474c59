"""Pictures of the pages: each whole, from the app as it runs, as one view sees them."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from anyio.from_thread import start_blocking_portal

from vouch.errors import VouchError
from vouch.report import browsers, serving, settling, stamps
from vouch.report.browsers import Scheme
from vouch.report.serving import Site
from vouch.view import View

if TYPE_CHECKING:
    from playwright.async_api import Page

TABS = 2
PATIENCE = 60.0  # seconds for one page
ROUNDS = 5  # of growing the window
Step = Callable[[int, int, str], None]
Picture = tuple[str, bytes]


@dataclass
class Shoot:
    """Which pages are pictured, and those that are; *step* hears how many of how many and which."""

    view: View
    site: Site
    step: Step
    pictures: dict[str, bytes] = field(default_factory=dict)

    def title(self, name: str) -> str:
        """Name a page as it does itself."""
        return self.view.t(f"page.{name}")

    def address(self, name: str) -> str:
        """Write the address at which a page shows what the view looks at."""
        view = self.view
        chosen = {
            "lang": view.t.language,
            "snapshot": view.snapshot.isoformat(),
            "as_of": view.as_of.isoformat(),
        }
        if not view.is_policy_of_its_day:
            chosen["policy"] = view.home.policy.notice.version
        return f"{self.site.address}/{name}?{urlencode(chosen)}"

    def add(self, name: str, picture: bytes) -> None:
        """Keep a picture, and say so."""
        self.pictures[name] = picture
        self.step(len(self.pictures), len(self.site.pages), self.title(name))


def take(view: View, scheme: Scheme, out: Path, step: Step = lambda *_: None) -> list[Path]:
    """Write a PNG of every page, in full height, to the folder *out*; return their paths.

    Nothing is written unless every page is whole.

    Raises:
        VouchError: a page could not be pictured whole and as asked, or there is no browser.
    """
    with serving.served(view) as site, start_blocking_portal() as loop:
        shoot = Shoot(view, site, step)
        loop.call(partial(_take_all, shoot, scheme))
    return [
        _written(out / f"{number:02}-{name}.png", shoot.pictures[name])
        for number, name in enumerate(site.pages, start=1)
    ]


def _written(path: Path, picture: bytes) -> Path:
    path.write_bytes(picture)
    return path


async def _take_all(shoot: Shoot, scheme: Scheme) -> None:
    """Go through the pages in several tabs; the first that fails ends them all."""
    names = iter(shoot.site.pages)
    async with browsers.opened(shoot.site, scheme) as context:
        tabs = [
            asyncio.create_task(_go_through(await context.new_page(), names, shoot))
            for _ in range(TABS)
        ]
        try:
            await asyncio.gather(*tabs)
        finally:
            for tab in tabs:
                tab.cancel()
            await asyncio.gather(*tabs, return_exceptions=True)


async def _go_through(page: "Page", names: Iterator[str], shoot: Shoot) -> None:
    for name in names:
        shoot.add(name, await _pictured(page, name, shoot))


async def _pictured(page: "Page", name: str, shoot: Shoot) -> bytes:
    """Take one picture.

    Raises:
        VouchError: the page did not come, did not come to rest, or is not as it must be.
    """
    from playwright.async_api import Error

    try:
        async with asyncio.timeout(PATIENCE):
            await page.set_viewport_size({"width": browsers.WIDTH, "height": browsers.HEIGHT})
            await page.goto(shoot.address(name), wait_until="commit")
            await settling.settle(page)
            await _grow(page)
            if not await settling.fit(page):
                raise TimeoutError
            _check(await settling.look(page), name, shoot)
            return await page.screenshot(animations="disabled", caret="hide")
    except TimeoutError as error:
        said = {"page": shoot.title(name), "seconds": PATIENCE}
        raise VouchError("problem.picture_unsettled", **said) from error
    except Error as error:
        reason = error.message.splitlines()[0]
        said = {"page": shoot.title(name), "reason": reason}
        raise VouchError("problem.picture_lost", **said) from error


async def _grow(page: "Page") -> None:
    for _ in range(ROUNDS):
        height = await settling.height(page)
        if page.viewport_size and page.viewport_size["height"] == height:
            return
        await page.set_viewport_size({"width": browsers.WIDTH, "height": height})
        await settling.settle(page)


def _check(seen: settling.Seen, name: str, shoot: Shoot) -> None:
    title, due = shoot.title(name), stamps.write(shoot.view)
    if seen.errors or not seen.stamp:
        said = " ".join(seen.errors or seen.alerts)
        raise VouchError("problem.picture_failed", page=title, said=said)
    if (seen.title, seen.stamp) != (title, due):
        raise VouchError("problem.picture_other", page=title, said=seen.stamp, due=due)
    if seen.undrawn:
        raise VouchError("problem.picture_blank", page=title, reason=seen.undrawn)
