"""The machine's Chromium, as it must be so that a picture is the same every time."""

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING, Literal

from vouch import gate
from vouch.errors import VouchError
from vouch.report import settling
from vouch.report.serving import Site

if TYPE_CHECKING:
    from playwright.async_api import Browser, BrowserContext, Playwright

VARIABLE = "VOUCH_CHROMIUM"
NAMES = ("chromium", "chromium-browser", "google-chrome")
ALONE = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-proxy-server",  # the secret goes to nobody in between
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
# Drawn anew as a whole whenever anything changes: what is drawn over an earlier state of the page
# has other edges than what is drawn at once.
ALIKE = (
    "--disable-gpu",
    "--disable-lcd-text",
    "--disable-partial-raster",
    "--font-render-hinting=none",
)
NEUTRAL = {"TZ": "UTC", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "LANGUAGE": ""}
Scheme = Literal["light", "dark"]


def find() -> str:
    """Return the path of the Chromium to be run.

    Raises:
        VouchError: there is none, or not what drives it.
    """
    if find_spec("playwright") is None:
        raise VouchError("problem.no_playwright")
    if named := os.environ.get(VARIABLE):
        if not shutil.which(named):
            raise VouchError("problem.wrong_chromium", variable=VARIABLE, path=named)
        return named
    if found := next(filter(None, map(shutil.which, NAMES)), None):
        return found
    raise VouchError("problem.no_chromium", variable=VARIABLE)


@asynccontextmanager
async def opened(path: str, site: Site, scheme: Scheme) -> AsyncIterator["BrowserContext"]:
    """Run the Chromium at *path*, with the secret of *site*, in a scheme of colours.

    Raises:
        VouchError: it does not start.
    """
    from playwright.async_api import async_playwright

    async with async_playwright() as playwright, _launched(playwright, path) as browser:
        context = await browser.new_context(
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
        context.set_default_timeout(0)  # whoever takes a picture has a patience of their own
        await context.add_init_script(settling.UNMOVED)
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
