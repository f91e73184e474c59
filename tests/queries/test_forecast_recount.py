"""What falls due, what must be deleted, and what-ifs of every snapshot equal a recount."""

from datetime import date, timedelta
from fractions import Fraction
from functools import cache

import pandas as pd
import pytest

from tests import recount, recount_forecast
from vouch import home, readers, suppositions, warehouse

SNAPSHOTS = recount.snapshots(home.SAMPLE)
STEPS = (0, 47)  # days after the snapshot
HORIZONS = (1, 30, 90, 365)
LIMITS = (("numerator", 0), ("numerator", 100), ("ratio", 0.03), ("ratio", 0.25), ("ratio", 1.0))
WHAT_IFS = (
    ("billing", "6 years"),
    ("billing", "1 day"),
    ("billing", "100 years"),
    ("billing", "not_set"),
    ("order", "18 months"),
    ("order", "90 days"),
    ("log", "1 month"),
    ("call-recording", "1 year"),
    ("customer-relationship", "3 years"),
    ("permission", "36525 days"),
)

pytestmark = pytest.mark.xdist_group("recount")  # so that each snapshot is looked at once


@cache
def look(day: date) -> recount.Look:
    return recount.look(home.SAMPLE, day)


@cache
def last_days(day: date) -> list[tuple[recount.Record, date]]:
    return recount_forecast.last_days(look(day), day)


@pytest.fixture(params=SNAPSHOTS, ids=str)
def seen(request: pytest.FixtureRequest) -> recount.Look:
    return look(request.param)


@pytest.fixture(params=STEPS)
def as_of(request: pytest.FixtureRequest, seen: recount.Look) -> date:
    return seen.day + timedelta(days=request.param)


def under(built: home.Home, version) -> readers.Reader:
    """Read the figures as another policy judges them."""
    generation = warehouse.current(built.warehouse) or ""
    judgement = readers.Judgement(version, is_everywhere=True)
    return readers.open(built.warehouse, generation, readers.Role.MANAGEMENT, judgement)


@pytest.fixture(scope="module", params=LIMITS, ids=str)
def limited(request: pytest.FixtureRequest, built: home.Home) -> tuple[readers.Reader, tuple]:
    """Read the sample under another limit for what is past."""
    measure, most = request.param
    own = built.policy.limits["past_retention"]
    limit = own.model_copy(update={"measure": measure, "at_most": most})
    limits = built.policy.limits | {"past_retention": limit}
    return under(built, built.policy.model_copy(update={"limits": limits})), request.param


@pytest.fixture(scope="module", params=WHAT_IFS, ids=" ".join)
def what_if(request: pytest.FixtureRequest, built: home.Home) -> tuple[readers.Reader, str, str]:
    """Read the sample under another period of one rule."""
    made = suppositions.suppose(built.policy, *request.param)
    return under(built, made.supposed), *request.param


def rows(reader: readers.Reader, name: str, seen: recount.Look, as_of: date, **more) -> list[dict]:
    found = reader.rows("series", name, snapshot=seen.day, as_of=as_of, **more)
    return found.to_dict("records")


def test_what_falls_due_by_dataset(dpo, seen, as_of):
    """With what a hold stops apart, to the last record."""
    found = {
        row.pop("dataset"): tuple(row.values())[1:]
        for row in rows(dpo, "due_by_dataset", seen, as_of)
    }

    assert found == recount_forecast.due(seen, as_of)


def test_both_counts_of_what_falls_due_agree(dpo, seen, as_of):
    """The key figure and the table below it: with holds, and with holds apart."""
    table = pd.DataFrame(rows(dpo, "due_by_dataset", seen, as_of))
    figure = pd.DataFrame(rows(dpo, "due_ahead", seen, as_of))

    for days in (30, 90, 365):
        assert (
            figure[f"within_{days}"].sum() == table[[f"within_{days}", f"held_{days}"]].sum().sum()
        )


