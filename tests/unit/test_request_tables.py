"""Tables of rights: shares of few are counts, and nothing to count is a dash."""

import pytest

from vouch import request_tables, wording


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
