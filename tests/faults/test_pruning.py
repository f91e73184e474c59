"""Pruning deletes exports and hashes past their time, and no figure with them."""

import re
import shutil
from datetime import date

import pandas as pd
import pytest

from tests import terminal
from tests.queries.test_contract import CHOICES
from vouch import build, home, kpis, pruning, queries, readers, warehouse

EVERY = date(2027, 11, 30)  # all snapshots but the newest have expired
FIRST_LAST = date(2026, 12, 30)  # 13 months after 2025-11-30
MARKED = {"snapshots", "expired_exports"}


@pytest.fixture
def copied(tmp_path, sample_home):
    """Return a copy of the built sample home, with an owner of its own."""
    folder = tmp_path / "home"
    shutil.copytree(sample_home, folder, ignore=shutil.ignore_patterns("audit"))
    return folder


def answers(folder) -> dict[tuple, pd.DataFrame]:
    """Ask every figure of the first, a middle and the newest snapshot, for two roles.

    Of small numbers of people the officer is told more.
    """
    where = home.load(folder)
    generation = warehouse.current(where.warehouse)
    roles = (readers.Role.DPO, readers.Role.MANAGEMENT)
    return {
        (layer, name, day, role): reader.rows(layer, name, snapshot=day, as_of=day, **CHOICES)
        for role in roles
        for reader in (readers.open(where.warehouse, generation, role),)
        for layer in ("kpis", "series")
        for name in queries.names(layer)
        for day in reader.snapshots()[::5] + [reader.snapshots()[-1]]
    }


def test_eleven_of_twelve_snapshots_pruned_change_no_figure(copied):
    """What was reported once must stay reportable."""
    before = answers(copied)
    told = terminal.run("prune", "--home", copied, "--on", EVERY, "--delete")
    after = answers(copied)

    assert told.returncode == 0, told.stderr
    assert [path.name for path in (copied / "snapshots").iterdir()] == ["2026-10-31"]
    assert before.keys() == after.keys()
    for asked, rows in before.items():
        if asked[1] not in MARKED:
            pd.testing.assert_frame_equal(rows, after[asked])
    newest = ("series", "snapshots", date(2026, 10, 31), readers.Role.DPO)
    assert before[newest]["is_pruned"].sum() == 0
    assert after[newest]["is_pruned"].sum() == 11


def test_nothing_goes_without_being_asked_for(copied):
    """A list to read comes first."""
    told = terminal.run("prune", "--home", copied, "--on", EVERY)

    assert told.stdout.count("exports to be deleted") == 11
    assert "Nothing was deleted" in told.stdout
    assert len(list((copied / "snapshots").iterdir())) == 12
    assert not (copied / "history").exists()


@pytest.mark.parametrize(
    ("on", "expired"),
    [(FIRST_LAST, []), (date(2026, 12, 31), [date(2025, 11, 30)])],
)
def test_exports_may_stay_on_their_last_day(built, on, expired):
    """As with every other period: past is the day after."""
    assert [one.day for one in pruning.find(built, on)] == expired


def test_the_newest_snapshot_stays_however_old_it_is(built):
    """Without any export there would be nothing to look at."""
    days = [one.day for one in pruning.find(built, date(2040, 1, 1))]

    assert date(2026, 10, 31) not in days
    assert len(days) == 11


def test_a_home_without_limits_is_told_to_set_them(copied):
    """Never delete by a period that nobody has decided."""
    path = copied / "policy.toml"
    path.write_text(re.sub(r"^keep_exports = .*\n", "", path.read_text(), flags=re.M))
    told = terminal.run("prune", "--home", copied, "--on", EVERY)

    assert told.returncode == 2
    assert "keep_exports" in told.stderr


def test_hashes_stay_for_as_long_as_they_may(copied):
    """They are what two snapshots are compared by, and are personal data all the same."""
    path = copied / "policy.toml"
    path.write_text(path.read_text().replace('keep_keys = "13 months"', 'keep_keys = "2 years"'))
    where, keys = home.load(copied), copied / "history" / "2025-11-30" / "keys"
    pruning.prune(where, date(2026, 12, 31))
    kept = {file.stem for file in keys.iterdir()}
    on_its_last_day = pruning.find(where, date(2027, 11, 30))
    pruning.prune(where, date(2027, 12, 1))

    assert "crm.contacts" in kept
    assert "2025-11-30" not in {one.day.isoformat() for one in on_its_last_day}
    assert not keys.exists()


def test_a_folder_on_its_way_out_is_no_snapshot(copied):
    """A run that was stopped leaves nothing half counted."""
    where = home.load(copied)
    pruning.prune(where, date(2026, 12, 31))
    shutil.copytree(
        copied / "snapshots" / "2025-12-31", copied / "snapshots" / ".pruned-2025-11-30"
    )
    days = len(build.run(where).snapshots)
    pruning.prune(where, date(2026, 12, 31))

    assert days == 12
    assert not list((copied / "snapshots").glob(".*"))


def test_figures_without_exports_follow_a_changed_policy(copied):
    """Counts by starting day are kept, so that another period can still be applied."""
    where = home.load(copied)
    pruning.prune(where, EVERY)
    path = copied / "policy.toml"
    six = 'period = "6 years"\nstarts = "end-of-financial-year"'
    text = path.read_text().replace(six.replace("6", "10", 1), six)
    path.write_text(text)
    where = home.load(copied)
    build.run(where)
    generation = warehouse.current(where.warehouse)
    reader = readers.open(where.warehouse, generation, readers.Role.MANAGEMENT)
    past = kpis.measure(reader, "past_retention", date(2025, 11, 30), date(2025, 11, 30))

    assert {row.dataset: row.numerator for row in past.rows}["billing.invoices"] == 253
