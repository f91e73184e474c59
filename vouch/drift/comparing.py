"""One file held against what it was: what stops its dataset, and what is only to be known."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from vouch.drift.columns import Column, File, Mapping
from vouch.intake.counts import FAILED

NUMBERS = ("whole", "decimal")
OWN = ("problem.wrong_delimiter", "problem.column_twice")  # what the file itself says best
Columns = Sequence[Column]


@dataclass(frozen=True)
class Change:
    """What is different: a message with its values, and whether the dataset stops."""

    problem: str
    values: dict[str, Any] = field(default_factory=dict)
    is_stop: bool = False


def compare(before: Columns, file: File, wanted: Mapping) -> list[Change]:
    """List what is different: only stops, or else only notices."""
    now = file.columns
    if file.state == FAILED:
        return [] if file.problem in OWN else list(_missing(before, now, wanted))
    if not file.taken and (wide := _width(now)):
        return [wide]
    return list(_unread(before, now, wanted)) or list(_notices(before, now, wanted))


def _names(found: Columns) -> list[str]:
    return [column.name for column in found if column.name]


def _by_name(found: Columns) -> dict[str, Column]:
    return {column.name: column for column in found if column.name}


def _missing(before: Columns, now: Columns, wanted: Mapping) -> Iterator[Change]:
    """Name the mapped columns that are gone, and what may be their new names."""
    old, names = _by_name(before), set(_names(now))
    # A column that is the only one may have another name; several are not renamed together.
    if wanted.has_heading and len(wanted.needed) > 1 and not names & wanted.needed:
        yield Change("problem.drift_no_heading", {}, is_stop=True)
        return
    gone = [column for name, column in old.items() if name in wanted.needed and name not in names]
    strange = [column for column in now if column.name not in old]
    for column in gone:
        here = [one for one in strange if one.place == column.place and wanted.has_order]
        alone = strange if len(gone) == len(strange) == 1 else []
        yield _renamed(column, next(iter(here or alone), None))


def _renamed(column: Column, new: Column | None) -> Change:
    said: dict[str, Any] = {"column": column.name}
    if new is None:
        return Change("problem.drift_removed", said, is_stop=True)
    if new.name is None:
        place = {"place": new.place}
        return Change("problem.drift_renamed_unknown", said | place, is_stop=True)
    return Change("problem.drift_renamed", said | {"near": new.name}, is_stop=True)


def _width(now: Columns) -> Change | None:
    """Say that all rows have another number of columns than they should."""
    width, expected = (now[0].width if now else None), len(now)
    if width is None or width == expected:
        return None
    return Change("problem.drift_width", {"n": width, "expected": expected}, is_stop=True)


def _unread(before: Columns, now: Columns, wanted: Mapping) -> Iterator[Change]:
    """Say whose values moved by one column, or no longer read as they did."""
    old = _by_name(before)
    lost = [
        change
        for name, column in _by_name(now).items()
        if name in old and (change := _lost(name, old[name], column, wanted))
    ]
    shift = _shift(before, now)
    if shift and (lost or len(shift[1]) > 1):
        key, moved = shift
        yield Change(key, {"column": moved[0]}, is_stop=True)
        return
    yield from lost


def _lost(name: str, old: Column, new: Column, wanted: Mapping) -> Change | None:
    is_day, is_number = name in wanted.days, name in wanted.numbers
    if is_day and (old.filling, new.filling) == ("most", "few"):
        return Change("problem.drift_emptied", {"column": name}, is_stop=True)
    if is_day and (old.days_read, new.days_read) == ("most", "few"):
        return Change("problem.drift_days", {"column": name}, is_stop=True)
    if is_number and old.content in NUMBERS and new.content == "text":
        return Change("problem.drift_numbers", {"column": name}, is_stop=True)
    return None


def _shift(before: Columns, now: Columns) -> tuple[str, list[str]] | None:
    """Tell which way values have moved, and in which columns; None if that is not plain."""
    found = {
        "problem.drift_shifted_right": _moved(before, now, 1),
        "problem.drift_shifted_left": _moved(before, now, -1),
    }
    key = max(found, key=lambda name: len(_telling(found[name])))
    old = _by_name(before)
    changed = [n for n, one in _by_name(now).items() if n in old and one.content != old[n].content]
    is_plain = _telling(found[key]) or len(changed) > 1
    return (key, [name for name, _ in found[key]]) if found[key] and is_plain else None


def _telling(moved: Sequence[tuple[str, str]]) -> list[str]:
    """Choose the columns that hold something else than text: anything may turn into text."""
    return [name for name, content in moved if content not in ("text", "mixed", "empty")]


def _moved(before: Columns, now: Columns, step: int) -> list[tuple[str, str]]:
    """List the columns that hold what their neighbour held; none if any neighbour differs."""
    if [column.name for column in before] != [column.name for column in now[: len(before)]]:
        return []
    old = {column.place: column.content for column in before if column.content}
    pairs = [
        (column, old[column.place - step])
        for column in now
        if column.name and column.content and column.place - step in old
    ]
    if any(column.content != expected for column, expected in pairs):
        return []
    return [(c.name, has) for c, has in pairs if c.name and old.get(c.place, has) != has]


def _notices(before: Columns, now: Columns, wanted: Mapping) -> Iterator[Change]:
    """Say what changed without a harm to any figure."""
    old, new = _by_name(before), _by_name(now)
    known = [name for name in new if name in old]
    # Only as many unknown columns are new as there are more than before.
    blank = [column.place for column in now if column.name is None]
    blank = blank[sum(column.name is None for column in before) :]
    places = [column.place for name, column in new.items() if name not in old] + blank
    for place in places:
        yield Change("problem.drift_added", {"place": place})
    for name in old:
        if name not in new:
            yield Change("problem.drift_gone", {"column": name})
    if wanted.has_order and known != [name for name in old if name in new]:
        yield Change("problem.drift_reordered")
    yield from _changed(old, new)
    if _is_repeated(now) and not _is_repeated(before):
        yield Change("problem.drift_heading_twice")


def _changed(old: dict[str, Column], new: dict[str, Column]) -> Iterator[Change]:
    """Say which columns have another declared type, or text where there were numbers."""
    for name, column in new.items():
        was = old.get(name, column)
        is_text = was.content in (*NUMBERS, "day") and column.content == "text"
        if was.type != column.type or is_text:
            yield Change("problem.drift_type", {"column": name})


def _is_repeated(found: Columns) -> bool:
    """Tell whether the names of all mapped columns stand among their values."""
    counted = [column.names for column in found if column.names is not None]
    return bool(counted) and all(counted)
