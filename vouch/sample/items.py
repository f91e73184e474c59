"""Records of one world over time: each system shows a record from one day until another."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from vouch.sample import days

LEAP_DAY = (2, 29)
Faults = tuple[str, ...]


@dataclass(frozen=True)
class Later:
    """A field that holds *value* from *day* on, and *before* until then."""

    day: date
    value: Any
    before: Any = None


@dataclass(frozen=True)
class Item:
    """One record: in the exports from the day *born* until the day before *gone*.

    *line* stands in for the fields where an export writes it as it is.
    *faults* names what is wrong with it, for the table in the sample's README.
    """

    born: date
    fields: tuple[Any, ...]
    gone: date = days.NEVER
    faults: Faults = ()
    file: str = ""
    line: str | None = None

    def is_in(self, day: date) -> bool:
        """Tell whether the export of *day* holds it."""
        return self.born <= day < self.gone


def faulty(item: Item, *kinds: str) -> Item:
    """Mark an item with more kinds of fault."""
    return replace(item, faults=(*item.faults, *kinds))


def edges(start: date, years: int) -> Faults:
    """Name what is delicate about a start whose records may stay that many years."""
    last_on = days.years_after(start, years)
    found = {
        "last-day-is-the-snapshot": last_on == days.NEWEST,
        "past-by-one-day": last_on == days.after(days.NEWEST, -1),
        "leap-day-start": (start.month, start.day) == LEAP_DAY,
    }
    return tuple(kind for kind, is_so in found.items() if is_so)


def lines(kind: str, *texts: str, born: date = days.FIRST, file: str = "") -> list[Item]:
    """Make lines that are no records."""
    return [Item(born, (), faults=(kind,), file=file, line=text) for text in texts]


def spread(few: list[Item], many: list[Item]) -> list[Item]:
    """Put *few* among *many* at even distances."""
    mixed, step = list(many), len(many) // (len(few) + 1)
    for number, item in enumerate(few, start=1):
        mixed.insert(number * step + number - 1, item)
    return mixed


def shown(fields: Iterable[Any], day: date, form: str) -> list[str]:
    """Write an item's fields as the export of *day* has them."""
    return [_text(field, day, form) for field in fields]


def _text(field: Any, day: date, form: str) -> str:
    if isinstance(field, Later):
        return _text(field.value if field.day <= day else field.before, day, form)
    if isinstance(field, date):
        return field.strftime(form)
    return "" if field is None else str(field)
