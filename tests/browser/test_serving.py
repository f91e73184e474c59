"""Starting: the first time, on a port that is taken, and the other way."""

import gzip
import socket
from datetime import date

import pytest

from tests import readme
from tests.browser import site
from tests.browser.site import Visitor
from tests.faults.shop import HEAD_ROWS, Shop
from vouch import warehouse


@pytest.fixture
def window(chromium):
    """Return an empty page of the browser."""
    page = chromium.new_page()
    yield page
    page.close()


def test_a_first_start_builds_and_shows_figures(window, copy, tmp_path):
    """One command from exports to figures."""
    example = readme.write_home(tmp_path)
    with site.serve(copy, "--home", example) as first:
        reader = Visitor(window, first.address)
        reader.open("retention", lang="en")
        told = reader.find("stMain").inner_text()

    assert "2 records are past their date" in told


def test_a_long_build_can_be_cancelled(window, copy, tmp_path):
    """The reader sees how far it is, stops it, and goes on with the figures that there are."""
    shop = Shop(tmp_path)
    shop.declare(files="people*")
    shop.put(HEAD_ROWS, day=date(2026, 9, 30))
    published = shop.build().generation
    member = gzip.compress("".join(f"p{n};1.2.2020\n" for n in range(60_000)).encode(), 1)
    shop.put(gzip.compress(HEAD_ROWS.encode()) + 400 * member, "people.csv.gz")
    with site.serve(copy, "--home", tmp_path) as long:
        reader = Visitor(window, long.address)
        reader.open(lang="en")
        window.get_by_role("button", name="Read and show it").click()
        window.get_by_text("2026-10-31/people.csv.gz: 0 of 1 files").wait_for()
        window.get_by_role("button", name="Cancel").click()
        window.get_by_text("The build was cancelled").wait_for()
        title = window.locator("h1").inner_text()

    assert title == "Overview"
    assert warehouse.current(tmp_path / "warehouse") == published
    assert not (tmp_path / "warehouse" / "scratch").exists()


def test_what_is_wrong_with_a_home_stands_on_the_page(window, copy, tmp_path):
    """Whoever opens the page is seldom the one who reads the terminal."""
    example = readme.write_home(tmp_path)
    (example / "snapshots").rename(example / "elsewhere")
    with site.serve(copy, "--home", example) as broken:
        reader = Visitor(window, broken.address)
        reader.open(lang="en")
        told = reader.find("stAlertContentError").inner_text()

    assert "No snapshot lies in" in told


def test_the_first_page_has_an_address_of_its_own(visitor):
    """Whoever types it or has kept it must not be told that there is no such page."""
    visitor.open("overview", lang="fi")

    assert visitor.page.locator("h1").inner_text() == "Yleiskuva"
    assert visitor.find("stDialog").count() == 0
    assert "lang=fi" in visitor.page.url


def test_a_port_that_is_taken_is_not_the_end(window, copy, served):
    """A second home beside the first is an ordinary wish."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with site.started("vouch", "serve", "--port", port, folder=copy) as process:
            address = site.address(process)

    assert address.startswith("http://127.0.0.1:")
    assert not address.endswith(f":{port}")


def test_streamlit_run_works_as_well(window, copy, served):
    """Hosting platforms know no other way to start an app."""
    port = site.free_port()
    command = ("streamlit", "run", "app.py", "--server.port", port)
    with site.started(*command, folder=copy) as process:
        reader = Visitor(window, site.address(process))
        reader.open(lang="en")
        errors = reader.find("stException").count()
        title = reader.page.locator("h1").inner_text()

    assert (title, errors) == ("Overview", 0)
