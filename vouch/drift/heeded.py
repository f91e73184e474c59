"""Which holds are heeded in each snapshot: a register that was not read releases nothing."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from vouch import history
from vouch.drift import standing
from vouch.parts import holds
from vouch.parts.identity import Part


@dataclass(frozen=True)
class Heeded:
    """The holds of one register on the day of a snapshot.

    Where it was not read to its last row, those are among them that stood when it last was, on the
    day *since_on*: nobody can tell which of them were released.
    """

    snapshot: date
    holds: list[holds.Hold]
    since_on: date | None


def find(
    db: duckdb.DuckDBPyConnection,
    parts: Sequence[Part],
    kept: Sequence[history.Kept],
    folder: Callable[[Part], Path],
) -> Iterator[Heeded]:
    """Go through the parts of one register, oldest first; *folder* has a part's figures."""
    read = standing.how_read(db, parts, kept, folder)
    stood: list[holds.Hold] = []
    good_on: date | None = None
    for part in parts:
        how = read[part.snapshot]
        mine = [] if how == standing.NOT else holds.read(folder(part) / "holds.json")
        stood = mine if how == standing.WHOLE else [*stood, *mine]
        good_on = part.snapshot if how == standing.WHOLE else good_on
        yield Heeded(part.snapshot, stood, None if how == standing.WHOLE else good_on)
