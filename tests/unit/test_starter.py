"""The home to begin with: it builds, and its comments know every key that there is."""

import re
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pydantic
import pytest

from vouch import access, build, declarations, home, kinds, kpis, policy, readers, sources, starter
from vouch.command_line import limits
from vouch.errors import VouchError

DAY = date(2026, 10, 31)
FIGURES = {  # counted by hand from starter/orders.csv and starter/requests.csv
    "volumes": (7, 8),
    "past_retention": (1, 3),
    "undetermined_retention": (4, 7),
    "open_requests": (2, 3),
    "overdue_requests": (1, 2),
    "call_recordings": (0, 0),
}
NAMES = {
    "policy.toml": [*get_args(policy.Starts), *get_args(policy.Basis), *kpis.IDS, *limits.OTHERS],
    "sources.toml": [*get_args(sources.Format), *get_args(sources.Kind), *get_args(sources.Origin)],
}


def switched_on(name: str) -> str:
    """Return a declaration with every line that is switched off switched on."""
    return re.sub(r"^#(?! )", "", (starter.HERE / name).read_text(encoding="utf-8"), flags=re.M)


@pytest.fixture
def full(tmp_path: Path) -> home.Home:
    """Return the home with all that its declarations offer."""
    for name in NAMES:
        (tmp_path / name).write_text(switched_on(name), encoding="utf-8")
    return home.load(tmp_path)


@pytest.mark.parametrize("day", [DAY, date(2028, 2, 29)])
def test_a_new_home_builds_at_once_and_has_figures(tmp_path: Path, day: date) -> None:
    """Its exports are written for the day, so that they show the same on any."""
    starter.write(tmp_path / "new", day)
    mine = home.load(tmp_path / "new")
    made = build.run(mine)
    reader = readers.open(mine.warehouse, made.generation, readers.Role.MANAGEMENT)
    measured = [kpis.measure(reader, id_, day, day) for id_ in kpis.IDS]

    assert made.problems == []
    assert {kpi.id: (kpi.numerator, kpi.denominator) for kpi in measured} == FIGURES


def test_a_home_of_the_same_day_has_the_same_bytes(tmp_path: Path) -> None:
    for name in "ab":
        starter.write(tmp_path / name, DAY)
    files = [
        {path.relative_to(tmp_path / name): path.read_bytes() for path in _files(tmp_path / name)}
        for name in "ab"
    ]

    assert files[0] == files[1]
    assert {str(path) for path in files[0]} == {
        *("policy.toml", "sources.toml", ".gitignore"),
        *("snapshots/2026-10-31/orders.csv", "snapshots/2026-10-31/requests.csv"),
    }


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_folder_that_is_in_use_is_left_alone(tmp_path: Path) -> None:
    """It may be somebody's home."""
    (tmp_path / "policy.toml").write_text("mine")
    with pytest.raises(VouchError) as refused:
        starter.write(tmp_path, DAY)

    assert refused.value.key == "problem.not_empty"
    assert [path.name for path in tmp_path.iterdir()] == ["policy.toml"]


def test_key_and_warehouse_are_never_committed() -> None:
    ignored = (starter.HERE / "gitignore").read_text().splitlines()

    assert {"/key", "/warehouse/", "/audit/", "/snapshots/"} <= set(ignored)


def test_the_declarations_name_every_key(full: home.Home) -> None:
    """A key that is not in them is found by nobody who does not read the code."""
    used: dict[type, set[str]] = defaultdict(set)
    _walk(full.policy, used)
    _walk(full.sources, used)
    apart = (access.Access, access.Roles)  # of a file of its own, where people log in
    models = [one for one in declarations.Declaration.__subclasses__() if one not in apart]

    assert {model.__name__: set(model.model_fields) - used[model] for model in models} == {
        model.__name__: set() for model in models
    }


def _walk(value: Any, used: dict[type, set[str]]) -> None:
    """Note which fields of each model are set."""
    if isinstance(value, pydantic.BaseModel):
        used[type(value)] |= value.model_fields_set
        value = dict(value)
    if isinstance(value, dict):
        for inner in value.values():
            _walk(inner, used)


@pytest.mark.parametrize("kind", kinds.KINDS)
def test_the_declarations_map_every_column_of_a_kind(full: home.Home, kind: str) -> None:
    """Also every code that a column may hold."""
    mine = [one for one in full.sources.datasets.values() if one.kind == kind]
    mapped = {column for one in mine for column in one.columns}
    codes = {
        column: {ours for one in mine for ours in one.values.get(column, {}).values()}
        for column in mapped
    }

    assert mapped == {*kinds.KINDS[kind].must, *kinds.KINDS[kind].may}
    assert all(codes[column] >= set(kinds.codes(kind, column)) for column in mapped)


@pytest.mark.parametrize("name", NAMES)
def test_the_declarations_name_every_choice(name: str) -> None:
    text = (starter.HERE / name).read_text(encoding="utf-8")

    assert [word for word in NAMES[name] if word not in text] == []


def test_the_rules_are_those_of_the_notice(tmp_path: Path) -> None:
    """The sample's policy is held against the notice; this one must not drift away from it."""
    starter.write(tmp_path / "new", DAY)
    mine, theirs = (policy.load(path / "policy.toml") for path in (tmp_path / "new", home.SAMPLE))
    titles = [
        texts.title
        for group in (mine.categories, mine.people, mine.purposes, mine.rules)
        for texts in group.values()
    ]

    assert (mine.categories, mine.purposes) == (theirs.categories, theirs.purposes)
    assert (mine.people, mine.security) == (theirs.people, {})
    assert mine.rules == theirs.rules
    assert mine.notice.controller != theirs.notice.controller
    assert all(set(title) == {"en", "fi", "sv"} for title in titles)
