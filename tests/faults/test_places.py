"""What lies among the exports and is none: named, never opened, never waited for."""

import gzip
import io
import os
import socket
import zipfile
from pathlib import Path

import pytest

from tests.faults.shop import DAY, HEAD_ROWS, Shop
from vouch import home
from vouch.errors import VouchError

LEFT_BEHIND = (".DS_Store", "Thumbs.db", "desktop.ini", "people.csv~", ".~lock.people.csv#")


def _problems(shop: Shop) -> list[tuple]:
    return [(name, problem.key) for _, name, problem in shop.build().problems]


def _place(shop: Shop, name: str = "people.csv") -> Path:
    """Return where an export would lie, its folder made."""
    path = shop.folder / "snapshots" / DAY.isoformat() / name
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def _link(path: Path) -> None:
    target = path.parents[2] / "elsewhere.csv"
    target.write_text(HEAD_ROWS)
    path.symlink_to(target)


def _socket(path: Path) -> None:
    before = Path.cwd()
    os.chdir(path.parent)  # a socket's path may only be short
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(path.name)
    os.chdir(before)


@pytest.mark.parametrize(
    ("make", "key"),
    [
        (_link, "problem.is_link"),
        (os.mkfifo, "problem.is_device"),
        (_socket, "problem.is_device"),
        (Path.mkdir, "problem.is_folder"),
    ],
)
def test_what_is_no_file_is_named_and_not_opened(shop: Shop, make, key: str) -> None:
    """To open a pipe would wait for a writer, for ever."""
    make(_place(shop))

    assert _problems(shop) == [("crm.people", key)]
    assert shop.files() == [("failed", 0, 0, 0, 0, 0, key)]


def test_a_link_that_no_dataset_claims_is_named_too(shop: Shop) -> None:
    shop.put(HEAD_ROWS)
    _link(_place(shop, "other.csv"))

    assert _problems(shop) == [(None, "problem.is_link")]


def test_a_folder_that_sorts_exports_is_no_problem(shop: Shop) -> None:
    shop.declare(files="*/people.csv")
    shop.put(HEAD_ROWS, "crm/people.csv")

    assert _problems(shop) == []


def _zipped(text: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("people.csv", text)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "key"),
    [
        ("people.csv", gzip.compress(HEAD_ROWS.encode(), mtime=0), "problem.packed_unsaid"),
        ("people.csv.zst", gzip.compress(HEAD_ROWS.encode(), mtime=0), "problem.packed_unsaid"),
        ("people.csv.gz", HEAD_ROWS, "problem.not_packed"),
        ("people.csv.zst", HEAD_ROWS, "problem.not_packed"),
        ("people.csv", _zipped(HEAD_ROWS), "problem.is_zip"),
    ],
)
def test_a_name_that_belies_the_content_is_said(shop: Shop, name: str, content, key: str) -> None:
    """That it were damaged, or had no column, would send the reader the wrong way."""
    shop.declare(files=name)
    shop.put(content, name)

    assert _problems(shop) == [("crm.people", key)]


@pytest.mark.parametrize("name", LEFT_BEHIND)
def test_what_systems_and_editors_leave_behind_is_ignored(shop: Shop, name: str) -> None:
    """A backup copy that a pattern takes in would count every row twice."""
    shop.declare(files="*people.csv*")
    shop.put(HEAD_ROWS)
    shop.put(HEAD_ROWS, name)

    assert _problems(shop) == []
    assert len(shop.files()) == 1


@pytest.mark.parametrize("name", ["October", "2026-13-01", "20261031", "people.csv"])
def test_what_is_no_snapshot_is_named_and_the_others_are_built(shop: Shop, name: str) -> None:
    """20261031 is a day in ISO 8601 as well, and would take the place of 2026-10-31."""
    shop.put(HEAD_ROWS)
    stray = shop.folder / "snapshots" / name
    stray.write_text("") if name.endswith(".csv") else stray.mkdir()
    (shop.folder / "snapshots" / ".DS_Store").write_text("")
    made = shop.build()

    assert [(str(day), problem.values["file"]) for day, _, problem in made.problems] == [
        (DAY.isoformat(), name)
    ]
    assert made.snapshots[0].kept == 2


@pytest.mark.parametrize("name", ["1899-12-31", "3000-01-01", "9999-12-31", "0001-01-01"])
def test_a_snapshot_of_an_impossible_year_is_named_and_the_others_are_built(
    shop: Shop, name: str
) -> None:
    """What lies a year before or after the last day that there is could not be counted."""
    shop.put(HEAD_ROWS)
    (shop.folder / "snapshots" / name).mkdir()
    made = shop.build()

    assert [(problem.key, problem.values["file"]) for _, _, problem in made.problems] == [
        ("problem.year_of_folder", name)
    ]
    assert "its year is not from 1900 to 2999" in str(made.problems[0][2])
    assert made.snapshots[0].kept == 2


def test_a_home_whose_only_snapshot_has_an_impossible_year_says_so(shop: Shop) -> None:
    (shop.folder / "snapshots" / "9999-12-31").mkdir(parents=True)
    with pytest.raises(VouchError) as refused:
        shop.build()

    assert refused.value.key == "problem.year_of_folder"


def test_a_home_with_odd_characters_is_built(shop: Shop) -> None:
    """They mean something in patterns, and a path is none."""
    folder = shop.folder / "it's [1]* #1 {50%} ä;"
    folder.mkdir()
    odd = Shop(folder)
    odd.declare(files="people*.csv")
    odd.put(HEAD_ROWS, "people [2]*.csv")
    odd.put("id;ended\nc;1.2.2020\nd;1.2.2020\n", "people [22].csv")

    assert odd.build().problems == []
    assert odd.files() == [("read", 3, 1, 0, 0, 2, None)] * 2
    assert not odd.build().is_new


@pytest.mark.parametrize(
    ("one", "other"), [("people.csv", "People.csv"), ("väki.csv", "va\u0308ki.csv")]
)
def test_names_that_are_one_elsewhere_are_both_refused(shop: Shop, one: str, other: str) -> None:
    """Copied to another system one of them is gone, and nobody knows which."""
    shop.declare(files="*.csv")
    for name in (one, other):
        shop.put(HEAD_ROWS, name)
    found = shop.build().problems

    assert {problem.values["file"]: problem.key for _, _, problem in found} == dict.fromkeys(
        (one, other), "problem.name_twice"
    )


@pytest.mark.parametrize("mark", ["\n", "\x1b", "\u202e", "\u2028"])
def test_a_name_with_marks_of_control_is_named_without_them(shop: Shop, mark: str) -> None:
    """A terminal would obey them, and a line feed makes two lines of one."""
    shop.declare(files="*.csv")
    shop.put(HEAD_ROWS, f"a{mark}b.csv")
    shop.put(HEAD_ROWS.replace("a;", "c;"))
    found = [(problem.key, problem.values["file"]) for _, _, problem in shop.build().problems]

    assert found == [("problem.name_not_text", "a?b.csv")]


@pytest.mark.parametrize("mark", ["\\", "?"])
def test_a_home_that_the_database_cannot_find_is_refused(shop: Shop, mark: str) -> None:
    folder = shop.folder / f"a{mark}b"
    folder.mkdir()

    with pytest.raises(VouchError, match="Rename the folder"):
        home.load(folder)
