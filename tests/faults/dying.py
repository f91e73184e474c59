"""Commands that die, or whose writes fail, at a point that can be reached again.

Run as a process of its own, it loads the product once, reads one order a line, and runs each in a
forked process group: what ``python -m vouch`` does, without waiting for its imports every time.
A *touch* is whatever changes files under the home: Python tells of its own to an audit hook, and
DuckDB's are the calls of its connections.
"""

import errno
import itertools
import json
import os
import resource
import signal
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import duckdb

from vouch.command_line import commands, outcomes

TOUCHED = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate", "open"}
FREEING = {"os.remove", "os.rmdir"}  # a full disk does not refuse these
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT
CALLS = ("execute", "begin", "commit", "close", "__exit__")
SILENT = ("close", "__exit__")  # never fail: what DuckDB cannot write there, it does not tell
ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Order:
    """A command, and what becomes of it.

    At the touch number *at* its group gets the signal *sign*, *late* seconds after it; with an
    *error* (of errno) that touch fails instead, and, where the disk is full, all that follow. No
    file may grow beyond *most* bytes.
    """

    command: list[str]
    at: int = -1
    late: float = 0.0
    sign: int = signal.SIGKILL
    error: str = ""
    most: int = -1


@dataclass(frozen=True)
class End:
    """How a command ended: its exit code (minus the signal), its touches, and what it said."""

    code: int
    touches: int
    said: str


class Launcher:
    """The process that carries out orders, as seen by the tests."""

    def __init__(self) -> None:
        """Start it."""
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.dying"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def run(self, *command: object, **fate: Any) -> End:
        """Run a command of vouch to its end."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        order = Order([*map(str, command)], **fate)
        self.process.stdin.write(json.dumps(asdict(order)) + "\n")
        self.process.stdin.flush()
        return End(**json.loads(self.process.stdout.readline()))

    def close(self) -> None:
        """End it."""
        self.process.communicate("", timeout=20)


class Fate:
    """Counts the touches of a command, and lets the chosen one be its last or fail."""

    def __init__(self, order: Order, tally: int) -> None:
        """Take the order and the pipe into which each touch is counted."""
        self.order, self.tally, self.numbers = order, tally, itertools.count(1)
        self.home = order.command[order.command.index("--home") + 1]

    def hear(self, event: str, args: tuple[Any, ...]) -> None:
        """Take note of an event of Python's own."""
        if event in TOUCHED and self._is_write(event, args):
            self.touch(event, lambda number: OSError(number, os.strerror(number)))

    def _is_write(self, event: str, args: tuple[Any, ...]) -> bool:
        path = args[0]
        is_ours = not isinstance(path, int) and os.fsdecode(path).startswith(self.home)
        return is_ours and (event != "open" or bool((args[2] or 0) & WRITES))

    def wrap(self, name: str) -> None:
        """Take note of each call of a method of DuckDB's connections."""
        call = getattr(duckdb.DuckDBPyConnection, name)

        def called(*args: Any, **named: Any) -> Any:
            self.touch(name, lambda n: duckdb.IOException(f"IO Error: {os.strerror(n)}"))
            return call(*args, **named)

        setattr(duckdb.DuckDBPyConnection, name, called)

    def touch(self, what: str, failure: Callable[[int], Exception]) -> None:
        """Count, and do what was ordered for this touch."""
        number = next(self.numbers)  # each has one of its own, whatever threads touch at once
        os.write(self.tally, b".")
        if not self.order.error:
            if number == self.order.at:
                self._signal()
        elif self._fails(what, number):
            raise failure(getattr(errno, self.order.error))

    def _signal(self) -> None:
        if self.order.late:
            threading.Timer(self.order.late, os.killpg, (0, self.order.sign)).start()
        else:
            os.killpg(0, self.order.sign)

    def _fails(self, what: str, number: int) -> bool:
        if what in SILENT:
            return False
        is_full = self.order.error == "ENOSPC" and what not in FREEING and what not in CALLS
        return number == self.order.at or (is_full and number > self.order.at > 0)


def carry_out(order: Order) -> End:
    """Run a command in a process group of its own, and tell how it ended."""
    heard, said = os.pipe()
    counted, tally = os.pipe()
    child = os.fork()
    if not child:
        os.setsid()
        os.dup2(said, 2)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        _become(order, tally)
    os.close(said)
    os.close(tally)
    touches: list[int] = []
    counter = threading.Thread(target=lambda: touches.append(_length(counted)))
    counter.start()
    with open(heard, encoding="utf-8") as text:  # noqa: PTH123  a pipe has no path
        told = text.read()
    _, status = os.waitpid(child, 0)
    counter.join()
    return End(os.waitstatus_to_exitcode(status), touches[0], told)


def _length(pipe: int) -> int:
    with open(pipe, "rb") as marks:  # noqa: PTH123  a pipe has no path
        return len(marks.read())


def _become(order: Order, tally: int) -> None:
    """Be the command, until the end."""
    code = 1
    try:
        fate = Fate(order, tally)
        for name in CALLS:
            fate.wrap(name)
        sys.addaudithook(fate.hear)
        if order.most >= 0:
            resource.setrlimit(resource.RLIMIT_FSIZE, (order.most, resource.RLIM_INFINITY))
        sys.argv = ["vouch", *order.command]
        outcomes.of(commands.app)
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 0
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    for line in sys.stdin:
        sys.stdout.write(json.dumps(asdict(carry_out(Order(**json.loads(line))))) + "\n")
        sys.stdout.flush()
