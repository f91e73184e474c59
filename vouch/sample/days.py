"""The days of the invented world: twelve month ends, and steps between days."""

from datetime import date, timedelta

FIRST_MONTH = (2025, 11)
MONTHS = 12


def month_end(year: int, month: int) -> date:
    """Return a month's last day."""
    years, index = divmod(month, MONTHS)
    return date(year + years, index + 1, 1) - timedelta(days=1)


SNAPSHOTS = tuple(
    month_end(
        FIRST_MONTH[0] + (FIRST_MONTH[1] - 1 + step) // MONTHS,
        (FIRST_MONTH[1] - 1 + step) % MONTHS + 1,
    )
    for step in range(MONTHS)
)
FIRST, NEWEST = SNAPSHOTS[0], SNAPSHOTS[-1]
NEVER = date.max


def after(day: date, days: int) -> date:
    """Return the day *days* later."""
    return day + timedelta(days=days)


def years_after(day: date, years: int) -> date:
    """Return the anniversary; 29 February has its own on the 28th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def month_after(day: date) -> date:
    """Return a day of the month after: by then a snapshot has seen what was there on *day*."""
    return after(day, 32)
