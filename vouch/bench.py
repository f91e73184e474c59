"""The bench: plans the parts of a home, and builds those that are new."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

from vouch import hashes, history, keys, press, reference, snapshots, steps, tracing
from vouch.home import Home
from vouch.parts import database, holds, making, workers
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
        self.traced = tracing.Traced()

    def plan(self) -> Plan:
        """Name the parts of every snapshot."""
        known = hashes.Hashes(self.home.warehouse / "hashes.json", told=self._checked()).load()
        planned = [part for snapshot in self.found for part in self._parts(snapshot, known)]
        known.save()
        return Plan(self.found, planned, history.kept(self.home))

    def _checked(self) -> Callable[[snapshots.File], None]:
        """Give what tells of each file that is looked at."""
        listed = [file for one in self.found for files in one.datasets.values() for file in files]
        teller = steps.Teller(self.progress, Stage.CHECKING, [file.size for file in listed])

        def told(file: snapshots.File) -> None:
            teller.tell(f"{file.path.relative_to(self.home.snapshots)}")
            teller.add([file.size])

        return told

    def _parts(self, snapshot: snapshots.Snapshot, known: hashes.Hashes) -> list[Part]:
        """Name the parts of a snapshot; holds come first: the others heed them."""
        declared = self.home.sources.datasets
        held: list[holds.Hold] = []
        made: dict[str, Part] = {}
        for name in sorted(declared, key=lambda name: declared[name].kind != "holds"):
            dataset = declared[name]
            files = tuple(
                (replace(file, within=self.within), known.of(file))
                for file in snapshot.datasets[name]
            )
            mine = holds.choose(name, dataset, held)
            part = Part(snapshot.day, name, dataset, files, mine, self.key, self.horizon)
            if dataset.kind == "holds":
                self._make(part)
                held += holds.read(self.store.figures(part) / "holds.json")
            made[name] = part
        return [made[name] for name in declared]

    def _make(self, part: Part) -> None:
        """Make the figures of one part at once, if they are not there."""
        wanted = self.store.wanted(part, with_rows=False)
        if wanted.figures:
            task = Task(part, wanted, self.store.figures(part))
            self.built += len(list(self.workers.run([task])))

    def build(self, plan: Plan) -> None:
        """Build what is not there yet: parts, the newest snapshot's rows, and whom they name."""
        self._build_parts(plan)
        self.traced = self._traced(plan)
        places = [(part, self.store.found(part)) for part in self.traced.parts]
        tasks = [
            Task(part, making.Wanted(None, None, found), self.store.figures(part))
            for part, found in places
            if not found.exists()
        ]
        for _ in self.workers.run(tasks):
            pass

    def _traced(self, plan: Plan) -> tracing.Traced:
        """Tell who is looked for in each snapshot, and which parts name them."""
        reference.snapshots(self.db, plan.days, self.home.versions)
        return tracing.find(self.db, plan, self.store.figures, self.home, self.scratch)

    def _build_parts(self, plan: Plan) -> None:
        """Build parts, and the rows of the newest snapshot."""
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
        sizes = [size for task in tasks for size in task.sizes]
        teller = steps.Teller(self.progress, Stage.READING, sizes)
        waiting = {task.place: task.name for task in tasks}
        teller.tell(next(iter(waiting.values()), ""))
        for task in self.workers.run(tasks):
            self.built += task.wanted.figures is not None
            del waiting[task.place]
            teller.add(task.sizes)
            teller.tell(next(iter(waiting.values()), ""))

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
        press.Press(self.home, self.store, self.db, self.scratch).publish(
            plan, generation, self.traced
        )

    def tidy(self, plan: Plan, generation: str) -> None:
        """Drop what an interrupted build left behind, where nothing new is to be published."""
        parts = [*map(self.store.figures, plan.parts), *map(self.store.rows, plan.newest)]
        self.store.sweep([*parts, *self.store.noted(generation)])


def keep_sought(home: Home, day: date) -> Path:
    """Write by what people are looked for in one snapshot, for when its exports are gone."""
    scratch = home.warehouse / "scratch"
    scratch.mkdir(parents=True, exist_ok=True)
    with Bench(home, scratch, lambda step: None) as made:
        listed = made._traced(made.plan()).listed
        return tracing.keep(made.db, listed, day, scratch / f"kept-{day}.parquet")


def keep_found(home: Home, days: Iterable[date]) -> None:
    """Keep who was found in the snapshots of *days*, before others are pruned."""
    scratch = home.warehouse / "scratch"
    scratch.mkdir(parents=True, exist_ok=True)
    home.history.mkdir(exist_ok=True)
    with Bench(home, scratch, lambda step: None) as made:
        traced = made._traced(made.plan())
        tracing.keep_found(made.db, traced, days, home.history / tracing.FOUND)


def folders(home: Home, day: date) -> dict[str, Path]:
    """Name the folders of figures and keyed hashes that were made of one snapshot, by dataset."""
    made = Bench(home, home.warehouse / "scratch", lambda step: None)
    with made:
        parts = [part for part in made.plan().parts if part.snapshot == day]
    return {part.name: made.store.figures(part) for part in parts}
