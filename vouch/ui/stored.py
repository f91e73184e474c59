"""Figures and rows kept between reruns.

What is kept is shared by all sessions, so role and generation stand among the
arguments: a value made for one role is never handed to the other. Streamlit's own
caches take up to a quarter of a millisecond to find a value, and a page asks for fifty.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from vouch import home, kpis, readers

KEPT = 2_000  # results of each kind; a page needs about forty
DECLARATIONS = ("policy.toml", "sources.toml")


@st.cache_resource(show_spinner=False, max_entries=8)
def reader(folder: Path, generation: str, role: readers.Role) -> readers.Reader:
    """Open a generation for a role, once for all sessions."""
    return readers.open(folder, generation, role)


@lru_cache(maxsize=KEPT)
def _days(folder: Path, generation: str, role: readers.Role) -> tuple[date, ...]:
    return tuple(reader(folder, generation, role).snapshots())


@lru_cache(maxsize=KEPT)
def _rows(
    folder: Path, generation: str, role: readers.Role, query: tuple[str, str], params: tuple
) -> pd.DataFrame:
    return reader(folder, generation, role).rows(*query, **dict(params))


@lru_cache(maxsize=KEPT)
def _kpi(
    folder: Path, generation: str, role: readers.Role, name: str, days: tuple[date, date]
) -> kpis.Kpi:
    return kpis.measure(reader(folder, generation, role), name, *days)


@lru_cache(maxsize=KEPT)
def _place(folder: Path, generation: str, role: readers.Role, name: str) -> list[Any]:
    """Set a place aside for one thing that is made; it is empty until that is done."""
    return []


@dataclass(frozen=True)
class Stored:
    """A generation as one role sees it, its answers kept; *stamp* names the declarations."""

    folder: Path
    generation: str
    role: readers.Role
    stamp: str

    def days(self) -> tuple[date, ...]:
        """List the snapshots, oldest first."""
        return _days(self.folder, self.generation, self.role)

    def rows(self, layer: str, name: str, params: tuple) -> pd.DataFrame:
        """Return the rows of a query under *params* (name, value), the caller's own to change."""
        kept = _rows(self.folder, self.generation, self.role, (layer, name), params)
        return kept.copy(deep=False)  # pandas copies a column when somebody writes to it

    def kpi(self, name: str, snapshot: date, as_of: date) -> kpis.Kpi:
        """Measure one KPI."""
        return _kpi(self.folder, self.generation, self.role, name, (snapshot, as_of))

    def keep(self, name: str, make: Callable[[], Any]) -> Any:
        """Return what *make* makes, made once for this generation, role and declarations."""
        place = _place(self.folder, self.generation, self.role, f"{self.stamp} {name}")
        if not place:
            place.append(make())
        return place[0]


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
    files = (path / name for name in DECLARATIONS)
    return " ".join(str(file.stat().st_mtime_ns) if file.exists() else "-" for file in files)
