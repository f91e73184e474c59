"""A served copy of the project, and a browser that tells what it asked of whom."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser import site
from tests.browser.site import Site, Visitor

ROOT = Path(__file__).parent.parent.parent
SERVED = ("app.py", "pages", "queries", "vouch", "sample_data", ".streamlit")
MADE = shutil.ignore_patterns("__pycache__", "warehouse", "audit", "key")
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
QUIET = (
    "--no-sandbox",  # CI runs as root
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.hookimpl(tryfirst=True)  # before the workers read the marks
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep these tests on one worker, so that one server and one build serve them all."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="session")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy what a clone holds, so that the build starts from nothing and leaves nothing."""
    folder = tmp_path_factory.mktemp("clone")
    for name in SERVED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=MADE)
        else:
            shutil.copy(source, folder / name)
    return folder


@pytest.fixture(scope="session")
def served(copy: Path) -> Iterator[Site]:
    """Serve the copy with the command that ``make run`` uses."""
    built = subprocess.run(
        [sys.executable, "-m", "vouch", "build"], cwd=copy, capture_output=True, check=False
    )
    assert built.returncode == 0, built.stderr.decode()
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
