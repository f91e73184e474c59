"""The sample home is what it says: same bytes each time, every planted fault as often as listed."""

import re
from pathlib import Path

import pytest

from tests import recount_history, recount_practice, recount_views
from tests.recount_views import View
from vouch import comparison, home, sample

HOME = Path(__file__).parents[2] / "sample_data"
LINE = re.compile(r"\| ([a-z-]+) \| `([^`]+)` \| (all|\d{4}-\d\d-\d\d) \| (\d+) \|")
MOST_BYTES = 9_000_000
# Kinds that stand in no other file than the README lists.
ONLY_WHERE_LISTED = (
    "stray-code",
    "code-lookalike",
    "duplicate-id",
    "epoch-date",
    "future-date",
    "company-only",
    "identity-code",
    "deletion-notice",
)
SUSPECT_SHARE = 0.1

Planted = list[tuple[str, str, str, int]]


@pytest.fixture(scope="module")
def views() -> list[View]:
    return recount_views.views(HOME)


@pytest.fixture(scope="module")
def planted() -> Planted:
    text = (HOME / "README.md").read_text(encoding="utf-8")
    return [(kind, file, when, int(count)) for kind, file, when, count in LINE.findall(text)]


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for part in ("snapshots", "policies", "README.md", "sources.toml", ".gitattributes")
        for path in [folder / part, *(folder / part).rglob("*")]
        if path.is_file()
    }


def test_writing_the_sample_again_gives_the_same_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever changes the generator commits what it writes, and no machine's zone matters."""
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    sample.write(tmp_path)

    assert contents(tmp_path) == contents(HOME)


def test_the_sample_stays_small_enough_to_be_cloned() -> None:
    """Twelve snapshots are part of every clone."""
    assert sum(map(len, contents(HOME).values())) < MOST_BYTES


def test_every_planted_fault_is_found_as_often_as_listed(
    views: list[View], planted: Planted
) -> None:
    """A finding is only proven exact against a count that does not come from the generator."""
    found = [
        (kind, file, when, recounted(views, kind, file, when)) for kind, file, when, _ in planted
    ]

    assert found == planted


def test_every_kind_that_can_be_recounted_is_planted(planted: Planted) -> None:
    """A kind that vanished from the sample would leave its finding untested."""
    listed = {kind for kind, *_ in planted} - {"suspect-export"}

    assert listed == {
        *recount_practice.PRACTICE,
        *recount_history.HISTORY,
        *recount_history.WHOLE_FILES,
    }


@pytest.mark.parametrize("kind", ONLY_WHERE_LISTED)
def test_a_fault_stands_nowhere_but_where_it_is_listed(
    views: list[View], planted: Planted, kind: str
) -> None:
    """An unlisted fault would make a right finding look wrong."""
    listed = {file for found, file, *_ in planted if found == kind}
    elsewhere = {
        file: recount_practice.PRACTICE[kind](views[-1], file)
        for file in views[-1].by_file
        if file not in listed
    }

    assert not {file: count for file, count in elsewhere.items() if count}


def test_the_newest_snapshot_can_be_read_whole(views: list[View]) -> None:
    """The first page that a newcomer sees shows every source."""
    assert {count.state for count in views[-1].look.files} == {"read"}


def test_the_draft_changes_the_rule_for_billing_alone() -> None:
    """It is written from policy.toml, so that a mended word there does not look like a change."""
    now, draft = home.load(HOME).versions.all
    [change] = comparison.rule_changes(now, draft)

    assert change.rule == "billing"
    assert not list(comparison.term_changes(now, draft))


def recounted(views: list[View], kind: str, file: str, when: str) -> int:
    """Count one line of the README from the files."""
    if when == "all":
        return recount_history.HISTORY[kind](views, file)
    index = [view.look.day.isoformat() for view in views].index(when)
    if kind == "suspect-export":
        now, before = (len(view.rows(file)) for view in (views[index], views[index - 1]))
        return int(now < before * SUSPECT_SHARE)
    counts = recount_practice.PRACTICE | recount_history.WHOLE_FILES
    return counts[kind](views[index], file)
