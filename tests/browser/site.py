"""A running dashboard, and a reader in front of it."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from playwright.sync_api import Locator, Page, Request, WebSocket

from vouch.report.settling import IDLE, QUIET_FOR

ROOT = Path(__file__).parent.parent.parent
FOLDERS = ("pages", "queries", "vouch", ".streamlit")
PATIENCE = 30_000  # milliseconds
QUIET = """quiet => new Promise(done => {
  let timer;
  const wait = () => { clearTimeout(timer); timer = setTimeout(end, quiet); };
  const seen = new MutationObserver(wait);
  const end = () => { seen.disconnect(); done(); };
  seen.observe(document.body, {subtree: true, childList: true, attributes: true});
  wait();
  setTimeout(end, 8000);
})"""
STILL = """() => document.getAnimations().every(
  one => one.playState !== 'running' || one.effect.getComputedTiming().iterations === Infinity
)"""
BARE = "_stcore/health"  # an address of the same site without any script
DESK = {"width": 1280, "height": 1000}
HEAD, ROW, CHECKBOX = 36, 32, 15  # pixels of the canvas in which a table's rows are drawn
NAMED = '.stElementContainer[class*="st-key-"]'


@dataclass(frozen=True)
class Site:
    """A dashboard at *address*, serving the home in *folder*."""

    address: str
    folder: Path


def clone(folder: Path) -> Path:
    """Copy the project without a home, so that serving leaves nothing behind."""
    shutil.copy(ROOT / "app.py", folder)
    for name in FOLDERS:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


@contextmanager
def serve(folder: Path, *arguments: object) -> Iterator[Site]:
    """Run ``python -m vouch serve`` in *folder* until the block ends."""
    with started("vouch", "serve", "--port", free_port(), *arguments, folder=folder) as process:
        yield Site(address(process), folder)


@contextmanager
def started(*command: object, folder: Path, **added: str) -> Iterator[subprocess.Popen[str]]:
    """Run ``python -m COMMAND`` in *folder* until the block ends, its environment *added* to."""
    environment = {key: value for key, value in os.environ.items() if key != "VOUCH_HOME"} | added
    process = subprocess.Popen(
        [sys.executable, "-m", *map(str, command)],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield process
    finally:
        process.terminate()
        process.wait(timeout=20)


def address(process: subprocess.Popen[str]) -> str:
    """Read what a server prints until it says where it is."""
    assert process.stdout is not None
    for line in process.stdout:
        if "http://" in line:
            return line[line.index("http://") :].split()[0]
    raise RuntimeError("the server ended before it said where it is")


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@dataclass
class Visitor:
    """A reader: where they go, what they see, and every address that their browser asked."""

    page: Page
    address: str
    asked: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Write down every request, and every socket that is opened."""
        self.page.set_default_timeout(PATIENCE)
        self.page.on("request", self._note)
        self.page.on("websocket", self._note)

    def _note(self, asked: Request | WebSocket) -> None:
        self.asked.append(asked.url)

    def open(self, path: str = "", **choices: str) -> None:
        """Go to a page with *choices* in its address, and wait until it stands still."""
        self.page.goto(f"{self.address}/{path}?{urlencode(choices)}")
        self.settle()

    def settle(self) -> None:
        """Wait until the script has ended and the page has stopped changing."""
        self.page.wait_for_function(IDLE)
        self.page.evaluate(QUIET, QUIET_FOR)
        self.page.wait_for_function(STILL)
        self.page.evaluate("document.fonts.ready.then(() => true)")

    def resize(self, width: int) -> None:
        """Make the window so many pixels wide, and wait until the page has followed."""
        if self.page.viewport_size != (size := {**DESK, "width": width}):
            self.page.set_viewport_size(size)
            self.settle()

    def leave(self) -> None:
        """Leave the window as the next reader must find it: at a bare page, with nothing kept."""
        self.page.goto(f"{self.address}/{BARE}")
        self.page.evaluate("localStorage.clear(), sessionStorage.clear()")
        self.page.context.clear_cookies()
        self.page.mouse.move(0, 0)
        self.page.set_viewport_size(DESK)
        self.page.remove_listener("request", self._note)
        self.page.remove_listener("websocket", self._note)

    def of_choice(self) -> Locator:
        """Find the tables whose rows can be chosen: they alone have a name among the widgets."""
        return self.page.locator(f"{NAMED} [data-testid=stDataFrame]")

    def choose_row(self, position: int) -> None:
        """Choose a row of the last of them; it is drawn on a canvas: there is nothing to find."""
        table = self.of_choice().last
        table.scroll_into_view_if_needed()
        self.settle()
        box = table.bounding_box()
        assert box is not None
        self.page.mouse.click(box["x"] + CHECKBOX, box["y"] + HEAD + ROW * position + ROW / 2)
        self.settle()

    def find(self, test_id: str) -> Locator:
        """Find the elements that Streamlit marks with *test_id*."""
        return self.page.get_by_test_id(test_id)

    def outside(self) -> list[str]:
        """List the addresses asked that are not this site's own."""
        own = urlsplit(self.address).netloc
        inner = ("data", "blob", "about")
        parts = ((url, urlsplit(url)) for url in self.asked)
        return [url for url, part in parts if part.scheme not in inner and part.netloc != own]