def test_the_curve_if_nothing_is_deleted(dpo, seen, as_of):
    """Two years of month ends, by rule."""
    found = rows(dpo, "breach_forecast", seen, as_of)
    ends = [end.date() for end in dict.fromkeys(row["month_end"] for row in found)]
    counts = {(row["month_end"].date(), row["rule"]): row["past"] for row in found if row["past"]}

    assert ends == recount_forecast.month_ends(as_of)
    assert counts == recount_forecast.curve(seen, as_of)


@pytest.mark.parametrize(("share", "least"), [(0.2, 10), (0.05, 1), (0.5, 100)])
def test_the_cliffs(dpo, seen, as_of, share, least):
    """Found by the records, not by the calendar."""
    until = recount_forecast.month_ends(as_of)[-1]
    found = rows(dpo, "cliffs", seen, as_of, until=until, share=share, least=least)
    exact = Fraction(str(share))

    assert {
        (row["last_on"].date(), row["rule"]): row["records"] for row in found
    } == recount_forecast.cliffs(seen, as_of, exact, least)


@pytest.mark.parametrize("days", HORIZONS)
def test_the_deletions_needed(limited, seen, days):
    """As many as it takes and not one more, in all and a week, under every kind of limit."""
    reader, (measure, most) = limited
    until = seen.day + timedelta(days=days)
    dated = last_days(seen.day)
    due = [(record, day) for record, day in dated if not record.is_held and day < until]
    found = rows(reader, "deletions_needed", seen, seen.day, until=until)
    whole, by_rule = found[0], {row["rule"]: row for row in found[1:]}

    def keeps(past: int, left: int) -> bool:
        return past <= most * left if measure == "ratio" else past <= most

    needed = recount_forecast.deletions([day for _, day in due], len(dated), keeps)
    stays = len(due) - needed
    assert whole["deletions"] == needed
    assert whole["past"] + whole["coming"] == len(due)
    assert whole["dated"] == len(dated)
    assert whole["weekly"] == recount_forecast.weekly(
        [day for _, day in due], seen.day, until, stays
    )
    for rule, row in by_rule.items():
        mine = [day for record, day in due if recount_forecast.rule_of(seen, record) == rule]
        may_stay = len(mine) * stays // max(len(due), 1)
        assert row["deletions"] == len(mine) - may_stay
        assert row["weekly"] == recount_forecast.weekly(mine, seen.day, until, may_stay)


@pytest.mark.parametrize("days", STEPS)
def test_a_what_if_of_every_snapshot(what_if, days):
    """The one looked at on the chosen day, every other on its own, to the last record."""
    reader, rule, text = what_if
    newest = look(SNAPSHOTS[-1])
    as_of = newest.day + timedelta(days=days)
    found = {
        row.pop("snapshot").date(): row for row in rows(reader, "retention_standing", newest, as_of)
    }

    assert [*found] == SNAPSHOTS
    for day in SNAPSHOTS if not days else SNAPSHOTS[-1:]:
        made = recount_forecast.supposed(look(day), rule, text)
        expected = recount_forecast.standing(made, as_of if day == newest.day else day)
        row = found[day]
        assert row.pop("looked_on").date() == (as_of if day == newest.day else day)
        assert row.pop("past_ratio") == pytest.approx(expected["past"] / expected["dated"])
        unsure = expected["undetermined"] / expected["personal"]
        assert row.pop("undetermined_ratio") == pytest.approx(unsure)
        assert row == expected


@pytest.mark.parametrize("months", [3, 6, 12, 24])
def test_a_what_if_for_recordings_is_that_of_their_own_page(built, dpo, months):
    """Two pages that ask the same question must give one answer, in every snapshot."""
    made = suppositions.suppose(built.policy, "call-recording", f"{months} months")
    reader = under(built, made.supposed)
    audio = [name for name, one in built.sources.datasets.items() if one.kind == "recordings"]

    for day in SNAPSHOTS:
        asked = dpo.rows("series", "recordings_if", snapshot=day, as_of=day)
        told = asked.set_index("months")["records"][months]
        states = reader.rows("series", "states", snapshot=day, as_of=day)
        mine = states[states["dataset"].isin(audio) & states["state"].eq("past")]
        assert mine["records"].sum() == told
