"""The bench: plans the parts of a home, builds those that are new, and publishes them."""

import hashlib
import json
import shutil
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from vouch import (
    hashes,
    history,
    keys,
    people,
    practice,
    reference,
    snapshots,
    sources,
    warehouse,
)
from vouch.home import Home
from vouch.parts import database, doubles, holds, ledger, making, workers
from vouch.parts.identity import Part
from vouch.parts.making import Wanted
from vouch.parts.workers import Task
from vouch.planning import Plan

Progress = Callable[[int, int, str], None]
MEMORY = "600MB"


class Bench:
    """Where parts are built: one database in memory, one scratch folder, one report of progress."""

    def __init__(self, home: Home, scratch: Path, progress: Progress) -> None:
        """Make the key on first use, and the tables that every part reads.

        Rows are listed for the newest snapshot, under the policy of its day.
        """
        self.found = snapshots.find(home)
        self.home = home.on(self.found[-1].day)
        self.scratch, self.progress = scratch, progress
        self.store = home.warehouse / "parts"
        self.store.mkdir(parents=True, exist_ok=True)
        self.key = keys.load(home.key)
        self.db = database.connect(scratch, MEMORY)
        reference.create(self.db, home)
        self.horizon = self.home.policy.settings.due_soon_days
        self.built = 0

    def plan(self) -> Plan:
        """Name the parts of every snapshot; holds are read first, since others heed them."""
        known = hashes.Hashes(self.home.warehouse / "hashes.json").load()
        planned = [part for snapshot in self.found for part in self._parts(snapshot, known)]
        known.save()
        return Plan(self.found, planned, history.kept(self.home))

    def _parts(self, snapshot: snapshots.Snapshot, known: hashes.Hashes) -> list[Part]:
        declared = self.home.sources.datasets
        held: list[holds.Hold] = []
        made: dict[str, Part] = {}
        for name in sorted(declared, key=lambda name: declared[name].kind != "holds"):
            dataset = declared[name]
            files = tuple((file, known.of(file)) for file in snapshot.datasets[name])
            mine = holds.choose(name, dataset, held)
            part = Part(snapshot.day, name, dataset, files, mine, self.key, self.horizon)
            if dataset.kind == "holds":
                self._make(part)
                held += holds.read(self._folder(part) / "holds.json")
            made[name] = part
        return [made[name] for name in declared]

    def _folder(self, part: Part) -> Path:
        return self.store / part.id

    def _rows_folder(self, part: Part) -> Path:
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

    def _make(self, part: Part) -> None:
        """Make the figures of one part at once, if they are not there."""
        wanted = self._wanted(part, with_rows=False)
        if wanted.figures:
            making.make(self.db, part, wanted, self.scratch)
            self.built += 1

    def _wanted(self, part: Part, *, with_rows: bool) -> Wanted:
        """Tell what of a part is not there yet."""
        figures, rows = self._folder(part), self._rows_folder(part)
        return Wanted(
            None if figures.exists() else figures,
            rows if with_rows and not rows.exists() else None,
        )

    def build(self, plan: Plan) -> None:
        """Build the parts that are not there yet, and the rows of the newest snapshot."""
        newest = plan.found[-1].day
        tasks = [
            Task(part, self._wanted(part, with_rows=part.snapshot == newest)) for part in plan.parts
        ]
        tasks = [task for task in tasks if task.wanted.figures or task.wanted.rows]
        total = len(tasks) + 1
        self.progress(0, total, "")
        for done, task in enumerate(workers.run(tasks, self.home, self.db, self.scratch), start=1):
            self.built += task.wanted.figures is not None
            self.progress(done, total, f"{task.part.snapshot} {task.part.name}")

    def forget(self) -> None:
        """Drop all parts, so that each is made anew."""
        self._sweep(set())

    def publish(self, plan: Plan, generation: str) -> None:
        """Write both files of the generation, name it current, and drop parts of no use."""
        folders = [self._folder(part) for part in plan.parts]
        tables = {name: _with(folders, name) for name in warehouse.FIGURES}
        tables["files"] += self._undeclared(plan)
        tables["rejects"].append(ledger.no_rejects(self.scratch / "rejects.parquet"))
        tables["problems"].append(self._problems(plan))
        counts = {"people": self._people(plan)} | self._practice(plan)
        tables |= {name: list(files) for name, files in counts.items()}
        for name, files in tables.items():
            files += [one.table(name) for one in plan.kept if one.table(name).exists()]
        prints = [folder / doubles.PRINTS for folder in folders] + history.prints(plan.kept)
        tables["doubles"] = [doubles.find(self.db, prints, self.scratch / "doubles.parquet")]
        newest = sorted(plan.newest, key=lambda part: part.name)
        rows = [self._rows_folder(part) for part in newest]
        config: dict[str, database.Option] = {
            "memory_limit": MEMORY,
            "temp_directory": str(self.scratch / "spill"),
        }
        warehouse.write_figures(self.home, generation, plan.days, tables, config)
        listed = {name: _with(rows, name) for name in warehouse.ROWS}
        listed |= practice.rows(self.db, rows, self.scratch)
        warehouse.write_records(self.home, generation, listed, config)
        warehouse.publish(self.home.warehouse, generation)
        self._sweep({*folders, *rows, *(path for files in counts.values() for path in files)})

    def _problems(self, plan: Plan) -> Path:
        """Write what is wrong beside the parts."""
        said = holds.idle(plan.parts, self._folder, self.home.sources.datasets)
        newest = plan.found[-1]
        said += ledger.unfinished(newest.day, newest.unfinished)
        return ledger.write_problems(said, self.scratch / "problems.parquet")

    def _undeclared(self, plan: Plan) -> list[Path]:
        """Write the files that no dataset declares, of each snapshot; often there are none."""
        written = []
        for snapshot in plan.found:
            path = self.scratch / f"undeclared-{snapshot.day}.parquet"
            ledger.undeclared(snapshot.day, snapshot.undeclared, path)
            written.append(path)
        return written

    def _people(self, plan: Plan) -> list[Path]:
        """Count the people of each snapshot over all its parts; only a changed one anew."""
        return [
            people.count(
                self.db,
                snapshot.day,
                [
                    self._named(part)
                    for part in plan.parts
                    if part.snapshot == snapshot.day and "subject_id" in part.dataset.columns
                ],
                self.store,
            )
            for snapshot in plan.found
        ]

    def _practice(self, plan: Plan) -> dict[str, list[Path]]:
        """Hold the parts of each snapshot against one another; only changed ones anew."""
        made = [
            practice.figures(
                self.db,
                [self._folder(part) for part in plan.parts if part.snapshot == snapshot.day],
                self.store,
            )
            for snapshot in plan.found
        ]
        return {name: [tables[name] for tables in made] for name in practice.FIGURES}

    def _named(self, part: Part) -> people.Named:
        space = sources.space(part.name, part.dataset)
        return people.Named(part.name, space, self._folder(part) / "people.parquet")

    def tidy(self, plan: Plan) -> None:
        """Drop what an interrupted build left behind, where nothing new is to be published."""
        counts = set(self.store.glob("*.parquet"))
        self._sweep({*map(self._folder, plan.parts), *map(self._rows_folder, plan.newest), *counts})

    def _sweep(self, used: set[Path]) -> None:
        for path in self.store.iterdir():
            if path not in used:
                shutil.rmtree(path) if path.is_dir() else path.unlink()


def _with(folders: Sequence[Path], table: str) -> list[Path]:
    paths = (folder / f"{table}.parquet" for folder in folders)
    return [path for path in paths if path.exists()]


def folders(home: Home, day: date) -> dict[str, Path]:
    """Name the folders of figures and keyed hashes that were made of one snapshot, by dataset."""
    made = Bench(home, home.warehouse / "scratch", lambda done, total, name: None)
    with made.db:
        parts = [part for part in made.plan().parts if part.snapshot == day]
    return {part.name: made.store / part.id for part in parts}
