"""One built copy of the sample home for a whole test run, however many workers it has."""

import fcntl
import os
import shutil
from pathlib import Path

from vouch import build, home

MADE = shutil.ignore_patterns("warehouse", "audit", "key")
WORKER = "PYTEST_XDIST_WORKER"
EARLIER = "VOUCH_TESTS_WAREHOUSE"  # names a built home: only what differs from it is built


def build_once(base: Path) -> Path:
    """Return the built copy; the first worker that asks makes it, and the others wait.

    *base* is a worker's own temporary folder, which lies in that of the run.
    """
    shared = base.parent if WORKER in os.environ else base
    folder = shared / "sample_home"
    with (shared / "sample_home.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "warehouse" / "CURRENT").exists():
            shutil.copytree(home.SAMPLE, folder, ignore=MADE, dirs_exist_ok=True)
            _begin_with_an_earlier(folder)
            build.run(home.load(folder))
    return folder


def _begin_with_an_earlier(folder: Path) -> None:
    """Spare whoever runs a few tests again and again the building of what has not changed."""
    if earlier := os.environ.get(EARLIER):
        shutil.copytree(Path(earlier) / "warehouse", folder / "warehouse")
        shutil.copy2(Path(earlier) / "key", folder)
