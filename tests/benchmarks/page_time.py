"""A page whose figures are known costs little more than a page without any."""

import statistics

from tests.benchmarks import sessions
from tests.benchmarks.result import Result
from tests.benchmarks.workshop import ROOT, Workshop, seconds

SERVE = ("-m", "vouch", "serve", "--port")
SERVE_SCRIPT = """
import sys
from pathlib import Path
from vouch import server
server.SCRIPT = Path({script!r})
server.run(int(sys.argv[1]))
"""
RERUNS = 10  # for each time that a median is of


def measure(shop: Workshop) -> Result:
    """Compare a rerun of the overview with a rerun of a page that holds one line."""
    where = shop.built("few", shop.rows // 100)
    empty = shop.folder / "empty.py"
    empty.write_text('import streamlit as st\n\nst.write("Nothing.")\n')
    script = ("-c", SERVE_SCRIPT.format(script=str(empty)))
    with sessions.server(SERVE, ROOT, where.path) as ours:
        page = _rerun_seconds(ours, shop)
    with sessions.server(script, ROOT, where.path) as ours:
        nothing = _rerun_seconds(ours, shop)
    return Result("cached page rerun / an empty page's rerun", page / nothing, 2)


def _rerun_seconds(ours: sessions.Server, shop: Workshop) -> float:
    with ours.session() as line:
        for _ in range(RERUNS):
            sessions.rerun(line)  # warm
        taken = [seconds(lambda: sessions.rerun(line)) for _ in range(RERUNS * shop.times)]
    return statistics.median(taken)
