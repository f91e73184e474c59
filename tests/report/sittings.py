"""Views to be pictured, the server that shows them, and a browser that has its secret."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from anyio.from_thread import BlockingPortal, start_blocking_portal
from playwright.async_api import Page

from vouch import home, viewers
from vouch.command_line import figures, registers
from vouch.readers import Role
from vouch.report import browsers, pictures, serving
from vouch.report.screens import Shoot
from vouch.report.serving import Site
from vouch.view import View

WORDS = "document.body.textContent"


def look(folder: Path, role: Role = Role.MANAGEMENT, language: str = "en") -> View:
    """Look at the newest snapshot of a built home."""
    found = registers.look(figures.open_source(home.load(folder), None, None), language)
    return replace(found, viewer=viewers.local(role))


@dataclass(frozen=True)
class Studio:
    """A server for one view, and a tab of a browser in front of it."""

    shoot: Shoot
    loop: BlockingPortal
    tab: Page

    @property
    def site(self) -> Site:
        """Where the server is."""
        return self.shoot.site

    def take(self, name: str) -> bytes:
        """Take a picture of one page."""
        return self.loop.call(pictures.take, self.tab, self.shoot.wanted(name))

    def words(self, name: str) -> str:
        """Return all words of a page, those of its tables too."""
        self.take(name)
        return self.loop.call(self.tab.evaluate, WORDS)


@contextmanager
def studio(view: View) -> Iterator[Studio]:
    """Serve a view, and open a browser that has the secret."""
    with serving.served(view) as site, start_blocking_portal() as loop:
        opened = browsers.opened(browsers.find(), site, "light")
        with loop.wrap_async_context_manager(opened) as context:
            tab = loop.call(context.new_page)
            yield Studio(Shoot(view, site, lambda *_: None), loop, tab)
