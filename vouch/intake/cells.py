"""Cells of a spreadsheet as text: a cell knows its type, and nothing beyond it is guessed."""

import math
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from vouch import kinds, sources

DAY = "=%Y-%m-%d"  # how a day of a date cell is written: fits no declared format, nor they it
NUMBER = "#"  # before what is no day, so that it fits no format by chance
LAST_SERIAL = 2_958_465  # 9999-12-31: a number beyond it, such as 20261031, is no serial number

Cell = str | float | bool | date | time | timedelta
Writer = Callable[[Cell], str]


def writer(dataset: sources.Dataset, name: str) -> Writer:
    """Choose how the cells of one of their columns are written, by what ours it is mapped to."""
    ours = {mine for mine in dataset.columns if name in dataset.theirs(mine)}
    if ours & set(kinds.DATES):
        return _day
    if "seconds" in ours:
        return lambda cell: _seconds(cell).replace(".", dataset.format.decimal)
    return text


def is_filled(cell: Cell) -> bool:
    """Tell whether a reader sees anything in the cell."""
    return bool(cell.strip()) if isinstance(cell, str) else True


def text(cell: Cell) -> str:
    """Write a cell as other formats have it: 12 for 12.0, never an exponent, days in ISO."""
    match cell:
        case str():
            return cell
        case bool():
            return "true" if cell else "false"
        case datetime():
            return cell.isoformat(" ")
        case date() | time():
            return cell.isoformat()
        case timedelta():
            return str(cell)
        case _:
            return _number(cell)


def _number(value: float) -> str:
    if not math.isfinite(value):
        return str(value)
    return str(int(value)) if value == int(value) else format(Decimal(repr(value)), "f")


def _day(cell: Cell) -> str:
    """Write a day exactly; a number is none, since only a date format makes it one."""
    match cell:
        case str():
            return cell
        case datetime():
            return f"={cell.date().isoformat()}"
        case date():
            return f"={cell.isoformat()}"
        case int() | float() if cell > LAST_SERIAL:
            return text(cell)
        case _:
            return NUMBER + text(cell)


def _seconds(cell: Cell) -> str:
    """Write a length: a cell of 0:03:25 is 205 seconds."""
    match cell:
        case timedelta():
            return _number(cell.total_seconds())
        case time():
            return _number(timedelta(hours=cell.hour, minutes=cell.minute).seconds + cell.second)
        case str():
            return cell
        case _:
            return text(cell)
