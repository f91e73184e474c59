"""A build's memory is bounded, however much it reads."""

import shutil

from tests import process_tree
from tests.benchmarks.result import Result
from tests.benchmarks.workshop import Workshop

MEGABYTES = 1_000


def measure(shop: Workshop) -> Result:
    """Take the peak memory of a build from nothing, of all its processes together."""
    where = shop.unbuilt("all")
    shutil.rmtree(where.warehouse, ignore_errors=True)
    made = process_tree.run("-m", "vouch", "build", "--home", str(where.path))
    return Result("peak memory of a full build", made.together, MEGABYTES, " MB")
