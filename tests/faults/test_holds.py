"""Holds that hold nothing: an order of the court must not be lost to a word that nobody mapped."""

from datetime import date

import pytest

from tests.faults.shop import DAY, HEAD_ROWS, Shop
from tests.faults.survivors import EARLIER

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
    assert court.ask("figures", "SELECT held_dataset FROM fig_holds") == [("?",)]


def test_what_a_hold_names_is_not_kept(court: Shop) -> None:
    """Neither beside a record nor alone, in what is published or what it was made from."""
    slipped = "Matti Virtanen,,,2026-01-01,\nMatti Virtanen,a,,2026-01-01,\n"
    assert len(_problems(court, slipped)) == 1
    kept = [path for path in (court.folder / "warehouse").rglob("*") if path.is_file()]

    assert [path for path in kept if b"Virtanen" in path.read_bytes()] == []


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


TORN = "People,b,,2026-01-01,,surplus,fields\n"
UNREAD = {
    "not there": None,
    "empty": "",
    "a column renamed": "what,record,person,begun,released\nPeople,a,,2026-01-01,\n",
    "every row torn": HEAD + TORN,
    "one row torn": HEAD + "People,b,,2026-01-01,\n" + TORN,
}


def _ids_held(shop: Shop) -> list[str]:
    asked = "SELECT record_id FROM rec_records WHERE is_held ORDER BY record_id"
    return [name for (name,) in shop.ask("records", asked)]


@pytest.mark.parametrize("unread", UNREAD)
def test_a_register_that_was_not_read_releases_nothing(court: Shop, unread: str) -> None:
    """A record under a hold must not go to whoever deletes because an export failed."""
    court.put(HEAD_ROWS, day=EARLIER)
    court.put(HEAD + "People,a,,2026-01-01,\n", "holds.csv", day=EARLIER)
    if (content := UNREAD[unread]) is not None:
        court.put(content, "holds.csv")
    stays = [
        (day, name)
        for day, name, problem in court.build().problems
        if problem.key == "problem.holds_stay" and problem.values["day"] == str(EARLIER)
    ]

    assert stays == [(DAY, "legal.holds")]
    assert _ids_held(court) == (["a", "b"] if unread == "one row torn" else ["a"])
    released = "SELECT sum(released) FROM fig_comparisons WHERE dataset = 'crm.people'"
    assert court.ask("figures", released) == [(0,)]


def test_the_next_register_that_is_read_releases_what_it_does_not_name(court: Shop) -> None:
    """What stays does so for as long as nobody knows, and no longer."""
    for day, rows in (
        (date(2026, 8, 31), "People,a,,2026-01-01,\n"),
        (EARLIER, TORN),
        (DAY, "People,a,,2026-01-01,2026-10-01\n"),
    ):
        court.put(HEAD_ROWS, day=day)
        court.put(HEAD + rows, "holds.csv", day=day)
    court.build()

    held = "SELECT snapshot, sum(records) FROM fig_holdings WHERE is_held GROUP BY ALL ORDER BY ALL"
    assert court.ask("figures", held) == [(date(2026, 8, 31), 1), (EARLIER, 1)]
    assert _ids_held(court) == []


def test_a_register_of_which_nothing_was_ever_read_holds_what_it_can(court: Shop) -> None:
    """There is no earlier day to go by."""
    court.put(HEAD + "People,b,,2026-01-01,\n" + TORN, "holds.csv")
    said = {problem.key for _, _, problem in court.build().problems}

    assert "problem.holds_stay" not in said
    assert _ids_held(court) == ["b"]
