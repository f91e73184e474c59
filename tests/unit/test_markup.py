"""Words in templates and charts, where there is little room."""

import re

import pandas as pd
import pytest

from vouch import charts, timeline, wording
from vouch.ui import markup

WORDS = wording.Words("en")


def row_of_files(**values):
    """Render the list of files with one row of *values*."""
    file = {"dataset": "", "file": "", "words": "", "hash": "", **values}
    return markup.render("files.html", files=[file], label="")


def test_a_name_ends_its_line_at_a_joint():
    """A file's name is one word to a browser, and would push a table out of a phone."""
    assert "log_archive" not in row_of_files(file="log_archive.csv.gz")
    assert "log_<wbr>archive.<wbr>csv.<wbr>gz" in row_of_files(file="log_archive.csv.gz")


def test_a_date_stays_whole():
    """Half a date is another date."""
    assert "31.10.2026" in row_of_files(file="31.10.2026")
    assert "2026-10-31" in row_of_files(file="2026-10-31")


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("12 records: all is well.", "12 records: all is well."),
        ("*a* _b_ [c](d)", "&#42;a&#42; &#95;b&#95; &#91;c&#93;(d)"),
        ("a_b_c __init__", "a_b_c &#95;&#95;init&#95;&#95;"),
        ("http://x", "http:color[&#58;]//x"),
        (":smile:", ":color[&#58;]smile:"),
        ("www.x", "www:color[&#46;]x"),
        ("1. a", "&#49;&#46; a"),
        ("- a", "&#45; a"),
        ("  a ", "&#32;&#32;a&#32;"),
        ("a -> b", "a -:color[&#62;] b"),
        ("a\u202eb\nc", "a&#91;U+202E&#93;b&#91;U+000A&#93;c"),
    ],
)
def test_a_sentence_is_no_markdown(said, written):
    """Streamlit's own elements take every sentence and label for Markdown."""
    # The brackets of a character's number are escaped like any other.
    assert markup.text(said) == written


def test_asterisks_of_a_value_stay():
    """Only a message stresses; a title with asterisks is shown with them."""
    said = WORDS("clause.next_due", due="**1 Nov**", right="a")
    made = markup.render("opening.html", title="", sentence=said, kpis=[])

    assert "<strong>**1 Nov**</strong>" in made
    assert made.count("<strong>") == 1


def test_a_trend_has_a_gap_where_nothing_is_known():
    """The bars beside it keep their places; a bar of 0 is a line."""
    made = markup.render("opening.html", sentence="", kpis=[{"heights": [None, 0, 100]}])
    bars = re.findall("<i .*?></i>", str(made))

    assert ["gap" in bar for bar in bars] == [True, False, False]
    assert [re.findall(r"height:(\w+)%", bar) for bar in bars] == [[], ["0"], ["100"]]


def test_what_acts_unseen_is_shown_by_its_number():
    """A mark that turns the line around would let one name be read as another."""
    assert "[U+202E]fdp.x" in row_of_files(words="\u202efdp.x")
    assert "a[U+200B]b" in row_of_files(file="a\u200bb")


def test_a_bar_in_an_id_does_not_cut_off_the_verdict():
    """An id may hold any mark, and the verdict on its request stands beside it."""
    day = pd.Timestamp("2026-11-02")
    rows = pd.DataFrame({"name": ["a|b\nc"], "verdict": ["late"], "due": [day]})
    off = pd.DataFrame({"start": [day], "end": [day], "text": [""]})
    now = pd.DataFrame({"day": [day], "text": [""]})
    drawn = timeline.draw(rows, off, now, "%-d.%-m.").to_dict()
    [key] = {row["key"] for data in drawn["datasets"].values() for row in data if "key" in row}

    assert key.split("\n") == ["a|b[U+000A]c", "late"]


def test_a_name_is_escaped_before_it_is_broken():
    """Names of files come from outside."""
    assert "<i>" not in row_of_files(file="<i>.csv")


def test_a_long_name_of_a_bar_breaks_in_the_middle():
    """On a phone one long name would leave no room for any bar."""
    names = ["Billing", "Outside the notice: applicants and employees"]
    rows = pd.DataFrame({"label": names, "count": [7, 3], "text": ["7", "3"], "key": "other"})
    drawn = charts.of_categories(rows).data["label"].tolist()

    assert drawn == ["Billing", "Outside the notice:\napplicants and employees"]
