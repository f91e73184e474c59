"""What becomes of a record from one snapshot to the next, drawn record by record."""

import pytest

from tests import raw_tables
from vouch import queries

PAIR = """
    dataset    | before_on  | after_on   | state    | method
    shop.bills | 2026-09-30 | 2026-10-31 | compared | ids
"""
# Past its date, and due on the very day of the later snapshot.
LISTED = """
    snapshot   | dataset    | rule  | record | fingerprint | starts_on  | last_on    | is_past | is_held | file  | row
    2026-09-30 | shop.bills | order | 1      | 11          | 2025-01-01 | 2026-01-01 | true    | false   | a.csv | 2
    2026-09-30 | shop.bills | order | 2      | 12          | 2025-10-30 | 2026-10-30 | false   | false   | a.csv | 3
"""  # noqa: E501  a table is wide
KEYS = """
    dataset    | record | fingerprint | starts_on  | is_held | file  | row
    shop.bills | 1      | 11          | 2025-01-01 | false   | a.csv | 2
    shop.bills | 2      | 12          | 2025-10-30 | false   | a.csv | 3
"""
FAULTY = "dataset | seen_on | file\nshop.bills | 2026-09-30 | a.csv"
NEW = "dataset | record | fingerprint | starts_on | is_held | file | row\n"


@pytest.fixture
def step():
    """Run the steps over drawn tables; return record and event of each."""

    def run(only="record, event", query="fig_row_steps", **given):
        drawn = {"ref_pairs": PAIR, "fct_listed_before": LISTED, "fct_keys_before": KEYS} | given
        reads = queries.load("figures", query).reads
        with raw_tables.connect(
            dict.fromkeys(reads, "") | {name: text for name, text in drawn.items() if name in reads}
        ) as db:
            sql = queries.load("figures", query).sql
            return db.execute(f"SELECT {only} FROM ({sql}) ORDER BY ALL").fetchall()

    return run


def test_who_is_still_there_has_nothing_to_tell(step):
    """Most records stay, and a line for each would cost more than all else."""
    assert step(fct_keys_after=KEYS) == []


def test_who_is_gone_was_deleted_late_or_in_time(step):
    """On its last day a record may be there: gone by the next snapshot it went in time."""
    assert step(fct_keys_after=NEW) == [(1, "deleted"), (2, "in_time")]


def test_the_same_content_under_a_new_id_is_no_deletion(step):
    """A system that numbers anew deletes nothing."""
    came = NEW + "shop.bills | 9 | 11 | 2025-01-01 | false | a.csv | 4"

    assert (1, "re_keyed") in step(fct_keys_after=came)


def test_a_twin_that_was_there_before_does_not_stand_in(step):
    """Two alike tickets are two: one of them may be deleted."""
    both = KEYS + "shop.bills | 9 | 11 | 2025-01-01 | false | a.csv | 4"
    left = NEW + "shop.bills | 9 | 11 | 2025-01-01 | false | a.csv | 4"

    assert (1, "deleted") in step(fct_keys_before=both, fct_keys_after=left)


def test_one_that_came_accounts_for_one_that_went(step):
    """Of two alike records numbered anew once, one was deleted."""
    two = LISTED + (
        "2026-09-30 | shop.bills | order | 3 | 11 | 2025-01-01 | 2026-01-01 | true | false"
        " | a.csv | 4"
    )
    came = NEW + "shop.bills | 9 | 11 | 2025-01-01 | false | a.csv | 4"
    found = step(fct_listed_before=two, fct_keys_after=came)

    assert [event for _, event in found] == ["re_keyed", "in_time", "deleted"]


def test_content_without_a_fingerprint_is_never_alike(step):
    """Nothing is known of it, so nothing can be the same."""
    bare = LISTED.replace("| 11 ", "|    ")
    came = NEW + "shop.bills | 9 | | 2025-01-01 | false | a.csv | 4"

    assert (1, "deleted") in step(fct_listed_before=bare, fct_keys_after=came)


