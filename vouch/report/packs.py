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
        one = NAMED.fullmatch(path.name)
        return cls(path, date.fromisoformat(one[1]) if one else date.min, one[2] if one else "")

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
    found = (path for path in sorted(folder.glob("*.zip")) if NAMED.fullmatch(path.name))
    return [Pack.at(path) for path in found]


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
    except (KeyError, ValueError):
        return {}
    return said if isinstance(said, dict) else {}
