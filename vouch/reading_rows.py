"""How days were read, in words: each column with days that were not, or that are to be doubted."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from vouch import sentences
from vouch.view import View, kept
from vouch.wording import Words

EMPTY, READ = "empty", "read"
DOUBTED = ("epoch", "future")  # read, and taken as they stand


@dataclass(frozen=True)
class Column:
    """One column of days in one file: how many of its texts were read in which way."""

    dataset: str
    file: str
    theirs: str
    readings: Counter[str] = field(default_factory=Counter)
    ambiguous: Counter[str] = field(default_factory=Counter)

    @property
    def total(self) -> int:
        """Count the cells in which something stands."""
        return self.readings.total() - self.readings[EMPTY]

    @property
    def unread(self) -> dict[str, int]:
        """Count what was not read, by what it is instead, the most first."""
        fine = (READ, EMPTY, *DOUBTED)
        return {name: n for name, n in self.readings.most_common() if name not in fine}

    @property
    def doubted(self) -> dict[str, int]:
        """Count the days that were read and can hardly be meant."""
        return {name: self.readings[name] for name in DOUBTED if self.readings[name]}


def gather(rows: Iterable[Any]) -> list[Column]:
    """Gather the rows of ``series/readings`` by column, in their order."""
    found: dict[tuple[str, str, str], Column] = {}
    for row in rows:
        key = (row.dataset, row.file, row.name)
        column = found.setdefault(key, Column(row.dataset, row.file, row.theirs))
        column.readings[row.reading] += row.records
        if row.is_ambiguous:
            column.ambiguous[row.format] += row.records
    return list(found.values())


def told(column: Column, t: Words) -> str:
    """Say what is wrong with the days of a column; empty if nothing is."""
    said = []
    if unread := column.unread:
        n = sum(unread.values())
        named = {"column": column.theirs, "kinds": _listed(unread, t)}
        said.append(t("reading.unread", n=n, total=column.total, **named))
    if doubted := column.doubted:
        said.append(t("reading.doubted", column=column.theirs, kinds=_listed(doubted, t)))
    if n := column.ambiguous.total():
        formats = t.listing(list(column.ambiguous))
        said.append(t("reading.ambiguous", n=n, column=column.theirs, format=formats))
    return sentences.joined(said) if said else ""


def _listed(counts: dict[str, int], t: Words) -> str:
    return t.listing([f"{t(f'reading.{name}')} ({t.number(n)})" for name, n in counts.items()])


@kept
def table(view: View) -> dict[str, object]:
    """Write the table of columns whose days are not all beyond doubt."""
    t = view.t
    said = [(one, told(one, t)) for one in gather(view.series("readings").itertuples())]
    return {
        "caption": t("sources.days"),
        "head": [t(f"col.{name}") for name in ("dataset", "file", "days_said")],
        "rows": [[one.dataset, one.file, words] for one, words in said if words],
        "words": 3,
    }
