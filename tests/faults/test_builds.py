"""Builds: nothing is done twice, nothing is published half, nobody is named."""

import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from tests.faults.shop import DAY, HEAD_ROWS, SOURCES, Shop
from vouch import build, home, readers, warehouse
from vouch.errors import VouchError

EARLIER = date(2026, 9, 30)
SECOND = SOURCES.replace("crm.people", "hr.people").replace("{files}", "staff.csv")
HOLDS = """
[legal.holds]
files = "holds.csv"
kind = "holds"
subject_space = "hr"
[legal.holds.columns]
subject_id = "person"
opened_on = "opened"
"""


@pytest.fixture
def two(shop: Shop) -> Shop:
    """Return a home with two datasets in two snapshots, built."""
    with (shop.folder / "sources.toml").open("a") as file:
        file.write(SECOND.format(type="csv", encoding="utf-8"))
    for day in (EARLIER, DAY):
        shop.put(HEAD_ROWS, day=day)
        shop.put(HEAD_ROWS, "staff.csv", day=day)
    assert shop.build().new_parts == 4
    return shop


def test_the_same_inputs_are_not_built_twice(two: Shop) -> None:
    again = two.build()

    assert not again.is_new
    assert again.new_parts == 0


def test_a_changed_file_makes_a_new_part_for_itself_alone(two: Shop) -> None:
    two.put(HEAD_ROWS + "c;1.2.2020\n", "staff.csv", day=EARLIER)

    assert two.build().new_parts == 1


@pytest.mark.parametrize("made_as", ["", " 0123456789ab"])
def test_figures_of_another_version_are_made_anew(two: Shop, made_as: str) -> None:
    """Their tables lack what the pages ask for; every section would fail until somebody builds."""
    name = two.folder / "warehouse" / "CURRENT"
    generation = name.read_text().split()[0]
    name.write_text(generation + made_as)
    before = warehouse.current(name.parent)
    again = two.build()

    assert before is None
    assert again.is_new
    assert again.new_parts == 0
    assert warehouse.current(name.parent) == again.generation


def test_a_touched_file_with_the_same_content_changes_nothing(two: Shop) -> None:
    two.put(HEAD_ROWS, "staff.csv", day=EARLIER)

    assert not two.build().is_new


def test_a_new_snapshot_leaves_the_others_as_they_are(two: Shop) -> None:
    two.put(HEAD_ROWS, day=date(2026, 11, 30))
    made = two.build()

    assert made.new_parts == 2
    assert [count.day for count in made.snapshots][-1] == date(2026, 11, 30)


def test_a_changed_policy_changes_figures_and_no_part(two: Shop) -> None:
    """Periods are joined when a question is asked."""
    rules = (home.SAMPLE / "policy.toml").read_text(encoding="utf-8")
    longer = rules.replace('period = "1 year"', 'period = "30 years"')
    (two.folder / "policy.toml").write_text(longer, encoding="utf-8")
    made = two.build()

    assert made.is_new
    assert made.new_parts == 0
    assert two.records() == []


def test_a_hold_makes_new_parts_only_where_it_holds(two: Shop) -> None:
    with (two.folder / "sources.toml").open("a") as file:
        file.write(HOLDS)
    two.put("person,opened\na,2026-10-01\n", "holds.csv")

    # the two parts of the holds themselves, and the held dataset of the newest snapshot
    assert two.build().new_parts == 3
    held = "SELECT dataset FROM fig_holdings WHERE is_held"
    assert two.ask("figures", held) == [("hr.people",)]


def test_the_same_inputs_make_the_same_figures_in_another_place(two: Shop, tmp_path: Path) -> None:
    """A figure can be recomputed by somebody else, given the key."""
    other = Shop(tmp_path / "other")
    other.folder.mkdir()
    for name in ("sources.toml", "key"):
        shutil.copy(two.folder / name, other.folder / name)
    for day in (EARLIER, DAY):
        other.put(HEAD_ROWS, day=day)
        other.put(HEAD_ROWS, "staff.csv", day=day)
    other.build()

    assert warehouse.current(other.folder / "warehouse") == warehouse.current(
        two.folder / "warehouse"
    )


def test_two_builds_are_kept_apart(two: Shop) -> None:
    with build.alone(two.folder / "warehouse"), pytest.raises(VouchError) as refused:
        two.build()

    assert refused.value.key == "problem.build_under_way"


def test_what_an_interrupted_build_left_goes_when_there_is_nothing_to_do(two: Shop) -> None:
    """Else the parts of exports that were taken back would lie there for ever."""
    parts = two.folder / "warehouse" / "parts"
    before = sorted(parts.iterdir())
    for name in ("0123abcd", "rows-0123abcd", "0123abcd.77.new"):
        (parts / name).mkdir()
    (parts / "people-0123.new").write_text("")

    assert not two.build().is_new
    assert sorted(parts.iterdir()) == before


def test_an_old_generation_stays_while_it_is_read(two: Shop) -> None:
    place = two.folder / "warehouse"
    old = warehouse.current(place)
    assert old is not None
    reader = readers.open(place, old, readers.Role.DPO)
    two.put(HEAD_ROWS + "c;1.2.2020\n")
    command = [sys.executable, "-m", "vouch", "build", "--home", str(two.folder)]
    subprocess.run(command, check=True, capture_output=True)

    assert warehouse.figures_file(place, old).exists()
    assert reader.snapshots() == [EARLIER, DAY]


def test_no_person_is_named_in_the_warehouse(shop: Shop) -> None:
    """Only what the mapping names is read, and of identifiers only hashes are kept."""
    canaries = ("matti.meikäläinen@example.fi", "0501234567", "010594Y9032", "Kauppakatu 3")
    rows = "".join(f"{text};1.2.2020;{text}\n" for text in canaries)
    shop.put("id;ended;note\n" + rows)
    shop.build()

    found = [
        (path.name, text)
        for path in (shop.folder / "warehouse").rglob("*")
        if path.is_file()
        for text in canaries[:3]
        if text.encode() in path.read_bytes()
    ]
    assert shop.records()[:3] == [(f"people.csv:{row}", row) for row in (2, 3, 4)]
    assert found == []
