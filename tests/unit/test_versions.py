"""Policy versions: each holds from its day, and a snapshot is judged by the one of its day."""

import json
from datetime import date

import pytest

from tests import terminal
from vouch import home
from vouch.errors import VouchError

TEXT = (home.SAMPLE / "policy.toml").read_text(encoding="utf-8")
SOURCES = """
[shop.orders]
files = "orders.csv"
category = "relationship"
rule = "order"
[shop.orders.columns]
record_id = "id"
starts_on = "ordered"
"""
# A year ends on the first snapshot's day, earlier, and later; half a year on 1 February.
ORDERS = "id,ordered\n1,2025-01-31\n2,2024-07-31\n3,2025-12-01\n4,2025-08-01\n"


def version(name: str, begins: str, period: str = "1 year") -> str:
    """Write a policy of that version, with that period for orders."""
    text = TEXT.replace('version = "2023-10-01"', f'version = "{name}"')
    text = text.replace("valid_from = 2023-10-01", f"valid_from = {begins}")
    begins_rule = '[rules.order]\nsection = "7"\nperiod = '
    return text.replace(f'{begins_rule}"1 year"', f'{begins_rule}"{period}"')


@pytest.fixture
def shop(tmp_path):
    """Return a home of three snapshots, whose policy changes on the day of the second."""
    (tmp_path / "sources.toml").write_text(SOURCES)
    (tmp_path / "policy.toml").write_text(version("new", "2026-02-28", "6 months"))
    (tmp_path / "policies").mkdir()
    (tmp_path / "policies" / "old.toml").write_text(version("old", "2020-01-01"))
    for day in ("2026-01-31", "2026-02-28", "2026-03-31"):
        folder = tmp_path / "snapshots" / day
        folder.mkdir(parents=True)
        (folder / "orders.csv").write_text(ORDERS)
    return tmp_path


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2019, 12, 31), "old"),
        (date(2020, 1, 1), "old"),
        (date(2026, 2, 27), "old"),
        (date(2026, 2, 28), "new"),
        (date(2026, 3, 1), "new"),
    ],
)
def test_a_version_holds_from_its_day(shop, day, name):
    """Before the first one there is no other policy to judge by."""
    assert home.load(shop).on(day).policy.notice.version == name


@pytest.mark.parametrize(
    ("day", "states"),
    [
        (date(2019, 12, 31), ["not_in_force", "not_in_force"]),
        (date(2020, 1, 1), ["in_force", "not_in_force"]),
        (date(2026, 2, 27), ["in_force", "not_in_force"]),
        (date(2026, 2, 28), ["replaced", "in_force"]),
    ],
)
def test_one_version_is_in_force_from_its_day(shop, day, states):
    """Before the first day of the first one none is, though figures are judged by it."""
    versions = home.load(shop).versions

    assert [versions.state(one, day) for one in versions.all] == states


def test_the_file_policy_toml_is_the_current_one_without_any_other(tmp_path):
    """Most homes have one policy."""
    (tmp_path / "sources.toml").write_text(SOURCES)
    (tmp_path / "policy.toml").write_text(version("only", "2030-01-01"))

    assert home.load(tmp_path).on(date(2020, 1, 1)).policy.notice.version == "only"


@pytest.mark.parametrize(
    ("file", "text", "key"),
    [
        ("other.toml", version("older", "2019-01-01"), "problem.version_misnamed"),
        ("new.toml", version("new", "2019-01-01"), "problem.version_twice"),
        ("even.toml", version("even", "2020-01-01"), "problem.version_same_day"),
        ("worse.toml", "[notice]\n", "problem.key_missing"),
    ],
)
def test_a_wrong_version_is_named(shop, file, text, key):
    """A figure under the wrong policy is worse than none."""
    (shop / "policies" / file).write_text(text)

    with pytest.raises(VouchError) as caught:
        home.load(shop)
    assert caught.value.key == key
    assert "policies/" in str(caught.value)


@pytest.mark.parametrize(
    ("snapshot", "chosen", "judged_by", "past"),
    [
        ("2026-01-31", (), "old", 1),
        ("2026-02-28", (), "new", 3),
        ("2026-01-31", ("--policy", "new"), "new", 2),
        ("2026-02-28", ("--policy", "old"), "old", 2),
    ],
)
def test_each_snapshot_is_judged_by_the_policy_of_its_day(shop, snapshot, chosen, judged_by, past):
    """Old reports stay as they were; another version judges only on choice (notice §12)."""
    told = terminal.run("kpis", "--home", shop, "--format", "json", "--snapshot", snapshot, *chosen)
    found = json.loads(told.stdout)
    (kpi,) = (one for one in found["kpis"] if one["id"] == "past_retention")

    assert (kpi["numerator"], kpi["denominator"]) == (past, 4)
    assert found["policy"]["version"] == judged_by


def test_a_changed_policy_makes_no_part_anew(shop):
    """The effect on every snapshot is there at once."""
    terminal.run("build", "--home", shop)
    (shop / "policy.toml").write_text(version("new", "2026-02-28", "2 months"))
    built = terminal.run("build", "--home", shop)

    assert "parts built: 0" in built.stdout


def test_an_unknown_version_is_named_with_those_there_are(shop):
    """A typing mistake must not be answered with the current policy."""
    done = terminal.run("kpis", "--home", shop, "--policy", "odl")

    assert done.returncode == 2
    assert done.stderr.strip().endswith("the versions are old, new.")
