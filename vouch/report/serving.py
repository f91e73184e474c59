"""The app for the report's pictures: a process of its own, that ends with ours however it ends."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from vouch.errors import VouchError
from vouch.report import sittings
from vouch.view import View

ROOT = Path(__file__).parent.parent.parent
PROGRAM = "vouch.command_line.sitting"
LOOPBACK = "127.0.0.1"
GRACE = 10.0  # seconds; a few more than the process gives itself


@dataclass(frozen=True)
class Site:
    """Where the *pages* are, in their order, and the secret without which nobody sees them."""

    address: str
    pages: tuple[str, ...]
    secret: str


@contextmanager
def served(view: View) -> Iterator[Site]:
    """Serve the pages of a view's role and generation until the block ends.

    Raises:
        VouchError: they cannot be served.
    """
    sitting = sittings.of(view)
    with _started(sittings.write(sitting)) as answer:
        if not answer:
            raise VouchError("problem.pages_unserved")
        found = sittings.answered(answer)
        yield Site(f"http://{LOOPBACK}:{found.port}", found.pages, sitting.secret)


@contextmanager
def _started(asked: str) -> Iterator[str]:
    """Start the process, tell it what is asked, and yield its answer; empty if it has ended.

    The secret goes through a pipe: an environment or an argument could be read by others. A
    session of its own keeps Ctrl+C from it, which would end it before the browser is gone.
    """
    process = subprocess.Popen(  # noqa: S603  our own program
        [sys.executable, "-m", PROGRAM],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    told, answers = cast(IO[str], process.stdin), cast(IO[str], process.stdout)
    try:
        with suppress(BrokenPipeError):
            told.write(asked)
            told.flush()
        yield answers.readline()
    finally:
        with suppress(BrokenPipeError):
            told.close()
        _end(process)
        answers.close()


def _end(process: subprocess.Popen[str]) -> None:
    """Wait for the process to end, as its pipe is closed; kill one that does not."""
    try:
        process.wait(GRACE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
