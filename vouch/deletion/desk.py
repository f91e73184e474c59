"""The desk on which pairs are compared: its database, its policy, and what pairs leave behind."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TypeVar

import duckdb

from vouch import reference, sources
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
class Rows:
    """A dataset's rows in a Parquet file that has those of as many *datasets*."""

    path: Path
    dataset: str
    datasets: int


@dataclass(frozen=True)
class Made:
    """What lists and pairs left behind, by table; *id* names all that *dataset*'s depends on."""

    id: str
    paths: dict[str, Path]
    dataset: str = ""
    datasets: int = 0

    def rows(self, table: str) -> Rows:
        """Tell where the dataset's own rows are."""
        return Rows(self.paths[table], self.dataset, self.datasets)


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
    lists: tuple[Made, Made]
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

    def handfuls(
        self, things: Iterable[T], parts: Callable[[T], Sequence[Part]]
    ) -> Iterator[list[T]]:
        """Divide things into as few lists as are each compared at once; a large thing is alone.

        In each an id belongs to one dataset, since its hash tells no more than its register.
        """
        waiting = list(things)
        while waiting:
            taken: list[T] = []
            rest: list[T] = []
            size, registers = 0, set()
            for one in waiting:
                more = sum(map(self.size, parts(one)))
                register = _register(parts(one)[0])
                if register in registers or (taken and size + more > AT_ONCE):
                    rest.append(one)
                else:
                    taken.append(one)
                    size += more
                    registers.add(register)
            waiting = rest
            yield taken


def _register(part: Part) -> str:
    return sources.register(part.name, part.dataset)
