"""Looking at a generation without pages, as the command line and reports do."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, TypeVar, cast

import pandas as pd

from vouch import kpis, readers, viewers, wording
from vouch.errors import VouchError
from vouch.home import Home
from vouch.policy import Policy
from vouch.view import View

T = TypeVar("T")


@dataclass(frozen=True)
class Asked:
    """A reader as a view asks it; what is kept is kept for one question."""

    folder: Path
    reader: readers.Reader
    made: dict[str, Any] = field(default_factory=dict)

    def rows(self, layer: str, name: str, params: tuple) -> pd.DataFrame:
        """Run a query."""
        return self.reader.rows(layer, name, **dict(params))

    def kpi(self, name: str, snapshot: date, as_of: date) -> kpis.Kpi:
        """Measure one KPI."""
        return kpis.measure(self.reader, name, snapshot, as_of)

    def keep(self, name: str, make: Callable[[], T]) -> T:
        """Make it once."""
        if name not in self.made:
            self.made[name] = make()
        return cast(T, self.made[name])

    def is_pruned(self, snapshot: date) -> bool:
        """Tell whether the exports of a snapshot are deleted."""
        found = self.reader.rows("series", "snapshots")
        return bool(found.loc[found["snapshot"].dt.date == snapshot, "is_pruned"].any())

    def under(self, judgement: readers.Judgement) -> "Asked":
        """Open the same generation under another policy."""
        made = self.reader.generation, self.reader.role
        return Asked(self.folder, readers.open(self.folder, *made, judgement))


def opened(
    home: Home,
    generation: str,
    role: readers.Role,
    day: date | None = None,
    chosen: Policy | None = None,
) -> tuple[Home, readers.Reader, date]:
    """Open a generation judged by the *chosen* policy, else by that of the snapshot of *day*.

    Returns the home under that policy, the reader, and the snapshot, which is else the newest.

    Raises:
        VouchError: there is no such snapshot, or the generation is damaged.
    """
    reader = readers.open(home.warehouse, generation, role)
    known = reader.snapshots()
    if not known:
        raise VouchError("problem.no_snapshots", folder=str(home.snapshots))
    day = day or max(known)
    if day not in known:
        raise VouchError(
            "problem.unknown_snapshot", day=day.isoformat(), newest=max(known).isoformat()
        )
    under = readers.judgement(home.versions, day, max(known), chosen)
    if under is None:
        return home.on(day), reader, day
    return home.under(under.policy), readers.open(home.warehouse, generation, role, under), day


def look(
    home: Home, reader: readers.Reader, snapshot: date, as_of: date, language: str = "en"
) -> View:
    """Look at a snapshot on a day, as a page does, as the operator of this machine."""
    return View(
        t=wording.Words(language),
        home=home,
        generation=reader.generation,
        viewer=viewers.local(reader.role),
        snapshots=tuple(reader.snapshots()),
        snapshot=snapshot,
        as_of=as_of,
        source=Asked(home.warehouse, reader),
    )
