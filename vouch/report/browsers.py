"""The machine's Chromium, as it must be so that a picture is the same every time."""

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Literal

from vouch import gate
from vouch.errors import VouchError
from vouch.report.serving import Site

if TYPE_CHECKING:
    from playwright.async_api import Browser, BrowserContext, Playwright

VARIABLE = "VOUCH_CHROMIUM"
NAMES = ("chromium", "chromium-browser", "google-chrome")
WIDTH, HEIGHT = 1280, 600  # pixels; the height grows with each page
ALONE = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-proxy-server",  # the secret goes to nobody in between
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
ALIKE = ("--disable-gpu", "--disable-lcd-text", "--font-render-hinting=none")
NEUTRAL = {"TZ": "UTC", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "LANGUAGE": ""}
Scheme = Literal["light", "dark"]


def find() -> str:
    """Return the path of the Chromium to be run.

    Raises:
        VouchError: there is none.
    """
    if named := os.environ.get(VARIABLE):
        if not shutil.which(named):
            raise VouchError("problem.wrong_chromium", variable=VARIABLE, path=named)
        return named
    if found := next(filter(None, map(shutil.which, NAMES)), None):
        return found
    raise VouchError("problem.no_chromium", variable=VARIABLE)


@asynccontextmanager
async def opened(site: Site, scheme: Scheme) -> AsyncIterator["BrowserContext"]:
    """Open a browser that has the secret of *site* and shows pages in a scheme of colours.

    Raises:
        VouchError: Playwright or Chromium is not there, or does not start.
    """
    try:
        from playwright.async_api import async_playwright
    except ModuleNotFoundError as error:
        raise VouchError("problem.no_playwright") from error
    path = find()
    async with async_playwright() as playwright, _launched(playwright, path) as browser:
        context = await browser.new_context(
            viewport={"width": WIDTH, "height": HEIGHT},
            device_scale_factor=1,
            color_scheme=scheme,
            reduced_motion="reduce",
            locale="en-GB",
            timezone_id="UTC",
            accept_downloads=False,
        )
        await context.add_cookies(
            [
                {
                    "name": gate.COOKIE,
                    "value": site.secret,
                    "url": site.address,
                    "httpOnly": True,
                    "sameSite": "Strict",
                }
            ]
        )
        yield context


@asynccontextmanager
async def _launched(playwright: "Playwright", path: str) -> AsyncIterator["Browser"]:
    """Run Chromium, in its sandbox unless for root, whom it would refuse."""
    from playwright.async_api import Error

    try:
        browser = await playwright.chromium.launch(
            executable_path=path,
            args=[*ALONE, *ALIKE],
            chromium_sandbox=os.geteuid() != 0,
            env={**os.environ, **NEUTRAL},
        )
    except Error as error:
        reason = error.message.splitlines()[0]
        raise VouchError("problem.chromium_unstarted", path=path, reason=reason) from error
    try:
        yield browser
    finally:
        await browser.close()
