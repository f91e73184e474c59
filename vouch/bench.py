"""The bench: plans the parts of a home, and builds those that are new."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from vouch import (
    hashes,
    history,
    keys,
    press,
    queries,
    reference,
    snapshots,
    sought,
    steps,
)
from vouch.drift import heeded
from vouch.home import Home
from vouch.parts import database, holds, making, named, workers
from vouch.parts.identity import Part
from vouch.parts.reader import Task
from vouch.planning import Plan
from vouch.steps import Progress, Stage, Step
from vouch.store import Store


class Bench:
    """Where parts are built: one database in memory, one scratch folder, one report of progress."""

    def __init__(self, home: Home, scratch: Path, progress: Progress) -> None:
        """Make the key on first use, and the tables that every part reads.

        Rows are listed for the newest snapshot, under the policy of its day.
        """
        self.found = snapshots.find(home)
        self.kept, self.holding = history.kept(home), dict[tuple[date, str], date]()
        self.home = home.on(self.found[-1].day)
        self.scratch, self.progress = scratch, progress
        self.store = Store(home.warehouse / "parts", self.home.policy)
        self.store.folder.mkdir(parents=True, exist_ok=True)
        self.key = keys.load(home.key)
        self.db = database.connect(scratch, press.MEMORY)
        reference.create(self.db, home)
        self.workers = workers.Workers(home, self.db, scratch)
        self.horizon = self.home.policy.settings.due_soon_days
        self.within = self.home.policy.settings.reading_bounds
        self.built = 0
        self.traced = sought.Traced()

    def plan(self) -> Plan:
        """Name the parts of every snapshot."""
        known = hashes.Hashes(self.home.warehouse / "hashes.json", told=self._checked()).load()
        planned = self._parts(known)
        known.save()
        return Plan(self.found, planned, self.kept, self.holding)

    def _checked(self) -> Callable[[snapshots.File], None]:
        """Give what tells of each file that is looked at."""
        listed = [file for one in self.found for files in one.datasets.values() for file in files]
        teller = steps.Teller(self.progress, Stage.CHECKING, [file.size for file in listed])

        def told(file: snapshots.File) -> None:
            teller.tell(f"{file.path.relative_to(self.home.snapshots)}")
            teller.add([file.size])

        return told

    def _parts(self, known: hashes.Hashes) -> list[Part]:
        """Name the parts of all snapshots; holds come first: the others heed them."""
        declared = self.home.sources.datasets
        held: dict[date, list[holds.Hold]] = {snapshot.day: [] for snapshot in self.found}
        made: dict[tuple[date, str], Part] = {}
        for name in sorted(declared, key=lambda name: declared[name].kind != "holds"):
            parts = [self._part(one, name, held[one.day], known) for one in self.found]
            made |= {(part.snapshot, name): part for part in parts}
            if declared[name].kind == "holds":
                self._make(parts)
                for one in heeded.find(self.db, parts, self.kept, self.store.figures):
                    held[one.snapshot] += one.holds
                    self.holding |= {(one.snapshot, name): one.since_on} if one.since_on else {}
        return [made[snapshot.day, name] for snapshot in self.found for name in declared]

    def _part(
        self,
        snapshot: snapshots.Snapshot,
        name: str,
        held: Iterable[holds.Hold],
        known: hashes.Hashes,
    ) -> Part:
        """Name one dataset in one snapshot, with what is *held* of it."""
        dataset = self.home.sources.datasets[name]
        files = []
        for file in snapshot.datasets[name]:
            sha256, checksum = known.of(file)
            files.append((replace(file, within=self.within, checksum=checksum), sha256))
        mine = holds.choose(name, dataset, held, self.home.sources.datasets)
        return Part(snapshot.day, name, dataset, tuple(files), mine, self.key, self.horizon)

    def _make(self, parts: Iterable[Part]) -> None:
        """Make the figures of parts at once, where they are not there."""
        tasks = [
            Task(part, wanted, self.store.figures(part))
            for part in parts
            if (wanted := self.store.wanted(part, with_rows=False)).figures
        ]
        self.built += len(list(self.workers.run(tasks)))

    def build(self, plan: Plan) -> None:
        """Build what is not there yet: parts, the newest snapshot's rows, and whom they name."""
        self._build_parts(plan)
        self.traced = self.trace(plan)
        self._find()

    def _find(self) -> None:
        """Write which rows name people who are looked for, where that is not known yet.

        Parts that do not list all rows that name anybody are read anew.
        """
        wanted = making.Wanted(None, None, self.store.folder)
        places = [(part, self.store.found(part)) for part in self.traced.parts]
        for part, found in places:
            named_rows = self.store.figures(part) / named.ROWS
            if not found.exists() and named_rows.exists():
                sought.choose(self.db, part, named_rows, found)
        tasks = [
            Task(part, wanted, self.store.figures(part))
            for part, found in places
            if not found.exists()
        ]
        for _ in self.workers.run(tasks):
            pass
        for _, found in places:
            if not found.exists():  # a file ended its reader this time: the figures say so now
                sought.copy(self.db, queries.empty("facts", "fct_sought_rows"), found)

    def trace(self, plan: Plan) -> sought.Traced:
        """Tell who is looked for in each snapshot, and which parts name them."""
        reference.snapshots(self.db, plan.days, self.home.versions)
        return sought.find(self.db, plan, self.store.figures, self.home, self.scratch)

    def _build_parts(self, plan: Plan) -> None:
        """Build parts, and the rows of the newest snapshot.

        First those that say who is looked for: the others can then tell at once whom they name.
        """
        newest = plan.found[-1].day
        tasks = [
            Task(
                part,
                self.store.wanted(part, with_rows=part.snapshot == newest),
                self.store.figures(part),
            )
            for part in plan.parts
        ]
        tasks = [task for task in tasks if task.wanted.figures or task.wanted.rows]
        telling = [task for task in tasks if named.is_telling(task.part)]
        others = [task for task in tasks if not named.is_telling(task.part)]
        tell = self._teller([*telling, *others])
        for task in self.workers.run(telling):
            tell(task)
        for task in self.workers.run(self._finding(plan, others)):
            tell(task)

    def _teller(self, tasks: Sequence[Task]) -> Callable[[Task], None]:
        """Give what tells that one of the tasks is done, and which is waited for."""
        sizes = [size for task in tasks for size in task.sizes]
        teller = steps.Teller(self.progress, Stage.READING, sizes)
        waiting = {task.place: task.name for task in tasks}
        teller.tell(next(iter(waiting.values()), ""))

        def tell(task: Task) -> None:
            self.built += task.wanted.figures is not None
            del waiting[task.place]
            teller.add(task.sizes)
            teller.tell(next(iter(waiting.values()), ""))

        return tell

    def _finding(self, plan: Plan, tasks: Sequence[Task]) -> list[Task]:
        """Ask for the rows that name people who are looked for, where it is little to keep all."""
        reference.snapshots(self.db, plan.days, self.home.versions)
        found_by = sought.by_part(self.db, plan, self.store.figures, self.home, self.scratch)
        return [
            self._with_sought(task, found_by(task.part)) if task.size <= named.LITTLE else task
            for task in tasks
        ]

    def _with_sought(self, task: Task, identifiers: tuple[int, ...]) -> Task:
        if not identifiers or "subject_id" not in task.part.dataset.columns:
            return task
        part = replace(task.part, sought=identifiers)
        return replace(task, part=part, wanted=replace(task.wanted, found=self.store.folder))

    def __enter__(self) -> "Bench":
        """Lend the bench."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close its database and end the processes that read."""
        self.workers.close()
        self.db.close()

    def forget(self) -> None:
        """Drop all parts, so that each is made anew."""
        self.store.sweep()

    def publish(self, plan: Plan, generation: str) -> None:
        """Put the parts together as the current generation."""
        self.progress(Step(Stage.PUBLISHING))
        self.workers.close()  # they hold on to memory that is wanted now
        press.Press(self.home, self.store, self.db, self.scratch).publish(
            plan, generation, self.traced
        )

    def tidy(self, plan: Plan, generation: str) -> None:
        """Drop what an interrupted build left behind, where nothing new is to be published."""
        parts = [*map(self.store.figures, plan.parts), *map(self.store.rows, plan.newest)]
        self.store.sweep([*parts, *self.store.noted(generation)])
