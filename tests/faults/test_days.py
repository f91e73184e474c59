"""Days that are not read: counted by kind and column, kept, and listed with their rows."""

import datetime as dt

import pytest

from tests import terminal
from tests.faults import workbook
from tests.faults.shop import Shop

READINGS = (
    "SELECT name, reading, cast(sum(records) AS INTEGER) FROM fig_readings "
    "GROUP BY name, reading ORDER BY name, reading"
)
LISTED = "SELECT row, start_state, start_reading FROM rec_records ORDER BY row"
REQUESTS = """
[crm.asked]
files = "asked.csv"
kind = "rights_requests"
[crm.asked.format]
date = ["%d/%m/%Y", "%m/%d/%Y"]
[crm.asked.columns]
right = "what"
received_on = "came"
closed_on = "done"
"""


def test_days_are_counted_by_kind_and_their_rows_listed(shop: Shop) -> None:
    """No row is lost for its day, and whoever is to mend it finds it."""
    texts = ("30.2.2026", "1.2.26", "45567", "2026-10-31", "10.31.2020", "x", "", "1.1.1970")
    shop.put("id;ended\n" + "".join(f"{n};{text}\n" for n, text in enumerate(texts)))
    shop.build()

    assert shop.ask("figures", READINGS) == [
        ("starts_on", name, 1)
        for name in (
            *("empty", "epoch", "impossible_day", "month_first", "not_a_day", "other_format"),
            *("spreadsheet_serial", "two_digit_year"),
        )
    ]
    assert shop.ask("records", LISTED) == [
        (2, "unreadable", "impossible_day"),
        (3, "unreadable", "two_digit_year"),
        (4, "unreadable", "spreadsheet_serial"),
        (5, "unreadable", "other_format"),
        (6, "unreadable", "month_first"),
        (7, "unreadable", "not_a_day"),
        (8, "empty", "empty"),
        (9, "known", "read"),
    ]


@pytest.mark.parametrize(("day", "kind"), [("31.10.2026", "read"), ("1.11.2026", "future")])
def test_a_day_after_the_snapshot_is_flagged_and_stands(shop: Shop, day: str, kind: str) -> None:
    """The snapshot's own day is none to be doubted."""
    shop.put(f"id;ended\na;{day}\n")
    shop.build()

    assert shop.ask("figures", READINGS) == [("starts_on", kind, 1)]
    assert shop.ask("figures", "SELECT starts_on IS NULL FROM fig_holdings") == [(False,)]


def test_every_column_of_days_is_counted_and_an_ambiguous_one_named(shop: Shop) -> None:
    """A closing that was not read would leave a request open, and nobody would know why."""
    (shop.folder / "sources.toml").write_text(REQUESTS, encoding="utf-8")
    shop.put("what,came,done\naccess,03/02/2026,30/02/2026\naccess,31/01/2026,\n", "asked.csv")
    made = terminal.run("build", "--home", shop.folder)

    assert shop.ask("figures", READINGS) == [
        ("closed_on", "empty", 1),
        ("closed_on", "impossible_day", 1),
        ("received_on", "read", 2),
    ]
    assert made.stdout.splitlines()[-2:] == [
        "crm.asked: asked.csv: 1 of 1 days in done was not read: impossible day (1).",
        "crm.asked: asked.csv: 1 day in came was read by %d/%m/%Y, "
        "and another declared format makes another day of it.",
    ]


def test_a_number_in_a_workbook_is_a_serial_number_and_no_day(shop: Shop) -> None:
    """A cell without a date format is a number, whatever a spreadsheet could make of it."""
    workbook.declare(shop)
    rows = [("a", dt.date(2026, 10, 1)), ("b", 45567), ("c", "30.2.2026")]
    workbook.put(shop, workbook.write(workbook.HEAD, *rows))

    assert shop.ask("figures", READINGS) == [
        ("starts_on", "impossible_day", 1),
        ("starts_on", "read", 1),
        ("starts_on", "spreadsheet_serial", 1),
    ]


def test_no_text_of_an_export_is_kept_with_the_figures(shop: Shop) -> None:
    """Whatever stands where a day should be may name a person."""
    shop.put("id;ended\na;Matti.Canary\nb;1.2.2020\n")
    shop.build()

    assert "Canary" not in str(shop.ask("figures", "SELECT * FROM fig_readings"))


@pytest.mark.parametrize(
    ("form", "texts"),
    [
        ("%d-%b-%Y", ("31-OCT-2020", "31-Oct-2020T10:15", "31-OCT-2020 10:15", "31-OCT-2020T10")),
        ("%d %B %Y", ("1 AUGUST 2020", "1 SEPTEMBER 2020", "1 October 2020 10:15")),
        ("%Y-%m-%d", ("2020-10-31T10:15:00Z", "2020-10-31 10:15", "2020-10-31", "2020-10-31T1")),
    ],
)
def test_the_t_of_a_month_does_not_begin_a_time(shop: Shop, form: str, texts: tuple) -> None:
    """Oracle writes 31-OCT-2020; without its T every October would be unreadable."""
    place = shop.folder / "sources.toml"
    place.write_text(place.read_text().replace("%d.%m.%Y", form))
    shop.put("id;ended\n" + "".join(f"{n};{text}\n" for n, text in enumerate(texts)))
    shop.build()

    assert shop.ask("figures", READINGS) == [("starts_on", "read", len(texts))]
