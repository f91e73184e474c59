"""What a page looks at: whose data, which snapshot, which day, for which role, in which words."""

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar

import pandas as pd

from vouch import kpis, queries, readers
from vouch.home import Home
from vouch.policy import Policy
from vouch.viewers import Viewer
from vouch.wording import Words

T = TypeVar("T")
TREND = 12  # snapshots in a trend


class Source(Protocol):
    """Where a view's figures come from: a reader, or one whose answers are kept."""

    def rows(self, layer: str, name: str, params: tuple) -> pd.DataFrame:
        """Return the rows of a query under *params* (name, value)."""

    def kpi(self, name: str, snapshot: date, as_of: date) -> kpis.Kpi:
        """Measure one KPI."""

    def keep(self, name: str, make: Callable[[], T]) -> T:
        """Return what *make* makes; it may be made once and kept under *name*."""

    def is_pruned(self, snapshot: date) -> bool:
        """Tell whether the exports of a snapshot are deleted."""

    def under(self, judgement: readers.Judgement) -> "Source":
        """Return the same generation under another policy; what is kept of either never mixes."""


@dataclass(frozen=True)
class View:
    """One look at one generation; figures are asked of it, never of the reader."""

    t: Words
    home: Home
    generation: str
    viewer: Viewer
    snapshots: tuple[date, ...]
    snapshot: date
    as_of: date
    source: Source

    @property
    def role(self) -> readers.Role:
        """The role in which the viewer looks."""
        return self.viewer.role

    @property
    def is_dpo(self) -> bool:
        """Tell whether single records may be shown."""
        return self.role is readers.Role.DPO

    @property
    def is_pruned(self) -> bool:
        """Tell whether the chosen snapshot's exports are deleted: it cannot be recomputed."""
        return self.source.is_pruned(self.snapshot)

    @property
    def is_policy_of_its_day(self) -> bool:
        """Tell whether figures are judged by the policy that held on the snapshot's day."""
        return self.home.policy == self.home.versions.on(self.snapshot)

    @property
    def past_snapshots(self) -> tuple[date, ...]:
        """The snapshots up to the chosen one, oldest first, at most twelve."""
        return tuple(day for day in self.snapshots if day <= self.snapshot)[-TREND:]

    @property
    def previous(self) -> date | None:
        """The snapshot before the chosen one, if the same datasets can be counted on in both.

        Else a difference would be that of the exports, and be taken for one of the records.
        """
        for before in self.past_snapshots[-2:-1]:
            if self._faulty(before) == self._faulty(self.snapshot):
                return before
        return None

    @property
    def compared(self) -> date | None:
        """The snapshot before, for figures that depend on the day looked at.

        None on another day than the snapshot's own: what only time would do is no change.
        """
        return self.previous if self.as_of == self.snapshot else None

    def _faulty(self, snapshot: date) -> set[str]:
        """Name the datasets that stopped before a snapshot, and those suspect in it."""
        suspects = self.series("suspects")
        here = suspects.loc[suspects["snapshot"] == pd.Timestamp(snapshot), "dataset"]
        return self.unread(snapshot) | set(here)

    def unread(self, snapshot: date, *kinds: str) -> set[str]:
        """Name the datasets, of these kinds or of any, that stopped before a snapshot."""
        stops = self.series("stops")
        here = stops[stops["snapshot"] == pd.Timestamp(snapshot)]
        return set(here.loc[here["kind"].isin(kinds or here["kind"]), "dataset"])

    def gapped(self, values: Sequence[int | None], *kinds: str) -> list[int | None]:
        """Take out of *values*, one a snapshot, those of earlier ones that lack a dataset."""
        return [
            None if day != self.snapshot and self.unread(day, *kinds) else value
            for day, value in zip(self.past_snapshots, values, strict=True)
        ]

    def day_of(self, snapshot: date) -> date:
        """The day on which a snapshot is looked at: its own, or for the chosen one as_of."""
        return self.as_of if snapshot == self.snapshot else snapshot

    def rows(self, layer: str, name: str, **params: object) -> pd.DataFrame:
        """Return the rows of a query; snapshot and as_of are given where it asks for them.

        Raises:
            VouchError: rows were asked for that this role may not see.
        """
        given = {"snapshot": self.snapshot, "as_of": self.as_of} | params
        wanted = [field.name for field in queries.load(layer, name).params]
        return self.source.rows(layer, name, tuple((name, given[name]) for name in wanted))

    def series(self, name: str, **params: object) -> pd.DataFrame:
        """Return the rows of a query of queries/series."""
        return self.rows("series", name, **params)

    def series_under(self, version: Policy, name: str, **params: object) -> pd.DataFrame:
        """Return a series as another policy judges every snapshot."""
        judgement = readers.Judgement(version, is_everywhere=True)
        return self.source.under(judgement).rows("series", name, tuple(params.items()))

    def over_time(self, name: str) -> pd.DataFrame:
        """Return a series for each of the last snapshots, each on its own day."""
        frames = [
            self.series(name, snapshot=day, as_of=self.day_of(day)).assign(snapshot=day)
            for day in self.past_snapshots
        ]
        return pd.concat(frames, ignore_index=True)

    def kpi(self, name: str, snapshot: date | None = None) -> kpis.Kpi:
        """Measure a KPI in the chosen snapshot, or in another one on its own day."""
        day = snapshot or self.snapshot
        return self.source.kpi(name, day, self.day_of(day))

    def trend(self, name: str) -> list[int]:
        """Return the numerator of a KPI in each of the last snapshots."""
        days = self.past_snapshots
        return self.keep(f"trend {name}", lambda: [self.kpi(name, day).numerator for day in days])

    def keep(self, name: str, make: Callable[[], T]) -> T:
        """Make something of this view, at most once for all who look in the same way."""
        return self.source.keep(f"{name} {self.t.language} {self.snapshot} {self.as_of}", make)

    def named(self, kind: str, name: str) -> str:
        """Write the policy's name of a category, rule or purpose (``kind`` is the plural)."""
        found = getattr(self.home.policy, kind).get(name)
        return self.t.named(found.title) if found else name


def kept(make: Callable[[View], T]) -> Callable[[View], T]:
    """Let a function of a view alone be computed once for all who look in the same way.

    Its result is shared: nobody may change it.
    """
    name = f"{make.__module__}.{make.__qualname__}"

    @functools.wraps(make)
    def ask(view: View) -> T:
        return view.keep(name, lambda: make(view))

    return ask
