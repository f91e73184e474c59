"""Builds that a page starts: one child process for a home, however many sessions wait for it."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import streamlit as st

from vouch import exit_codes
from vouch.errors import VouchError
from vouch.steps import Stage, Step

PATIENCE = 10.0  # seconds in which a cancelled build may tidy up


@dataclass
class Running:
    """A build: its process, which leads a group of its own, and the last step that it told."""

    child: subprocess.Popen[str]
    step: Step | None = None
    left: float | None = None
    said: str = ""
    is_cancelled: bool = False
    over: threading.Event = field(default_factory=threading.Event)

    def follow(self) -> None:
        """Read what the build tells, to its end."""
        with self.child as child:
            for line in child.stdout or ():
                self._hear(line)
            self.said = child.stderr.read().strip() if child.stderr else ""
        self.over.set()

    def _hear(self, line: str) -> None:
        with suppress(ValueError, TypeError, KeyError):  # a line that is no step
            told = json.loads(line)
            self.left = told.pop("left")
            self.step = Step(**told | {"stage": Stage(told["stage"])})

    def cancel(self) -> None:
        """Stop the build and all that it started: what it has finished stays."""
        self.is_cancelled = True
        for sign in (signal.SIGINT, signal.SIGKILL):
            with suppress(ProcessLookupError):
                os.killpg(self.child.pid, sign)
            if self.over.wait(PATIENCE):
                return

    def check(self) -> None:
        """See what became of a build that is over.

        Raises:
            VouchError: it was cancelled, or found something that the reader can mend, or broke.
        """
        code = self.child.returncode
        if code == 0:
            return
        if self.is_cancelled or code == exit_codes.CANCELLED:
            raise VouchError("problem.build_cancelled")
        if code == exit_codes.MENDABLE:
            raise VouchError("problem.build_failed", reason=" ".join(self.said.splitlines()))
        # A fault of ours: what it printed may quote an export, so it stays here.
        raise VouchError("problem.build_broke", code=code)


@dataclass
class Desk:
    """Where the sessions that wait for one home meet."""

    turn: threading.Lock = field(default_factory=threading.Lock)
    running: Running | None = None


@st.cache_resource(show_spinner=False)
def _desk(home: str) -> Desk:
    return Desk()


def join(home: Path) -> Running:
    """Return the build of a home that is under way; begin one if none is."""
    desk = _desk(str(home))
    with desk.turn:
        if desk.running is None or desk.running.over.is_set():
            desk.running = _begin(home)
        return desk.running


@contextmanager
def _held_back(sign: signal.Signals) -> Iterator[None]:
    """Start processes that hear a signal only when they say so: as they begin, it could be lost."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {sign})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin(home: Path) -> Running:
    """Run ``vouch build`` as the leader of its own process group."""
    command = [sys.executable, "-m", "vouch", "build", "--home", str(home), "--progress", "json"]
    with _held_back(signal.SIGINT):
        child = subprocess.Popen(  # noqa: S603  our own program with a path of our own
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            start_new_session=True,
        )
    running = Running(child)
    threading.Thread(target=running.follow, daemon=True).start()
    return running
