"""Counting while reading: what typing, rules and checks add to the reading itself."""

import shutil
from pathlib import Path

from tests.benchmarks import scan
from tests.benchmarks.result import Result
from tests.benchmarks.workshop import LAST, Workshop
from vouch import build, home, parts

MAPPED = ("subject_id", "starts_on")


def measure(shop: Workshop) -> Result:
    """Compare the figures' build with a bare scan of the same columns."""
    where = shop.unbuilt("counts", columns=MAPPED)
    path = where.snapshots / LAST.isoformat() / "visits.csv"
    built = shop.median(lambda: figures(where, shop.folder / "scratch"))
    read = shop.median(lambda: scan.bare(path, MAPPED))
    return Result(
        "build, counts only / bare count, min, max of the same columns", built / read, 1.6
    )


def figures(where: home.Home, scratch: Path) -> None:
    """Build the figures of every part, with all checks of the intake."""
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir()
    bench = build.Bench(where, scratch, lambda done, total, name: None)
    for part in bench.plan().parts:
        parts.build(bench.db, part, scratch / part.id, scratch)
    bench.db.close()
