"""What another policy would change equals a recount under that policy, in every snapshot."""

from dataclasses import replace
from datetime import date

import pytest

from tests import recount, terminal
from vouch import comparison, home, kpis, policy, readers, warehouse

SNAPSHOTS = recount.snapshots(home.SAMPLE)[::5]  # a recount takes seconds
TEN, SIX = 'period = "10 years"\nstarts = "end-of-financial-year"', 'period = "6 years"\nstarts'
COUNTED = ("past", "on_hold")


@pytest.fixture(scope="module")
def draft(tmp_path_factory):
    """Return the sample's policy with six years for billing in place of ten."""
    text = (home.SAMPLE / "policy.toml").read_text(encoding="utf-8")
    path = tmp_path_factory.mktemp("draft") / "draft.toml"
    path.write_text(text.replace(TEN, f'{SIX} = "end-of-financial-year"'), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def effects(built, draft):
    """Compare the sample's policy with the draft."""
    return comparison.effects(built, built.policy, policy.load(draft))


def recounted(day: date, years: int) -> dict[tuple[str, str], int]:
    """Count the states of one snapshot on its day, with that many years for billing."""
    seen = recount.look(home.SAMPLE, day)
    rules = dict(seen.policy["rules"])
    rules["billing"] = rules["billing"] | {"period": f"{years} years"}
    return recount.figures(replace(seen, policy=seen.policy | {"rules": rules}), day).states


@pytest.mark.parametrize("day", SNAPSHOTS, ids=str)
def test_six_years_in_place_of_ten_move_what_a_recount_moves(effects, day):
    """Nothing was built for it, and no other dataset is touched."""
    before, after = recounted(day, 10), recounted(day, 6)
    mine = [effect for effect in effects if effect.snapshot == day]

    for effect in mine:
        for place, state in enumerate(COUNTED):
            assert effect.before[place] == before[effect.dataset, state]
            assert effect.after[place] == after[effect.dataset, state]
    moved = {
        dataset for dataset, state in before if before[dataset, state] != after[dataset, state]
    }
    assert {effect.dataset for effect in mine if effect.is_change} == moved
    assert moved


@pytest.mark.parametrize(
    ("count", "kpi"),
    [
        ("past", "past_retention"),
        ("undetermined", "undetermined_retention"),
        ("overdue", "overdue_requests"),
    ],
)
def test_standing_agrees_with_the_kpi(dpo, count, kpi):
    """The comparison and the dashboard must never tell two stories."""
    rows = dpo.rows("series", "standing_history").groupby("snapshot")[count].sum()
    told = {measured.snapshot: measured.numerator for measured in kpis.history(dpo, kpi)}

    assert {day.date(): records for day, records in rows.items()} == told


def test_totals_are_the_sums_of_the_datasets(dpo):
    """What is said of a snapshot and what is listed below it are one story."""
    counts = list(comparison.COUNTS)
    sums = dpo.rows("series", "standing_history").groupby("snapshot")[counts].sum().reset_index()
    totals = dpo.rows("series", "standing_totals")

    assert totals.to_dict("list") == sums.to_dict("list")


def test_the_sample_s_own_draft_breaks_no_statutory_minimum(built):
    """It shortens billing to exactly what the Accounting Act asks for."""
    draft = built.versions.named("2027-01-01")
    generation = warehouse.current(built.warehouse)
    under = readers.Judgement(draft, is_everywhere=True)
    reader = readers.open(built.warehouse, generation, readers.Role.MANAGEMENT, under)

    for day in reader.snapshots():
        rules = reader.rows("series", "rules", snapshot=day).set_index("rule")
        assert rules.loc["billing", "records"] > 0
        assert rules["conflicting"].sum() == 0


def test_only_the_rule_that_differs_is_listed(built, draft):
    """Titles and sources of a rule may be written better without a change of terms."""
    (change,) = comparison.rule_changes(built.policy, policy.load(draft))

    assert change.rule == "billing"
    assert (change.before.period.months, change.after.period.months) == (120, 72)


def test_a_policy_compared_with_itself_changes_nothing(built):
    """Whoever compares a file with itself must read that, not a page of equal numbers."""
    told = terminal.run("compare-policy", "2023-10-01", "2023-10-01", "--home", built.path)

    assert told.stdout.splitlines() == ["No rule differs.", "No figure differs in any snapshot."]


def test_the_terminal_shows_both_counts(built, draft):
    """A reader sees at once from what to what."""
    told = terminal.run("compare-policy", "2023-10-01", draft, "--home", built.path)

    assert "6 years" in told.stdout
    assert "27 → 275" in told.stdout


def test_a_setting_that_moves_dates_is_listed_with_the_rules(built, tmp_path):
    """Counts that change under rules that do not would look like a fault."""
    text = (home.SAMPLE / "policy.toml").read_text(encoding="utf-8")
    (tmp_path / "june.toml").write_text(text.replace('"12-31"', '"06-30"'), encoding="utf-8")
    told = terminal.run(
        "compare-policy", "2023-10-01", tmp_path / "june.toml", "--home", built.path
    )

    assert "settings.financial_year_end" in told.stdout
    assert "06-30" in told.stdout
