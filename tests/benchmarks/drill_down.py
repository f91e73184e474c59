"""The last page of records is as near as the first."""

from tests.benchmarks.result import Result
from tests.benchmarks.workshop import LAST, Workshop, write_visits
from vouch import drilldown, home, queries, readers, warehouse

LONG_AGO = 3 * 366  # days since the youngest start, so that every record is past


def measure(shop: Workshop) -> Result:
    """Compare the last page of the records past their date with the first."""
    rows = shop.rows // 2
    where = shop.unbuilt("drill", 1)
    write_visits(where.snapshots / LAST.isoformat() / "visits.csv", rows, back=LONG_AGO)
    ask = _asker(shop.built("drill"))
    choice = drilldown.past_since(None, None, LAST)
    pages = drilldown.page(ask, choice, 1).pages
    last = shop.median_brief(lambda: drilldown.page(ask, choice, pages))
    first = shop.median_brief(lambda: drilldown.page(ask, choice, 1))
    return Result(f"drill-down, page {pages:,} / page 1", last / first, 2)


def _asker(where: home.Home) -> drilldown.Ask:
    """Return what pages ask rows of, as a data protection officer."""
    generation = warehouse.current(where.warehouse)
    reader = readers.open(where.warehouse, generation, readers.Role.DPO)
    days = {"snapshot": LAST, "as_of": LAST}

    def ask(layer: str, name: str, **params: object):
        wanted = queries.load(layer, name).params
        return reader.rows(layer, name, **{p.name: (days | params)[p.name] for p in wanted})

    return ask
