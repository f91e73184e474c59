"""The build: from a home's exports to a published generation, doing only what is new."""

import fcntl
import hashlib
import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import duckdb

from vouch import (
    __version__,
    keys,
    parts,
    people,
    queries,
    reference,
    snapshots,
    warehouse,
)
from vouch.errors import VouchError
from vouch.home import Home

Progress = Callable[[int, int, str], None]
MEMORY = "600MB"


@dataclass(frozen=True)
class SnapshotCount:
    """What became of the physical rows of one snapshot's exports."""

    day: date
    files: int
    physical: int
    header: int
    blank: int
    elsewhere: int
    rejected: int
    kept: int


@dataclass(frozen=True)
class Summary:
    """What a build did: the generation it published, its rows, and what must be mended."""

    generation: str
    is_new: bool
    new_parts: int
    snapshots: list[SnapshotCount]
    problems: list[tuple[date, str | None, VouchError]] = field(default_factory=list)


@dataclass(frozen=True)
class Plan:
    """All parts of a home, and the snapshots that they belong to."""

    found: list[snapshots.Snapshot]
    parts: list[parts.Part]

    @property
    def days(self) -> list[date]:
        """List the days of the snapshots, oldest first."""
        return [snapshot.day for snapshot in self.found]

    @property
    def newest(self) -> list[parts.Part]:
        """List the parts of the newest snapshot."""
        return [part for part in self.parts if part.snapshot == self.days[-1]]


def run(home: Home, progress: Progress = lambda done, total, name: None) -> Summary:
    """Build what is new and publish it; a second build of the same inputs does nothing.

    *progress* is told how many steps are done, of how many, and what comes next.

    Raises:
        VouchError: there is nothing to build from, or another build is under way.
    """
    with _alone(home.warehouse):
        return _run(home, progress)


def _run(home: Home, progress: Progress) -> Summary:
    scratch = home.warehouse / "scratch"
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    bench = Bench(home, scratch, progress)
    try:
        plan = bench.plan()
        generation = _generation(home, plan)
        is_new = generation != warehouse.current(home.warehouse)
        if is_new:
            bench.build(plan)
            bench.publish(plan, generation)
        return bench.summary(plan, generation, is_new=is_new)
    finally:
        bench.db.close()
        shutil.rmtree(scratch, ignore_errors=True)


