"""Packs that were kept for long enough."""

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from vouch.periods import MONTHS_IN_YEAR, Period
from vouch.policy import Settings
from vouch.report import packs
from vouch.report.packs import Pack


@dataclass(frozen=True)
class Expired:
    """A pack that is to go, with what belongs to it; its last permitted day, and its size."""

    paths: tuple[Path, ...]
    until: date
    bytes: int


def find(folder: Path, settings: Settings, on: date) -> list[Expired]:
    """List the packs that the settings no longer allow on a day, counted from their snapshots.

    An officer's pack has rows of the exports in it, and goes no later than they do.
    """
    ends = {pack: last_day(pack, settings) for pack in packs.listed(folder)}
    return [_expired(pack, until) for pack, until in ends.items() if until and until < on]


def _expired(pack: Pack, until: date) -> Expired:
    paths = tuple(pack.beside)
    return Expired(paths, until, sum(path.stat().st_size for path in paths))


def last_day(pack: Pack, settings: Settings) -> date | None:
    """Return the last day on which a pack may be there; None without a limit for packs."""
    if settings.keep_reports is None:
        return None
    kept = [settings.keep_reports, settings.keep_exports if pack.has_rows else None]
    return min(_until(pack.day, period) for period in kept if period)


def of_rows(settings: Settings) -> Period | None:
    """Return the period of an officer's pack, where it is shorter than that of other packs."""
    others, rows = settings.keep_reports, settings.keep_exports
    if others is None or rows is None:
        return None
    return rows if _until(date.min, rows) < _until(date.min, others) else None


def _until(day: date, period: Period) -> date:
    """Add a period to a day; a month that lacks the day ends it on its last."""
    more, place = divmod(day.month - 1 + (period.months or 0), MONTHS_IN_YEAR)
    last = calendar.monthrange(day.year + more, place + 1)[1]
    month = date(day.year + more, place + 1, min(day.day, last))
    return month + timedelta(days=period.days or 0)


def delete(expired: Sequence[Expired]) -> None:
    """Delete packs, each after what lies beside it, so that none is left without its name."""
    for one in expired:
        for path in reversed(one.paths):
            path.unlink(missing_ok=True)
