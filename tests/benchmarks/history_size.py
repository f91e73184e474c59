"""Three years of history weigh next to nothing beside one month's exports.

Counts by starting day stop growing once every day has its records, so the history is
built from fewer rows than the exports that it is weighed against.
"""

import os

from tests.benchmarks.result import Result
from tests.benchmarks.workshop import LAST, Workshop, snapshot_folder
from vouch import build, warehouse

SNAPSHOTS = 36
FEWER = 20


def measure(shop: Workshop) -> Result:
    """Compare the figures file of 36 snapshots with the exports of one, by bytes."""
    exports = shop.unbuilt("many").snapshots / LAST.isoformat() / "visits.csv"
    where = shop.unbuilt("history", shop.rows // FEWER)
    exported = where.snapshots / LAST.isoformat() / "visits.csv"
    for back in range(1, SNAPSHOTS):
        os.link(exported, snapshot_folder(where, back) / "visits.csv")
    generation = build.run(where).generation
    size = warehouse.figures_file(where.warehouse, generation).stat().st_size
    share = 100 * size / exports.stat().st_size
    return Result(f"history of {SNAPSHOTS} snapshots / exports of one, bytes", share, 0.5, " %")
