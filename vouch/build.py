"""The build: from a home's exports to a published generation, doing only what is new."""

import fcntl
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import duckdb

from vouch import bench, history, planning, queries, warehouse
from vouch.errors import VouchError
from vouch.home import Home
from vouch.steps import Progress


@dataclass(frozen=True)
class SnapshotCount:
    """What became of the physical rows of one snapshot's exports."""

    day: date
    files: int
    physical: int
    preamble: int
    header: int
    blank: int
    elsewhere: int
    rejected: int
    doubled: int
    kept: int


@dataclass(frozen=True)
class Stop:
    """A dataset without figures in a snapshot, as ``series/stops`` has it."""

    snapshot: date
    dataset: str
    kind: str
    since_on: date
    good_on: date
    file: str | None
    problem: str
    detail: str


@dataclass(frozen=True)
class Suspect:
    """An export with far fewer or more rows than before, as ``series/suspects`` has it."""

    snapshot: date
    dataset: str
    records: int
    good_on: date
    good_records: int


@dataclass(frozen=True)
class Reading:
    """How many days in one column of a file were read in one way, or not read for one reason."""

    dataset: str
    file: str
    name: str
    theirs: str
    reading: str
    format: str | None
    is_ambiguous: bool
    records: int


@dataclass(frozen=True)
class Summary:
    """What a build did: the generation it published, its rows, and what must be mended."""

    generation: str
    is_new: bool
    new_parts: int
    snapshots: list[SnapshotCount]
    problems: list[tuple[date, str | None, VouchError]] = field(default_factory=list)
    stops: list[Stop] = field(default_factory=list)
    suspects: list[Suspect] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)  # of the newest snapshot alone


def run(home: Home, progress: Progress = lambda step: None) -> Summary:
    """Build what is new and publish it; a second build of the same inputs does nothing.

    *progress* is told how many files and bytes are done, of how many, and what comes next.

    Raises:
        VouchError: there is nothing to build from, or another build is under way.
    """
    with alone(home.warehouse):
        history.clear(home)
        scratch = home.warehouse / "scratch"
        shutil.rmtree(scratch, ignore_errors=True)
        try:
            scratch.mkdir(parents=True)
            return _run(bench.Bench(home, scratch, progress))
        finally:
            shutil.rmtree(scratch, ignore_errors=True)


def _run(made: bench.Bench) -> Summary:
    with made:
        plan = made.plan()
        generation = planning.generation(made.home, plan)
        folder = made.home.warehouse
        is_new = generation != warehouse.current(folder) or not warehouse.is_sound(
            folder, generation
        )
        if is_new:
            try:
                _publish(made, plan, generation)
            except duckdb.InvalidInputException:  # a part was damaged since it was made
                made.forget()
                _publish(made, plan, generation)
        else:
            made.tidy(plan, generation)
        warehouse.clear(made.home.warehouse, generation)
    return _summary(made, generation, is_new=is_new)


def _publish(made: bench.Bench, plan: planning.Plan, generation: str) -> None:
    made.build(plan)
    made.publish(plan, generation)


def _summary(made: bench.Bench, generation: str, *, is_new: bool) -> Summary:
    """Tell what became of the rows, from what was published."""
    path = warehouse.figures_file(made.home.warehouse, generation)
    with duckdb.connect(str(path), read_only=True) as db:
        counts = db.execute(queries.load("series", "build_counts").sql).fetchall()
        problems = db.execute(queries.load("series", "problems").sql).fetchall()
        stops = db.execute(queries.load("series", "stops").sql).fetchall()
        suspects = db.execute(queries.load("series", "suspects").sql).fetchall()
        newest = {"snapshot": max(day for day, *_ in counts)}
        readings = db.execute(queries.load("series", "readings").sql, newest).fetchall()
    return Summary(
        generation,
        is_new,
        made.built,
        [SnapshotCount(*row) for row in counts],
        [
            (day, name, VouchError(key, **json.loads(detail)))
            for day, name, _, key, detail in problems
        ],
        [Stop(*row) for row in stops],
        [Suspect(*row) for row in suspects],
        [Reading(*row) for row in readings],
    )


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Keep two builds apart; the lock dies with its owner."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise VouchError("problem.build_under_way", folder=str(folder)) from None
        yield
