"""Workers: small parts are made side by side, each in a process with its own database."""

import multiprocessing
import os
import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

import duckdb

from vouch import reference
from vouch.home import Home
from vouch.parts import database, leash, making
from vouch.parts.identity import Part

MOST_WORKERS = 4
FEWEST_TASKS = 12  # for fewer, starting processes costs more than it saves
SMALL = 64 << 20  # bytes of files; a larger part wants all processors for itself
UNPACKED = {"xlsx": 10}  # held whole, and that much larger than its file
MEMORY = "250MB"

_bench: dict[str, tuple[duckdb.DuckDBPyConnection, Path]] = {}


@dataclass(frozen=True)
class Task:
    """One part to make, and where to."""

    part: Part
    wanted: making.Wanted

    @property
    def is_small(self) -> bool:
        """Tell whether the part can be made beside others."""
        return sum(self.sizes) * UNPACKED.get(self.part.dataset.format.type, 1) <= SMALL

    @property
    def sizes(self) -> list[int]:
        """List the bytes of its files."""
        return [file.size for file, _ in self.part.files]

    @property
    def name(self) -> str:
        """Name the file that is read; of several, the pattern that they are found by."""
        names = [file.name for file, _ in self.part.files]
        return f"{self.part.snapshot}/{names[0] if len(names) == 1 else self.part.dataset.files}"

    def run(self, db: duckdb.DuckDBPyConnection, scratch: Path) -> None:
        """Make the part."""
        making.make(db, self.part, self.wanted, scratch)


def run(
    tasks: Sequence[Task], home: Home, db: duckdb.DuckDBPyConnection, scratch: Path
) -> Iterator[Task]:
    """Make all parts, and yield each as it is done: small ones in workers, large ones here."""
    small = [task for task in tasks if task.is_small]
    if len(small) < FEWEST_TASKS:
        small = []
    yield from _in_workers(small, home, scratch)
    for task in tasks:
        if not small or not task.is_small:
            task.run(db, scratch)
            yield task


def _in_workers(tasks: Sequence[Task], home: Home, scratch: Path) -> Iterator[Task]:
    if not tasks:
        return
    number = min(os.cpu_count() or 1, MOST_WORKERS)
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(number, context, _start, (home, scratch)) as pool:
        # Ctrl+C reaches all processes of a terminal: the build alone answers, and ends the workers.
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        waiting = {pool.submit(_run, task): task for task in tasks}
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
        try:
            for done in as_completed(waiting):
                done.result()
                yield waiting[done]
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt):
                leash.end_all()
            pool.shutdown(cancel_futures=True)
            raise


def _start(home: Home, scratch: Path) -> None:
    """Give the worker its own scratch folder and its own database."""
    leash.fasten()
    mine = scratch / f"worker-{os.getpid()}"
    mine.mkdir()
    db = database.connect(mine, MEMORY, threads=1)
    reference.create(db, home)
    _bench["mine"] = (db, mine)


def _run(task: Task) -> None:
    task.run(*_bench["mine"])
