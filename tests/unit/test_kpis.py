"""KPIs: totals, and the verdict that each earns."""

from datetime import date, timedelta

import pytest

from vouch import kpis, queries, readers
from vouch.kpis import Limit, Status

DAY = date(2026, 10, 31)


def kpi(numerator: int, denominator: int, limit: Limit | None) -> kpis.Kpi:
    """Make a KPI of which only the figures matter."""
    status = kpis.judge(numerator, denominator, limit)
    query = queries.load("kpis", "past_retention")
    return kpis.Kpi("past_retention", query, DAY, DAY, (), numerator, denominator, status, limit)


@pytest.mark.parametrize(
    ("numerator", "limit", "status"),
    [
        (0, Limit("numerator", 0, None), Status.PASS),
        (1, Limit("numerator", 0, None), Status.FAIL),
        (5, Limit("ratio", 0.05, None), Status.PASS),
        (6, Limit("ratio", 0.05, None), Status.FAIL),
        (6, None, Status.NO_LIMIT),
    ],
)
def test_a_figure_at_its_limit_passes(numerator, limit, status):
    """The limit says what a figure may be at most."""
    assert kpis.judge(numerator, 100, limit) is status


@pytest.mark.parametrize("limit", [None, Limit("numerator", 0, None), Limit("ratio", 1, None)])
def test_nothing_to_count_is_never_a_pass(limit):
    """An empty export must not look like a clean one."""
    empty = kpi(0, 0, limit)

    assert (empty.status, empty.ratio, empty.is_near) == (Status.NOT_APPLICABLE, None, False)


@pytest.mark.parametrize(("numerator", "is_near"), [(2, False), (3, True), (5, True), (6, False)])
def test_a_figure_is_near_its_limit_only_within_it(numerator, is_near):
    """Beyond the limit there is nothing to warn of any more."""
    assert kpi(numerator, 100, Limit("ratio", 0.05, 0.03)).is_near is is_near


def test_without_a_warning_level_nothing_is_near():
    """A limit of 0 has no room before it."""
    assert not kpi(0, 100, Limit("numerator", 0, None)).is_near


@pytest.mark.parametrize("name", kpis.IDS)
def test_the_totals_are_the_sums_of_the_rows(dpo, name):
    """A total that a reader cannot add up is not to be trusted."""
    newest = dpo.snapshots()[-1]
    measured = kpis.measure(dpo, name, newest, newest)

    assert measured.numerator == sum(row.numerator for row in measured.rows)
    assert measured.denominator == sum(row.denominator for row in measured.rows)
    assert measured.numerator <= measured.denominator
    assert len({row.dataset for row in measured.rows}) == len(measured.rows)


@pytest.mark.parametrize("name", kpis.IDS)
def test_both_roles_see_the_same_figure(dpo, management, name):
    """What management is told is what the data protection officer can prove."""
    newest = dpo.snapshots()[-1]
    told = kpis.measure(management, name, newest, newest)
    proved = kpis.measure(dpo, name, newest, newest)

    assert (told.numerator, told.denominator) == (proved.numerator, proved.denominator)
    assert told.rows == proved.rows


@pytest.mark.parametrize("days", [-30, 0, 60])
def test_one_statement_for_all_gives_what_each_query_gives(management, days):
    """Rows and their order come from the query's own file, alone or beside others."""
    newest = management.snapshots()[-1]
    as_of = newest + timedelta(days=days)

    for measured in kpis.measure_all(management, newest, as_of):
        alone = management.rows("kpis", measured.id, snapshot=newest, as_of=as_of)
        assert [row.dataset for row in measured.rows] == alone["dataset"].to_list()
        assert [row.numerator for row in measured.rows] == alone["numerator"].to_list()
        assert [row.denominator for row in measured.rows] == alone["denominator"].to_list()


def test_history_measures_every_snapshot_on_its_own_day(management):
    """Oldest first; the last one is what the newest snapshot's page shows."""
    days = management.snapshots()
    found = kpis.history(management, "past_retention")
    newest = kpis.measure(management, "past_retention", days[-1], days[-1])

    assert [(one.snapshot, one.as_of) for one in found] == [(day, day) for day in days]
    assert found[-1].numerator == newest.numerator


def test_limits_are_those_of_the_policy(management, built):
    """A limit that is changed in the policy file is changed everywhere."""
    found = kpis.limits(management)

    assert {name: (limit.measure, limit.at_most, limit.near) for name, limit in found.items()} == {
        name: (limit.measure, limit.at_most, limit.near)
        for name, limit in built.policy.limits.items()
    }


def test_evidence_is_withheld_from_management(management):
    """Notice §11: access only for those who need it."""
    newest = management.snapshots()[-1]

    with pytest.raises(readers.Withheld):
        kpis.evidence(management, "past_retention", newest, newest)
