"""A served copy of the project, and a browser that tells what it asked of whom."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests import canary_home, telltales
from tests.browser import canary_site, site
from tests.browser.site import Site, Visitor
from tests.canary_home import Canaries
from tests.report.packs import packing
from tests.sample_home import build_once
from tests.telltales import Net
from vouch.readers import Role

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
QUIET = (
    "--no-sandbox",  # CI runs as root
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the project beside a built sample home, so that serving leaves nothing behind."""
    folder = site.clone(tmp_path_factory.mktemp("clone"))
    shutil.copytree(build_once(tmp_path_factory.getbasetemp()), folder / "sample_data")
    return folder


@pytest.fixture(scope="session")
def served(copy: Path) -> Iterator[Site]:
    """Serve the copy with the command that ``make run`` uses."""
    with site.serve(copy) as running:
        yield running


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Start the machine's Chromium; Playwright's own where there is none."""
    path = next(filter(None, map(shutil.which, CHROMIUM)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def window(chromium: Browser) -> Iterator[Page]:
    """Open one window for one reader after the other: each new one would compile the scripts."""
    context = chromium.new_context(
        viewport=site.DESK,
        locale="en-GB",
        timezone_id="Europe/Helsinki",
        reduced_motion="reduce",
    )
    yield context.new_page()
    context.close()


@pytest.fixture
def visitor(window: Page, served: Site) -> Iterator[Visitor]:
    """Give a reader with a window in which nothing is kept; nothing may leave the machine."""
    reader = Visitor(window, served.address)
    yield reader
    reader.leave()
    assert reader.outside() == []


@pytest.fixture(scope="session")
def canaries(tmp_path_factory: pytest.TempPathFactory) -> Canaries:
    """Build the home of canaries, with a pack for each role."""
    made = canary_home.write(tmp_path_factory.mktemp("canaries"))
    for role in Role:
        packing.make(packing.look(made.folder, role), made.folder / "reports")
    return made


@pytest.fixture(scope="session")
def address(canaries: Canaries, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve it to people who log in."""
    with canary_site.serve(tmp_path_factory.mktemp("clone"), canaries.folder) as found:
        yield found


@pytest.fixture(scope="session")
def net(canaries: Canaries) -> Net:
    """Look for each canary in all its forms, and for its hashes."""
    spaces = ("crm", "web", "recording")
    return Net(
        {
            text: telltales.forms(text) | telltales.hashes(canaries.key, text, spaces)
            for text in canaries.all
        }
    )
