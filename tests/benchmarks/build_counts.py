"""Counting while reading: what typing, rules and checks add to the reading itself."""

import shutil
from pathlib import Path

from tests.benchmarks import scan
from tests.benchmarks.result import Result
from tests.benchmarks.workshop import LAST, Workshop
from vouch import home
from vouch.bench import Bench
from vouch.parts import making

MAPPED = ("starts_on",)  # telling people apart takes a hash of each, and belongs to the full build


def measure(shop: Workshop) -> Result:
    """Compare the build of counts by starting day with a bare scan of the same columns."""
    where = shop.unbuilt("counts", columns=MAPPED)
    path = where.snapshots / LAST.isoformat() / "visits.csv"
    built = shop.median(lambda: figures(where, shop.folder / "scratch"))
    read = shop.median(lambda: scan.bare(path, MAPPED))
    figure = "build, counts only, with all its checks / bare count, min, max of the same columns"
    return Result(figure, built / read, 2.0)


def figures(where: home.Home, scratch: Path) -> None:
    """Build the figures of every part, with all checks of the intake."""
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir()
    bench = Bench(where, scratch, lambda step: None)
    with bench:
        for part in bench.plan().parts:
            making.make(bench.db, part, making.Wanted(scratch / part.id, None), scratch)
