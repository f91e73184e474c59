"""Numbers of people as everybody but the officer sees them: no small one can be worked out.

``test_a_small_number_may_be_any`` goes through all worlds of a few people, and asks of each what
a reader could still not tell who knows the layout of the home, all that is shown and this rule.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

import duckdb
import pyarrow as pa
import pytest

from tests import tables, worlds
from tests.worlds import Dataset, Scope, World
from vouch import queries

DAY = date(2026, 10, 31)
SQL = queries.load("figures", "fig_people_shown").sql
TEXT = pa.string()
COUNTS = {
    "snapshot": pa.date32(),
    **dict.fromkeys(("scope", "category", "source", "dataset", "space"), TEXT),
    "people": pa.int64(),
}
# Each dataset by its category, source and space; a threshold; and the most people there are.
LAYOUTS = [
    ("axp", 5, 12),
    ("axp axp", 5, 11),
    ("axp axq", 5, 16),
    ("axp byq", 5, 16),
    ("axp ayp", 3, 9),
    ("axp byp", 3, 9),
    ("axp axp axp", 3, 7),
    ("axp axp byp", 3, 7),
    ("axp ayp byp", 3, 7),
    ("axp ayp ayq", 3, 9),
    ("axp axq byq", 3, 9),
    ("axp bxp byq", 4, 9),
    ("axp ayq bzr", 4, 13),
    ("axp ayp bxq byq", 3, 8),
    ("axp ayq bzr bws", 3, 12),
]


class Shown(NamedTuple):
    """A number that is shown, or what is told of it instead."""

    people: int | None
    below: int | None


@pytest.mark.parametrize(("drawn", "small_cell", "most"), LAYOUTS)
def test_a_small_number_may_be_any(drawn: str, small_cell: int, most: int) -> None:
    """Whoever knows all that is shown, and how it was chosen, knows no more than *below five*."""
    datasets = worlds.layout(drawn)
    found = list(worlds.every(datasets, most))
    looks = _shown(datasets, found, small_cell)
    possible = _possible(looks, found)

    for look, world in zip(looks, found, strict=True):
        # Where not even all people are shown, worlds of more people than were gone through fit.
        if look[("all",)].people is not None or world[("all",)] <= most - small_cell:
            numbers = possible[frozenset(look.items())]
            said = [scope for scope, shown in look.items() if shown.below]
            kept = [scope for scope in look if world[scope] < small_cell]
            assert all(numbers[scope] == set(range(1, small_cell)) for scope in said), look
            assert all(len(numbers[scope]) > 1 for scope in kept), look


@pytest.mark.parametrize(("drawn", "small_cell", "most"), LAYOUTS)
def test_a_number_is_shown_as_it_is_or_not_at_all(drawn: str, small_cell: int, most: int) -> None:
    """A small one is said to be small, but for a sum of cells; a large one never is."""
    datasets = worlds.layout(drawn)
    found = list(worlds.every(datasets, most))

    for look, world in zip(_shown(datasets, found, small_cell), found, strict=True):
        assert look.keys() == world.keys()
        for scope, (people, below) in look.items():
            if world[scope] >= small_cell:
                assert (people, below) in ((world[scope], None), (None, None))
            else:
                assert (people, below) in ((None, small_cell), (None, None))
            assert below or world[scope] >= small_cell or scope[0] != "dataset"


@pytest.mark.parametrize(
    ("people", "shown"),
    [(3, (None, 5)), (4, (None, 5)), (5, (5, None)), (6, (6, None))],
)
def test_the_threshold_itself_is_shown(people: int, shown: Shown) -> None:
    """Fewer than five is small; five is not."""
    found = _of(f"""
        dataset  | category | source | space | people
        crm.odd  | other    | crm    | crm   | {people}
        crm.many | other    | crm    | crm   | 20
        crm.all  | other    | crm    | crm   | 30
    """)

    assert found["crm.odd"] == shown
    assert found["crm.all"] == (30, None)


def test_one_small_dataset_hides_one_other_of_its_cell() -> None:
    """Its cell, category, source and the total stay: they count both."""
    found = _of("""
        scope           | dataset   | category | source | space | people
        dataset         | crm.few   | other    | crm    | crm   | 2
        dataset         | crm.many  | other    | crm    | crm   | 20
        dataset         | crm.basic | basic    | crm    | crm   | 90
        category_source |           | other    | crm    |       | 22
        category        |           | other    |        |       | 22
        category        |           | basic    |        |       | 90
        source          |           |          | crm    |       | 95
        all             |           |          |        |       | 95
    """)

    assert found == {
        "crm.few": (None, 5),
        "crm.many": (None, None),
        "crm.basic": (90, None),
        "other crm": (22, None),
        "other": (22, None),
        "basic": (90, None),
        "crm": (95, None),
        "": (95, None),
    }


def test_where_all_of_a_cell_is_small_another_cell_of_the_category_covers_it() -> None:
    """The cell alone would be as telling as its datasets; the category's total still stays."""
    found = _of("""
        scope           | dataset   | category | source | space | people
        dataset         | crm.few   | other    | crm    | crm   | 3
        dataset         | web.many  | other    | web    | crm   | 20
        dataset         | crm.basic | basic    | crm    | crm   | 90
        category_source |           | other    | crm    |       | 3
        category_source |           | other    | web    |       | 20
        category_source |           | basic    | crm    |       | 90
        category        |           | other    |        |       | 21
        category        |           | basic    |        |       | 90
        source          |           |          | crm    |       | 91
        source          |           |          | web    |       | 20
        all             |           |          |        |       | 95
    """)

    assert {name: shown for name, shown in found.items() if shown[0] is None} == {
        "crm.few": (None, 5),
        "other crm": (None, 5),
        "web.many": (None, None),
        "other web": (None, None),
        "crm": (None, None),
        "web": (None, None),
    }


