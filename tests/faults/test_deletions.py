"""A deletion is proven by two exports that can be relied on, or not at all."""

from datetime import date

import pytest

from tests.faults.shop import Shop
from vouch import home, pruning, readers, warehouse
from vouch.deletion import desk

AUGUST, SEPTEMBER, OCTOBER = date(2026, 8, 31), date(2026, 9, 30), date(2026, 10, 31)
DAYS = (AUGUST, SEPTEMBER, OCTOBER)
HEAD = "id;ended\n"
# A year after its start: long past, past on the last day of August, and far from it.
OLD, EDGE, NEW = "the-oldest;1.1.2020\n", "edge;31.8.2025\n", "new;1.8.2026\n"
EVENTS = (
    "SELECT snapshot, event, sum(records)::INTEGER FROM fig_deletions GROUP BY ALL ORDER BY ALL"
)
STATES = (
    "SELECT snapshot, state, before_on, since_on, listed FROM fig_comparisons ORDER BY snapshot"
)


@pytest.fixture
def shop(tmp_path):
    made = Shop(tmp_path)
    made.declare("people*.csv")
    return made


def put(shop, *exports, name="people.csv", head=HEAD):
    """Write an export into each snapshot in turn; None leaves it out, but makes the snapshot."""
    for day, rows in zip(DAYS, exports, strict=False):
        shop.put("x\n", "other.txt", day)
        if rows is not None:
            shop.put(head + rows, name, day)


def test_a_single_snapshot_proves_nothing(shop):
    """There is nothing to hold it against, and nothing is made up."""
    put(shop, OLD + NEW)
    shop.build()

    assert shop.ask("figures", EVENTS) == []
    assert shop.ask("figures", STATES) == [(AUGUST, "first", None, None, None)]


def test_on_its_last_permitted_day_a_record_is_not_past(shop):
    """Gone after it, it went in time; the one that was past went late."""
    put(shop, OLD + EDGE + NEW, NEW)
    shop.build()

    assert shop.ask("figures", EVENTS) == [(SEPTEMBER, "deleted", 1), (SEPTEMBER, "in_time", 1)]
    assert shop.ask("figures", STATES)[1] == (SEPTEMBER, "compared", AUGUST, None, 1)


def test_gone_and_back_is_told_when_it_is_back(shop):
    """A backup brings back what was deleted."""
    put(shop, OLD + NEW, NEW, OLD + NEW)
    shop.build()

    assert shop.ask("figures", EVENTS) == [(SEPTEMBER, "deleted", 1), (OCTOBER, "reappeared", 1)]
    assert shop.ask(
        "figures", "SELECT listed, gone, still FROM fig_worklists ORDER BY snapshot"
    ) == [
        (1, 0, 1),
        (1, 0, 1),
    ]


@pytest.mark.parametrize(("search", "counted"), [('"look"', (0, 0, 1)), ('"skip"', (None, 0, 1))])
def test_an_id_in_two_rows_is_no_two_ids(shop, search, counted):
    """Where nobody looks for repeated ids nobody can tell them from ids that share a hash."""
    sources = shop.folder / "sources.toml"
    declared = f"[crm.people]\nrepeated_ids = {search}\n"
    sources.write_text(sources.read_text().replace("[crm.people]\n", declared))
    put(shop, NEW + OLD, NEW + NEW)
    shop.build()

    assert shop.ask(
        "figures", "SELECT collisions, came, went FROM fig_comparisons WHERE state = 'compared'"
    ) == [counted]


def test_what_is_gone_with_the_whole_export_is_not_deleted(shop):
    """The next export is compared with the last one that could be relied on."""
    put(shop, OLD + NEW, None, NEW)
    shop.build()

    assert shop.ask("figures", EVENTS) == [(OCTOBER, "deleted", 1)]
    assert shop.ask("figures", STATES)[1:] == [
        (SEPTEMBER, "stopped", AUGUST, SEPTEMBER, None),
        (OCTOBER, "compared", AUGUST, None, 1),
    ]


@pytest.mark.parametrize(
    ("then", "event"), [(NEW, "deleted"), (OLD, "returned"), (None, "unproven")]
)
def test_what_is_gone_with_one_of_several_files_is_unproven(shop, then, event):
    """When that file is there again, it tells."""
    put(shop, OLD, None, then, name="people_b.csv")
    put(shop, NEW, NEW, NEW)
    shop.build()

    assert shop.ask("figures", EVENTS) == [(SEPTEMBER, "unproven", 1), (OCTOBER, event, 1)]


def test_by_counts_what_is_gone_with_one_of_several_files_is_unproven(shop):
    """As by ids: a file that was not exported deletes nothing."""
    said = shop.folder / "sources.toml"
    said.write_text(said.read_text().replace('record_id = "id"\n', ""))
    put(shop, OLD + "older;1.2.2020\n", None, name="people_b.csv")
    put(shop, NEW, NEW)
    shop.build()

    assert shop.ask("figures", EVENTS) == [(SEPTEMBER, "unproven", 2)]


def test_what_is_gone_with_most_rows_of_its_file_is_unproven(shop):
    """Half an export looks like a month of deletions."""
    many = [f"n{number};1.8.2026\n" for number in range(60)]
    others = "".join(f"m{number};1.8.2026\n" for number in range(60))
    put(shop, OLD + "".join(many), "".join(many[:20]))
    put(shop, others, others, name="people_b.csv")
    shop.build()

    assert shop.ask("figures", EVENTS) == [(SEPTEMBER, "unproven", 1)]


