"""A figure costs the same however many records stand behind it."""

from tests.benchmarks.result import Result
from tests.benchmarks.workshop import LAST, Workshop
from vouch import home, kpis, readers, warehouse

FEWER = 100


def measure(shop: Workshop) -> Result:
    """Compare all KPIs over many records with all KPIs over a hundredth of them."""
    many = shop.median_brief(all_kpis(shop.built("many")))
    few = shop.median_brief(all_kpis(shop.built("few", shop.rows // FEWER)))
    figure = f"all KPIs at {shop.rows:,} records / at {shop.rows // FEWER:,}"
    return Result(figure, many / few, 1.2)


def all_kpis(where: home.Home):
    """Return the work of measuring every KPI anew."""
    generation = warehouse.current(where.warehouse)
    reader = readers.open(where.warehouse, generation, readers.Role.MANAGEMENT)
    return lambda: kpis.measure_all(reader, LAST, LAST)
