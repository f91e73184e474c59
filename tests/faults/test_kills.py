"""Builds and prunings that are killed: what is published is old or new, and nothing is left over.

Points are spread over the touches of an undisturbed run: every second one is hit exactly, the
others some moments later, when DuckDB is in the middle of its own writing.
"""

import os
import signal
import subprocess
import time
from pathlib import Path

import duckdb
import pytest

from tests import terminal
from tests.faults import survivors
from tests.faults.shop import DAY, HEAD_ROWS, Shop
from tests.faults.survivors import EARLIER, Survivor, points
from vouch import history, home, pruning, warehouse

KILLED = -signal.SIGKILL
LATEST = 0.02  # seconds after a touch; longer than most of them take


def fate(survivor: Survivor, seed: int) -> dict:
    """Choose when to die."""
    late = survivors.dice(seed).uniform(0.0001, LATEST) if seed % 2 else 0.0
    return {"at": 1 + int(survivors.share(seed) * survivor.new.touches), "late": late}


@pytest.mark.parametrize("seed", points(120, 12))
def test_a_killed_build_leaves_the_old_figures_or_the_new_ones(
    changed: Survivor, tmp_path: Path, seed: int
) -> None:
    """Nobody may ever report half of a build, and the next one must not trip over its remains."""
    folder = changed.copy(tmp_path)
    old = warehouse.figures_file(folder / "warehouse", changed.old.generation)
    with duckdb.connect(str(old), read_only=True) as reader:
        end = changed.launcher.run("build", "--home", folder, **fate(changed, seed))
        read = reader.execute("FROM fig_holdings ORDER BY ALL").fetchall()

    assert end.code in ((KILLED, 0) if seed % 2 else (KILLED,))
    assert read == changed.old.figures["fig_holdings"]
    assert changed.is_whole(folder)
    survivors.rebuild(folder)
    assert survivors.Known.after(folder, changed.new.touches) == changed.new


@pytest.mark.parametrize("seed", points(60, 4))
def test_a_killed_pruning_loses_no_figure(expired: Survivor, tmp_path: Path, seed: int) -> None:
    """Exports are gone for good: their figures must be on disk before."""
    folder = expired.copy(tmp_path)
    expired.launcher.run(*expired.command, "--home", folder, **fate(expired, seed))
    day = str(EARLIER)

    assert expired.is_whole(folder)
    survivors.rebuild(folder)
    has_exports = (folder / "snapshots" / day).exists()
    assert has_exports or (folder / "history" / day / history.RECORD).exists()
    assert not [path.name for path in folder.rglob(".*")]
    counted = survivors.figures(folder)[1]["fig_holdings"]
    assert counted == expired.old.figures["fig_holdings"]
    again = expired.launcher.run(*expired.command, "--home", folder)
    assert again.code == 0
    assert survivors.Known.after(folder, expired.new.touches) == expired.new


def test_a_build_begun_anew_does_not_read_the_log_of_a_dead_one(changed: Survivor, tmp_path: Path):
    """DuckDB replays whatever log lies beside a new database of the same name."""
    folder = changed.copy(tmp_path)
    path = warehouse.figures_file(folder / "warehouse", changed.new.generation)
    db = duckdb.connect(str(path.with_suffix(".new")))
    db.execute("CREATE TABLE fig_holdings (stray VARCHAR)")
    log = path.with_suffix(".new.wal").read_bytes()
    db.close()
    path.with_suffix(".new.wal").write_bytes(log)
    survivors.rebuild(folder)

    assert survivors.Known.after(folder, changed.new.touches) == changed.new


def test_exports_taken_back_after_a_death_leave_nothing_behind(changed: Survivor, tmp_path: Path):
    """The next build has nothing to publish then, and cleans up all the same."""
    folder = changed.copy(tmp_path)
    shop = Shop(folder)
    changed.launcher.run("build", "--home", folder, at=changed.new.touches * 9 // 10)
    (folder / "warehouse" / "CURRENT.new").write_text(changed.new.generation)
    shop.put(HEAD_ROWS)
    shop.put(HEAD_ROWS.replace("2020", "2019"), "staff.csv", day=EARLIER)
    survivors.rebuild(folder)

    assert survivors.Known.after(folder) == changed.old


def test_the_lock_of_a_dead_build_is_free_at_once(changed: Survivor, tmp_path: Path) -> None:
    """A lock that outlives its owner would stop all builds until somebody finds it."""
    folder = changed.copy(tmp_path)
    dead = changed.launcher.run("build", "--home", folder, at=changed.new.touches // 2)
    told = changed.launcher.run("build", "--home", folder)

    assert (dead.code, told.code) == (KILLED, 0)


def test_workers_die_with_their_build(shop: Shop) -> None:
    """They would wait for work for ever, and write where the next build cleans up."""
    survivors.put_many(shop)
    build = subprocess.Popen([*terminal.COMMAND, "build", "--home", shop.folder], cwd=terminal.ROOT)
    workers = survivors.workers(shop, build)
    build.kill()
    build.wait()
    until = time.monotonic() + 20
    while (alive := [pid for pid in workers if is_alive(pid)]) and time.monotonic() < until:
        time.sleep(0.02)

    assert workers
    assert alive == []


def is_alive(pid: int) -> bool:
    """Tell whether a process runs; one that only waits to be counted does not."""
    try:
        os.kill(pid, 0)
        said = Path(f"/proc/{pid}/stat")
        return not said.exists() or said.read_text().rpartition(")")[2].split()[0] != "Z"
    except (ProcessLookupError, FileNotFoundError):
        return False


def test_half_a_history_goes_with_the_next_build(expired: Survivor, tmp_path: Path) -> None:
    """It holds keyed hashes of people, which may stay only for as long as the home says."""
    folder = expired.copy(tmp_path)
    (folder / "history" / f".{EARLIER}" / "keys").mkdir(parents=True)
    (folder / "snapshots" / ".pruned-by-hand").mkdir()
    survivors.rebuild(folder)

    assert not list((folder / "history").iterdir())
    assert (folder / "snapshots" / ".pruned-by-hand").exists()
    assert [one.day for one in pruning.find(home.load(folder), DAY)] == []
