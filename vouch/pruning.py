"""Pruning: exports and keyed hashes that were kept for long enough are deleted; figures stay."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from vouch import build, history, kept_keys, policy, readers, snapshots, tracing, warehouse
from vouch.errors import VouchError
from vouch.home import Home
from vouch.parts import doubles
from vouch.periods import Period


@dataclass(frozen=True)
class Expired:
    """What is to go of one snapshot: its exports, its keyed hashes, or both."""

    day: date
    until: date
    exports: Path | None
    keys: Path | None
    has_expired_keys: bool

    @property
    def bytes(self) -> int:
        """Return how much of the disk it takes."""
        folders = [folder for folder in (self.exports, self.keys) if folder]
        return sum(p.stat().st_size for f in folders for p in f.rglob("*") if p.is_file())


def find(home: Home, on: date) -> list[Expired]:
    """List what the home's settings no longer allow on the day *on*; nothing is deleted.

    Raises:
        VouchError: the home sets no limits, or nothing is published yet.
    """
    settings = home.policy.settings
    if settings.keep_exports is None or settings.keep_keys is None:
        raise VouchError("problem.no_keep_limits")
    generation = warehouse.current(home.warehouse) or ""
    reader = readers.open(home.warehouse, generation, readers.Role.MANAGEMENT)
    days = _named("exports", settings.keep_exports) | _named("keys", settings.keep_keys)
    left = {one.day: one.keys for one in history.kept(home)}
    found = []
    for row in reader.rows("series", "expired_exports", looked_on=on, **days).itertuples():
        day = row.snapshot.date()
        exports = _there(home.snapshots / day.isoformat()) if row.is_expired else None
        keys = _there(left.get(day)) if row.has_expired_keys else None
        until = (row.exports_end_on if exports else row.keys_end_on).date()
        if exports or keys:
            found.append(Expired(day, until, exports, keys, row.has_expired_keys))
    return found


def _there(folder: Path | None) -> Path | None:
    return folder if folder and folder.is_dir() else None


def _named(what: str, period: Period) -> dict[str, int | None]:
    return {f"{what}_months": period.months, f"{what}_days": period.days}


def prune(home: Home, on: date) -> list[Expired]:
    """Delete what has expired on the day *on*, keep the figures, and publish them anew.

    The figures are written down before any export goes, and a folder leaves in one step, so that
    a build never sees half of it.

    Raises:
        VouchError: the home sets no limits, nothing can be built, or a build is under way.
    """
    made = build.run(home)
    expired = find(home, on)
    with build.alone(home.warehouse):
        if gone := {one.day for one in expired if one.exports}:
            kept_keys.keep_found(home, snapshots.days(home).keys() - gone)
        for one in expired:
            if one.exports:
                _keep(home, one, on, made.stops)
                one.exports.rename(one.exports.with_name(f"{history.ASIDE}{one.day}"))
            if one.keys:
                shutil.rmtree(one.keys)
        history.clear(home)
        _forget(home, on)
    build.run(home)
    return expired


def _forget(home: Home, on: date) -> None:
    """Drop by what people are looked for whose requests were closed for long enough."""
    kept = home.policy.settings.keep_keys or policy.KEYS_KEPT
    for one in history.kept(home):
        if one.sought.exists():
            tracing.expire(one.sought, on, kept)


def _keep(home: Home, one: Expired, on: date, stops: Sequence[build.Stop]) -> None:
    """Keep figures and, of what was counted, all that others are compared with."""
    kinds, sought = {history.PRINTS: doubles.PRINTS}, {}
    if not one.has_expired_keys:
        kinds[history.KEYS] = "people.parquet"
        sought = {f"{history.KEYS}/{history.SOUGHT}": kept_keys.keep_sought(home, one.day)}
    uncounted = {stop.dataset for stop in stops if stop.snapshot == one.day}
    beside = {
        f"{kind}/{dataset}.parquet": path
        for dataset, folder in kept_keys.folders(home, one.day).items()
        for kind, name in kinds.items()
        if dataset not in uncounted and (path := folder / name).exists()
    }
    history.keep(home, one.day, warehouse.current(home.warehouse) or "", beside | sought, on)
