"""Tables as files: what they rest on, and what a spreadsheet must not do with them."""

import pandas as pd

from vouch import downloads

GROUND = {"snapshot": "2026-10-31"}


def lines(rows: pd.DataFrame) -> list[str]:
    return downloads.as_csv(rows, GROUND).decode("utf-8-sig").splitlines()


def test_every_line_says_what_it_rests_on():
    """A row that is cut out of a file must not lose its snapshot."""
    assert lines(pd.DataFrame({"rule": ["log"], "records": [3]})) == [
        "rule,records,snapshot",
        "log,3,2026-10-31",
    ]


def test_a_formula_becomes_text():
    """A record id that begins like a formula would be executed by a spreadsheet."""
    for text in ("=1+1", "+358", "-1", "@cmd", "\tx"):
        assert lines(pd.DataFrame({"id": [text]}))[1].lstrip('"').startswith("'")


def test_a_negative_number_stays_a_number():
    """Only text can be taken for a formula."""
    assert lines(pd.DataFrame({"days": [-3]}))[1] == "-3,2026-10-31"


def test_nothing_is_an_empty_cell():
    """An unknown day is not the word NaT, and a count beside it stays whole."""
    rows = pd.DataFrame({"day": [pd.NaT, pd.Timestamp("2026-10-31")], "n": [float("nan"), 4.0]})

    assert lines(rows)[1:] == [",,2026-10-31", "2026-10-31,4,2026-10-31"]
