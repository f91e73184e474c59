"""Invented exports of any size, homes around them, and how time is taken."""

import gzip
import os
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from tests.benchmarks import quiet
from vouch import build, home

ROOT = Path(__file__).parent.parent.parent
LAST = date(2026, 10, 31)
# Of the starts: with the three years of the rule `log`, 30 % are past, or 3 % of what is tidied.
SPREAD_DAYS, TIDY_DAYS = 1_565, 1_130
OFTEN = 20
COLUMNS = ("record_id", "subject_id", "starts_on")
SOURCES = """
[shop.visits]
files = "visits.*"
category = "use"
rule = "log"
purpose = "development"
[shop.visits.format]
type = "{type}"
delimiter = ";"
[shop.visits.columns]
{columns}
"""
VISITS = """
SELECT
  'V' || lpad(line::VARCHAR, 9, '0') AS id,
  'C' || hash(line) % 1000000 AS customer,
  strftime(DATE '2026-10-31' - $back - (hash(line + 1) % $spread)::INTEGER, '%Y-%m-%d') AS visited,
  'page ' || hash(line + 2) % 5000 AS page,
  'a note of usual length, which nobody reads and which is not mapped: ' || hash(line) AS note
FROM range($first, $last) AS lines (line)
"""
LINE = (
    '{net}.{host} - - [{day}:10:00:{second:02} +0300] "GET /page/{page} HTTP/1.1" 200 {size} '
    '"-" "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"\n'
)


@dataclass(frozen=True)
class Workshop:
    """A folder to work in, how many rows are many, and how often each time is taken."""

    folder: Path
    rows: int
    times: int

    def unbuilt(
        self,
        name: str,
        rows: int | None = None,
        spread: int = SPREAD_DAYS,
        type: str = "csv",  # noqa: A002
        **how: tuple[str, ...],
    ) -> home.Home:
        """Return a home with one snapshot of *rows* visits, not built; made once."""
        folder = self.folder / name
        if not folder.exists():
            place = folder / "snapshots" / LAST.isoformat()
            place.mkdir(parents=True)
            path = place / f"visits.{type}"
            write_visits(path, self.rows if rows is None else rows, spread=spread)
            declare(folder, type, **how)
        return home.load(folder)

    def built(self, name: str, rows: int | None = None) -> home.Home:
        """Return such a home, built."""
        made = self.unbuilt(name, rows)
        build.run(made)
        return made

    def median(self, work: Callable[[], object]) -> float:
        """Return the median of the seconds that *work* takes."""
        return statistics.median(seconds(work) for _ in range(self.times))

    def median_brief(self, work: Callable[[], object]) -> float:
        """Return the same of *work* that takes milliseconds, of which three tell nothing."""
        return statistics.median(seconds(work) for _ in range(OFTEN * self.times))

    def median_cpu(self, work: Callable[[], object]) -> float:
        """Return the median of the processor seconds that *work* takes, its children's too."""
        return statistics.median(seconds(work, processor_time) for _ in range(self.times))


def seconds(work: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    """Return how long *work* takes by *clock*."""
    began = clock()
    work()
    return clock() - began


def processor_time() -> float:
    """Return the processor seconds of this process and of all that it started, ended or not."""
    used = os.times()
    ended = used.user + used.system + used.children_user + used.children_system
    running = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
    ticks = [
        Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split() for child in running
    ]
    return ended + sum(sum(map(int, t[11:15])) for t in ticks) / os.sysconf("SC_CLK_TCK")


def declare(folder: Path, type: str = "csv", columns: tuple[str, ...] = COLUMNS) -> None:  # noqa: A002
    """Write sources.toml for visits, mapping only *columns*."""
    theirs = dict(zip(COLUMNS, ("id", "customer", "visited"), strict=True))
    if type == "combined-log":
        theirs = {"starts_on": "time_local", "subject_id": "remote_addr"}
    lines = [f'{ours} = "{name}"' for ours, name in theirs.items() if ours in columns]
    text = SOURCES.format(type=type, columns="\n".join(lines))
    (folder / "sources.toml").write_text(text)


def write_visits(
    path: Path, rows: int, first: int = 0, back: int = 0, spread: int = SPREAD_DAYS
) -> None:
    """Write *rows* invented visits, as CSV about 110 bytes each, the last one *back* days ago.

    They begin with number *first*, and their days are *spread* as many.
    """
    visits = VISITS.replace("$spread", str(spread)).replace("$back", str(back))
    visits = visits.replace("$first", str(first)).replace("$last", str(first + rows))
    with quiet.connect() as db:
        form = "FORMAT parquet" if path.suffix == ".parquet" else "HEADER, DELIMITER ';'"
        db.execute(f"COPY ({visits}) TO '{path}' ({form})")


def write_log(path: Path, rows: int) -> None:
    """Write *rows* lines of a combined access log, in gzip."""
    with gzip.open(path, "wt", compresslevel=6, encoding="ascii") as file:
        for line in range(rows):
            file.write(_line(line))


def _line(line: int) -> str:
    return LINE.format(
        net=f"10.{line % 211}.{line % 97}",
        host=line % 251,
        day=_log_day(line * SPREAD_DAYS // 10_000 % SPREAD_DAYS),
        second=line % 60,
        page=line % 4_999,
        size=line * 7 % 50_000,
    )


@cache
def _log_day(back: int) -> str:
    return f"{LAST - timedelta(days=back):%d/%b/%Y}"


def snapshot_folder(where: home.Home, months_back: int) -> Path:
    """Make the folder of the snapshot *months_back* months before the last."""
    months = LAST.year * 12 + LAST.month - 1 - months_back
    folder = where.snapshots / date(months // 12, months % 12 + 1, 28).isoformat()
    folder.mkdir(parents=True, exist_ok=True)
    return folder
