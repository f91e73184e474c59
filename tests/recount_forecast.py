"""What falls due, and what must be deleted in time, counted anew record by record.

Nothing here is shared with the product. Deletions are not computed but tried: a number is enough
if, deleting so many a week and only what is past, no more than the limit allows is left.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from tests import recount
from tests.recount_days import add_months

WEEK = 7
MONTHS = 24
STANDING = {
    "past": "past",
    "on_hold": "on_hold",
    "no_period": "undetermined",
    "no_start": "undetermined",
}


def supposed(seen: recount.Look, rule: str, text: str) -> recount.Look:
    """Look at the same snapshot with another period for one rule."""
    said = {key: value for key, value in seen.policy["rules"][rule].items() if key != "period"}
    said.pop("not_set", None)
    other = said | ({"not_set": True} if text == "not_set" else {"period": text})
    rules = seen.policy["rules"] | {rule: other}
    return replace(seen, policy=seen.policy | {"rules": rules})


def last_days(seen: recount.Look, as_of: date) -> list[tuple[recount.Record, date]]:
    """List the personal records that have a last permitted day, with it."""
    found = (
        (record, recount.state(seen, record, as_of)[1])
        for record in seen.records
        if record.is_personal
    )
    return [(record, last_on) for record, last_on in found if last_on is not None]


def due(seen: recount.Look, as_of: date) -> dict[str, tuple[int, ...]]:
    """Count by dataset what falls due within 30, 90 and 365 days, then the same on hold."""
    counts: Counter = Counter()
    for record, last_on in last_days(seen, as_of):
        for days in (30, 90, 365):
            if as_of <= last_on <= as_of + timedelta(days=days):
                counts[record.dataset, record.is_held, days] += 1
    return {
        name: tuple(counts[name, held, days] for held in (False, True) for days in (30, 90, 365))
        for name in recount.about_people(seen)
    }


def standing(seen: recount.Look, as_of: date) -> dict[str, int]:
    """Count what is past, on hold, undetermined and falling due, of how many."""
    counts: Counter = Counter(dict.fromkeys((*STANDING.values(), "dated", "personal"), 0))
    for record in seen.records:
        if record.is_personal:
            state, last_on = recount.state(seen, record, as_of)
            counts["personal"] += 1
            counts["dated"] += last_on is not None
            if state in STANDING:
                counts[STANDING[state]] += 1
            for days in (30, 90, 365):
                left = (last_on - as_of).days if last_on else -1
                counts[f"within_{days}"] += 0 <= left <= days and not record.is_held
    return dict(counts)


def curve(seen: recount.Look, as_of: date) -> dict[tuple[date, str], int]:
    """Count what would be past at each of 24 month ends, by rule with anything past."""
    ends = month_ends(as_of)
    counts: Counter = Counter()
    for record, last_on in last_days(seen, as_of):
        for end in ends:
            if not record.is_held and last_on < end:
                counts[end, rule_of(seen, record)] += 1
    return dict(counts)


def month_ends(as_of: date) -> list[date]:
    """List the 24 month ends after a day."""
    first = as_of.replace(day=1)
    ends = [add_months(first, step) - timedelta(days=1) for step in range(1, MONTHS + 2)]
    return [end for end in ends if end > as_of][:MONTHS]


def cliffs(
    seen: recount.Look, as_of: date, share: Fraction, least: int
) -> dict[tuple[date, str], int]:
    """Count the days before the last month end on which much of what a rule has falls due."""
    until = month_ends(as_of)[-1]
    days = Counter(
        (last_on, rule_of(seen, record))
        for record, last_on in last_days(seen, as_of)
        if not record.is_held and as_of <= last_on < until
    )
    whole: Counter = Counter()
    for (_, rule), n in days.items():
        whole[rule] += n
    return {
        place: n
        for place, n in days.items()
        if n >= least and Fraction(n, whole[place[1]]) >= share
    }


def rule_of(seen: recount.Look, record: recount.Record) -> str:
    """Name the rule of a record's dataset."""
    return seen.datasets[record.dataset]["rule"]


def deletions(due_on: Iterable[date], dated: int, keeps: Callable[[int, int], bool]) -> int:
    """Try how many of those that are due must go until what is left *keeps* the limit.

    *keeps* is asked of what is past and what has a last permitted day.
    """
    past = len([*due_on])
    return next(n for n in range(past + 1) if n == past or keeps(past - n, dated - n))


def weekly(due_on: Iterable[date], as_of: date, until: date, may_stay: int) -> int:
    """Try which number a week is enough, if each record goes only after its last permitted day."""
    arrivals = Counter(max(last_on, as_of) for last_on in due_on)
    high = 1
    while not _is_enough(arrivals, (as_of, until), high, may_stay):
        high *= 2
    low = 0
    while low < high:
        middle = (low + high) // 2
        if _is_enough(arrivals, (as_of, until), middle, may_stay):
            high = middle
        else:
            low = middle + 1
    return low


def _is_enough(arrivals: Counter, days: tuple[date, date], pace: int, may_stay: int) -> bool:
    """Live through the days, in sevenths of records: what fell due yesterday can go today."""
    day, until = days
    waiting = 0
    while day < until:
        waiting = max(waiting + WEEK * arrivals[day] - pace, 0)
        day += timedelta(days=1)
    return waiting <= WEEK * may_stay
