"""The keyed hashes that are kept of a snapshot when its exports go."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from vouch import bench, sought, tracing
from vouch.home import Home


def keep_sought(home: Home, day: date) -> Path:
    """Write by what people are looked for in one snapshot, for when its exports are gone."""
    scratch = home.warehouse / "scratch"
    scratch.mkdir(parents=True, exist_ok=True)
    with bench.Bench(home, scratch, lambda step: None) as made:
        listed = made.trace(made.plan()).listed
        return tracing.keep(made.db, listed, day, scratch / f"kept-{day}.parquet")


def keep_found(home: Home, days: Iterable[date]) -> None:
    """Keep who was found in the snapshots of *days*, before others are pruned."""
    scratch = home.warehouse / "scratch"
    scratch.mkdir(parents=True, exist_ok=True)
    home.history.mkdir(exist_ok=True)
    with bench.Bench(home, scratch, lambda step: None) as made:
        traced = made.trace(made.plan())
        tracing.keep_found(made.db, traced, days, home.history / sought.FOUND)


def folders(home: Home, day: date) -> dict[str, Path]:
    """Name the folders of figures and keyed hashes that were made of one snapshot, by dataset."""
    made = bench.Bench(home, home.warehouse / "scratch", lambda step: None)
    with made:
        parts = [part for part in made.plan().parts if part.snapshot == day]
    return {part.name: made.store.figures(part) for part in parts}
