"""The sentences that open the pages, and the figures below them."""

from datetime import date

import pytest

from vouch import key_figures, sentences, wording
from vouch.policy import Limit
from vouch.retention_classes import RetentionClass

EN, FI = wording.Words("en"), wording.Words("fi")
SINCE = date(2026, 9, 30)


def limit(**values) -> Limit:
    return Limit(owner="DPO", review_on=date(2027, 1, 31), **values)


def stressed(text: str) -> str:
    """Write what is stressed between pairs of asterisks, as the catalogues do."""
    return text.replace(wording.STRONG, "**")


def test_one_record_is_in_the_singular():
    """A sentence that a manager reads aloud must not stumble over its own figure."""
    assert stressed(sentences.records_past([0, 1], None, EN)) == "**1 record is past its date**"
    assert stressed(sentences.records_past([0, 2], None, FI)) == (
        "**2 tietuetta on säilytetty yli määräajan**"
    )


def test_nothing_past_is_said_and_not_left_out():
    """Never silence: zero is an answer."""
    assert stressed(sentences.records_past([0], None, EN)) == "**No record is past its date**"


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ([4, 6], "2 more than on 30 Sep 2026"),
        ([6, 4], "2 fewer than on 30 Sep 2026"),
        ([4, 4], "as many as on 30 Sep 2026"),
    ],
)
def test_a_change_is_a_clause_with_its_day(values, said):
    """A difference without the day it is counted from says nothing."""
    assert sentences.records_past(values, SINCE, EN).endswith(f", {said}")


@pytest.mark.parametrize(
    ("overdue", "opened", "said"),
    [
        (0, 0, "no request is open"),
        (0, 1, "**the one open request is on time**"),
        (0, 7, "**all 7 open requests are on time**"),
        (1, 7, "**1 of 7 open requests is overdue**"),
    ],
)
def test_requests_are_answered_for(overdue, opened, said):
    """The verb follows the figure, and all being well is said too."""
    assert stressed(sentences.requests(overdue, opened, EN)) == said


def test_a_sentence_begins_with_a_capital():
    """Clauses may stand first or later."""
    assert sentences.joined(["**no** a", "", "b"]) == "**No** a; b."


def test_the_largest_classes_are_named():
    """What makes up most of it is what must be done first."""
    classes = [RetentionClass(name, "period", past=(n,)) for name, n in (("a", 6), ("b", 4))]
    said = sentences.share_of_past(
        [*classes, RetentionClass("c", "not_set")], {"a": "A", "b": "B"}, EN
    )

    assert stressed(said) == " **100% of them belong to these classes: A and B.**"


@pytest.mark.parametrize(
    ("value", "verdict"), [(0, "in_limit"), (2, "in_limit"), (3, "near_limit"), (6, "over_limit")]
)
def test_a_figure_is_held_against_its_limit(value, verdict):
    """At the limit is within it; the warning begins where the policy says."""
    assert key_figures.judge(value, limit(at_most=5, near=3)) == verdict


@pytest.mark.parametrize(("of", "verdict"), [(100, "in_limit"), (99, "over_limit")])
def test_a_count_is_held_against_a_share(of, verdict):
    """A limit of 5 % is not one of 0.05 records, which one record would break."""
    assert key_figures.judge(5, limit(at_most=0.05, measure="ratio"), of) == verdict


def test_without_a_limit_nothing_is_judged():
    """A figure without a limit is no pass."""
    assert key_figures.judge(3, None) == ""


def test_a_limit_is_written_as_its_figure_is():
    """5 % and 5 records are different limits."""
    assert key_figures.limit_text(limit(at_most=0.05, measure="ratio"), EN) == "5%"
    assert key_figures.limit_text(limit(at_most=5), EN) == "5"


def test_bars_begin_at_zero():
    """A bar that begins elsewhere makes a small change look large."""
    assert key_figures.heights([50, 100]) == [50, 100]
    assert key_figures.heights([0, 0]) == [0, 0]


def test_a_bar_of_nothing_known_is_none_and_not_one_of_zero():
    """A month that was not read would else look like the best of all."""
    assert key_figures.heights([None, 0, 4]) == [None, 0, 100]
    assert key_figures.heights([None, None]) == [None, None]
