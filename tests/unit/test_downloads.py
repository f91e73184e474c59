"""Tables as files: what they rest on, and what a spreadsheet must not do with them."""

import csv
import io

import pandas as pd
import pytest

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


def cells(rows: pd.DataFrame) -> list[list[str]]:
    """Read a file back without the columns of its ground: its head, then its rows."""
    text = downloads.as_csv(rows, GROUND).decode("utf-8-sig")
    return [line[: -len(GROUND)] for line in csv.reader(io.StringIO(text, newline=""))]


@pytest.mark.parametrize(
    "text",
    [
        *("=1+1", "+358", "-1", "@cmd", "\tx", "\rx", "\nx"),
        *("＝1", "＋1", "－1", "＠x", "﹦1", "−1"),  # full width, small, and a true minus
        *(" =1", "\u00a0=1", "\ufeff=1", "\u200b=1", "\u202e=1", '"=1', "'=1", "\x0b=1"),
    ],
)
def test_a_formula_becomes_text(text):
    """A record id that begins like a formula would be executed by a spreadsheet."""
    assert cells(pd.DataFrame({"id": [text]}))[1] == [f"'{text}"]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("x;=1", "x;'=1"),
        ('x;"=1"', 'x;\'"=1"'),
        ("x\n=1", "x\n'=1"),
        ("x\t@A1", "x\t'@A1"),
        ("=1;=1", "'=1;'=1"),
    ],
)
def test_a_formula_behind_a_separator_of_others_becomes_text(text, written):
    """A Finnish spreadsheet parts cells at semicolons, in the midst of ours."""
    assert cells(pd.DataFrame({"id": [text]}))[1] == [written]


@pytest.mark.parametrize(
    "text",
    ["a=1", "a-b", "x@y", "1+1", "a;b", "a, -1", "\u200bx", " x", "'", "", "ab\ncd", "x\r\ny"],
)
def test_any_other_text_stays_as_it_is(text):
    """A file is held against the source system, id by id."""
    assert cells(pd.DataFrame({"id": [text], "n": [1]}))[1] == [text, "1"]


def test_a_head_is_a_text_as_well():
    """A name of a column or a version of the policy comes from a file too."""
    made = downloads.as_csv(pd.DataFrame({"=1": ["a"]}), {"policy": "=2"}).decode("utf-8-sig")

    assert made.splitlines() == ["'=1,policy", "a,'=2"]


def test_the_choices_of_a_page_are_written_down():
    """Rows that are fewer than all must say by what; what was not chosen is no choice."""
    said = downloads.chosen("dpo", {"state": "past", "class": None, "page": "2/3"})

    assert said == {"role": "dpo", "filters": "state=past, page=2/3"}


def test_a_negative_number_stays_a_number():
    """Only text can be taken for a formula."""
    assert lines(pd.DataFrame({"days": [-3]}))[1] == "-3,2026-10-31"


def test_nothing_is_an_empty_cell():
    """An unknown day is not the word NaT, and a count beside it stays whole."""
    rows = pd.DataFrame({"day": [pd.NaT, pd.Timestamp("2026-10-31")], "n": [float("nan"), 4.0]})

    assert lines(rows)[1:] == [",,2026-10-31", "2026-10-31,4,2026-10-31"]


def test_a_list_is_written_with_commas_however_many_are_in_it():
    """An empty one is nothing, and one must not end the writing of all the others."""
    rows = pd.DataFrame({"people": [[], ["customers"], ["customers", "=employees"], ["=1", "2"]]})
    found = [line for [line] in cells(rows)]

    assert found == ["people", "", "customers", "customers, =employees", "'=1, 2"]
