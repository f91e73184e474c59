"""Numbers of people over several snapshots: what stands still gives no small one away.

Whoever reads the page of sources knows which exports have not changed, and so which numbers of
people have not either. All worlds of a few people are gone through, over two and three snapshots.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests import worlds
from tests.queries.figures.test_people_shown import SQL, Shown, _connect, _place
from tests.worlds import Dataset

FIRST = date(2026, 1, 1)
# Each dataset by its category, source and space, and which export each snapshot has of it;
# the threshold, and the most people there are.
HISTORIES = [
    ("axp axp", ("00", "00"), 3, 8),
    ("axp axp", ("00", "01"), 3, 7),
    ("axp axp", ("01", "00"), 3, 7),
    ("axp axp", ("01", "01"), 3, 6),
    ("axp axp", ("01", "00"), 4, 8),
    ("axp byp", ("01", "00"), 3, 7),
    ("axp ayp", ("00", "01"), 3, 7),
    ("axp axq", ("01", "00"), 3, 9),
    ("axp byq", ("00", "01"), 3, 9),
    ("axp axq", ("00", "00"), 3, 9),
    ("axp axp", ("000", "011"), 3, 7),
    ("axp axp", ("001", "000"), 3, 7),
    ("axp axq", ("001", "000"), 3, 9),
    ("axp axq", ("012", "000"), 3, 8),
    ("axp axp axp", ("00", "00", "01"), 3, 6),
    ("axp bxq byq", ("01", "00", "00"), 3, 8),
]
Look = dict[tuple, Shown]


@pytest.mark.parametrize(("drawn", "versions", "small_cell", "most"), HISTORIES)
def test_what_stands_still_tells_no_small_number(
    drawn: str, versions: Sequence[str], small_cell: int, most: int
) -> None:
    """Whoever knows all that is shown of every snapshot, the rule, and what has not changed."""
    told = _known(drawn, versions, small_cell, most)

    assert told == []


@pytest.mark.parametrize(
    ("drawn", "versions"), [("axp axp", ("01", "00")), ("axp axq", ("01", "00"))]
)
def test_what_nobody_hides_would_tell_it(drawn: str, versions: Sequence[str]) -> None:
    """A check that finds nothing where each snapshot is protected by itself would prove nothing."""
    assert _known(drawn, versions, 3, 8, is_told=False)


def _known(
    drawn: str, versions: Sequence[str], small_cell: int, most: int, *, is_told: bool = True
) -> list[tuple]:
    """List the small numbers that follow from a look, and all that was shown in it.

    Worlds of nearly the most people are looked at for what else is possible, and not asked about:
    what is like them may hold more people than were gone through.
    """
    datasets = worlds.layout(drawn)
    exports = [tuple(map(int, held)) for held in versions]
    found = list(worlds.through_time(datasets, exports, most))
    all_new = [tuple(range(len(held))) for held in exports]
    said = exports if is_told else all_new
    looks = _shown(datasets, said, [world for world, _ in found], small_cell)
    possible: dict[frozenset, dict[tuple, set[int]]] = defaultdict(lambda: defaultdict(set))
    for look, (world, _) in zip(looks, found, strict=True):
        for scope, people in world.items():
            possible[frozenset(look.items())][scope].add(people)
    return [
        (scope, look)
        for look, (world, people) in zip(looks, found, strict=True)
        if people <= most - small_cell + 1
        for scope in look
        if world[scope] < small_cell and len(possible[frozenset(look.items())][scope]) < 2
    ]


def _shown(
    datasets: Sequence[Dataset],
    exports: Sequence[tuple[int, ...]],
    found: Sequence[dict[tuple, int]],
    small_cell: int,
) -> list[Look]:
    """Ask what is shown of every world; each has datasets of its own, in days of its own."""
    days = len(exports[0])
    rows, still = [], []
    for number, world in enumerate(found):
        snapshots = [FIRST + timedelta(number * days + day) for day in range(days)]
        mine = {one.name: replace(one, name=f"{number:07}.{one.name}") for one in datasets}
        rows += [
            {"snapshot": snapshots[day], "people": people, **_place(tuple(scope), mine)}
            for (day, *scope), people in world.items()
        ]
        still += [
            (snapshots[day], mine[one.name].name, snapshots[held.index(version)])
            for one, held in zip(datasets, exports, strict=True)
            for day, version in enumerate(held)
            if held.index(version) < day
        ]
    looks: list[Look] = [{} for _ in found]
    with _connect(rows, small_cell, still) as db:
        told = db.execute(
            f"SELECT snapshot, scope, category, source, dataset, people, people_below FROM ({SQL})"
        ).fetchall()
    for day, scope, category, source, dataset, *shown in told:
        number, place = divmod((day - FIRST).days, days)
        named = (dataset.split(".")[1],) if dataset else tuple(filter(None, (category, source)))
        looks[number][(place, scope, *named)] = Shown(*shown)
    return looks


def _of(still: Sequence[tuple[str, int, int]]) -> dict[tuple[int, str], int | None]:
    """Ask what is shown of three snapshots in which a small dataset stands beside larger ones.

    *still* are dataset, day and the day since when it has not changed.
    """
    numbers = {"a.small": 2, "a.near": 20, "a.far": 30, "b.other": 40}
    places = {
        "a.small": Dataset("a.small", "c", "a", "a"),
        "a.near": Dataset("a.near", "c", "a", "a"),
        "a.far": Dataset("a.far", "d", "a", "a"),
        "b.other": Dataset("b.other", "e", "b", "b"),
    }
    scopes = {("dataset", name): people for name, people in numbers.items()} | {("all",): 85}
    rows = [
        {"snapshot": FIRST + timedelta(day), "people": people, **_place(scope, places)}
        for day in range(3)
        for scope, people in scopes.items()
    ]
    days = [(FIRST + timedelta(day), name, FIRST + timedelta(since)) for name, day, since in still]
    with _connect(rows, 5, days) as db:
        found = db.execute(f"SELECT snapshot, dataset, people FROM ({SQL})").fetchall()
    return {((day - FIRST).days, dataset or "all"): people for day, dataset, people in found}


def test_a_dataset_that_never_stood_still_covers_before_a_near_one() -> None:
    """Its number is new in each snapshot, so that the total may stay."""
    shown = _of([("a.near", 1, 0)])

    assert [shown[day, "a.far"] for day in range(3)] == [None] * 3
    assert [shown[day, "a.near"] for day in range(3)] == [20] * 3
    assert [shown[day, "all"] for day in range(3)] == [85] * 3


def test_where_all_that_could_cover_stood_still_no_total_holds_them() -> None:
    """The small dataset changed beside it: two totals would tell by how many people."""
    shown = _of([("a.near", 1, 0), ("a.far", 2, 1)])

    assert [shown[day, "a.near"] for day in range(3)] == [None] * 3
    assert [shown[day, "all"] for day in range(3)] == [85, None, 85]


def test_what_stands_still_together_is_shown_alike() -> None:
    """The same numbers once more tell nothing new."""
    shown = _of([(name, 1, 0) for name in ("a.small", "a.near", "a.far")])

    assert {name: shown[1, name] for _, name in shown} == {
        name: shown[0, name] for _, name in shown
    }
    assert shown[1, "all"] == 85
