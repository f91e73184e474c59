"""The desk on which pairs are compared: its database, its policy, and what pairs leave behind."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TypeVar

import duckdb

from vouch import reference
from vouch.deletion.chains import Look
from vouch.parts.identity import Part
from vouch.parts.making import KEYS
from vouch.policy import Policy
from vouch.versions import Versions

# Of keys, in bytes, that are compared at once. Small datasets cost little more together than one
# alone; the memory that a comparison takes is that of one large dataset.
AT_ONCE = 32_000_000
T = TypeVar("T")


@dataclass(frozen=True)
class Made:
    """What pairs left behind, by table; *id* names all that one of them depends on."""

    id: str
    paths: dict[str, Path]


NOTHING = Made("", {})


@dataclass(frozen=True)
class Pair:
    """Two neighbouring snapshots of a dataset, and the *lists* of what is past its date in each.

    *others* are pairs of other datasets in which a record may stand instead; *last* is what the
    pair before this one left behind.
    """

    look: Look
    before: Part
    after: Part
    lists: tuple[Path, Path]
    others: Sequence[tuple[Part, Part]]
    last: Made


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

    def keys(self, part: Part) -> Path | None:
        """Find the keys of a part; rows without an id of their own have none."""
        path = self.folder(part) / KEYS
        return path if path.exists() else None

    def size(self, part: Part) -> int:
        """Return how many bytes the keys of a part take."""
        path = self.keys(part)
        return path.stat().st_size if path else 0


def handfuls(things: Sequence[T], size: Callable[[T], int]) -> Iterator[list[T]]:
    """Divide things into as few lists as are each compared at once; a large thing is alone."""
    taken: list[T] = []
    for one in things:
        if taken and sum(map(size, [*taken, one])) > AT_ONCE:
            yield taken
            taken = []
        taken.append(one)
    if taken:
        yield taken
