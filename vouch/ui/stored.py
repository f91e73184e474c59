"""Figures and rows kept between reruns.

Cached values are shared by all sessions, so role and generation stand among the
arguments: a value made for one role is never handed to the other.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from vouch import home, kpis, readers

KEPT = 2_000  # results; a page needs about forty


@st.cache_resource(show_spinner=False, max_entries=8)
def reader(folder: Path, generation: str, role: readers.Role) -> readers.Reader:
    """Open a generation for a role, once for all sessions."""
    return readers.open(folder, generation, role)


@st.cache_data(show_spinner=False, max_entries=KEPT)
def _rows(
    folder: Path, generation: str, role: readers.Role, query: tuple[str, str], params: tuple
) -> pd.DataFrame:
    return reader(folder, generation, role).rows(*query, **dict(params))


@st.cache_data(show_spinner=False, max_entries=KEPT)
def _kpi(
    folder: Path, generation: str, role: readers.Role, name: str, days: tuple[date, date]
) -> kpis.Kpi:
    return kpis.measure(reader(folder, generation, role), name, *days)


@st.cache_resource(show_spinner=False, max_entries=KEPT)
def _made(folder: str, generation: str, role: str, name: str, _make: Callable[[], Any]) -> Any:
    return _make()


@dataclass(frozen=True)
class Stored:
    """A generation as one role sees it, its answers kept; *stamp* names the declarations."""

    folder: Path
    generation: str
    role: readers.Role
    stamp: str

    def rows(self, layer: str, name: str, params: tuple) -> pd.DataFrame:
        """Return the rows of a query under *params* (name, value)."""
        return _rows(self.folder, self.generation, self.role, (layer, name), params)

    def kpi(self, name: str, snapshot: date, as_of: date) -> kpis.Kpi:
        """Measure one KPI."""
        return _kpi(self.folder, self.generation, self.role, name, (snapshot, as_of))

    def keep(self, name: str, make: Callable[[], Any]) -> Any:
        """Return what *make* makes, made once for this generation, role and declarations."""
        return _made(str(self.folder), self.generation, self.role, f"{self.stamp} {name}", make)


@st.cache_resource(show_spinner=False, max_entries=8)
def _home(path: Path, stamp: str) -> home.Home:
    return home.load(path)


def declared(path: Path) -> home.Home:
    """Read the home's declarations again only when one of its files has changed.

    Raises:
        VouchError: the home is not as it must be.
    """
    return _home(path, stamp(path))


def stamp(path: Path) -> str:
    """Name the state of the home's declarations by the times of their last change."""
    files = sorted(path.glob("*.toml"))
    return " ".join(f"{file.name}:{file.stat().st_mtime_ns}" for file in files)
