"""Packs in a folder: what they are called, which came before, and what they say of themselves."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from vouch.readers import Role
from vouch.report import verify

NAMED = re.compile(r"vouch-report-(\d{4}-\d\d-\d\d)((?:-year)?-[a-z]+-[a-z]+)\.zip")
HASH, SIGNATURE = ".sha256", ".sig"  # of what lies beside a pack


@dataclass(frozen=True)
class Pack:
    """One pack; those of one *series* (period, role and language) are a chain."""

    path: Path
    day: date
    series: str

    @classmethod
    def at(cls, path: Path) -> "Pack":
        """Return the pack at *path*, whatever it is called."""
        return cls(path, *(_said(path.name) or (date.min, "")))

    @property
    def is_of_year(self) -> bool:
        """Tell whether its name says that it is of a year."""
        return self.series.startswith("-year-")

    @property
    def role(self) -> str:
        """Return the role that its name says; empty if it has no such name."""
        return self.series.rpartition("-")[0].rpartition("-")[2]

    @property
    def language(self) -> str:
        """Return the language that its name says."""
        return self.series.rpartition("-")[2]

    @property
    def has_rows(self) -> bool:
        """Tell whether it may hold rows of the exports, and not figures alone."""
        return f"-{Role.DPO}-" in self.series

    @property
    def sha256(self) -> str:
        """Return its hash."""
        return verify.sha256(self.path.read_bytes())

    @property
    def files(self) -> dict[str, bytes]:
        """Read its files, as far as they can be read."""
        return dict(verify.unpacked(self.path.read_bytes()))

    @property
    def beside(self) -> list[Path]:
        """List itself and what belongs to it."""
        names = (f"{self.path.name}{suffix}" for suffix in ("", HASH, SIGNATURE))
        return [path for name in names if (path := self.path.with_name(name)).is_file()]


def name(day: date, period: str, role: str, language: str) -> str:
    """Name a pack: names stand in the order of their snapshots."""
    of_year = "-year" if period == "year" else ""
    return f"vouch-report-{day.isoformat()}{of_year}-{role}-{language}.zip"


def listed(folder: Path) -> list[Pack]:
    """List the packs of a folder, the earliest snapshot first."""
    found = (path for path in sorted(folder.glob("*.zip")) if is_named(path.name))
    return [Pack.at(path) for path in found]


def is_named(name: str) -> bool:
    """Tell whether a file is called as a pack is."""
    return _said(name) is not None


def _said(name: str) -> tuple[date, str] | None:
    """Read day and series from a name; None if it is none of a pack."""
    one = NAMED.fullmatch(name)
    try:
        return (date.fromisoformat(one[1]), one[2]) if one else None
    except ValueError:  # a day that no calendar has
        return None


def previous(path: Path) -> Pack | None:
    """Find the pack of the latest earlier snapshot that is of the same chain, and lies beside."""
    own = Pack.at(path)
    beside = listed(path.parent)
    earlier = [one for one in beside if one.series == own.series and one.day < own.day]
    return earlier[-1] if earlier else None


def following(path: Path) -> Pack | None:
    """Find the first later pack beside it that names the one at *path* as the one before it."""
    own = Pack.at(path)
    later = (one for one in listed(path.parent) if one.series == own.series and one.day > own.day)
    return next((one for one in later if _previous(one) == path.name), None)


def _previous(pack: Pack) -> str:
    """Return the name of the pack that one names as the one before it; empty if there is none."""
    said = manifest(pack.files).get("previous")
    return str(said.get("name", "")) if isinstance(said, dict) else ""


def manifest(files: Mapping[str, bytes]) -> dict[str, Any]:
    """Return what a pack says of itself; nothing if that cannot be read."""
    try:
        said = json.loads(files[verify.MANIFEST])
    except (KeyError, ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}
