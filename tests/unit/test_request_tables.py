"""Tables of rights: shares of few are counts, and nothing to count is a dash."""

import pytest

from tests.unit.test_repeats_page import look
from vouch import request_rows, request_tables, summaries, view, wording
from vouch.command_line import figures, limits


@pytest.mark.parametrize(
    ("n", "of", "said"),
    [
        (0, 0, "–"),
        (0, 1, "0 of 1"),
        (1, 1, "1 of 1"),
        (98, 99, "98 of 99"),
        (99, 100, "99%"),
    ],
)
def test_a_share_of_fewer_than_a_hundred_is_a_count(n, of, said):
    """93 % of fifteen would claim more than was counted; of none there is no share."""
    ratio = n / of if of else float("nan")

    assert request_tables.rate(n, of, ratio, wording.Words("en")) == said


@pytest.mark.parametrize(
    ("value", "said"), [(float("nan"), "–"), (None, "–"), (0, "0"), (22.5, "22"), (26.27, "26")]
)
def test_days_are_whole(value, said):
    """No answer has no median; half a day is nobody's deadline."""
    assert request_tables.days(value, wording.Words("en")) == said


def test_key_figures_have_the_totals_of_their_table(built, management):
    """Of 52 answers 13 are withdrawals of consent: without a due date none is late or extended."""
    asked = look(built, management, management.snapshots()[-1])
    late, extended, refused = summaries.answered_late(asked), *request_rows.over_the_year(asked)

    assert [one.value for one in (late, extended, refused)] == ["3 of 39", "6 of 39", "9 of 52"]
    source = figures.Source(built, "", management, asked.snapshot, asked.as_of)
    assert limits.OTHERS["answered_late"](source) == (3, 39)


def test_withdrawals_alone_are_neither_late_nor_extended(built, management, monkeypatch):
    """None of nothing is late, which would read as a pass."""
    asked = look(built, management, management.snapshots()[-1])
    rights = asked.over_time("request_rights").assign(in_time=0, late=0, extended=0)
    monkeypatch.setattr(view.View, "series", lambda view, name: rights)
    monkeypatch.setattr(view.View, "over_time", lambda view, name: rights)
    monkeypatch.setattr(view.View, "previous", None)
    monkeypatch.setattr(view.View, "gapped", lambda view, values, kind: values)
    late, extended, _ = summaries.answered_late(asked), *request_rows.over_the_year(asked)

    assert (late.value, late.status, extended.value) == ("–", "", "–")