def test_another_day_is_no_deletion_if_it_was_past(step):
    """Moving the day of a record that should be gone hides it; of another it is everyday work."""
    moved = (
        NEW + "shop.bills|1|11|2026-05-05|false|a.csv|2\nshop.bills|2|12|2026-05-05|false|a.csv|3"
    )

    assert step(fct_keys_after=moved) == [(1, "re_dated")]


def test_a_record_that_came_under_another_rule_was_moved(step):
    """By its own id in a file of both rules, or by its content."""
    head = "of_dataset | dataset | rule | record | fingerprint | starts_on | is_held | file | row\n"
    other = head + "shop.bills | shop.odd | other | 77 | 11 | 2025-01-01 | false | b.csv | 2"

    assert (1, "moved") in step(fct_keys_after=NEW, fct_elsewhere_after=other)


def test_what_stood_under_the_other_rule_before_was_not_moved(step):
    """A copy that was always there says nothing of this record."""
    head = "of_dataset | dataset | rule | record | fingerprint | starts_on | is_held | file | row\n"
    other = head + "shop.bills | shop.odd | other | 77 | 11 | 2025-01-01 | false | b.csv | 2"
    found = step(fct_keys_after=NEW, fct_elsewhere_after=other, fct_elsewhere_before=other)

    assert (1, "deleted") in found


def test_gone_with_its_file_is_unproven(step):
    """A file that is missing is never a deletion."""
    assert step(fct_keys_after=NEW, fct_faulty_files=FAULTY) == [(1, "unproven")]


TRACKED = """
    status   | gone_on    | dataset    | rule  | record | starts_on  | last_on    | file  | row | seen_on
    {status} | 2026-09-30 | shop.bills | order | 5      | 2025-01-01 | 2026-01-01 | a.csv | 7   | 2026-08-31
"""  # noqa: E501  a table is wide


@pytest.mark.parametrize(
    ("status", "back", "away"),
    [
        ("deleted", "reappeared", None),
        ("in_time", "reappeared", None),
        ("too_early", "reappeared", None),
        ("moved", "reappeared", None),
        ("unproven", "returned", "deleted"),
        ("re_dated", "returned", "in_time"),
    ],
)
def test_what_went_is_looked_for_from_then_on(step, status, back, away):
    """Gone and back is told, whenever it comes back; a file that returns tells what is gone."""
    tracked, head = TRACKED.format(status=status), "snapshot | record\n"
    there = NEW + "shop.bills|5|15|2025-01-01|false|a.csv|7"
    given = {"fct_tracked": tracked, "fct_listed_before": head}

    assert step(fct_keys_after=there, **given) == [(5, back)]
    assert step(fct_keys_after=NEW, **given) == ([(5, away)] if away else [])


def test_still_without_its_file_it_stays_unproven(step):
    """It is told again in each snapshot until the file comes."""
    given = {"fct_tracked": TRACKED.format(status="unproven"), "fct_listed_before": "record\n"}

    assert step(fct_keys_after=NEW, fct_faulty_files=FAULTY.replace("09-30", "08-31"), **given) == [
        (5, "unproven")
    ]


EARLY = """
    snapshot   | dataset    | rule    | record | starts_on  | last_on    | earliest_on | file  | row
    2026-09-30 | shop.bills | billing | 8      | 2021-01-01 | 2031-12-31 | 2027-12-31  | a.csv | 9
"""


def test_gone_within_its_minimum_it_went_too_early(step):
    """The law asks for it, whatever the notice says of the longest time."""
    assert step(fig_row_early=EARLY, fct_keys_after=KEYS) == [(8, "too_early")]


def test_within_its_minimum_it_may_be_missing_with_its_file(step):
    """No file, no finding: nobody deleted what was not exported."""
    given = {"fig_row_early": EARLY, "fct_keys_after": KEYS}

    assert step(fct_faulty_files=FAULTY, **given) == []


