"""A worker: one reader's process, watched for what it takes."""

import os
import signal
import time
from dataclasses import dataclass
from multiprocessing import connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from vouch.bounds import Bounds
from vouch.home import Home
from vouch.parts import forks, reader
from vouch.parts.reader import Failure, Task

PART = 4  # of the memory: who aborted with less than that had another reason
START = 60  # seconds that a reader may take to be ready: many times what it needs


@dataclass
class Worker:
    """A reader's process, the way to talk to it, and until when it may take for its task."""

    process: ForkServerProcess
    calls: connection.Connection
    until: float = 0.0
    most: int = 0  # bytes of memory that it was seen with

    def await_ready(self) -> None:
        """Wait until the process can read; no file is to blame for one that never can.

        Raises:
            RuntimeError: it has failed, or is not ready in time.
        """
        try:
            is_ready = self.calls.poll(START) and self.calls.recv() == reader.READY
        except EOFError:
            is_ready = False
        if not is_ready:
            self.end()
            raise RuntimeError(f"a reader did not start: {self.process.exitcode}")

    def begin(self, task: Task) -> None:
        """Ask for a part; a reader that has ended meanwhile is noticed when it should answer."""
        self.until, self.most = time.monotonic() + task.part.within.seconds(task.size), 0
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
            if self._has_run_out(within):
                return reader.large(within)
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
        self.most = max(self.most, _memory(self.process.pid))
        return self.most > task.part.within.memory_at_most

    def _has_run_out(self, within: Bounds) -> bool:
        """Tell whether it gave up for want of memory: libraries that are refused any abort."""
        is_abort = self.process.exitcode == -signal.SIGABRT
        return is_abort and self.most > within.memory_at_most // PART

    def end(self) -> None:
        """End the process, whatever it does."""
        if self.process.pid:
            self.process.kill()
            self.process.join()
        self.calls.close()


def start(home: Home, scratch: Path) -> Worker:
    """Start a reader from a process that holds no threads and has imported all it needs.

    Raises:
        RuntimeError: it is not ready in time, or never.
    """
    forks.begin()  # which may have happened long ago
    context = forks.context()
    mine, theirs = context.Pipe()
    process = context.Process(target=reader.serve, args=(theirs, home, scratch), daemon=True)
    made = Worker(process, mine)
    try:
        with forks.deaf_to_the_terminal():
            process.start()
        theirs.close()
        made.await_ready()
    except BaseException:  # a build that is cancelled meanwhile knows nothing of it yet
        made.end()
        raise
    return made


def _memory(pid: int | None) -> int:
    """Return the bytes of memory that a process holds; 0 if it has ended."""
    try:
        pages = Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]
    except OSError:
        return 0
    return int(pages) * os.sysconf("SC_PAGE_SIZE")