def test_a_space_that_is_small_is_covered_by_another_one() -> None:
    """People of two spaces add up: all people less those of the others would be the small ones."""
    found = _of("""
        scope   | dataset   | category | source | space | people
        dataset | hr.staff  | outside  | hr     | hr    | 3
        dataset | crm.basic | basic    | crm    | crm   | 90
        dataset | crm.calls | contacts | crm    | crm   | 70
        dataset | web.use   | use      | web    | web   | 40
        all     |           |          |        |       | 143
    """)

    assert found == {
        "hr.staff": (None, 5),
        "crm.basic": (90, None),
        "crm.calls": (70, None),
        "web.use": (None, None),
        "": (143, None),
    }


@pytest.mark.parametrize(
    ("small", "cover", "total"),
    [(3, 6, (None, None)), (4, 5, (None, None)), (3, 7, (10, None)), (1, 9, (10, None))],
)
def test_all_people_are_hidden_only_where_there_are_hardly_any(
    small: int, cover: int, total: Shown
) -> None:
    """Of nine people of whom five or more are the cover's, four at the most are the others."""
    found = _of(f"""
        scope   | dataset  | category | source | space | people
        dataset | hr.staff | outside  | hr     | hr    | {small}
        dataset | crm.all  | basic    | crm    | crm   | {cover}
        all     |          |          |        |       | {small + cover}
    """)

    assert found[""] == total


def test_where_all_is_small_nothing_is_shown() -> None:
    """Two datasets of four people each, and eight in all, would be told by the total."""
    found = _of("""
        scope   | dataset  | category | source | space | people
        dataset | hr.staff | outside  | hr     | hr    | 4
        dataset | crm.all  | basic    | crm    | crm   | 4
        all     |          |          |        |       | 8
    """)

    assert found == {"hr.staff": (None, 5), "crm.all": (None, 5), "": (None, None)}


def test_with_a_threshold_of_one_everything_is_shown() -> None:
    """A home may decide that nothing is small."""
    found = _of("dataset | people \n crm.few | 1", small_cell=1)

    assert found == {"crm.few": (1, None)}


def test_snapshots_are_kept_apart() -> None:
    """What is hidden in one month depends on no number of another."""
    drawn = """
        snapshot   | dataset  | people
        2026-09-30 | crm.few  | 5
        2026-09-30 | crm.many | 20
        2026-10-31 | crm.few  | 4
        2026-10-31 | crm.many | 20
    """
    with _drawn(drawn, 5) as db:
        found = db.execute(f"SELECT people FROM ({SQL}) ORDER BY snapshot, dataset").fetchall()

    assert found == [(5,), (20,), (None,), (None,)]


@pytest.mark.parametrize(
    ("once", "linkable", "shown"),
    [
        (40, 40, [40, 40]),
        (39, 35, [None, 35]),
        (36, 36, [None, None]),
        (35, 4, [35, None]),
        (35, 5, [35, 5]),
    ],
)
def test_what_lies_between_two_numbers_is_a_number_of_people(once, linkable, shown) -> None:
    """All people less those counted once are those who stand in two registers: few are withheld."""
    drawn = f"""
        scope    | category | source | dataset | space | people
        all      |          |        |         |       | 40
        once     |          |        |         |       | {once}
        linkable |          |        |         |       | {linkable}
        dataset  | a        | x      | d0      | p     | 20
        dataset  | a        | x      | d1      | q     | 20
    """
    with _drawn(drawn, 5) as db:
        found = dict(db.execute(f"SELECT scope, people FROM ({SQL})").fetchall())

    assert found["all"] == 40
    assert [found["once"], found["linkable"]] == shown


