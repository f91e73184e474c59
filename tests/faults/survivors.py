"""A home with published figures whose inputs have changed: what must outlive any death."""

import random
import shutil
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
import pytest

from tests.faults.dying import Launcher
from tests.faults.shop import DAY, HEAD_ROWS, SOURCES, Shop
from vouch import build, home, warehouse

EARLIER = date(2026, 9, 30)
MORE = """
[legal.holds]
files = "holds.csv"
kind = "holds"
subject_space = "hr"
[legal.holds.columns]
subject_id = "person"
opened_on = "opened"
"""
STAFF = SOURCES.replace("crm.people", "hr.people").replace("{files}", "staff.csv")
GOLDEN = 0.6180339887  # its multiples, less their whole part, lie evenly however many there are
OWN = {"key", "warehouse/lock"}
Figures = dict[str, list[tuple]]


def points(number: int, sampled: int) -> list:
    """Return the seeds of a suite; those beyond the sample run with ``make test-faults`` alone."""
    return [
        pytest.param(seed, marks=() if seed < sampled else pytest.mark.all_faults)
        for seed in range(number)
    ]


def share(seed: int) -> float:
    """Spread seeds evenly between 0 and 1."""
    return seed * GOLDEN % 1


def dice(seed: int) -> random.Random:
    """Return the same random numbers for the same seed."""
    return random.Random(seed)  # noqa: S311


def figures(folder: Path) -> tuple[str, Figures]:
    """Return the name of the published generation, and all rows of all its tables."""
    place = folder / "warehouse"
    generation = warehouse.current(place)
    assert generation is not None
    found: Figures = {}
    for path in (
        warehouse.figures_file(place, generation),
        warehouse.records_file(place, generation),
    ):
        with duckdb.connect(str(path), read_only=True) as db:
            for (name,) in db.execute("SELECT table_name FROM duckdb_tables()").fetchall():
                found[name] = db.execute(f'FROM "{name}" ORDER BY ALL').fetchall()
    return generation, found


def listing(folder: Path) -> set[str]:
    """List all files and folders of a home by their place in it."""
    return {str(path.relative_to(folder)) for path in folder.rglob("*")} - OWN


@dataclass(frozen=True)
class Known:
    """What a home's figures and files are after a command that nothing disturbed."""

    generation: str
    figures: Figures
    files: set[str]
    touches: int

    @classmethod
    def after(cls, folder: Path, touches: int = 0) -> "Known":
        """Look at a home."""
        return cls(*figures(folder), listing(folder), touches)


@dataclass(frozen=True)
class Survivor:
    """A published home with changed inputs, its figures before and after a whole run."""

    folder: Path
    launcher: Launcher
    command: tuple[str, ...]
    old: Known
    new: Known

    def copy(self, target: Path) -> Path:
        """Copy the home to where it may be damaged."""
        return Path(shutil.copytree(self.folder, target / "home"))

    def is_whole(self, folder: Path) -> bool:
        """Tell whether the published figures are exactly the old or exactly the new ones."""
        generation, found = figures(folder)
        return found == {one.generation: one.figures for one in (self.old, self.new)}[generation]


def prepare(
    folder: Path, launcher: Launcher, change: Callable[[Shop], None], *command: str
) -> Survivor:
    """Build a home, *change* it, and run *command* undisturbed on a copy to know what is right."""
    shop = Shop(folder / "home")
    shop.folder.mkdir()
    shop.declare()
    with (shop.folder / "sources.toml").open("a", encoding="utf-8") as file:
        file.write(STAFF.format(type="csv", encoding="utf-8") + MORE)
    for day in (EARLIER, DAY):
        shop.put(HEAD_ROWS, day=day)
        shop.put(HEAD_ROWS.replace("2020", "2019"), "staff.csv", day=day)
        shop.put("person,opened\na,2026-09-01\n", "holds.csv", day=day)
    shop.build()
    old = Known.after(shop.folder)
    change(shop)
    clean = Path(shutil.copytree(shop.folder, folder / "clean"))
    end = launcher.run(*command, "--home", clean)
    assert end.code == 0, end.said
    return Survivor(shop.folder, launcher, command, old, Known.after(clean, end.touches))


def rebuild(folder: Path) -> None:
    """Build again, as the next night would."""
    build.run(home.load(folder))


def put_many(shop: Shop) -> None:
    """Declare and put so many exports that workers read them."""
    for number in range(14):
        name = f"crm.people{number}"
        text = SOURCES.replace("crm.people", name).replace("{files}", f"people{number}.csv")
        with (shop.folder / "sources.toml").open("a", encoding="utf-8") as file:
            file.write(text.format(type="csv", encoding="utf-8"))
        shop.put(HEAD_ROWS, f"people{number}.csv")


def workers(shop: Shop, build: subprocess.Popen) -> list[int]:
    """Wait until a build has workers, and return their process ids."""
    found: list[int] = []
    while not found and build.poll() is None:
        folders = (shop.folder / "warehouse" / "scratch").glob("reader-*")
        found = [int(path.name.rpartition("-")[2]) for path in folders]
        time.sleep(0.002)
    return found
