"""Requests in words: nothing is said of what did not happen."""

import pandas as pd
import pytest

from vouch import request_rows, wording

COUNTS = ("dated", "moved", "over_holidays", "cut", "timer_late", "timer_early")
MOVED = "2 of 9 due dates moved to the next working day."
ONE_MOVED = "1 of 9 due dates moved to the next working day."
OVER = "1 of them moved over a public holiday."
CUT = "For 3 the month lacks the day of receipt."


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ((9, 0, 0, 0, 0, 0), ""),
        ((9, 1, 0, 0, 0, 0), ONE_MOVED),
        ((9, 2, 1, 0, 0, 0), f"{MOVED} {OVER}"),
        ((9, 0, 0, 3, 0, 0), CUT),
        ((9, 0, 0, 0, 4, 0), "A plain 30-day timer would be too late for 4."),
        ((9, 0, 0, 0, 0, 5), "A plain 30-day timer would be too early for 5."),
        (
            (9, 2, 1, 3, 4, 5),
            f"{MOVED} {OVER} {CUT} A plain 30-day timer would be too late for 4 and too early "
            "for 5.",
        ),
    ],
)
def test_reasons_that_no_due_date_has_are_left_out(counts, said):
    """A row of zeros hides the one number in it that matters."""
    assert request_rows.reasons(pd.Series(counts, COUNTS), wording.Words("en")) == said


@pytest.mark.parametrize("language", wording.LANGUAGES)
def test_no_language_spells_out_a_zero(language):
    """One due date moved over a weekend, as in most months."""
    said = request_rows.reasons(pd.Series((8, 1, 0, 0, 0, 6), COUNTS), wording.Words(language))

    assert "0" not in said.replace("30", "")
    assert all(number in said for number in ("1", "6", "8"))