# The law asks for both of the list on the later snapshot's day, whatever their last permitted day.
ASKED_FOR = """
    snapshot   | dataset    | rule  | record | starts_on  | last_on    | earliest_on | file  | row
    2026-09-30 | shop.bills | order | 1      | 2025-01-01 | 2026-01-01 | 2026-10-31  | a.csv | 2
    2026-09-30 | shop.bills | order | 2      | 2025-10-30 | 2026-10-30 | 2031-10-30  | a.csv | 3
"""


def test_whoever_is_past_or_due_goes_too_early_while_the_law_asks_for_it(step):
    """A maximum that ends before the minimum gives nobody leave to delete."""
    given = {"fig_row_early": ASKED_FOR, "fct_keys_after": NEW}

    assert step(only="record, event, is_past, earliest_on::VARCHAR", **given) == [
        (1, "too_early", True, "2026-10-31"),
        (2, "too_early", False, "2031-10-30"),
    ]


def test_who_stands_elsewhere_or_may_do_so_did_not_go_too_early(step):
    """Nobody deleted what is there under another id, or may be in a file that is missing."""
    given = {"fig_row_early": ASKED_FOR}
    came = NEW + "shop.bills | 9 | 11 | 2025-01-01 | false | a.csv | 4"

    assert step(fct_keys_after=came, **given) == [(1, "re_keyed"), (2, "too_early")]
    assert step(fct_keys_after=NEW, fct_faulty_files=FAULTY, **given) == [(1, "unproven")]


@pytest.mark.parametrize(
    ("earliest_on", "event"),
    [("2026-10-30", "deleted"), ("2026-10-31", "too_early"), ("2026-11-01", "too_early")],
)
def test_what_a_file_proves_when_it_is_back_is_judged_on_that_day(step, earliest_on, event):
    """It was unproven while its minimum ran; gone on the minimum's last day it went too early."""
    head, row = TRACKED.format(status="unproven").strip().splitlines()
    tracked = f"{head} | earliest_on\n{row} | {earliest_on}"

    assert step(fct_tracked=tracked, fct_listed_before="record\n", fct_keys_after=NEW) == [
        (5, event)
    ]


def test_a_record_that_was_dated_anew_is_not_gone_in_time_with_its_file(step):
    """It is looked for until that file tells."""
    given = {"fct_tracked": TRACKED.format(status="re_dated"), "fct_listed_before": "record\n"}
    faulty = FAULTY.replace("09-30", "08-31")

    assert step(fct_keys_after=NEW, fct_faulty_files=faulty, **given) == []
    assert step(fct_keys_after=NEW, **given) == [(5, "in_time")]


def test_a_record_that_was_dated_anew_and_went_too_early_has_one_thing_to_tell(step):
    """Told as gone in time as well, it would be praised and blamed at once."""
    given = {"fct_tracked": TRACKED.format(status="re_dated"), "fct_listed_before": "record\n"}
    early = EARLY.replace("| 8 ", "| 5 ")

    assert step(fct_keys_after=NEW, fig_row_early=early, **given) == [(5, "too_early")]


DEADLINES = """
    snapshot   | dataset    | rule    | starts_on  | last_on    | earliest_on
    2026-09-30 | shop.bills | billing | 2020-10-30 | 2030-10-30 | 2026-10-30
    2026-09-30 | shop.bills | billing | 2020-10-31 | 2030-10-31 | 2026-10-31
    2026-09-30 | shop.bills | billing | 2020-11-01 | 2030-11-01 | 2026-11-01
"""


