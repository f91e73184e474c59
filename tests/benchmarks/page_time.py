"""A page whose figures are known costs little more than a page without any."""

import shutil
import statistics
from pathlib import Path

from tests.benchmarks import sessions
from tests.benchmarks.result import Result
from tests.benchmarks.workshop import ROOT, Workshop, seconds

SERVE = ("-m", "vouch", "serve", "--port")
SERVE_SCRIPT = """
import sys
from pathlib import Path
from vouch import server
server.SCRIPT = Path({script!r})
server.run(server.prepare(), int(sys.argv[1]))
"""
EMPTY = 'import streamlit as st\n\nst.write("Nothing.")\n'
ROUTER = "st.navigation(pages"
ONE_MORE = 'st.navigation([*pages, st.Page("pages/empty.py", title="Empty", url_path="empty")]'
RERUNS = 10  # for each time that a median is of


def measure(shop: Workshop) -> Result:
    """Compare a rerun of the overview with one of a page of the same server that writes a line.

    The empty page comes through app.py like every other, and has no guard and no strip. Both are
    asked by turns, so that what else the machine does slows them alike.
    """
    where = shop.built("few", shop.rows // 100)
    script = ("-c", SERVE_SCRIPT.format(script=str(_with_an_empty_page(shop.folder / "paged"))))
    with (
        sessions.server(script, ROOT, where.path) as server,
        server.session() as page,
        server.session("empty") as nothing,
    ):
        pairs = [_seconds(page, nothing) for _ in range(RERUNS * (shop.times + 1))]
    known, empty = (statistics.median(taken) for taken in zip(*pairs[RERUNS:], strict=True))
    return Result("cached page rerun / an empty page's rerun, same server", known / empty, 2)


def _with_an_empty_page(folder: Path) -> Path:
    """Copy the application, give it one page more, and return its script."""
    shutil.copytree(ROOT / "pages", folder / "pages", ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "pages" / "empty.py").write_text(EMPTY)
    script = folder / "app.py"
    script.write_text((ROOT / "app.py").read_text(encoding="utf-8").replace(ROUTER, ONE_MORE))
    return script


def _seconds(*readers: sessions.Session) -> list[float]:
    return [seconds(reader.rerun) for reader in readers]
