"""Workers: parts are made by readers side by side; one that is ended costs its own file alone."""

import os
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from multiprocessing import connection
from pathlib import Path

import duckdb

from vouch.home import Home
from vouch.parts import making, worker
from vouch.parts.identity import Part
from vouch.parts.reader import Failure, Task
from vouch.parts.worker import Worker

MOST_WORKERS = 4
FEWEST_TASKS = 12  # for fewer, starting processes costs more than it saves
GLANCE = 0.02  # seconds between two looks at what the readers take


@dataclass
class Workers:
    """The readers of one build, started when they are needed and used again."""

    home: Home
    db: duckdb.DuckDBPyConnection  # of the build itself: for parts of which no file is opened
    scratch: Path
    idle: list[Worker] = field(default_factory=list)

    def run(self, tasks: Sequence[Task]) -> Iterator[Task]:
        """Make all parts, and yield each as it is done: small ones side by side, large ones alone.

        Raises:
            VouchError, OSError: something other than a file is in the way, such as a full disk.
        """
        small = [replace(task, is_alone=False) for task in tasks if task.is_small]
        if len(small) < FEWEST_TASKS:
            small = []
        large = [task for task in tasks if not (small and task.is_small)]
        failed = []
        for batch, most in ((small, min(os.cpu_count() or 1, MOST_WORKERS)), (large, 1)):
            for task, failure in self._side_by_side(batch, most):
                if failure:
                    failed.append((task, failure))
                else:
                    yield task
        for task, failure in failed:
            self._salvage(replace(task, is_alone=True), failure)
            yield task

    def close(self) -> None:
        """End all readers."""
        while self.idle:
            self.idle.pop().end()

    def _side_by_side(
        self, tasks: Sequence[Task], most: int
    ) -> Iterator[tuple[Task, Failure | None]]:
        """Make parts by up to *most* readers; yield each with its failure, if it has one."""
        waiting, busy = deque(tasks), list[tuple[Worker, Task]]()
        try:
            while waiting or busy:
                while waiting and len(busy) < most:
                    free = self.idle.pop() if self.idle else worker.start(self.home, self.scratch)
                    busy.append((free, waiting.popleft()))
                    free.begin(busy[-1][1])
                connection.wait([one.calls for one, _ in busy], GLANCE)
                due = [pair for pair in busy if pair[0].is_due(pair[1])]
                busy = [pair for pair in busy if pair not in due]
                for one, task in due:
                    yield task, self._end(one, task)
        finally:
            for one, _ in busy:
                one.end()

    def _end(self, one: Worker, task: Task) -> Failure | None:
        """Take a reader's answer; one that failed is not used again, whatever it still holds."""
        failure = one.answer(task)
        if failure is None:
            self.idle.append(one)
            return None
        one.end()
        if failure.error:
            raise failure.error
        return failure

    def _one(self, task: Task) -> Failure | None:
        [(_, failure)] = self._side_by_side([task], 1)
        return failure

    def _salvage(self, task: Task, failure: Failure) -> None:
        """Make a part without the files that end its reader; if none does alone, without any."""
        places = range(len(task.part.files))
        culprits = self._culprits(task, failure)
        again = None if len(culprits) == len(places) else self._one(_without(task, culprits))
        culprits = culprits if again is None else dict.fromkeys(places, again)
        if len(culprits) == len(places):  # nothing is left that could harm the build itself
            refused = _without(task, culprits)
            making.make(self.db, refused.part, refused.wanted, self.scratch)

    def _culprits(self, task: Task, failure: Failure) -> dict[int, Failure]:
        """Try each file alone; what ended a reader from without gets a second chance."""
        places = range(len(task.part.files))
        if len(places) == 1 and not failure.is_sudden:
            return {0: failure}
        trial = self.scratch / "trial"
        found = {
            place: self._one(_alone(task, place, trial))
            for place in places
            if not task.part.files[place][0].problem
        }
        return {place: failed for place, failed in found.items() if failed}


def _without(task: Task, culprits: dict[int, Failure]) -> Task:
    """Return the task with some files refused, each for its reason, in figures and rows alike."""
    if not culprits:
        return task
    making.drop(task.place)
    files = tuple(
        (replace(file, problem=culprits[place].problem, said=culprits[place].said), digest)
        if place in culprits
        else (file, digest)
        for place, (file, digest) in enumerate(task.part.files)
    )
    wanted = replace(task.wanted, figures=task.place)
    return replace(task, part=replace(task.part, files=files), wanted=wanted)


def _alone(task: Task, place: int, folder: Path) -> Task:
    """Return a task that does the same with one file, for nobody to see."""
    wanted = making.Wanted(
        task.wanted.figures and folder / f"figures-{place}",
        task.wanted.rows and folder / f"rows-{place}",
        task.wanted.found and folder,
    )
    part: Part = replace(task.part, files=(task.part.files[place],))
    return Task(part, wanted, folder)
