"""``python -m tests.benchmarks``: print the table of speeds."""

import argparse
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks import (
    access_log,
    build_all,
    build_counts,
    build_memory,
    compare_snapshots,
    drill_down,
    history_size,
    kpis_by_size,
    new_month,
    page_cpu,
    page_time,
    raw_or_figures,
)
from tests.benchmarks.result import Result
from tests.benchmarks.workshop import Workshop

BENCHMARKS: dict[int, Callable[[Workshop], Result]] = {
    1: kpis_by_size.measure,
    2: raw_or_figures.measure,
    3: build_counts.measure,
    4: build_all.measure,
    5: build_memory.measure,
    6: access_log.measure,
    7: history_size.measure,
    8: new_month.measure,
    9: compare_snapshots.measure,
    10: drill_down.measure,
    11: page_time.measure,
    12: page_cpu.measure,
}


def main() -> None:
    """Run the chosen benchmarks, or all of them."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000_000, help="how many rows are many")
    parser.add_argument("--times", type=int, default=3, help="of how many times to take the median")
    parser.add_argument("only", type=int, nargs="*", help="numbers of the table; else all")
    chosen = parser.parse_args()
    print("| # | figure | measured | goal | reached |\n| --- | --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory(prefix="vouch-benchmarks-") as folder:
        shop = Workshop(Path(folder), chosen.rows, chosen.times)
        for number in chosen.only or BENCHMARKS:
            print(BENCHMARKS[number](shop).line(number), flush=True)


if __name__ == "__main__":
    main()
