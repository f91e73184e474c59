"""Workers: parts are made by readers side by side; one that is ended costs its own file alone."""

import multiprocessing
import os
import shutil
import time
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from multiprocessing import connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import duckdb

from vouch.home import Home
from vouch.parts import making, reader
from vouch.parts.identity import Part
from vouch.parts.reader import Failure, Task

MOST_WORKERS = 4
FEWEST_TASKS = 12  # for fewer, starting processes costs more than it saves
GLANCE = 0.1  # seconds between two looks at what the readers take
IMPORTED_EARLY = ("vouch.parts.reader", "pandas", "pyarrow.compute")  # once for all readers


@dataclass
class Worker:
    """A reader's process, the way to talk to it, and until when it may take for its task."""

    process: ForkServerProcess
    calls: connection.Connection
    until: float = 0.0

    def begin(self, task: Task) -> None:
        """Ask for a part; a reader that has ended meanwhile is noticed when it should answer."""
        self.until = time.monotonic() + task.part.within.seconds(task.size)
        try:
            self.calls.send(task)
        except OSError:
            self.until = 0.0

    def answer(self, task: Task) -> Failure | None:
        """Return what came of the task: its answer, or why there will be none."""
        within = task.part.within
        try:
            if self.calls.poll():
                answer: Failure | None = self.calls.recv()
                return answer
        except (EOFError, OSError):
            self.process.join()
            return Failure(
                "problem.reader_ended", (("sign", self.process.exitcode),), is_sudden=True
            )
        if time.monotonic() > self.until:
            said = (("seconds", round(within.seconds(task.size))),)
            return Failure("problem.reader_slow", said)
        return reader.large(within)

    def is_due(self, task: Task) -> bool:
        """Tell whether the reader has answered, has ended, or has taken more than it may."""
        if self.calls.poll() or time.monotonic() > self.until:
            return True
        return _memory(self.process.pid) > task.part.within.memory_at_most

    def end(self) -> None:
        """End the process, whatever it does."""
        self.process.kill()
        self.process.join()
        self.calls.close()


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
        small = [task for task in tasks if task.is_small]
        large = [task for task in tasks if not task.is_small]
        number = min(os.cpu_count() or 1, MOST_WORKERS) if len(small) >= FEWEST_TASKS else 1
        failed = []
        for batch, most in ((small, number), (large, 1)):
            for task, failure in self._side_by_side(batch, most):
                if failure:
                    failed.append((task, failure))
                else:
                    yield task
        for task, failure in failed:
            self._salvage(task, failure)
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
                    busy.append(self._begin(waiting.popleft()))
                connection.wait([worker.calls for worker, _ in busy], GLANCE)
                due = [pair for pair in busy if pair[0].is_due(pair[1])]
                busy = [pair for pair in busy if pair not in due]
                for worker, task in due:
                    yield task, self._end(worker, task)
        finally:
            for worker, _ in busy:
                worker.end()

    def _begin(self, task: Task) -> tuple[Worker, Task]:
        worker = self.idle.pop() if self.idle else self._start()
        worker.begin(task)
        return worker, task

    def _start(self) -> Worker:
        """Start a reader from a process that holds no threads and has imported all it needs."""
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload([*IMPORTED_EARLY])
        mine, theirs = context.Pipe()
        process = context.Process(
            target=reader.serve, args=(theirs, self.home, self.scratch), daemon=True
        )
        process.start()
        theirs.close()
        return Worker(process, mine)

    def _end(self, worker: Worker, task: Task) -> Failure | None:
        """Take a reader's answer; one that failed is not used again, whatever it still holds."""
        failure = worker.answer(task)
        if failure is None:
            self.idle.append(worker)
            return None
        worker.end()
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
    shutil.rmtree(task.place, ignore_errors=True)
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
    )
    part: Part = replace(task.part, files=(task.part.files[place],))
    return Task(part, wanted, folder)


def _memory(pid: int | None) -> int:
    """Return the bytes of memory that a process holds; 0 if it has ended."""
    try:
        pages = Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]
    except OSError:
        return 0
    return int(pages) * os.sysconf("SC_PAGE_SIZE")
