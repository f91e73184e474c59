"""The judge is judged: the recount gets the golden cases of the law right by itself."""

from datetime import date
from pathlib import Path

import pytest

from tests import recount_days, recount_files

BY_MONTHS = [
    (date(2026, 3, 5), 1, date(2026, 4, 7)),
    (date(2026, 8, 31), 1, date(2026, 9, 30)),
    (date(2026, 1, 31), 1, date(2026, 3, 2)),
    (date(2026, 2, 5), 1, date(2026, 3, 5)),
    (date(2026, 4, 1), 1, date(2026, 5, 4)),
    (date(2025, 11, 24), 1, date(2025, 12, 24)),
    (date(2026, 5, 19), 1, date(2026, 6, 19)),
    (date(2026, 1, 31), 3, date(2026, 4, 30)),
]
CODES = (
    "131052-308T",
    "131052+308T",
    "010101-123N",
    "010594Y9032",
    "020594X903P",
    "030594W903B",
    "040594V9030",
    "050594U903M",
    "010516B903X",
    "020516C903K",
    "030516D9037",
    "010501E9032",
    "020503F9037",
    "020504A902E",
)
NO_CODES = ("010190-999K", "13105223080", "7131052-308T", "131052-308T9", "310252-308T")


@pytest.mark.parametrize(("received", "months", "due"), BY_MONTHS)
def test_a_due_day_rolls_over_weekends_and_holidays(received: date, months: int, due: date) -> None:
    """Regulation 1182/71, Art. 3; three months count from the receipt, not in two steps."""
    assert recount_days.next_working(recount_days.add_months(received, months)) == due


@pytest.mark.parametrize(
    ("financial_year_end", "start", "last_on", "least_on"),
    [
        ("12-31", date(2022, 5, 1), date(2032, 12, 31), date(2028, 12, 31)),
        ("03-31", date(2024, 3, 31), date(2034, 3, 31), date(2030, 12, 31)),
        ("03-31", date(2024, 4, 1), date(2035, 3, 31), date(2031, 12, 31)),
    ],
)
def test_billing_counts_from_the_end_of_its_financial_year(
    financial_year_end: str, start: date, last_on: date, least_on: date
) -> None:
    """Accounting Act 2:10: ten years, and six from the calendar year in which it ended."""
    settings = {"financial_year_end": financial_year_end}
    most = {"period": "10 years", "starts": "end-of-financial-year"}
    least = {"period": "6 years", "starts": "end-of-calendar-year-of-financial-year"}

    assert recount_days.last_permitted(start, most, settings) == last_on
    assert recount_days.last_permitted(start, least, settings) == least_on


def test_a_leap_day_has_its_anniversary_on_28_february() -> None:
    """The last permitted day is a day that exists."""
    rule = {"period": "1 year"}

    assert recount_days.last_permitted(date(2024, 2, 29), rule, {}) == date(2025, 2, 28)


@pytest.mark.parametrize("code", CODES)
def test_a_code_with_its_check_character_is_one(code: str) -> None:
    """The vectors of the Digital and Population Data Services Agency, test codes included."""
    assert recount_days.has_code(f"tunnus {code}.")


@pytest.mark.parametrize("text", NO_CODES)
def test_what_only_looks_like_a_code_is_none(text: str) -> None:
    """Reference numbers hold digits before or after; a wrong check or day is no code."""
    assert not recount_days.has_code(text)


@pytest.mark.parametrize("text", ["", "3.13.2026", "01.02.26", "01.01.1899", "45567", "30.02.2026"])
def test_a_day_is_never_guessed(text: str) -> None:
    """What fits no declared format has no day."""
    assert recount_days.read(text, ["%d.%m.%Y", "%Y-%m-%d"]) is None


def test_a_time_behind_the_day_is_cut_off() -> None:
    """The day is as written; a zone is never applied."""
    assert recount_days.read("2026-10-31T23:59:00-05:00", ["%Y-%m-%d"]) == date(2026, 10, 31)
    assert recount_days.read("31.10.2026 0:15", ["%d.%m.%Y"]) == date(2026, 10, 31)


def test_every_physical_record_of_a_file_is_accounted_for(tmp_path: Path) -> None:
    """Header, blank, rejected, elsewhere and kept add up; a broken line inside quotes is one."""
    path = tmp_path / "a.csv"
    path.write_text('t;x;n\nA;1;"a\nb"\n\nB;2;\nA;3\nA;4;;\n', encoding="utf-8")
    table = {
        "columns": {"record_id": "x"},
        "only": {"t": ["A"]},
        "format": {"delimiter": ";"},
    }
    count, rows = recount_files.load(path, "s.a", table)

    assert (count.physical, count.header, count.blank, count.rejected_rows) == (6, 1, 1, (5, 6))
    assert (count.elsewhere, [row.number for row in rows]) == (1, [2])
    assert count.unclaimed == 1
    for only, left in (({"t": ["B"]}, 0), ({"t": ["C"]}, 1), ({}, 0)):
        count, _ = recount_files.load(path, "s.a", table, [{"only": only}])
        assert (count.elsewhere, count.unclaimed) == (1, left)


def test_a_file_without_a_mapped_column_is_kept_out_whole(tmp_path: Path) -> None:
    """A half-read file would be worse than none."""
    path = tmp_path / "a.csv"
    path.write_text("x\n1\n", encoding="utf-8")
    count, rows = recount_files.load(path, "s.a", {"columns": {"record_id": "y"}})

    assert (count.state, count.physical, count.kept, rows) == ("failed", 2, 0, [])
