"""The whole build: counts, keys, and the third of the rows that must be acted on."""

import shutil

from tests.benchmarks import scan
from tests.benchmarks.result import Result
from tests.benchmarks.workshop import COLUMNS, LAST, Workshop
from vouch import build


def measure(shop: Workshop) -> Result:
    """Compare a build from nothing with a bare scan, by the processor's time."""
    where = shop.unbuilt("all")
    path = where.snapshots / LAST.isoformat() / "visits.csv"

    def whole() -> None:
        shutil.rmtree(where.warehouse, ignore_errors=True)
        build.run(where)

    ratio = shop.median_cpu(whole) / shop.median_cpu(lambda: scan.bare(path, COLUMNS))
    return Result("full build with 30 % past / bare scan, processor time", ratio, 6)
