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
EMPTY = 'import streamlit as st\n\nst.write("Nothing.")\n'
RERUNS = 10  # for each time that a median is of


def measure(shop: Workshop) -> Result:
    """Compare a rerun of the overview with a rerun of a script that writes one line.

    The script has no navigation, strip or guard, which every page of ours has. Both servers
    are asked by turns, so that what else the machine does slows them alike.
    """
    where = shop.built("few", shop.rows // 100)
    empty = shop.folder / "empty.py"
    empty.write_text(EMPTY)
    script = ("-c", SERVE_SCRIPT.format(script=str(empty)))
    with (
        sessions.server(SERVE, ROOT, where.path) as ours,
        sessions.server(script, ROOT, where.path) as theirs,
        ours.session() as page,
        theirs.session() as nothing,
    ):
        pairs = [_seconds(page, nothing) for _ in range(RERUNS * (shop.times + 1))]
    known, bare = (statistics.median(taken) for taken in zip(*pairs[RERUNS:], strict=True))
    return Result("cached page rerun / an empty page's rerun", known / bare, 2)


def _seconds(*readers: sessions.Session) -> list[float]:
    return [seconds(reader.rerun) for reader in readers]
