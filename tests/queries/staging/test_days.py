"""Days as they are read: by the declared formats in their order, and never guessed."""

from datetime import date

import pytest

FINNISH = ("%d.%m.%Y", "%Y-%m-%d")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("31.10.2026", date(2026, 10, 31)),
        ("1.2.2026", date(2026, 2, 1)),
        ("2026-10-31", date(2026, 10, 31)),
        ("29.2.2024", date(2024, 2, 29)),
        ("1.1.1900", date(1900, 1, 1)),
        ("1.1.1970", date(1970, 1, 1)),
        ("31.12.2099", date(2099, 12, 31)),
        ("31.12.1899", None),
        ("01.02.26", None),
        ("30.2.2026", None),
        ("29.2.2026", None),
        ("31.04.2026", None),
        ("10/31/2026", None),
        ("45567", None),
        ("unknown", None),
    ],
)
def test_a_day_fits_a_declared_format_or_is_unknown(stage, text, day):
    """A two-digit year is the first century, a serial number no day: neither is helped along."""
    found = stage("staging", "stg_days", "text day", formats=FINNISH, raw_days=f"text \n {text}")

    assert found == [(text, day)]


@pytest.mark.parametrize(
    ("formats", "day"),
    [
        (("%d/%m/%Y", "%m/%d/%Y"), date(2026, 2, 3)),
        (("%m/%d/%Y", "%d/%m/%Y"), date(2026, 3, 2)),
    ],
)
def test_the_first_format_that_fits_counts(stage, formats, day):
    """3/2 is a day in two countries; the mapping says in which one the export was made."""
    found = stage("staging", "stg_days", "day", formats=formats, raw_days="text \n 03/02/2026")

    assert found == [(day,)]


def test_a_later_format_helps_where_the_first_does_not_fit(stage):
    """An export that changed its form half-way is still read whole."""
    found = stage(
        "staging",
        "stg_days",
        "day",
        formats=("%d/%b/%Y", "%Y-%m-%d"),
        raw_days="""
            text
            25/Oct/2026
            2026-10-26
        """,
    )

    assert sorted(found) == [(date(2026, 10, 25),), (date(2026, 10, 26),)]


def test_without_days_there_is_nothing(stage):
    """An empty export is no mistake of its reader."""
    assert stage("staging", "stg_days", "text day") == []
