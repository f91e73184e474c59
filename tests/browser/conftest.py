"""A served copy of the project, and a browser that tells what it asked of whom."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser import site
from tests.browser.site import Site, Visitor
from tests.sample_home import build_once

ROOT = Path(__file__).parent.parent.parent
FOLDERS = ("pages", "queries", "vouch", ".streamlit")
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
    folder = tmp_path_factory.mktemp("clone")
    shutil.copy(ROOT / "app.py", folder)
    for name in FOLDERS:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
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


@pytest.fixture
def visitor(chromium: Browser, served: Site) -> Iterator[Visitor]:
    """Give a reader with a window of their own; nothing they do may leave the machine."""
    context = chromium.new_context(
        viewport={"width": 1280, "height": 1000},
        locale="en-GB",
        timezone_id="Europe/Helsinki",
        reduced_motion="reduce",
    )
    reader = Visitor(context.new_page(), served.address)
    yield reader
    context.close()
    assert reader.outside() == []
