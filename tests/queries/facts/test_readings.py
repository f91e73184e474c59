"""Why a day was not read, or by which format it was."""

import pytest

from tests import raw_tables
from vouch import queries
from vouch.intake import days

FINNISH = ("%d.%m.%Y",)
ISO = ("%Y-%m-%d",)


@pytest.fixture
def reading():
    """Return a function that reads one text by *formats*: its reading, format and ambiguity."""

    def read(text, *formats):
        with raw_tables.connect({"raw_days": f"text \n {text}"}, formats) as db:
            for name, sql in (
                ("stg_days", queries.load("staging", "stg_days").sql),
                ("raw_fits", days.fits(formats, with_others=True)),
            ):
                db.execute(f"CREATE VIEW {name} AS {sql}")
            sql = queries.load("facts", "fct_readings").sql
            [found] = db.execute(f"SELECT reading, format, is_ambiguous FROM ({sql})").fetchall()
            return found

    return read


@pytest.mark.parametrize(
    ("text", "formats", "kind"),
    [
        ("30.02.2026", FINNISH, "impossible_day"),
        ("29.2.2025", FINNISH, "impossible_day"),
        ("31.04.2026", FINNISH, "impossible_day"),
        ("2026-02-30", ISO, "impossible_day"),
        ("13.13.2026", FINNISH, "impossible_day"),
        ("0.0.0000", FINNISH, "impossible_day"),
        ("32.12.26", ("%d.%m.%y",), "impossible_day"),
        ("10.31.2026", FINNISH, "month_first"),
        ("2026-31-10", ISO, "day_first"),
        ("31/10/2026", ("%m/%d/%Y",), "day_first"),
        ("13.12.26", FINNISH, "two_digit_year"),
        ("31.2.26", FINNISH, "two_digit_year"),
        ("31/12/99", FINNISH, "two_digit_year"),
        ("1", FINNISH, "spreadsheet_serial"),
        ("45567", FINNISH, "spreadsheet_serial"),
        ("45567.75", FINNISH, "spreadsheet_serial"),
        ("45567,75", FINNISH, "spreadsheet_serial"),
        ("#45567", FINNISH, "spreadsheet_serial"),
        ("2958465", FINNISH, "spreadsheet_serial"),
        ("2958466", FINNISH, "not_a_day"),
        ("0", FINNISH, "not_a_day"),
        ("-5", FINNISH, "not_a_day"),
        ("2026-10-31", FINNISH, "other_format"),
        ("31.10.2026", ISO, "other_format"),
        ("10/31/2026", FINNISH, "other_format"),
        ("20261031", FINNISH, "other_format"),
        ("31-Oct-2026", FINNISH, "other_format"),
        ("2026-02-30", FINNISH, "not_a_day"),
        ("31.12.1899", FINNISH, "before_1900"),
        ("1.1.1000", FINNISH, "before_1900"),
        ("unknown", FINNISH, "not_a_day"),
        ("?epoch", FINNISH, "not_a_day"),
    ],
)
def test_what_was_not_read_is_named_by_what_it_is(reading, text, formats, kind):
    """Who is to mend an export must know whether a format is missing or a day is wrong."""
    assert reading(text, *formats) == (kind, None, False)


@pytest.mark.parametrize(
    ("text", "formats", "found"),
    [
        ("1.1.1900", FINNISH, "%d.%m.%Y"),
        ("29.2.2024", FINNISH, "%d.%m.%Y"),
        ("1.1.1970", FINNISH, "%d.%m.%Y"),
        ("31.10.26", ("%d.%m.%Y", "%d.%m.%y"), None),
        ("31.10.26", ("%d.%m.%y",), "%d.%m.%y"),
        ("2026-10-31", ("%d.%m.%Y", "%Y-%m-%d"), "%Y-%m-%d"),
    ],
)
def test_a_day_is_read_by_the_first_format_that_fits(reading, text, formats, found):
    """A year of two digits is fine where a home declares it, and only as it declares it."""
    kind, form, is_ambiguous = reading(text, *formats)

    assert (kind == "read", form, is_ambiguous) == (found is not None, found, False)


@pytest.mark.parametrize(
    ("text", "is_ambiguous"),
    [("03/02/2026", True), ("02/02/2026", False), ("31/01/2026", False)],
)
def test_a_day_is_ambiguous_if_two_declared_formats_make_two_days_of_it(
    reading, text, is_ambiguous
):
    """Only the person who made the export can tell the third of February from the second of March.

    The same day by either format, or by one of them alone, is beyond doubt.
    """
    assert reading(text, "%d/%m/%Y", "%m/%d/%Y") == ("read", "%d/%m/%Y", is_ambiguous)
