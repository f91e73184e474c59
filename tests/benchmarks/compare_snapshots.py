"""Comparing two snapshots costs little more than reading the key columns of their exports.

Those are Parquet files, the cheapest exports to read columns of. The lists of what is past its date
are at hand: each snapshot's is drawn once, whatever it is compared with. Beside it stands the same
against the hashes that are kept of the keys, which are cheaper still to read: one in fifty records
is gone, all over the days, and to find out which takes a hash table of all that are listed.
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
EXPORTED = ("id", "visited")  # what a record is known by, and what its period starts on
KEPT = ("record", "fingerprint", "starts_on")


def measure(shop: Workshop) -> Result:
    """Compare what became of the records past their date with a scan of all key columns."""
    where = shop.unbuilt("pair", type="parquet")
    more = shop.rows + shop.rows // GONE
    write_visits(snapshot_folder(where, 1) / "visits.parquet", more)
    build.run(where)
    exports = list(where.snapshots.glob("*/visits.parquet"))
    keys = list(where.warehouse.glob(f"parts/*/{KEYS}"))
    scratch = shop.folder / "pair-scratch"
    compare(where, scratch)
    made = shop.median_cpu(lambda: compare(where, scratch))
    idle = shop.median_cpu(lambda: compare(where, scratch, is_made=True))
    read = shop.median_cpu(lambda: scan(exports, EXPORTED))
    kept = (made - idle) / shop.median_cpu(lambda: scan(keys, KEPT))
    figure = "comparing two snapshots / scanning the key columns of their exports, CPU"
    return Result(figure, (made - idle) / read, 1.5, beside=f"/ of the kept keys: {kept:.3g}")


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


def scan(paths: list[Path], columns: tuple[str, ...]) -> None:
    """Count the rows and take least and greatest of each of the columns."""
    ends = ", ".join(f"min({name}), max({name})" for name in columns)
    with quiet.connect() as db:
        sql = f"SELECT count(*), {ends} FROM read_parquet($paths)"
        db.execute(sql, {"paths": [str(path) for path in paths]}).fetchall()