def test_on_the_last_day_of_its_minimum_it_must_be_there(step):
    """The day before the snapshot's it could have gone by right; on it, and after, it could not."""
    held = NEW + (
        "shop.bills|1||2020-10-30|false|a.csv|2\n"
        "shop.bills|2||2020-10-31|false|a.csv|3\n"
        "shop.bills|3||2020-11-01|false|a.csv|4"
    )
    given = {"fct_keys_before": held, "fct_keys_after": NEW, "fig_deadlines": DEADLINES}

    assert step(only="record", query="fig_row_early", **given) == [(2,), (3,)]


DUE = """
    snapshot   | dataset    | rule  | starts_on  | last_on
    2026-09-30 | shop.bills | order | 2025-09-29 | 2026-09-29
    2026-09-30 | shop.bills | order | 2025-09-30 | 2026-09-30
    2026-09-30 | shop.bills | order | 2025-10-30 | 2026-10-30
    2026-09-30 | shop.bills | order | 2025-10-31 | 2026-10-31
"""


SPAN = """
    dataset    | snapshot   | from_on | until_on
    shop.bills | 2026-09-30 | {}      | {}
"""


def test_only_past_its_last_day_a_record_is_listed_as_past(step):
    """On that day it may still be there; by the next snapshot it may be past."""
    held = NEW + "\n".join(
        f"shop.bills|{n}||{day}|false|a.csv|{n}"
        for n, day in enumerate(("2025-09-29", "2025-09-30", "2025-10-30", "2025-10-31"), start=1)
    )
    given = {"query": "fig_row_listed", "only": "record, is_past", "fct_held_keys": held}
    given |= {"fig_deadlines": DUE}
    past = step(ref_spans=SPAN.format("0001-01-01", "2026-09-30"), **given)
    by_then = step(ref_spans=SPAN.format("2026-09-30", "2026-10-31"), **given)

    assert past == [(1, True)]
    assert by_then == [(2, False), (3, False)]


FILES = """
    snapshot   | dataset    | file  | kept
    2026-09-30 | shop.bills | a.csv | 100
    2026-09-30 | shop.bills | b.csv | 100
    2026-09-30 | shop.bills | c.csv | 49
    2026-10-31 | shop.bills | a.csv | {kept}
    2026-10-31 | shop.bills | c.csv | 1
"""
RULES = "fall_at_most\n0.5"


@pytest.mark.parametrize(("kept", "faulty"), [(50, ["b.csv"]), (49, ["a.csv", "b.csv"])])
def test_a_file_that_is_missing_or_has_shrunk_is_faulty(kept, faulty):
    """Half may go on any day, and of a few rows all; a file that is not there is faulty at once."""
    found = faulty_files(FILES.format(kept=kept))

    assert found == faulty


def test_files_whose_names_all_change_are_one_export():
    """Names that hold the day differ each time."""
    files = FILES.replace("2026-10-31 | shop.bills | a.csv", "2026-10-31 | shop.bills | d.csv")
    files = files.replace("2026-10-31 | shop.bills | c.csv", "2026-10-31 | shop.bills | e.csv")

    assert faulty_files(files.format(kept=99)) == []


@pytest.mark.parametrize(("form", "faulty"), [("csv", ["a.csv", "b.csv"]), ("combined-log", [])])
def test_a_log_may_lose_a_file_and_begin_another_anew(form, faulty):
    """It is rotated; an export that does so is not whole."""
    head, *rows = FILES.format(kept=1).strip().splitlines()
    files = "\n".join([f"{head} | format", *(f"{row} | {form}" for row in rows)])

    assert faulty_files(files) == faulty


def faulty_files(files):
    """Ask which files are faulty, where half of the rows may go."""
    with raw_tables.connect({"ref_pairs": PAIR, "fig_files": files, "fct_tracked": ""}) as db:
        db.execute("CREATE TABLE ref_settings AS SELECT 0.5 AS fall_at_most")
        db.execute(
            "CREATE TABLE ref_datasets AS SELECT 'shop.bills' AS dataset, "
            "NULL::DOUBLE AS fall_at_most"
        )
        sql = queries.load("figures", "fig_row_faulty_files").sql
        return [file for *_, file in db.execute(f"{sql} ORDER BY file").fetchall()]


