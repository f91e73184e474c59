"""Refusals are written down, and nobody can fill the disk or the time of others with them."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.audit.test_edits import kinds
from tests.audit.test_writing import records
from vouch.audit import extents, refusals, verifying
from vouch.audit.entries import Action, Event
from vouch.audit.extents import Extent
from vouch.audit.log import Log
from vouch.audit.refusals import Refusals
from vouch.errors import VouchError

NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)
SECOND, MINUTE, HOUR = (timedelta(seconds=n) for n in (1, 60, 3_600))


def refusal(at=NOON, outcome="gate.name", who="–", **said):
    return Event(at, Action.REFUSAL, who, outcome=outcome, **said)


def times(log) -> list[int]:
    """Return how many refusals each entry tells of."""
    return [one["detail"].get("times", 1) for one in records(log.folder)]


@pytest.fixture
def noted(log) -> Refusals:
    """Return refusals on their way into an empty log."""
    return Refusals(log)


def test_the_first_of_a_kind_is_written_at_once(noted, log):
    """Whoever watches the log should see an attempt while it is going on."""
    noted.note(refusal())
    noted.note(refusal(outcome="gate.page"))
    noted.note(refusal(who="Ada"))

    assert [(one["who"], one["outcome"]) for one in records(log.folder)] == [
        ("–", "gate.name"),
        ("–", "gate.page"),
        ("Ada", "gate.name"),
    ]
    assert times(log) == [1, 1, 1]


def test_those_that_follow_are_counted_until_a_minute_is_over(noted, log):
    """On the first second of the next minute, and on none before."""
    for second in range(4):
        noted.note(refusal(NOON + second * SECOND))
    noted.settle(NOON + MINUTE - SECOND)
    before = times(log)
    noted.settle(NOON + MINUTE)

    assert before == [1]
    assert times(log) == [1, 3]
    assert records(log.folder)[1]["detail"] == {"times": 3, "since": "2026-11-01T12:00:01+00:00"}
    assert records(log.folder)[1]["at"] == "2026-11-01T12:01:00.000+00:00"


def test_a_refusal_that_comes_when_a_line_is_due_is_in_it(noted, log):
    """Where nothing settles from time to time, the next refusal brings the number of the others."""
    for at in (NOON, NOON + SECOND, NOON + MINUTE):
        noted.note(refusal(at))

    assert times(log) == [1, 2]


def test_none_is_lost_and_none_counted_twice(noted, log):
    """A number that does not add up would vouch for nothing."""
    for second in range(5_000):
        noted.note(refusal(NOON + second * SECOND))
    noted.settle(NOON + 5_000 * SECOND, is_last=True)

    assert sum(times(log)) == 5_000
    assert kinds(log.folder) == []


def test_refusals_are_counted_and_not_their_entries(noted, log):
    """Whoever tries five thousand times must not look like somebody who tried twice."""
    for second in range(5_000):
        noted.note(refusal(NOON + second * SECOND))
    noted.settle(NOON + 5_000 * SECOND, is_last=True)

    state, shown = verifying.check(log.folder), extents.state(log.folder, Extent(99, "2026-11"))
    assert state.entries == shown.entries < 20
    assert state.times == shown.times == {"2026-11": {"refusal": 5_000}}


@pytest.mark.parametrize("said", [0, -3, "many", None, 2.5])
def test_a_number_that_somebody_wrote_into_the_log_counts_once(log, said):
    """An edit is told as such; it must not end the page that tells it."""
    log.append(Event(NOON, Action.REFUSAL, "–", detail={"times": said}))

    assert verifying.check(log.folder).times == {"2026-11": {"refusal": 1}}


@pytest.mark.parametrize("pause", [SECOND, MINUTE, MINUTE + SECOND, 17 * MINUTE, HOUR, 61 * MINUTE])
def test_a_day_of_one_kind_is_at_most_thirty_lines(noted, log, pause):
    """However the attempts are spread: who waits for a line to be due gains nothing."""
    at = NOON
    while at < NOON + 24 * HOUR:
        noted.note(refusal(at))
        at += pause

    assert len(records(log.folder)) <= 30


def test_after_a_quiet_hour_a_refusal_is_a_new_one(noted, log):
    """Yesterday's attempts must not keep today's first one waiting."""
    for at in (NOON, NOON + 2 * MINUTE, NOON + 3 * HOUR, NOON + 3 * HOUR + MINUTE):
        noted.note(refusal(at))

    assert times(log) == [1, 1, 1, 1]


def test_nobody_makes_kinds_without_end(noted, log, monkeypatch):
    """Where a provider lets people choose their names, a name is as good as a line."""
    monkeypatch.setattr(refusals, "MOST", 5)
    for number in range(20):
        noted.note(refusal(NOON + number * SECOND, "refused.no_role", f"name {number}"))
    noted.settle(NOON + MINUTE, is_last=True)

    assert len(noted.spells) == 6
    assert [one["who"] for one in records(log.folder)][-1] == "–"
    assert sum(times(log)) == 20


def test_a_long_name_is_kept_short(noted, log):
    """It is bounded in the log, and while it waits."""
    noted.note(refusal(who="x" * 100_000))
    noted.note(refusal(who="x" * 100_001))

    assert len(records(log.folder)[0]["who"]) == 200
    assert max(len(text) for kind in noted.spells for text in kind) == 200


def test_a_sum_tells_of_no_single_session_or_filter(noted, log):
    """It would blame one of them for all."""
    said = {"session": "s1", "params": {"month": "2026-10"}, "rows": 4}
    for second in range(3):
        noted.note(refusal(NOON + second * SECOND, **said))
    noted.settle(NOON + MINUTE)
    first, last = records(log.folder)

    assert (first["session"], first["params"], first["rows"]) == ("s1", {"month": "2026-10"}, 4)
    assert (last["session"], last["params"], last["rows"]) == ("", {}, None)


def test_a_clock_that_was_set_back_holds_no_line_up(noted, log):
    """A day's worth of refusals must not wait until the clock has come round again."""
    noted.note(refusal(NOON))
    noted.note(refusal(NOON - 24 * HOUR))

    assert times(log) == [1, 1]


def test_what_cannot_be_written_is_counted_on(noted, log, monkeypatch, caplog):
    """A full disk turns nobody away twice and lets nobody in, and says so once a line."""

    def full(self, event):
        raise VouchError("problem.audit_unwritable", folder="audit", reason="No space left")

    with monkeypatch.context() as broken:
        broken.setattr(Log, "append", full)
        for second in range(30):
            noted.note(refusal(NOON + second * SECOND))
    noted.settle(NOON + MINUTE)

    assert times(log) == [30]
    assert [record.message for record in caplog.records] == [
        str(VouchError("problem.audit_unwritable", folder="audit", reason="No space left"))
    ]


def test_a_home_that_is_not_there_is_not_made(tmp_path):
    """A page says that it is missing; a folder of that name would say something else."""
    Refusals(Log(tmp_path / "absent" / "audit")).note(refusal())

    assert not (tmp_path / "absent").exists()
