"""Figures and rows kept between reruns.

What is kept is shared by all sessions, so role and generation stand among the
arguments: a value made for one role is never handed to the other. Streamlit's own
caches take up to a quarter of a millisecond to find a value, and a page asks for fifty.

Who looks at records is written down at each look, not when an answer is computed: whoever
is served from what is kept has looked as well.
"""

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

import pandas as pd

from vouch import home, kpis, readers
from vouch.audit.trail import Trail
from vouch.ui import looks
from vouch.view import View

SUPPOSED = 4  # readers of what-ifs: each holds the deadlines of all snapshots in memory
KEPT = 2_000  # results of each kind; a page needs about forty
DECLARATIONS = ("policy.toml", "sources.toml", "policies/*.toml")
KEEPING: ContextVar[bool] = ContextVar("keeping", default=False)


@dataclass(frozen=True)
class Desk:
    """Whose answers are kept: one generation, for one role, under one policy.

    *policy* names what *under* says, and is empty for what was published.
    """

    folder: Path
    generation: str
    role: readers.Role
    policy: str = ""
    under: readers.Judgement | None = field(default=None, compare=False)


def reader(desk: Desk) -> readers.Reader:
    """Open a generation, once for all sessions; what is only supposed makes way for the next."""
    is_supposed = desk.under is not None and desk.under.is_supposed
    return _supposed(desk) if is_supposed else _declared(desk)


@lru_cache(maxsize=16)
def _declared(desk: Desk) -> readers.Reader:
    return readers.open(desk.folder, desk.generation, desk.role, desk.under)


@lru_cache(maxsize=SUPPOSED)
def _supposed(desk: Desk) -> readers.Reader:
    return readers.open(desk.folder, desk.generation, desk.role, desk.under)


@lru_cache(maxsize=KEPT)
def _snapshots(desk: Desk) -> dict[date, bool]:
    found = reader(desk).rows("series", "snapshots")
    return dict(zip(found["snapshot"].dt.date, found["is_pruned"], strict=True))


def days(desk: Desk) -> tuple[date, ...]:
    """List the snapshots of a generation, oldest first."""
    return tuple(_snapshots(desk))


@lru_cache(maxsize=KEPT)
def _rows(desk: Desk, query: tuple[str, str], params: tuple) -> pd.DataFrame:
    return reader(desk).rows(*query, **dict(params))


@lru_cache(maxsize=KEPT)
def _kpi(desk: Desk, name: str, days: tuple[date, date]) -> kpis.Kpi:
    return kpis.measure(reader(desk), name, *days)


@lru_cache(maxsize=KEPT)
def _place(desk: Desk, name: str) -> list[Any]:
    """Set a place aside for one thing that is made; it is empty until that is done."""
    return []


@dataclass(frozen=True)
class Stored:
    """A generation as one viewer sees it, its answers kept; *stamp* names the declarations.

    What the viewer sees of single records is written to the *trail*.
    """

    desk: Desk
    stamp: str
    trail: Trail

    @property
    def days(self) -> tuple[date, ...]:
        """The snapshots, oldest first."""
        return days(self.desk)

    def is_pruned(self, snapshot: date) -> bool:
        """Tell whether the exports of a snapshot are deleted."""
        return bool(_snapshots(self.desk)[snapshot])

    def under(self, judgement: readers.Judgement) -> "Stored":
        """Return the same generation under another policy, which its version and the stamp name."""
        version = judgement.policy.notice.version
        name = f"{self.stamp} {version} {judgement.is_everywhere}"
        desk = replace(self.desk, policy=name, under=judgement)
        return replace(self, desk=desk, trail=replace(self.trail, policy=version))

    def rows(self, layer: str, name: str, params: tuple) -> pd.DataFrame:
        """Return the rows of a query under *params* (name, value), the caller's own to change.

        Raises:
            VouchError: records are withheld, or it cannot be written down that they are looked at.
        """
        asked = f"{layer}/{name}"
        with self.trail.guarded(asked, params):
            kept = _rows(self.desk, (layer, name), params)
        if layer in readers.RECORD_LAYERS:
            if KEEPING.get():
                raise RuntimeError(f"{asked} would be kept, and shown to others unseen by the log")
            looks.look(self.trail, asked, params, len(kept))
        return kept.copy(deep=False)  # pandas copies a column when somebody writes to it

    def kpi(self, name: str, snapshot: date, as_of: date) -> kpis.Kpi:
        """Measure one KPI."""
        return _kpi(self.desk, name, (snapshot, as_of))

    def keep(self, name: str, make: Callable[[], Any]) -> Any:
        """Return what *make* makes, made once for this generation, role and declarations.

        It may not ask for records: who is shown them later would leave no trail.
        """
        place = _place(self.desk, f"{self.stamp} {name}")
        if not place:
            before = KEEPING.set(True)
            try:
                place.append(make())
            finally:
                KEEPING.reset(before)
        return place[0]


def opened(view: View, query: str, row: pd.Series) -> None:
    """Write down which record was chosen from a list, by its file and row."""
    place = ("snapshot", view.snapshot), ("file", row["file"]), ("row", int(row["row"]))
    looks.look(trail(view), query, place, 1)


def trail(view: View) -> Trail:
    """Return the trail of whoever looks; each view of a page asks a generation as stored here."""
    return cast(Stored, view.source).trail


def desk(view: View) -> Desk:
    """Return the desk at which a page's answers are kept."""
    return cast(Stored, view.source).desk


@lru_cache(maxsize=8)
def _home(path: Path, stamp: str) -> home.Home:
    return home.load(path)


def declared(path: Path) -> tuple[home.Home, str]:
    """Return the home and its stamp; it is read again only when one of its files has changed.

    Raises:
        VouchError: the home is not as it must be.
    """
    stamp = _stamp(path)
    return _home(path, stamp), stamp


def _stamp(path: Path) -> str:
    """Name the state of the home's declarations by the times of their last change."""
    files = (file for name in DECLARATIONS for file in sorted(path.glob(name)))
    return " ".join(f"{file.name}:{file.stat().st_mtime_ns}" for file in files)
