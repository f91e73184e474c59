"""Whether figures can be read, as a watcher is told."""

import shutil
from datetime import date

import pytest

from tests.sample_home import build_once
from vouch import health, warehouse
from vouch.health import Health, Status

NEWEST = date(2026, 10, 31)


@pytest.fixture
def folder(tmp_path_factory, tmp_path):
    """Return a copy of the built sample, to be spoilt."""
    built = build_once(tmp_path_factory.getbasetemp())
    return shutil.copytree(built, tmp_path / "home", ignore=shutil.ignore_patterns("parts"))


@pytest.mark.parametrize(
    ("today", "status", "days"),
    [
        (date(2026, 10, 31), Status.OK, 0),
        (date(2026, 12, 4), Status.OK, 34),
        (date(2026, 12, 5), Status.OK, 35),
        (date(2026, 12, 6), Status.STALE, 36),
    ],
)
def test_figures_are_stale_after_the_days_that_the_policy_allows(folder, today, status, days):
    """The same day on which the page begins to say so."""
    generation = warehouse.current(folder / "warehouse")

    assert health.look(folder, today) == Health(status, generation, NEWEST, days)


@pytest.mark.parametrize(
    "spoil",
    [
        shutil.rmtree,
        lambda folder: shutil.rmtree(folder / "warehouse"),
        lambda folder: (folder / "warehouse" / "CURRENT").unlink(),
        lambda folder: (folder / "policy.toml").write_text("not = a policy", encoding="utf-8"),
        lambda folder: next(folder.glob("warehouse/figures-*")).unlink(),
        lambda folder: next(folder.glob("warehouse/figures-*")).write_bytes(b""),
        lambda folder: next(folder.glob("warehouse/figures-*")).write_bytes(b"no figures" * 9999),
    ],
    ids=["home", "warehouse", "name", "policy", "figures", "empty", "damaged"],
)
def test_what_cannot_be_read_is_unreadable(folder, spoil):
    """Also when it could be read a moment ago: the page would fail for the next reader."""
    before = health.look(folder, NEWEST).status
    spoil(folder)

    assert before is Status.OK
    assert health.look(folder, NEWEST) == Health(Status.UNREADABLE)


def test_half_a_file_is_unreadable(folder):
    """A disk that lost blocks is found by reading, not by looking whether the file is there."""
    health.look(folder, NEWEST)
    path = next(folder.glob("warehouse/figures-*"))
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])

    assert health.look(folder, NEWEST) == Health(Status.UNREADABLE)
