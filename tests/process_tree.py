"""A command and all processes below it, watched while it runs."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

GLANCE = 0.05  # seconds


@dataclass
class Watched:
    """What a command printed and returned, and the most memory that its processes held.

    In MB, pages that several of them share counted once: of the largest, and of all at once.
    """

    code: int
    said: str
    largest: float
    together: float


def run(*command: str) -> Watched:
    """Run Python with *command*, and look often at what it holds."""
    whole = [sys.executable, *command]
    with subprocess.Popen(
        whole, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as one:
        seen, is_over = [[0.0]], threading.Event()

        def look() -> None:
            while not is_over.wait(GLANCE):
                seen.append([*map(_held, (one.pid, *below(one.pid)))])

        watch = threading.Thread(target=look)
        watch.start()
        said, _ = one.communicate()
        is_over.set()
        watch.join()
    return Watched(one.returncode, said, max(map(max, seen)), max(map(sum, seen)))


def below(pid: int) -> Iterator[int]:
    """List the processes below one, those that they started in turn included."""
    try:
        tasks = [*Path(f"/proc/{pid}/task").iterdir()]
        found = [int(one) for task in tasks for one in (task / "children").read_text().split()]
    except OSError:
        return
    for child in found:
        yield child
        yield from below(child)


def _held(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1000
