"""A source whose answers are kept for as long as one report is written: it asks much twice."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

import pandas as pd

from vouch import kpis, readers
from vouch.view import Source

T = TypeVar("T")


@dataclass(frozen=True)
class Remembering:
    """Another source, of which each question is asked once; rows are the asker's own to change."""

    source: Source
    answers: dict[tuple, Any] = field(default_factory=dict)

    @property
    def queries(self) -> list[tuple[str, str, tuple]]:
        """The queries that were asked so far, with their params."""
        return [asked[1:] for asked in self.answers if asked[0] == "rows"]

    @property
    def asked(self) -> set[tuple[str, str]]:
        """The queries (layer, name) that were asked so far; a KPI's is explained by itself."""
        return {(asked[1], asked[2]) for asked in self.answers if asked[0] == "rows"}

    def rows(self, layer: str, name: str, params: tuple) -> pd.DataFrame:
        """Return the rows of a query under *params* (name, value)."""
        asked = ("rows", layer, name, params)
        found: pd.DataFrame = self._once(asked, lambda: self.source.rows(layer, name, params))
        return found.copy(deep=False)

    def kpi(self, name: str, snapshot: date, as_of: date) -> kpis.Kpi:
        """Measure one KPI."""
        asked = ("kpi", name, snapshot, as_of)
        return self._once(asked, lambda: self.source.kpi(name, snapshot, as_of))

    def keep(self, name: str, make: Callable[[], T]) -> T:
        """Return what *make* makes, made once."""
        return self._once(("keep", name), lambda: self.source.keep(name, make))

    def is_pruned(self, snapshot: date) -> bool:
        """Tell whether the exports of a snapshot are deleted."""
        return self.source.is_pruned(snapshot)

    def under(self, judgement: readers.Judgement) -> "Remembering":
        """Ask the same generation under another policy; nothing is shared with this one."""
        return Remembering(self.source.under(judgement))

    def _once(self, asked: tuple, answer: Callable[[], T]) -> T:
        if asked not in self.answers:
            self.answers[asked] = answer()
        kept: T = self.answers[asked]
        return kept
