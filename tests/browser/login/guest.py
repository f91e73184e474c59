"""A reader who must log in first."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from tests.browser.login.provider import PASSWORD
from tests.browser.site import Visitor


@dataclass
class Guest(Visitor):
    """A reader, and what they have been let see."""

    def log_in(self, name: str) -> None:
        """Go through the provider's own forms, as *name*."""
        self.open(lang="en")
        self.page.get_by_role("button", name="Log in").click()
        self.page.locator("input[name=login]").fill(name)
        self.page.locator("form [type=submit]").first.click()
        self.page.locator("input[name=password]").fill(PASSWORD)
        self.page.locator("form [type=submit]").first.click()
        self.page.wait_for_url(f"{self.address}/**")
        self.settle()

    def log_out(self) -> None:
        """Leave by the button of the page, and answer the provider's question."""
        self.page.get_by_role("button", name="Log out").click()
        self.page.locator("button#logout, button:has-text('Log in')").first.wait_for()
        if self.page.locator("button#logout").count():
            self.page.locator("button#logout").click()
        self.page.wait_for_url(f"{self.address}/**")
        self.settle()

    def choose_language(self, language: str) -> None:
        """Click on a language, as a click that only runs the page again."""
        self.page.get_by_role("radio", name=language, exact=True).click()
        self.settle()

    def role(self) -> str:
        """Return the role in the strip; empty where there is none."""
        strip = self.page.locator(".strip dd")
        return strip.nth(3).inner_text() if strip.count() else ""

    def sees_nothing(self) -> bool:
        """Tell whether no figure, chart, table or export is on the page, nor a way to another."""
        marks = ".strip, .kpis, table, figure, canvas, svg.marks, dl"
        tests = ("stDataFrame", "stVegaLiteChart", "stDownloadButton", "stMetric", "stTopNavLink")
        shown = self.page.get_by_test_id("stMain").locator(marks).count()
        return shown == 0 and not any(self.find(name).count() for name in tests)

    def told(self) -> str:
        """Return the words of the page."""
        return self.find("stMain").inner_text()

    def elsewhere(self) -> list[str]:
        """List the hosts asked that are not this machine."""
        hosts = {urlsplit(url).hostname for url in self.asked}
        return sorted(host for host in hosts if host and host not in {"127.0.0.1", "localhost"})
