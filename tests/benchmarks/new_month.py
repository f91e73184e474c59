"""A new month costs a month, not the whole history again."""

import shutil

from tests.benchmarks.result import Result
from tests.benchmarks.workshop import LAST, Workshop, seconds, snapshot_folder, write_visits
from vouch import build

MONTHS = 12


def measure(shop: Workshop) -> Result:
    """Compare the build of a twelfth month with the build of all twelve."""
    rows = shop.rows // MONTHS
    where = shop.unbuilt("months", rows)
    for back in range(1, MONTHS):
        write_visits(snapshot_folder(where, back) / "visits.csv", rows, first=back * rows)
    newest, aside = where.snapshots / LAST.isoformat(), where.path / "aside"

    def month() -> float:
        shutil.rmtree(where.warehouse, ignore_errors=True)
        newest.rename(aside)
        build.run(where)
        aside.rename(newest)
        return seconds(lambda: build.run(where))

    def history() -> None:
        shutil.rmtree(where.warehouse, ignore_errors=True)
        build.run(where)

    one = sorted(month() for _ in range(shop.times))[shop.times // 2]
    ratio = one / shop.median(history)
    return Result("a new month / the whole history of twelve, build time", ratio, 0.1)
