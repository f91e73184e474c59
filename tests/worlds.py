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
    spaces = defaultdict(list)
    for dataset in datasets:
        spaces[dataset.space].append(dataset)
    places = [
        frozenset(scope for dataset in chosen for scope in dataset.scopes)
        for members in spaces.values()
        for size in range(1, len(members) + 1)
        for chosen in combinations(members, size)
    ]
    for people in range(1, most + 1):
        for stood in combinations_with_replacement(places, people):
            yield dict(Counter(scope for scopes in stood for scope in scopes))
