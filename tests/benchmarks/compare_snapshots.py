"""Comparing two snapshots costs little more than reading the keys of their records.

The lists of what is past its date are at hand: each snapshot's is drawn once, whatever it is
compared with.
"""

from pathlib import Path

from tests.benchmarks import quiet
from tests.benchmarks.result import Result
from tests.benchmarks.workshop import Workshop, snapshot_folder, write_visits
from vouch import bench, build, home
from vouch.deletion import proof
from vouch.deletion.desk import Desk
from vouch.drift import standing
from vouch.parts.making import KEYS

DRAWN = ("listed-", "tallies-", "collisions-")
GONE = 50  # one in so many of the earlier records is not in the later snapshot
SCAN = "SELECT count(*), min({0}), max({0}) FROM read_parquet($paths)"
COLUMNS = ("record", "fingerprint", "starts_on")


def measure(shop: Workshop) -> Result:
    """Compare what became of the records past their date with a scan of all key columns."""
    where = shop.unbuilt("pair")
    more = shop.rows + shop.rows // GONE
    write_visits(snapshot_folder(where, 1) / "visits.csv", more)
    build.run(where)
    keys = [str(path) for path in where.warehouse.glob(f"parts/*/{KEYS}")]
    scratch = shop.folder / "pair-scratch"
    compare(where, scratch)
    made = shop.median_cpu(lambda: compare(where, scratch))
    idle = shop.median_cpu(lambda: compare(where, scratch, is_made=True))
    ratio = (made - idle) / shop.median_cpu(lambda: scan(keys))
    return Result("comparing two snapshots / scanning their key columns, CPU", ratio, 1.5)


def compare(where: home.Home, scratch: Path, *, is_made: bool = False) -> None:
    """Compare all snapshots anew, or find that it *is made*: planning costs the same in both."""
    store = scratch / "store"
    store.mkdir(parents=True, exist_ok=True)
    for path in () if is_made else store.iterdir():
        if not path.name.startswith(DRAWN):
            path.unlink()
    with bench.Bench(where, scratch, lambda step: None) as desk:
        plan, folder, declared = desk.plan(), desk.store.figures, where.sources.datasets
        stood = standing.find(desk.db, plan, folder, declared, scratch)
        files = [folder(part) / "files.parquet" for part in plan.parts]
        proof.find(Desk(desk.db, store, scratch, folder, where.versions), stood, declared, files)


def scan(paths: list[str]) -> None:
    """Count the rows and take least and greatest of each key column."""
    with quiet.connect() as db:
        for column in COLUMNS:
            db.execute(SCAN.format(column), {"paths": paths}).fetchall()
