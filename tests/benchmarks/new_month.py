"""A new month costs a month, not the whole history again.

Of a home that deletes in time: the more rows there are to act on, the more of the work belongs to
the newest month alone. In each month a thirty-sixth of the visits is new, and as many are gone.
"""

import shutil

from tests.benchmarks.result import Result
from tests.benchmarks.workshop import (
    LAST,
    TIDY_DAYS,
    Workshop,
    seconds,
    snapshot_folder,
    write_visits,
)
from vouch import build

MONTHS = 12
SHARE = 4  # of the rows that are many, in each month
KEPT = 36  # months


def measure(shop: Workshop) -> Result:
    """Compare the build of a twelfth month with the build of all twelve."""
    rows = shop.rows // SHARE
    where = shop.unbuilt("months", rows, spread=TIDY_DAYS)
    for back in range(1, MONTHS):
        path = snapshot_folder(where, back) / "visits.csv"
        write_visits(path, rows, first=-back * rows // KEPT, spread=TIDY_DAYS)
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
