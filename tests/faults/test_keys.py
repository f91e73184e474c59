"""Rows that no key, or no person, tells from others: counted, listed, never dropped."""

import pytest

from vouch.errors import VouchError
from vouch.intake import load
from vouch.parts import repeats

ROWS = """id;customer;company;ended
a;C1;;1.2.2020
b;C1;;1.2.2020
 a;C2;;1.2.2026
;C3;;1.2.2026
a;;K1;
 ;;K1;1.2.2020
c;;;1.2.2020
d;x
a;C9;;1.2.2020
b; ;;1.2.2020
0401234567;C1;;1.2.2020
0401234567;C1;;1.2.2020
"""
KEYS = "search, repeated_ids, surplus_rows, missing_ids, unknown_persons"


@pytest.fixture(params=[100_000, 0], ids=["few", "many"])
def shop(shop, request, monkeypatch, made_here):
    """Return the home, whose rows are read in either of two ways, which must agree."""
    monkeypatch.setattr(load, "FEW_ROWS", request.param)
    return shop


def declare(shop, columns='company_id = "company"', extra=""):
    """Map customers and companies."""
    shop.declare("people*.csv")
    place = shop.folder / "sources.toml"
    text = place.read_text().replace('subject_id = "id"', f'subject_id = "customer"\n{columns}')
    place.write_text(text.replace("[crm.people.format]", f"{extra}\n[crm.people.format]"))


def keys(shop):
    """Build, and return what is published of the keys of each dataset."""
    shop.build()
    return shop.ask("figures", f"SELECT {KEYS} FROM fig_keys ORDER BY ALL")


def listed(shop, fault):
    """Return id, file and row of the rows with one fault."""
    return shop.ask(
        "records", f"SELECT record_id, row FROM rec_keys WHERE fault = '{fault}' ORDER BY file, row"
    )


def test_each_kind_is_counted_and_listed(shop):
    """Ids are trimmed as everywhere; a refused row has no id; company rows have ids too."""
    declare(shop)
    shop.put(ROWS)

    assert keys(shop) == [("done", 3, 5, 2, 2)]
    assert listed(shop, "repeated_id") == [
        ("a", 2),
        ("b", 3),
        ("a", 4),
        ("a", 6),
        ("a", 10),
        ("b", 11),
        ("people.csv:12", 12),
        ("people.csv:13", 13),
    ]
    assert listed(shop, "missing_id") == [("people.csv:5", 5), ("people.csv:7", 7)]
    assert listed(shop, "unknown_person") == [("c", 8), ("b", 11)]
    assert shop.ask("figures", "SELECT kept, rejected FROM fig_files") == [(11, 1)]


def test_they_are_said_by_the_build(shop):
    """Whoever runs it may mend the export; nothing is said of persons unknown, which are usual."""
    declare(shop)
    shop.put(ROWS)

    assert [str(problem) for *_, problem in shop.build().problems if "id" in str(problem)] == [
        "2 rows have no record id; they are counted, and listed on the page Sources",
        "3 record ids stand in more than one row (rows too many: 5); all are counted, and listed "
        "on the page Sources",
    ]


def test_an_id_may_not_stand_in_two_files_of_a_dataset(shop):
    declare(shop)
    shop.put("id;customer;company;ended\na;C1;;1.2.2020\n")
    shop.put("id;customer;company;ended\na;C2;;1.2.2020\n", "people2.csv")

    assert keys(shop) == [("done", 1, 1, 0, 0)]


def test_what_is_in_order_is_zero(shop):
    declare(shop)
    shop.put("id;customer;company;ended\na;C1;;1.2.2020\n")

    assert keys(shop) == [("done", 0, 0, 0, 0)]
    assert shop.ask("records", "SELECT count(*) FROM rec_keys") == [(0,)]


def test_without_ids_or_persons_there_is_nothing_to_count(shop):
    """Nothing is NULL: a zero would say that it was looked for."""
    shop.declare()
    place = shop.folder / "sources.toml"
    text = place.read_text().replace('subject_id = "id"', "").replace('record_id = "id"', "")
    place.write_text(text)
    shop.put("id;ended\na;1.2.2020\na;1.2.2020\n")

    assert keys(shop) == [("no_id", None, None, None, None)]


@pytest.mark.parametrize(
    ("most", "declared", "found"),
    [
        (12, "", ("done", 3, 5)),
        (13, "", ("done", 3, 5)),
        (12, 'repeated_ids = "skip"', ("off", None, None)),
        (11, "", ("too_many", None, None)),
        (11, 'repeated_ids = "look"', ("done", 3, 5)),
    ],
)
def test_many_rows_are_looked_through_only_where_the_home_asks(
    shop, monkeypatch, most, declared, found
):
    """It may cost as much as all else; that it was left out is said, and the rest is counted."""
    monkeypatch.setattr(repeats, "MOST_ROWS", most + 1)  # the heading is a physical record too
    declare(shop, extra=declared)
    shop.put(ROWS)

    assert keys(shop) == [(*found, 2, 2)]


def test_a_hold_has_no_id_of_its_own(shop):
    """It names the record that it holds, and two may hold the same one."""
    declare(shop)
    text = """
[crm.holds]
files = "holds.csv"
kind = "holds"
[crm.holds.columns]
record_id = "id"
subject_id = "person"
opened_on = "day"
"""
    place = shop.folder / "sources.toml"
    place.write_text(place.read_text() + text)
    shop.put("id,person,day\na,,2026-01-01\na,,2026-01-01\n,C1,2026-01-01\n", "holds.csv")
    shop.build()

    assert shop.ask("figures", f"SELECT {KEYS} FROM fig_keys WHERE dataset = 'crm.holds'") == [
        ("no_id", None, None, None, None)
    ]


def test_no_more_than_ten_thousand_rows_of_a_kind_are_listed(shop):
    """The count is whole; the list is for acting on, and ends somewhere."""
    declare(shop)
    shop.put("id;customer;company;ended\n" + ";;;1.2.2026\n" * 10_001)

    assert keys(shop) == [("done", 0, 0, 10_001, 10_001)]
    assert len(listed(shop, "missing_id")) == 10_000
    assert listed(shop, "missing_id")[-1] == ("people.csv:10001", 10_001)


def test_a_wrong_word_is_answered_with_the_right_ones(shop):
    declare(shop, extra="repeated_ids = true")
    with pytest.raises(VouchError, match="write 'look' or 'skip'"):
        shop.build()
