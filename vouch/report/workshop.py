"""Packs that a page orders: one process at a time for a home, which can be told to end."""

import os
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, cast

from vouch import readers
from vouch.errors import VouchError
from vouch.readers import Role
from vouch.report import orders, serving
from vouch.report.orders import Order
from vouch.steps import Step
from vouch.viewers import Viewer

PROGRAM = "vouch.command_line.packing"
PATIENCE = 40.0  # seconds in which a cancelled pack may tidy up: its browser and server as well


@dataclass
class Making:
    """A pack that is being made: its process, the last step that it told, and how it ended."""

    order: Order
    child: subprocess.Popen[str]
    step: Step | None = None
    ended: dict[str, Any] = field(default_factory=dict)
    is_cancelled: bool = False
    over: threading.Event = field(default_factory=threading.Event)

    def is_of(self, viewer: Viewer) -> bool:
        """Tell whether a viewer ordered it, who alone may know what it is, and may cancel it."""
        mine = self.order.viewer
        return (mine.name, mine.role) == (viewer.name, viewer.role)

    def follow(self) -> None:
        """Read what is told, to its end."""
        with self.child as child:
            for line in child.stdout or ():
                told = orders.heard(line)
                if isinstance(told, Step):
                    self.step = told
                elif told is not None:
                    self.ended = told
        self.over.set()

    def cancel(self) -> None:
        """End it with all that it started: by its pipe, else by force. Nothing is left of it."""
        self.is_cancelled = True
        with suppress(BrokenPipeError, ValueError):
            cast(IO[str], self.child.stdin).close()
        if not self.over.wait(PATIENCE):
            self.child.kill()
            self.over.wait(PATIENCE)

    def check(self) -> dict[str, Any]:
        """Return name and hash of the pack that was made.

        Raises:
            VouchError: it was cancelled, or something was in its way.
        """
        if "key" in self.ended:
            raise VouchError(self.ended["key"], **self.ended["values"])
        if "sha256" in self.ended:
            return self.ended
        if self.is_cancelled:
            raise VouchError("problem.report_cancelled")
        raise VouchError("problem.report_broke", code=self.child.returncode)


_TURN = threading.Lock()
_MAKING: dict[str, Making] = {}


def current(home: Path) -> Making | None:
    """Return the pack of a home that is being made; None if none is."""
    making = _MAKING.get(str(home.absolute()))
    return making if making and not making.over.is_set() else None


def begin(order: Order) -> Making:
    """Begin to make a pack.

    Raises:
        VouchError: another one of the same home is being made.
    """
    with _TURN:
        if current(Path(order.home)):
            raise VouchError("problem.report_busy")
        making = _MAKING[order.home] = Making(order, _start(order))
    threading.Thread(target=making.follow, daemon=True).start()
    return making


def _start(order: Order) -> subprocess.Popen[str]:
    """Start the process, without records unless for the officer, and tell it what is ordered."""
    withheld = {} if order.viewer.role is Role.DPO else {readers.FIGURES_ONLY: "1"}
    child = subprocess.Popen(  # noqa: S603  our own program
        [sys.executable, "-m", PROGRAM],
        cwd=serving.ROOT,
        env=os.environ | withheld,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        start_new_session=True,
    )
    told = cast(IO[str], child.stdin)
    with suppress(BrokenPipeError):
        told.write(orders.write(order))
        told.flush()
    return child