COUNTS = """
    snapshot   | dataset   | rule | period_state | starts_on  | last_on    | records
    2026-09-30 | shop.logs | log  | dated        | 2023-09-01 | 2026-09-01 | 5
    2026-10-31 | shop.logs | log  | dated        | 2023-09-01 | 2026-09-01 | 2
    2026-09-30 | shop.logs | log  | dated        | 2023-10-30 | 2026-10-30 | 4
    2026-09-30 | shop.logs | log  | dated        | 2023-10-31 | 2026-10-31 | 4
    2026-10-31 | shop.logs | log  | dated        | 2023-08-01 | 2026-08-01 | 1
"""


def test_without_ids_starting_days_are_compared_by_their_counts(step):
    """Fewer under a day that is past were deleted; more came from somewhere, and that is told."""
    logs = PAIR.replace("shop.bills", "shop.logs ").replace("ids", "counts")
    given = {"ref_pairs": logs, "fig_deadlines": COUNTS}
    found = step(only="event, records", query="fig_row_count_steps", **given)

    assert found == [("added", 1), ("deleted", 3), ("in_time", 4)]


LEAST = """
    snapshot   | dataset   | rule | period_state | starts_on  | last_on    | earliest_on | records
    2026-09-30 | shop.logs | log  | dated        | 2023-09-01 | 2026-09-01 | 2026-10-30  | 1
    2026-09-30 | shop.logs | log  | dated        | 2023-09-02 | 2026-09-02 | 2026-10-31  | 2
    2026-09-30 | shop.logs | log  | dated        | 2023-10-30 | 2026-10-30 | 2026-11-01  | 4
    2026-09-30 | shop.logs | log  | dated        | 2024-10-30 | 2027-10-30 | 2027-11-01  | 8
"""


def test_by_counts_nothing_is_proven_while_a_file_is_missing(step):
    """It may have held each of them; who is neither past nor told of needs no proof."""
    logs = PAIR.replace("shop.bills", "shop.logs ").replace("ids", "counts")
    given = {"ref_pairs": logs, "query": "fig_row_count_steps", "only": "event, records"}
    faulty = FAULTY.replace("shop.bills", "shop.logs")
    earlier = faulty.replace("2026-09-30", "2026-08-31")

    assert step(fig_deadlines=COUNTS, fct_faulty_files=faulty, **given) == [
        ("added", 1),
        ("unproven", 3),
    ]
    assert step(fig_deadlines=LEAST, fct_faulty_files=faulty, **given) == [("unproven", 3)]
    assert ("deleted", 3) in step(fig_deadlines=COUNTS, fct_faulty_files=earlier, **given)


def test_by_counts_too_early_is_told_apart_by_whether_it_was_past(step):
    """Of what was past, the rest is said to be still there: what went too early is not."""
    logs = PAIR.replace("shop.bills", "shop.logs ").replace("ids", "counts")
    given = {"ref_pairs": logs, "fig_deadlines": LEAST}
    found = step(only="event, is_past, records", query="fig_row_count_steps", **given)

    assert found == [("deleted", True, 1), ("too_early", False, 12), ("too_early", True, 2)]


WAS_HELD = LISTED.replace("| true    | false ", "| true    | true  ")
STILL = LISTED.replace("2026-09-30 | shop", "2026-10-31 | shop")


def test_a_hold_that_ends_leaves_a_record_to_catch_up_with(step):
    """It was kept for a reason that is over."""
    given = {"query": "fig_row_released", "only": "record, released_on::VARCHAR"}
    found = step(fct_listed_before=WAS_HELD, fct_listed_after=STILL, **given)

    assert found == [(1, "2026-10-31")]


