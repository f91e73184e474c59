"""How much of the log a report shows."""

from datetime import date

import pytest

from tests.audit.conftest import A_MONTH, event
from vouch import viewers
from vouch.audit import extents, verifying
from vouch.audit.extents import Extent
from vouch.audit.walking import Head

TENTH = date(2026, 10, 10)


def shown(log, day=TENTH):
    """Return what a report on a day shows."""
    return extents.state(log.folder, extents.until(log.folder, day))


@pytest.mark.parametrize(("day", "last"), [(9, 9), (10, 10), (11, 11), (12, 12), (31, 12)])
def test_a_report_shows_the_log_to_the_end_of_its_day(full, day, last):
    """What is logged afterwards belongs to the next report, and must not change this one."""
    found = extents.until(full.folder, date(2026, 10, day))

    assert found == Extent(A_MONTH + last, "2026-10")
    assert shown(full, date(2026, 10, day)).entries == A_MONTH + last


def test_before_the_first_entry_there_is_nothing(full):
    """Nothing is said of what came later, and the rest of the page goes on."""
    assert extents.until(full.folder, date(2026, 8, 31)) == Extent()
    assert shown(full, date(2026, 8, 31)).head == Head()


def test_where_no_log_is_there_is_nothing(log):
    """Somebody may make a report before anybody has looked at a row."""
    assert extents.until(log.folder, TENTH) == Extent()


def test_a_whole_log_is_shown_as_it_is(full):
    """Two ways to count the same must agree."""
    whole, found = verifying.check(full.folder), shown(full, date(2026, 12, 31))

    assert (found.head, found.counts) == (whole.head, whole.counts)
    assert found.times == whole.times


def test_what_the_report_itself_looked_at_last_is_left_out(log):
    """Else each report of the same day would differ from the one before."""
    log.append(event(10, 1))
    before = shown(log)
    log.append(event(10, 2, who=viewers.REPORT))
    log.append(event(10, 3, who=viewers.REPORT))

    assert shown(log) == before
    assert before.entries == 1


def test_what_the_report_looked_at_before_others_is_shown(log):
    """A log with holes would not be one: its numbers and hashes go on through every entry."""
    log.append(event(10, 1, who=viewers.REPORT))
    log.append(event(10, 2))

    assert shown(log).entries == 2


def test_a_log_that_was_changed_after_the_day_is_said_to_be_changed(full):
    """A report that calls a broken log whole would be the first thing to be held against it."""
    file = full.folder / "2026-11.jsonl"
    file.write_text(file.read_text().replace('"rows":3,', '"rows":4,'))

    assert [fault.kind for fault in shown(full).faults] == ["altered"]
