"""The plan of a build: which snapshots and parts there are, and the generation they make."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date

from vouch import __version__, history, snapshots, warehouse
from vouch.home import Home
from vouch.parts.identity import Part


@dataclass(frozen=True)
class Plan:
    """All parts of a home, and the snapshots that they belong to.

    *holding* has the registers of holds that were not read to their last row, by snapshot and
    name, with the day of the snapshot whose holds stay until they are.
    """

    found: list[snapshots.Snapshot]
    parts: list[Part]
    kept: list[history.Kept]
    holding: dict[tuple[date, str], date]

    @property
    def days(self) -> dict[date, bool]:
        """List the days of all snapshots, oldest first, and whether the exports are deleted."""
        days = [(one.day, False) for one in self.found] + [(one.day, True) for one in self.kept]
        return dict(sorted(days))

    @property
    def newest(self) -> list[Part]:
        """List the parts of the newest snapshot that has exports."""
        return [part for part in self.parts if part.snapshot == self.found[-1].day]


def generation(home: Home, plan: Plan) -> str:
    """Name a generation by its parts, its policy and sources, and the version that made it."""
    beside = [
        (str(s.day), [(f.name, f.standing) for f in s.undeclared], list(map(str, s.unfinished)))
        for s in plan.found
    ]
    said = [
        [part.id for part in plan.parts],
        beside,
        [one.identity for one in plan.kept],
        [version.model_dump_json() for version in home.versions.all],
        home.sources.model_dump_json(),
        warehouse.layout(),
        __version__,
    ]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:12]
