"""A build's memory is bounded, however much it reads."""

import shutil

from tests.benchmarks.result import Result
from tests.benchmarks.workshop import Workshop, child

MEGABYTES = 1_000


def measure(shop: Workshop) -> Result:
    """Take the peak memory of a build from nothing, in a process of its own."""
    where = shop.unbuilt("all")
    shutil.rmtree(where.warehouse, ignore_errors=True)
    _, peak = child("-m", "vouch", "build", "--home", str(where.path))
    return Result("peak memory of a full build", peak, MEGABYTES, " MB")
