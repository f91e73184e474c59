"""Which policy judges, and which snapshots can no longer be recomputed: the strip says both."""

import re
from datetime import date

import pytest

from tests.opened import opener
from tests.pages.test_pages import text_of
from tests.unit.test_versions import ORDERS, SOURCES, version
from vouch import build, home, pruning

LAST = "2026-03-31"


@pytest.fixture
def open_page(copies, tmp_path, monkeypatch):
    """Open a page over three snapshots, the first pruned, whose policy changes on the second's."""
    return opener(copies.put(tmp_path, "pruned under two policies", pruned), monkeypatch)


def pruned(folder):
    """Build that home."""
    (folder / "sources.toml").write_text(SOURCES)
    (folder / "policy.toml").write_text(version("new", "2026-02-28", "6 months"))
    (folder / "policies").mkdir()
    (folder / "policies" / "old.toml").write_text(version("old", "2020-01-01"))
    for day in ("2026-01-31", "2026-02-28", LAST):
        snapshot = folder / "snapshots" / day
        snapshot.mkdir(parents=True)
        (snapshot / "orders.csv").write_text(ORDERS)
    build.run(home.load(folder))
    pruning.prune(home.load(folder), date(2027, 3, 1))


@pytest.mark.parametrize(
    ("snapshot", "policy", "said"),
    [
        (LAST, "of-its-day", "3 records are past"),
        ("2026-01-31", "of-its-day", "1 record is past"),
        (LAST, "old", "2 records are past"),
        ("2026-01-31", "new", "2 records are past"),
    ],
)
def test_a_snapshot_is_judged_by_its_day_or_by_choice(open_page, snapshot, policy, said):
    """The answer and the strip name the same policy."""
    text = text_of(open_page("retention", lang="en", snapshot=snapshot, policy=policy))

    assert said in text
    assert ("not that of the snapshot" in text) is (policy != "of-its-day")


@pytest.mark.parametrize(
    ("snapshot", "policy", "mapping"),
    [
        (
            "2026-02-28",
            "version old held on 31 Jan 2026, and version new on 28 Feb 2026",
            "as it was",
        ),
        (LAST, "version new held both on 28 Feb 2026 and on 31 Mar 2026", "the same sources.toml"),
    ],
)
def test_what_changed_names_policy_and_mapping(open_page, snapshot, policy, mapping):
    """Each may move a figure though no record came or went; a pruned snapshot is not read anew."""
    text = text_of(open_page("deletion", lang="en", snapshot=snapshot))
    [said] = re.findall(r"Mapping: [^.]*[.]toml[^.]*[.]", text)

    assert policy in text
    assert mapping in said


@pytest.mark.parametrize(("snapshot", "is_pruned"), [("2026-01-31", True), (LAST, False)])
def test_a_pruned_snapshot_says_so(open_page, snapshot, is_pruned):
    """Its figures are all that is left, and nobody can check them any more."""
    text = text_of(open_page("overview", lang="en", snapshot=snapshot))

    assert ("exports deleted, no longer recomputable" in text) is is_pruned


def test_rows_of_another_policy_are_not_shown(open_page):
    """They were listed under the policy of the snapshot's day."""
    page = open_page("retention", lang="en", snapshot=LAST, policy="old")

    assert any("Rows are listed under the policy" in one.value for one in page.info)
