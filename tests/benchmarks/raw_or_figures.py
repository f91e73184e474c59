"""What the figures file saves: the same KPIs from the raw export each time."""

from tests.benchmarks import quiet
from tests.benchmarks.kpis_by_size import all_kpis
from tests.benchmarks.result import Result
from tests.benchmarks.workshop import LAST, Workshop

VISITS = """
SELECT customer, (try_strptime(visited, '%Y-%m-%d')::DATE + to_months(36))::DATE AS last_on
FROM read_csv('{path}', delim = ';', header = true, all_varchar = true)
"""
# One question for each KPI that this export feeds, as a page without a figures file would ask it.
KPIS = (
    "SELECT count(*), count(DISTINCT customer) FROM ({visits})",
    f"SELECT count(*) FILTER (WHERE last_on < DATE '{LAST}'), count(last_on) FROM ({{visits}})",
    "SELECT count(*) FILTER (WHERE last_on IS NULL), count(*) FROM ({visits})",
)


def measure(shop: Workshop) -> Result:
    """Compare all KPIs from the raw file with all KPIs from the figures file."""
    where = shop.built("many")
    visits = VISITS.format(path=where.snapshots / LAST.isoformat() / "visits.csv")

    def raw() -> None:
        with quiet.connect() as db:
            for kpi in KPIS:
                db.execute(kpi.format(visits=visits)).fetchall()

    ratio = shop.median(raw) / shop.median_brief(all_kpis(where))
    return Result("all KPIs from raw files / from the figures file", ratio, 500, is_floor=True)