def test_a_record_that_is_still_held_is_not_to_catch_up_with(step):
    """Nor is one that was never held."""
    given = {"query": "fig_row_released", "only": "record"}
    held = STILL.replace("| true    | false ", "| true    | true  ")

    assert step(fct_listed_before=WAS_HELD, fct_listed_after=held, **given) == []
    assert step(fct_listed_before=LISTED, fct_listed_after=STILL, **given) == []


def test_two_ids_of_one_hash_are_told(step):
    """One could stand in for the other: neither is proven to be gone."""
    held = KEYS + "shop.bills | 2 | 13 | 2024-01-01 | false | a.csv | 4\n"
    held += "shop.bills | 2 | 14 | 2024-01-01 | false | a.csv | 5\n"
    alike = step(only="dataset, collisions", query="fig_row_collisions", fct_held_keys=held)
    apart = step(only="dataset, collisions", query="fig_row_collisions", fct_held_keys=KEYS)

    assert alike == [("shop.bills", 2)]
    assert apart == [("shop.bills", 0)]


def test_the_ids_of_either_snapshot_that_cannot_be_told_apart_are_added_up(step):
    """Of the earlier snapshot they may be missed as gone, of the later one taken for there."""
    query = queries.load("figures", "fig_comparisons")
    drawn = dict.fromkeys(query.reads, "") | {"ref_pairs": PAIR}
    drawn |= {"fct_collisions": "dataset | collisions\nshop.bills | 1\nshop.bills | 2"}
    del drawn["ref_datasets"]
    with raw_tables.connect(drawn) as db:
        db.execute("CREATE TABLE ref_datasets AS SELECT 'shop.bills' AS dataset, 'order' AS rule")
        found = db.execute(f"SELECT dataset, collisions, came FROM ({query.sql})").fetchall()
        db.execute("DELETE FROM fct_collisions")
        uncounted = db.execute(f"SELECT collisions FROM ({query.sql})").fetchall()

    assert found == [("shop.bills", 3, None)]
    assert uncounted == [(None,)]


@pytest.mark.parametrize(
    ("after", "turnover"),
    [
        (KEYS, (0, 0)),
        (NEW, (0, 2)),
        (KEYS + "shop.bills | 3 | | 2026-01-01 | false | a.csv | 4", (1, 0)),
        (NEW + "shop.bills | 3 | | 2026-01-01 | false | a.csv | 4", (1, 2)),
        (KEYS + "shop.bills | 2 | | 2026-01-01 | false | a.csv | 4", (0, 0)),
        (NEW + "shop.bills | 3 | | 2026-01-01 | false | a.csv | 4\n" * 2, (1, 2)),
    ],
)
def test_who_came_and_who_went_is_told_by_ids(step, after, turnover):
    """As many may come as go, and the counts stay as they are."""
    given = {"query": "fig_row_turnover", "only": "came, went"}

    assert step(fct_keys_after=after, **given) == [turnover]


def test_a_day_beyond_the_last_year_is_not_written():
    """What still runs is often given the end 9999-12-31: its periods end in no year we write."""
    query = queries.load("records", "rec_deletions")
    steps = """
        last_on     | earliest_on | file  | row
        2026-01-01  |             | a.csv | 2
        9999-12-31  | 9999-12-31  | a.csv | 3
        10000-01-01 | 10000-01-01 | a.csv | 4
    """
    with raw_tables.connect(dict.fromkeys(query.reads, "") | {"fct_steps": steps}) as db:
        days = "last_on::VARCHAR, earliest_on::VARCHAR"
        found = db.execute(f"SELECT {days} FROM ({query.sql}) ORDER BY row").fetchall()

    assert found == [("2026-01-01", None), ("9999-12-31", "9999-12-31"), (None, None)]


def test_without_ids_nobody_is_said_to_have_come(step):
    """Their counts tell how many more there are, and no more than that."""
    counts = PAIR.replace("ids", "counts")

    assert step(query="fig_row_turnover", only="came", ref_pairs=counts) == []
