"""Open requests for the recount: why they are due, and what the present pace says of them."""

from collections import Counter
from datetime import date, timedelta
from math import ceil
from statistics import median

from tests import recount_days
from tests.recount_requests import CONSENT, Request

FIXED = {
    (1, 1): "New Year's Day",
    (1, 6): "Epiphany",
    (5, 1): "May Day",
    (12, 6): "Independence Day",
    (12, 25): "Christmas Day",
    (12, 26): "Second Day of Christmas",
}
AFTER_EASTER = {
    -2: "Good Friday",
    0: "Easter Sunday",
    1: "Easter Monday",
    39: "Ascension Day",
    49: "Pentecost",
}


def name(day: date) -> str | None:
    """Name a free day; None is a working day. No two holidays meet in the years of the sample."""
    if found := FIXED.get((day.month, day.day)):
        return found
    if found := AFTER_EASTER.get((day - recount_days.easter(day.year)).days):
        return found
    if day in recount_days.holidays(day.year):
        return "Midsummer Day" if day.month == 6 else "All Saints' Day"
    return "weekend" if day.weekday() >= 5 else None


def passed(day: date) -> list[str]:
    """Name the free days from *day* to the next working day."""
    names = []
    while found := name(day):
        names.append(found)
        day += timedelta(days=1)
    return names


def end(request: Request, *, is_extended: bool) -> date:
    """Return the end of the month, or of the three, from receipt: not moved."""
    assert request.received_on
    return recount_days.add_months(request.received_on, 3 if is_extended else 1)


def reasons(requests: list[Request]) -> tuple[int, ...]:
    """Count due dates that moved, over holidays, months cut short, and timers late and early."""
    dated = [request for request in requests if request.is_open and request.due_on]
    ends = [end(request, is_extended=request.is_extended) for request in dated]
    timers = [
        (request.received_on + timedelta(days=30) - request.base_due_on).days
        for request in dated
        if request.received_on and request.base_due_on
    ]
    return (
        len(dated),
        sum(bool(passed(day)) for day in ends),
        sum(bool(set(passed(day)) - {"weekend"}) for day in ends),
        sum(
            day.day != request.received_on.day
            for day, request in zip(ends, dated, strict=True)
            if request.received_on
        ),
        sum(days > 0 for days in timers),
        sum(days < 0 for days in timers),
    )


def paces(requests: list[Request], as_of: date) -> Counter:
    """Count open requests by right, receipt, due date and all that a pace says of them."""
    return Counter(_pace(request, requests, as_of) for request in requests if request.is_open)


def _pace(request: Request, requests: list[Request], as_of: date) -> tuple:
    last_year = recount_days.add_months(as_of, -12)
    took = [
        (other.closed_on - other.received_on).days
        for other in requests
        if other.right == request.right
        and other.received_on
        and other.closed_on
        and last_year < other.closed_on <= as_of
    ]
    longer = [
        days for days in took if request.received_on and days > (as_of - request.received_on).days
    ]
    is_told = len(took) >= 5 and len(longer) >= 3
    days = median(longer) if is_told else None
    expected = request.received_on + timedelta(days=ceil(days)) if is_told else None
    state = _state(request, len(took), expected, as_of)
    where = (request.right, request.received_on, request.due_on)
    return (*where, len(took), len(longer), days, expected, state)


def _state(request: Request, answers: int, expected: date | None, as_of: date) -> str:
    if request.received_on is None:
        return "undetermined"
    if request.right == CONSENT or request.due_on is None:
        return "no_clock"
    if request.due_on < as_of:
        return "overdue"
    if expected is None:
        return "too_few" if answers < 5 else "slow"
    return "misses" if expected > request.due_on else "keeps"
