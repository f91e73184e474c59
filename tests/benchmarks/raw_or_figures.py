"""What the figures file saves: the same KPIs from the raw export each time."""

from tests.benchmarks import quiet
from tests.benchmarks.kpis_by_size import all_kpis
from tests.benchmarks.result import Result
from tests.benchmarks.workshop import LAST, Workshop

KPIS = f"""
SELECT
  count(*) AS kept,
  count(DISTINCT customer) AS people,
  count(*) FILTER (WHERE last_on < DATE '{LAST}') AS past,
  count(*) FILTER (WHERE last_on IS NULL) AS undetermined
FROM (
  SELECT customer, (try_strptime(visited, '%Y-%m-%d')::DATE + to_months(36))::DATE AS last_on
  FROM read_csv('{{path}}', delim = ';', header = true, all_varchar = true)
)
"""


def measure(shop: Workshop) -> Result:
    """Compare all KPIs from the raw file with all KPIs from the figures file."""
    where = shop.built("many")
    path = where.snapshots / LAST.isoformat() / "visits.csv"

    def raw() -> None:
        with quiet.connect() as db:
            db.execute(KPIS.format(path=path)).fetchall()

    ratio = shop.median(raw) / shop.median(all_kpis(where))
    return Result("all KPIs from raw files / from the figures file", ratio, 500, is_floor=True)
