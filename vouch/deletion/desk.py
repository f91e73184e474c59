"""The desk on which pairs are compared: its database, its policy, and what pairs leave behind."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import duckdb

from vouch import reference
from vouch.deletion.chains import Look
from vouch.parts.identity import Part
from vouch.policy import Policy
from vouch.versions import Versions


@dataclass(frozen=True)
class Made:
    """What a pair left behind, by table; *id* names all that it depends on."""

    id: str
    paths: dict[str, Path]


NOTHING = Made("", {})


@dataclass(frozen=True)
class Pair:
    """Two neighbouring snapshots of a dataset, and their lists of what is to be gone.

    *others* are pairs of other datasets in which a record may stand instead.
    """

    look: Look
    before: Part
    after: Part
    lists: tuple[Path, Path]
    others: Sequence[tuple[Part, Part]]


@dataclass
class Desk:
    """Where pairs are compared: a database that has fig_files, and the folder of what was made.

    *folder* has a part's figures.
    """

    db: duckdb.DuckDBPyConnection
    store: Path
    scratch: Path
    folder: Callable[[Part], Path]
    versions: Versions
    judged: Policy | None = None
    used: list[Path] = field(default_factory=list)

    def judge(self, day: date) -> str:
        """Judge by the policy of a day; return what of it matters to a comparison."""
        version = self.versions.on(day)
        if version != self.judged:
            reference.judge(self.db, version)
            self.judged = version
        return version.model_dump_json(include={"rules", "settings"})

    def path(self, table: str, name: str) -> Path:
        """Name a file that is kept as long as it is used."""
        found = self.store / f"{table}-{name}.parquet"
        self.used.append(found)
        return found
