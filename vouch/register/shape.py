"""What the register is, whoever shows it: entries of facts, and tables, in one language."""

from dataclasses import dataclass
from datetime import date

from vouch.wording import Words

GAP = "△"  # the shape of what is missing, where a word has no colour


@dataclass(frozen=True)
class Line:
    """One statement; a number and a day stay what they are, so that a workbook can use them."""

    value: str | int | date
    is_gap: bool = False

    def said(self, t: Words) -> str:
        """Write it as a reader sees it; what is missing bears its shape."""
        text = t.write(self.value)
        return f"{GAP} {text}" if self.is_gap else text


@dataclass(frozen=True)
class Fact:
    """What an entry states on one question of the law; *law* is empty where it asks none."""

    id: str
    term: str
    law: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Entry:
    """One processing activity, or the controller."""

    title: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class Table:
    """A table over all activities; the first *words* columns are text, the others numbers.

    *wide* are the columns, from 1, that a telephone leaves out.
    """

    id: str
    title: str
    note: str
    head: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...]
    words: int
    wide: tuple[int, ...] = ()


@dataclass(frozen=True)
class Register:
    """The whole register of one snapshot, in one language; *ground* says what it rests on.

    In the *sentence*, what matters most stands between marks (``wording.STRONG``).
    """

    language: str
    day: date
    title: str
    sentence: str
    controller: Entry
    entries: tuple[Entry, ...]
    tables: tuple[Table, ...]
    gaps: Table
    ground: Entry

    def rests_on(self, *ids: str) -> list[Fact]:
        """Choose from the ground by id."""
        return [fact for fact in self.ground.facts if fact.id in ids]
