"""Worlds: every way in which a few people may stand in a few datasets, counted by plain Python.

A reader who knows how a home is laid out can think up each of them. What such a reader cannot
tell from what is shown is what two worlds that look alike differ in.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, combinations_with_replacement

Scope = tuple[str, ...]
World = dict[Scope, int]


@dataclass(frozen=True)
class Dataset:
    """Where a dataset stands; somebody in it can be in another one of its space alone."""

    name: str
    category: str
    source: str
    space: str

    @property
    def scopes(self) -> tuple[Scope, ...]:
        """What its people are counted in."""
        return (
            ("all",),
            ("category", self.category),
            ("source", self.source),
            ("category_source", self.category, self.source),
            ("dataset", self.name),
        )


def layout(drawn: str) -> list[Dataset]:
    """Read datasets that are drawn by three letters each: category, source and space."""
    return [Dataset(f"d{place}", *letters) for place, letters in enumerate(drawn.split())]


def every(datasets: Sequence[Dataset], most: int) -> Iterator[World]:
    """Count each world of at most *most* people by every scope; empty ones are left out."""
    for world, _ in through_time(datasets, [(0,)] * len(datasets), most):
        yield {scope[1:]: people for scope, people in world.items()}


def through_time(
    datasets: Sequence[Dataset], versions: Sequence[Sequence[int]], most: int
) -> Iterator[tuple[dict[tuple, int], int]]:
    """Count each world of at most *most* people over several snapshots, and its people.

    *versions* says for each dataset which of its exports each snapshot holds: with the same
    number, the same people are in it. What is counted is led by the number of the snapshot.
    """
    spaces = defaultdict(list)
    for dataset, held in zip(datasets, versions, strict=True):
        for version in sorted(set(held)):
            days = [day for day, one in enumerate(held) if one == version]
            found = frozenset((day, *scope) for day in days for scope in dataset.scopes)
            spaces[dataset.space].append(found)
    places = [
        frozenset().union(*chosen)
        for members in spaces.values()
        for size in range(1, len(members) + 1)
        for chosen in combinations(members, size)
    ]
    for people in range(1, most + 1):
        for stood in combinations_with_replacement(places, people):
            yield dict(Counter(scope for scopes in stood for scope in scopes)), people
