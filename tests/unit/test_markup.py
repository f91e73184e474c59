"""Words in templates and charts, where there is little room."""

import pandas as pd

from vouch import charts
from vouch.ui import markup


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


def test_a_name_is_escaped_before_it_is_broken():
    """Names of files come from outside."""
    assert "<i>" not in row_of_files(file="<i>.csv")


def test_a_long_name_of_a_bar_breaks_in_the_middle():
    """On a phone one long name would leave no room for any bar."""
    names = ["Billing", "Outside the notice: applicants and employees"]
    rows = pd.DataFrame({"label": names, "count": [7, 3], "text": ["7", "3"], "key": "other"})
    drawn = charts.of_categories(rows).data["label"].tolist()

    assert drawn == ["Billing", "Outside the notice:\napplicants and employees"]
