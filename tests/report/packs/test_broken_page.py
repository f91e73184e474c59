"""A page that fails while a whole pack is made: one sentence, and nothing is left."""

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser import site
from tests.report.packs import packing
from vouch import wording

LONG = 30.0  # seconds in which processes may still be ending
# A section whose query fails, below all that is well, on a page in the middle of the menu.
BROKEN, FAULT = "calls", "with ui.section(t, 'x', 'X'):\n    view.series('no_such_query')\n"


@pytest.fixture
def scratch() -> Iterator[Path]:
    """Lend a folder for scratch whose name is short enough for a socket within."""
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


@pytest.fixture
def home(shop, tmp_path) -> Path:
    """Return a copy of the home of three snapshots, with a log of its own."""
    return packing.copied(shop, tmp_path)


def report(home: Path, out: Path, scratch: Path) -> subprocess.CompletedProcess[str]:
    """Make a whole pack by a copy of the app with one broken page."""
    app = home.with_name("app")
    app.mkdir()
    page = site.clone(app) / "pages" / f"{BROKEN}.py"
    page.write_text(f"{page.read_text()}\n{FAULT}")
    return subprocess.run(
        [sys.executable, "-m", "vouch", "report", "--home", home, "--out", out],
        cwd=app,
        env=os.environ | {"TMPDIR": str(scratch)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_page_that_fails_leaves_no_pack(home, tmp_path, scratch):
    """Half a pack would be sent on by a schedule, and a log that tells of one would be wrong."""
    out = tmp_path / "packs"
    done = report(home, out, scratch)
    title = wording.Words("en")(f"page.{BROKEN}")

    assert (done.returncode, done.stdout) == (2, "")
    assert re.fullmatch(rf"[^\n]*\b{title}\b[^\n]*\n", done.stderr)
    assert [*out.iterdir()] == [*scratch.iterdir()] == []
    assert not (home / "reports").exists()
    assert "export" not in actions(home)
    assert running(scratch) == []


def actions(home: Path) -> set[str]:
    """Return what the audit log tells of."""
    lines = [line for file in (home / "audit").glob("*.jsonl") for line in file.open()]
    return {re.search(r'"action": ?"(\w+)"', line)[1] for line in lines}


def running(scratch: Path) -> list[str]:
    """List what still runs of the command's processes, which all know their folder for scratch."""
    until = time.monotonic() + LONG
    while (found := [*filter(None, map(command_of, marked(scratch)))]) and time.monotonic() < until:
        time.sleep(1)
    return found


def marked(scratch: Path) -> list[Path]:
    """Find processes by a variable that they have inherited."""
    found, mark = [], f"TMPDIR={scratch}".encode()
    for process in Path("/proc").glob("[0-9]*"):
        try:
            found += [process] * (mark in (process / "environ").read_bytes().split(b"\0"))
        except OSError:  # it has ended, or is another's
            continue
    return found


def command_of(process: Path) -> str:
    """Return how a process was started; nothing once it has ended."""
    try:
        return (process / "cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""
