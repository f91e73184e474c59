"""Holds that hold nothing: an order of the court must not be lost to a word that nobody mapped."""

import pytest

from tests.faults.shop import HEAD_ROWS, Shop

HOLDS = """
[legal.holds]
files = "holds.csv"
kind = "holds"
subject_space = "{space}"
[legal.holds.columns]
dataset = "what"
record_id = "record"
subject_id = "person"
opened_on = "opened"
released_on = "released"
[legal.holds.values.dataset]
"People" = "crm.people"
"""
HEAD = "what,record,person,opened,released\n"
HELD = "SELECT sum(records) FROM fig_holdings WHERE dataset = 'crm.people' AND is_held"


@pytest.fixture
def court(shop: Shop) -> Shop:
    """Return a home with people, and with holds to be put."""
    shop.put(HEAD_ROWS)
    return _declare(shop)


def _declare(shop: Shop, space: str = "crm") -> Shop:
    text = (shop.folder / "sources.toml").read_text().partition("\n[legal.holds]")[0]
    (shop.folder / "sources.toml").write_text(text + HOLDS.format(space=space))
    return shop


def _problems(shop: Shop, rows: str) -> list[tuple]:
    """Build with these holds; return dataset, key, count and first row of each problem."""
    shop.put(HEAD + rows, "holds.csv")
    return [
        (name, problem.key, problem.values["n"], problem.values["row"])
        for _, name, problem in shop.build().problems
    ]


@pytest.mark.parametrize(
    ("row", "key"),
    [
        ("Peeple,a,,2026-01-01,", "problem.hold_unknown_dataset"),
        ("Peeple,,,2026-01-01,", "problem.hold_unknown_dataset"),
        ("legal.holds,,,2026-01-01,", "problem.hold_unknown_dataset"),
        (",a,,2026-01-01,", "problem.hold_nowhere"),
        (",,,2026-01-01,", "problem.hold_of_nothing"),
        ("People,a,,soon,", "problem.hold_without_day"),
        ("People,a,,,", "problem.hold_without_day"),
    ],
)
def test_a_hold_that_holds_nothing_is_named_and_kept(court: Shop, row: str, key: str) -> None:
    good = "People,b,,2026-01-01,"

    assert _problems(court, f"{good}\n{row}\n{row}\n") == [("legal.holds", key, 2, 3)]
    assert court.ask("figures", HELD) == [(1,)]
    assert court.ask("figures", "SELECT kept FROM fig_files WHERE file = 'holds.csv'") == [(3,)]


def test_what_a_hold_names_stays_unsaid(court: Shop) -> None:
    """Where a dataset should be named, a person may be."""
    court.put(f"{HEAD}Matti Virtanen,,,2026-01-01,\n", "holds.csv")
    [(_, _, problem)] = court.build().problems

    assert "Virtanen" not in str(problem)
    assert "holds.csv, row 2" in str(problem)
    assert "crm.people" in str(problem)


@pytest.mark.parametrize(
    "row", ["People,,,2026-01-01,", "People,a,,2026-01-01,", ",,a,2026-01-01,"]
)
def test_a_hold_that_holds_something_is_no_problem(court: Shop, row: str) -> None:
    assert _problems(court, row + "\n") == []
    assert court.ask("figures", HELD) != [(None,)]


def test_a_hold_that_is_released_or_to_come_is_no_problem(court: Shop) -> None:
    """It is to hold nothing."""
    assert _problems(court, "Peeple,,,2026-01-01,2026-02-01\nPeeple,,,2027-01-01,\n") == []


def test_a_person_whom_no_dataset_numbers_so_is_named(court: Shop) -> None:
    """The commonest slip: the holds' own system is taken for the space of the persons."""
    _declare(court, space="legal")

    assert _problems(court, ",,a,2026-01-01,\n") == [
        ("legal.holds", "problem.hold_of_nobody", 1, 2)
    ]


def test_a_record_of_a_dataset_without_ids_is_named(court: Shop) -> None:
    path = court.folder / "sources.toml"
    path.write_text(path.read_text().replace('record_id = "id"\n', ""))

    assert _problems(court, "People,a,,2026-01-01,\n") == [
        ("legal.holds", "problem.hold_without_id", 1, 2)
    ]


def test_a_dataset_that_is_declared_later_mends_the_hold(court: Shop) -> None:
    """The export of the holds has not changed, but what its rows mean has."""
    assert len(_problems(court, "crm.others,,,2026-01-01,\n")) == 1
    path = court.folder / "sources.toml"
    people = path.read_text().partition("\n[legal.holds]")[0]
    path.write_text(path.read_text() + people.replace("crm.people", "crm.others"))

    assert court.build().problems == []
