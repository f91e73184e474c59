"""Seeded chance: the same throws on every machine, for ever."""

import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import TypeVar

from vouch.sample import days

Thing = TypeVar("Thing")
# How long after its last permitted day a record goes: (share, least days, most days).
LATENESS = ((0.55, 1, 20), (0.3, 21, 75), (0.1, 76, 500))


class Dice:
    """Throws for one part of the world, so that a change in one leaves the others alone."""

    def __init__(self, part: str) -> None:
        """Seed by the part's name."""
        self._random = random.Random(f"vouch {part}")  # noqa: S311 (invented data, no secret)

    def chance(self, share: float) -> bool:
        """Tell whether something with this probability happens."""
        return self._random.random() < share

    def between(self, least: int, most: int) -> int:
        """Return a whole number, both ends included."""
        return self._random.randrange(least, most + 1)

    def pick(self, things: Sequence[Thing]) -> Thing:
        """Return one of *things*."""
        return things[self._random.randrange(len(things))]

    def day(self, first: date, last: date) -> date:
        """Return a day, both ends included."""
        return first + timedelta(days=self._random.randrange((last - first).days + 1))

    def deletion(self, last_on: date) -> date:
        """Return the day on which a record is deleted: soon, late, or never."""
        throw = self._random.random()
        for share, least, most in LATENESS:
            throw -= share
            if throw < 0:
                return days.after(last_on, self.between(least, most))
        return days.NEVER
