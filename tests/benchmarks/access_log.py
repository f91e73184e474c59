"""Access logs are grouped by the text of their day, so that lines cost little more than reading."""

from tests.benchmarks import quiet
from tests.benchmarks.build_counts import figures
from tests.benchmarks.result import Result
from tests.benchmarks.workshop import LAST, Workshop, declare, write_log
from vouch import home

LINES = """
SELECT count(*), min(line), max(line)
FROM read_csv('{path}', columns = {{'line': 'VARCHAR'}}, delim = '\\x01', quote = '', escape = '',
  header = false, auto_detect = false)
"""


def measure(shop: Workshop) -> Result:
    """Compare the build of a log in gzip with only reading its lines."""
    folder = shop.folder / "log"
    place = folder / "snapshots" / LAST.isoformat()
    place.mkdir(parents=True)
    write_log(place / "visits.log.gz", shop.rows // 4)
    declare(folder, "combined-log", ("starts_on",))
    where = home.load(folder)

    def read() -> None:
        with quiet.connect() as db:
            db.execute(LINES.format(path=place / "visits.log.gz")).fetchall()

    ratio = shop.median(lambda: figures(where, shop.folder / "scratch")) / shop.median(read)
    return Result("combined log in gzip / only reading its lines", ratio, 1.15)