class Bench:
    """Where parts are built: one database in memory, one scratch folder, one report of progress."""

    def __init__(self, home: Home, scratch: Path, progress: Progress) -> None:
        """Make the key on first use, and the tables that every part reads."""
        self.home, self.scratch, self.progress = home, scratch, progress
        self.store = home.warehouse / "parts"
        self.store.mkdir(parents=True, exist_ok=True)
        self.key = keys.load(home.key)
        self.db = parts.connect(scratch, MEMORY)
        reference.create(self.db, home)
        self.horizon = home.policy.settings.due_soon_days
        self.built = 0

    def plan(self) -> Plan:
        """Find the snapshots and name their parts; holds are read first, since others heed them."""
        hashes = snapshots.Hashes(self.home.warehouse / "hashes.json").load()
        found = snapshots.find(self.home)
        planned = [part for snapshot in found for part in self._parts(snapshot, hashes)]
        hashes.save()
        return Plan(found, planned)

    def _parts(self, snapshot: snapshots.Snapshot, hashes: snapshots.Hashes) -> list[parts.Part]:
        declared = self.home.sources.datasets
        holds: list[parts.Hold] = []
        made: dict[str, parts.Part] = {}
        for name in sorted(declared, key=lambda name: declared[name].kind != "holds"):
            dataset = declared[name]
            files = tuple((file, hashes.of(file)) for file in snapshot.datasets[name])
            held = parts.held(name, dataset, holds)
            part = parts.Part(
                snapshot.day, name, dataset, files, held, self.key, self.horizon
            )
            if dataset.kind == "holds":
                self._ensure(part)
                holds += parts.read_holds(self._folder(part))
            made[name] = part
        return [made[name] for name in declared]

    def _folder(self, part: parts.Part) -> Path:
        return self.store / part.id

    def _rows_folder(self, part: parts.Part) -> Path:
        """Name the rows of a part, which depend on its rule as well."""
        rule = self.home.policy.rules.get(part.dataset.rule or "")
        said = json.dumps(
            [
                part.id,
                part.dataset.category,
                part.dataset.rule,
                part.dataset.is_running_on_empty,
                rule.model_dump(mode="json") if rule else None,
                self.home.policy.settings.model_dump(mode="json"),
            ],
            sort_keys=True,
        )
        return self.store / f"rows-{hashlib.sha256(said.encode()).hexdigest()[:24]}"

    def _ensure(self, part: parts.Part) -> None:
        if not self._folder(part).exists():
            parts.build(self.db, part, self._folder(part), self.scratch)
            self.built += 1

    def build(self, plan: Plan) -> None:
        """Build the parts that are not there yet, and the rows of the newest snapshot."""
        figures = [part for part in plan.parts if not self._folder(part).exists()]
        rows = [part for part in plan.newest if not self._rows_folder(part).exists()]
        total = len(figures) + len(rows) + 1
        for done, part in enumerate(figures):
            self.progress(done, total, f"{part.snapshot} {part.name}")
            self._ensure(part)
        for done, part in enumerate(rows, start=len(figures)):
            self.progress(done, total, f"{part.snapshot} {part.name}")
            parts.build_rows(self.db, part, self._rows_folder(part), self.scratch)
        self.progress(total - 1, total, "publish")

    def publish(self, plan: Plan, generation: str) -> None:
        """Write both files of the generation, name it current, and drop parts of no use."""
        folders = [self._folder(part) for part in plan.parts]
        tables = {name: _with(folders, name) for name in warehouse.FIGURES}
        tables["files"] += self._undeclared(plan)
        tables["people"] = self._people(plan)
        rows = [self._rows_folder(part) for part in plan.newest]
        config = {"memory_limit": MEMORY, "temp_directory": str(self.scratch / "spill")}
        warehouse.write_figures(self.home, generation, plan.days, tables, config)
        listed = {name: _with(rows, name) for name in warehouse.ROWS}
        warehouse.write_records(self.home, generation, listed, config)
        warehouse.publish(self.home.warehouse, generation)
        self._sweep({*folders, *rows, *(path for path in tables["people"])})

    def _undeclared(self, plan: Plan) -> list[Path]:
        written = []
        for snapshot in plan.found:
            if snapshot.undeclared:
                path = self.scratch / f"undeclared-{snapshot.day}.parquet"
                parts.undeclared(snapshot.day, snapshot.undeclared, path)
                written.append(path)
        return written

    def _people(self, plan: Plan) -> list[Path]:
        """Count the people of each snapshot over all its parts; only a changed one anew."""
        return [
            people.count(
                self.db,
                snapshot.day,
                {
                    part.name: self._folder(part) / "people.parquet"
                    for part in plan.parts
                    if part.snapshot == snapshot.day
                },
                self.store,
            )
            for snapshot in plan.found
        ]

    def _sweep(self, used: set[Path]) -> None:
        for path in self.store.iterdir():
            if path not in used:
                shutil.rmtree(path) if path.is_dir() else path.unlink()

    def summary(self, plan: Plan, generation: str, *, is_new: bool) -> Summary:
        """Tell what became of the rows, from what was published."""
        path = warehouse.figures_file(self.home.warehouse, generation)
        with duckdb.connect(str(path), read_only=True) as db:
            counts = db.execute(queries.load("series", "build_counts").sql).fetchall()
            problems = db.execute(queries.load("series", "problems").sql).fetchall()
        return Summary(
            generation,
            is_new,
            self.built,
            [SnapshotCount(*row) for row in counts],
            [(day, name, VouchError(key, **json.loads(detail))) for day, name, key, detail in problems],
        )


def _generation(home: Home, plan: Plan) -> str:
    """Name a generation by its parts, its policy and sources, and the version that made it."""
    views = [queries.load("figures", view).sql for view in warehouse.VIEWS]
    undeclared = [(str(s.day), [f.name for f in s.undeclared]) for s in plan.found]
    said = [
        [part.id for part in plan.parts],
        undeclared,
        home.policy.model_dump_json(),
        home.sources.model_dump_json(),
        views,
        __version__,
    ]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:12]


def _with(folders: Sequence[Path], table: str) -> list[Path]:
    paths = (folder / f"{table}.parquet" for folder in folders)
    return [path for path in paths if path.exists()]


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Keep two builds apart; the lock dies with its owner."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise VouchError("problem.build_under_way", folder=str(folder)) from None
        yield