def test_people_who_can_be_linked_give_no_small_dataset_away() -> None:
    """Of two datasets that cover each other one may have identifiers, and the other none."""
    drawn = """
        scope    | category | source | dataset | space | people
        all      |          |        |         |       | 43
        once     |          |        |         |       | 43
        linkable |          |        |         |       | 23
        dataset  | a        | x      | d0      | p     | 3
        dataset  | a        | y      | d1      | p     | 20
        dataset  | b        | x      | d2      | q     | 20
    """
    with _drawn(drawn, 5) as db:
        found = dict(db.execute(f"SELECT scope, people FROM ({SQL})").fetchall())

    assert (found["all"], found["once"], found["linkable"]) == (43, 43, None)


def _of(drawing: str, small_cell: int = 5) -> dict[str, Shown]:
    """Ask what is shown of drawn numbers; keyed by dataset, or category and source."""
    with _drawn(drawing, small_cell) as db:
        found = db.execute(
            f"SELECT category, source, dataset, people, people_below FROM ({SQL})"
        ).fetchall()
    return {
        dataset or " ".join(filter(None, (category, source))): Shown(*shown)
        for category, source, dataset, *shown in found
    }


def _drawn(drawing: str, small_cell: int) -> duckdb.DuckDBPyConnection:
    usual = {"snapshot": str(DAY), "scope": "dataset"}
    rows = [{**usual, **row} for row in tables.rows(drawing)]
    for row in rows:
        row["snapshot"] = date.fromisoformat(row["snapshot"])
        row["people"] = int(row["people"])
    return _connect(rows, small_cell)


def _shown(
    datasets: Sequence[Dataset], found: Sequence[World], small_cell: int
) -> list[dict[Scope, Shown]]:
    """Ask what is shown of every world; each is a snapshot of its own."""
    places = {dataset.name: dataset for dataset in datasets}
    first = date.min
    rows = [
        {"snapshot": first + timedelta(number), "people": people, **_place(scope, places)}
        for number, world in enumerate(found)
        for scope, people in world.items()
    ]
    looks: list[dict[Scope, Shown]] = [{} for _ in found]
    with _connect(rows, small_cell) as db:
        told = db.execute(
            f"SELECT snapshot, scope, category, source, dataset, people, people_below FROM ({SQL})"
        ).fetchall()
    for day, scope, category, source, dataset, *shown in told:
        named = (dataset,) if dataset else tuple(filter(None, (category, source)))
        looks[(day - first).days][(scope, *named)] = Shown(*shown)
    return looks


def _possible(
    looks: Sequence[dict[Scope, Shown]], found: Sequence[World]
) -> dict[frozenset, dict[Scope, set[int]]]:
    """Collect, for each look, the numbers that a scope has in any of the worlds that look so."""
    alike: dict[frozenset, dict[Scope, set[int]]] = defaultdict(lambda: defaultdict(set))
    for look, world in zip(looks, found, strict=True):
        for scope, people in world.items():
            alike[frozenset(look.items())][scope].add(people)
    return alike


def _place(scope: Scope, places: dict[str, Dataset]) -> dict[str, str]:
    """Write the columns by which a row of fig_people says what it counts."""
    kind, *names = scope
    if kind == "dataset":
        one = places[names[0]]
        named = {"category": one.category, "source": one.source, "space": one.space}
        return {"scope": kind, "dataset": one.name, **named}
    kinds = [] if kind == "all" else kind.split("_")
    return {"scope": kind, **dict(zip(kinds, names, strict=True))}


def _connect(
    rows: list[dict], small_cell: int, still: list[tuple[date, str, date]] | None = None
) -> duckdb.DuckDBPyConnection:
    """Open a database with these counts of people, this threshold, and what has not changed."""
    db = duckdb.connect()
    counts = pa.Table.from_pylist(rows, schema=pa.schema(list(COUNTS.items())))
    db.register("counts", counts)
    db.execute("CREATE TABLE fig_people AS SELECT * FROM counts")
    files = "SELECT DISTINCT snapshot, dataset, dataset AS file FROM counts WHERE scope = 'dataset'"
    db.execute(f"CREATE TABLE fig_files AS {files}")
    db.execute(
        "CREATE TABLE fig_doubles (snapshot DATE, dataset VARCHAR, file VARCHAR, "
        "first_snapshot DATE, first_dataset VARCHAR)"
    )
    if still:
        names = ("snapshot", "dataset", "first_snapshot")
        db.register("unchanged", pa.table(dict(zip(names, zip(*still, strict=True), strict=True))))
        db.execute(
            "INSERT INTO fig_doubles BY NAME "
            "SELECT *, dataset AS file, dataset AS first_dataset FROM unchanged"
        )
    db.execute("CREATE TABLE ref_settings AS SELECT ?::INTEGER AS small_cell", [small_cell])
    db.execute(
        "CREATE TABLE ref_datasets AS SELECT DISTINCT dataset, category, source, space, "
        "dense_rank() OVER (ORDER BY dataset) AS position, starts_with(source, 'x') AS has_links "
        "FROM counts WHERE scope = 'dataset'"
    )
    return db
