"""The first start: exports are read by a child process, so that a page never parses one."""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import streamlit as st

from vouch.errors import VouchError
from vouch.wording import Words

MENDABLE = 2  # exit code of the command line for what the reader can mend


@st.cache_resource(show_spinner=False)
def _turn(home: str) -> threading.Lock:
    """Let one session at a time build a home."""
    return threading.Lock()


def build(home: Path, t: Words) -> None:
    """Build the home's warehouse and show how far it is.

    Raises:
        VouchError: the build found something that the reader can mend.
    """
    bar = st.progress(0.0, t("build.begin"))
    with _turn(str(home)):
        for step in _steps(home):
            share = step["done"] / max(step["total"], 1)
            bar.progress(min(share, 1.0), t("build.step", **step))
    bar.empty()


def _steps(home: Path) -> Iterator[dict]:
    """Run ``vouch build`` and yield each progress line that it prints."""
    command = [sys.executable, "-m", "vouch", "build", "--home", str(home), "--progress", "json"]
    with subprocess.Popen(  # noqa: S603  our own program with a path of our own
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    ) as child:
        yield from filter(None, map(_step, child.stdout or ()))
        said = child.stderr.read().strip() if child.stderr else ""
    if child.returncode == MENDABLE:
        raise VouchError("problem.build_failed", reason=said)
    if child.returncode:  # a fault of ours: what it printed may quote an export, so it stays here
        raise VouchError("problem.build_broke", code=child.returncode)


def _step(line: str) -> dict | None:
    try:
        step = json.loads(line)
    except ValueError:
        return None
    return step if isinstance(step, dict) and {"done", "total", "name"} <= step.keys() else None