def test_an_export_that_fell_by_more_than_half_proves_nothing(shop):
    """It is suspect as a whole, and is compared with nothing."""
    many = [f"n{number};1.8.2026\n" for number in range(60)]
    put(shop, OLD + "".join(many), "".join(many[:20]), OLD + "".join(many))
    shop.build()

    assert shop.ask("figures", EVENTS) == []
    assert [state for _, state, *_ in shop.ask("figures", STATES)] == [
        "first",
        "suspect",
        "compared",
    ]


def test_a_home_that_deletes_in_time_has_no_finding(shop):
    """Whoever does as the notice says must not be asked about it."""
    put(shop, EDGE + NEW, NEW, NEW)
    generation = shop.build().generation
    reader = readers.open(shop.folder / "warehouse", generation, readers.Role.MANAGEMENT)

    assert reader.rows("series", "findings_in_deletions", snapshot=OCTOBER).empty
    assert shop.ask("figures", EVENTS) == [(SEPTEMBER, "in_time", 1)]


LEAST = """
[rules.job-application.at_least]
period = "6 years"
[rules.job-application.at_least.basis]
en = "a law"
fi = "laki"
sv = "en lag"
"""


@pytest.mark.parametrize("has_ids", [True, False])
def test_within_its_minimum_nothing_goes_by_right(shop, has_ids):
    """Not what was past its date, due or neither; and the two ways of comparing say the same."""
    shop.bound()
    policy, said = shop.folder / "policy.toml", shop.folder / "sources.toml"
    policy.write_text(policy.read_text() + LEAST)
    if not has_ids:
        said.write_text(said.read_text().replace('record_id = "id"\n', ""))
    protected = "past;1.6.2021\ndue;10.10.2025\nyoung;1.3.2026\n"
    put(shop, OLD + protected + NEW, OLD + protected + NEW, NEW)
    shop.build()

    assert shop.ask("figures", EVENTS) == [(OCTOBER, "deleted", 1), (OCTOBER, "too_early", 3)]


TWO = """
[crm.people]
files = "people.csv"
only = {{ kind = ["{0}"] }}
category = "basic"
rule = "{1}"
[crm.people.format]
delimiter = ";"
date = ["%d.%m.%Y"]
[crm.people.columns]
record_id = "id"
subject_id = "id"
starts_on = "ended"
"""


@pytest.mark.parametrize("at_once", [0, desk.AT_ONCE])
def test_datasets_of_one_file_do_not_stand_in_for_one_another(shop, monkeypatch, at_once):
    """They have the same ids, and so the same hashes, whether many are compared at once or one."""
    monkeypatch.setattr(desk, "AT_ONCE", at_once)
    other = TWO.format("b", "order").replace("crm.people", "crm.others")
    (shop.folder / "sources.toml").write_text(TWO.format("a", "job-application") + other)
    head, one, both = "id;ended;kind\n", "x;1.1.2020;b\n", "x;1.1.2020;a\nx;1.1.2020;b\n"
    put(shop, both + "y;1.8.2026;a\n", one + "y;1.8.2026;a\n", head=head)
    shop.build()

    assert shop.ask("figures", "SELECT dataset, event, records FROM fig_deletions") == [
        ("crm.people", "deleted", 1)
    ]


def test_a_snapshot_may_come_long_after_the_one_before(shop):
    """What fell due between the two is listed, however long that took."""
    long_after = date(2027, 10, 31)
    for day, rows in ((AUGUST, OLD + EDGE + NEW), (long_after, OLD)):
        shop.put(HEAD + rows, "people.csv", day)
    shop.build()

    assert shop.ask("figures", EVENTS) == [(long_after, "in_time", 2)]


def test_a_new_month_compares_one_pair(shop):
    """What is compared once stays, however long the history grows."""
    put(shop, OLD + EDGE + NEW, EDGE + NEW)
    shop.build()
    parts = shop.folder / "warehouse" / "parts"
    before = {path.name: path.stat().st_mtime_ns for path in parts.glob("deletions-*.parquet")}
    put(shop, OLD + EDGE + NEW, EDGE + NEW, NEW)
    shop.build()
    after = {path.name: path.stat().st_mtime_ns for path in parts.glob("deletions-*.parquet")}

    assert len(before) == 1
    assert len(after) == 2
    assert before.items() <= after.items()


def test_the_figures_hold_counts_and_no_key(shop):
    """No id and no hash of one is for management."""
    put(shop, OLD + NEW, NEW)
    generation = shop.build().generation
    path = warehouse.figures_file(shop.folder / "warehouse", generation)
    types = shop.ask(
        "figures", "SELECT DISTINCT data_type FROM duckdb_columns() WHERE NOT internal"
    )

    assert ("UBIGINT",) not in types
    assert b"the-oldest" not in path.read_bytes()


def test_what_was_compared_stays_when_exports_are_deleted(shop):
    """The proof outlives what it was drawn from."""
    shop.bound()
    put(shop, OLD + EDGE + NEW, EDGE + NEW, NEW)
    shop.build()
    found = shop.ask("figures", EVENTS), shop.ask("figures", STATES)
    pruning.prune(home.load(shop.folder), date(2027, 10, 15))

    assert not (shop.folder / "snapshots" / AUGUST.isoformat()).exists()
    assert (shop.ask("figures", EVENTS), shop.ask("figures", STATES)) == found
