"""Rows that `only` gives to no dataset: they are in no figure, so they have to be told."""

import pytest

from tests.faults.shop import DAY, Shop
from vouch import build, readers

DATASET = """
[b.{name}]
files = "{files}"
only = {only}
[b.{name}.columns]
record_id = "id"
starts_on = "day"
"""
HEAD = "id,type,country,day\n"
PERSON, FIRM, ARCHIVED = (
    f"{n},{kind},FI,2026-01-01\n" for n, kind in enumerate(("person", "firm", "archived"), 1)
)


def _declare(shop: Shop, **only: str) -> None:
    said = (DATASET.format(name=name, files="p*.csv", only=one) for name, one in only.items())
    (shop.folder / "sources.toml").write_text("".join(said))


def _unclaimed(shop: Shop) -> list[tuple]:
    """Return dataset, kept, elsewhere and unclaimed of each file."""
    return shop.ask(
        "figures",
        "SELECT dataset, kept, elsewhere, unclaimed FROM fig_files ORDER BY file, dataset",
    )


def _told(made: build.Summary) -> list[tuple]:
    return [
        (name, problem.key, problem.values.get("n"))
        for _, name, problem in made.problems
        if problem.key in ("problem.unclaimed", "problem.unclaimed_untold")
    ]


def _found(shop: Shop, generation: str) -> list[tuple]:
    reader = readers.open(shop.folder / "warehouse", generation, readers.Role.MANAGEMENT)
    found = reader.rows("series", "findings_in_declarations", snapshot=DAY)
    found = found[found["finding"] == "rows_unclaimed"]
    return list(zip(found["name"], found["records"], strict=True))


PARTED = {"people": '{ type = ["person"] }', "firms": '{ type = ["firm"] }'}


@pytest.mark.parametrize("many", [1, 60_000])
def test_a_row_that_no_dataset_takes_is_told_once_for_its_file(shop: Shop, many: int) -> None:
    """A new value of the export must not look like a deletion; however the rows are counted."""
    _declare(shop, **PARTED)
    shop.put(
        HEAD + PERSON * many + FIRM * many + ARCHIVED + "4, archived ,FI,2026-01-01\n", "p.csv"
    )
    made = shop.build()

    assert _unclaimed(shop) == [("b.firms", many, many + 2, 2), ("b.people", many, many + 2, 2)]
    assert _told(made) == [(f"b.{n}", "problem.unclaimed", 2) for n in ("firms", "people")]
    assert _found(shop, made.generation) == [("p.csv", 2)]


def test_a_row_that_another_dataset_takes_is_nobodys_loss(shop: Shop) -> None:
    _declare(shop, **PARTED)
    shop.put(HEAD + PERSON + FIRM, "p.csv")

    assert _told(shop.build()) == []
    assert _unclaimed(shop) == [("b.firms", 1, 1, 0), ("b.people", 1, 1, 0)]


def test_a_dataset_without_a_condition_takes_what_the_others_leave(shop: Shop) -> None:
    whole = DATASET.format(name="whole", files="p.csv", only="{}")
    _declare(shop, people=PARTED["people"])
    with (shop.folder / "sources.toml").open("a") as sources:
        sources.write(whole)
    shop.put(HEAD + PERSON + FIRM + ARCHIVED, "p.csv")
    shop.put(HEAD + PERSON + FIRM, "p2.csv")

    assert _told(shop.build()) == [("b.people", "problem.unclaimed", 1)]
    assert _unclaimed(shop) == [
        ("b.people", 1, 2, 0),
        ("b.whole", 3, 0, None),
        ("b.people", 1, 1, 1),
    ]


def test_what_the_only_reader_of_a_file_leaves_is_taken_by_none(shop: Shop) -> None:
    """`only` says that the others are another dataset's, and there is none."""
    _declare(shop, people=PARTED["people"])
    shop.put(HEAD + PERSON + FIRM + ARCHIVED, "p.csv")
    made = shop.build()

    assert _unclaimed(shop) == [("b.people", 1, 2, 2)]
    assert _found(shop, made.generation) == [("p.csv", 2)]


def test_a_rejected_row_is_told_as_rejected_alone(shop: Shop) -> None:
    _declare(shop, **PARTED)
    shop.put(HEAD + PERSON + FIRM + "9,archived,FI\n", "p.csv")

    assert _told(shop.build()) == []
    assert [unclaimed for *_, unclaimed in _unclaimed(shop)] == [0, 0]


@pytest.mark.parametrize(
    ("firms", "told", "found"),
    [
        (
            '{ type = ["firm"], country = ["FI"] }',
            [("b.firms", "problem.unclaimed", 2), ("b.people", "problem.unclaimed", 1)],
            [2],
        ),
        (
            '{ country = ["SE"] }',
            [(f"b.{n}", "problem.unclaimed_untold", None) for n in ("firms", "people")],
            [],
        ),
    ],
)
def test_conditions_on_several_columns_are_judged_where_all_are_read(
    shop: Shop, firms: str, told: list, found: list
) -> None:
    """Where no dataset reads all of them nobody can tell, and that is said."""
    _declare(shop, people=PARTED["people"], firms=firms)
    shop.put(HEAD + PERSON + FIRM + "5,firm,SE,2026-01-01\n5,other,FI,2026-01-01\n", "p.csv")
    made = shop.build()

    assert _told(made) == told
    assert [n for _, n in _found(shop, made.generation)] == found


def test_a_changed_condition_of_another_dataset_is_heeded(shop: Shop) -> None:
    """What a part says depends on it, so a part that is there must not be taken for the new one."""
    _declare(shop, **PARTED)
    shop.put(HEAD + PERSON + FIRM + ARCHIVED, "p.csv")
    shop.build()
    _declare(shop, people=PARTED["people"], firms='{ type = ["firm", "archived"] }')
    shop.build()

    assert _unclaimed(shop) == [("b.firms", 2, 1, 0), ("b.people", 1, 2, 0)]
