"""Files, refused rows, snapshots, limits and the calendar."""

SNAPSHOTS = """
    snapshot   | previous
    2026-09-30 |
    2026-10-31 | 2026-09-30
"""


def test_files_stand_in_the_order_of_the_datasets(ask):
    """A dataset without a file has a line, and so has a file without a dataset, at the end."""
    found = ask(
        "series",
        "files",
        "dataset file state kept",
        ref_datasets="""
            dataset
            crm.contacts
            billing.invoices
        """,
        fig_files="""
            snapshot   | dataset          | file         | state      | kept
            2026-10-31 | billing.invoices |              | missing    |
            2026-10-31 |                  | notes.txt    | undeclared |
            2026-10-31 | crm.contacts     | contacts.csv | read       | 5
            2026-09-30 | crm.contacts     | contacts.csv | read       | 4
        """,
    )

    assert found == [
        ("crm.contacts", "contacts.csv", "read", 5),
        ("billing.invoices", None, "missing", None),
        (None, "notes.txt", "undeclared", None),
    ]


def test_rows_that_no_dataset_takes_are_none_or_counted_or_not_known(ask):
    """A history from before they were counted does not say that there were none."""
    found = ask(
        "series",
        "files",
        "file elsewhere unclaimed",
        ref_datasets="dataset\ncrm.contacts",
        fig_files="""
            dataset      | file  | state | elsewhere | unclaimed
            crm.contacts | a.csv | read  | 0         |
            crm.contacts | b.csv | read  | 3         | 0
            crm.contacts | c.csv | read  | 3         | 2
            crm.contacts | d.csv | read  | 3         |
        """,
    )

    assert found == [("a.csv", 0, 0), ("b.csv", 3, 0), ("c.csv", 3, 2), ("d.csv", 3, None)]


def test_refused_rows_are_counted_by_file_and_reason(ask):
    """A row that is refused is not lost: it is named, with its reason."""
    found = ask(
        "series",
        "rejects",
        fig_rejects="""
            snapshot   | dataset      | file         | reason          | records
            2026-10-31 | crm.contacts | contacts.csv | reject.fields   | 2
            2026-10-31 | crm.contacts | contacts.csv | reject.encoding | 1
            2026-09-30 | crm.contacts | contacts.csv | reject.fields   | 9
        """,
    )

    assert found == [
        ("crm.contacts", "contacts.csv", "reject.encoding", 1),
        ("crm.contacts", "contacts.csv", "reject.fields", 2),
    ]


def test_every_physical_row_of_a_snapshot_is_accounted_for(ask):
    """Only declared files are read, so only theirs are counted; a snapshot without any is 0."""
    found = ask(
        "series",
        "build_counts",
        ref_snapshots=SNAPSHOTS,
        fig_files="""
            file | state      | physical | preamble | header | blank | rejected | doubled | kept
            a    | read       | 14       | 3        | 1      | 1     | 2        | 2       | 5
            b    | failed     | 7        |          | 1      | 0     | 6        | 0       | 0
            c    | undeclared |          |          |        |       |          |         |
                 | missing    |          |          |        |       |          |         |
        """,
    )

    assert found == [("2026-09-30", *[0] * 9), ("2026-10-31", 2, 21, 3, 2, 1, 0, 8, 2, 5)]


def test_a_history_older_than_the_preamble_has_none(ask):
    """Its headings were counted with what stands above them, so that it adds up with 0 here."""
    found = ask(
        "series",
        "files",
        "file physical preamble header",
        ref_datasets="dataset",
        fig_files="""
            file | physical | preamble | header
            a    | 7        |          | 3
            b    | 7        | 2        | 1
            c    |          |          |
        """,
    )

    assert found == [("a", 7, 0, 3), ("b", 7, 2, 1), ("c", None, None, None)]


def test_problems_name_their_message_and_its_values(ask):
    """The sentence is written where a reader's language is known."""
    found = ask(
        "series",
        "problems",
        fig_files="""
            dataset      | file  | problem        | detail
            crm.contacts | a.csv |                |
            crm.contacts | b.csv | problem.column | {"name": "x"}
        """,
        fig_problems="""
            dataset      | file  | problem       | detail
            crm.contacts | a.csv | problem.codes | {"n": 1}
        """,
    )

    assert found == [
        ("2026-10-31", "crm.contacts", "a.csv", "problem.codes", '{"n": 1}'),
        ("2026-10-31", "crm.contacts", "b.csv", "problem.column", '{"name": "x"}'),
    ]


def test_a_file_that_lost_rows_says_how_many_and_why(ask):
    """One that was refused whole, or lost all its rows, says so already."""
    found = ask(
        "series",
        "problems",
        "dataset file problem detail",
        fig_files="""
            dataset      | file  | state  | problem
            crm.contacts | a.csv | read   |
            crm.contacts | b.csv | failed | problem.column
            crm.contacts | c.csv | read   | problem.all_rejected
            crm.support  | a.csv | read   | problem.no_date_fits
        """,
        fig_rejects="""
            dataset      | file  | reason        | records
            crm.contacts | a.csv | reject.quotes | 1
            crm.contacts | a.csv | reject.fields | 2
            crm.contacts | b.csv | reject.file   | 9
            crm.contacts | c.csv | reject.fields | 9
            crm.support  | a.csv | reject.quotes | 1
            crm.support  | a.csv | reject.fields | 1
        """,
    )

    assert [row for row in found if row[2] == "problem.some_rejected"] == [
        (
            "crm.contacts",
            "a.csv",
            "problem.some_rejected",
            '{"file":"a.csv","n":3,"reason":"reject.fields"}',
        ),
        (
            "crm.support",
            "a.csv",
            "problem.some_rejected",
            '{"file":"a.csv","n":2,"reason":"reject.fields"}',
        ),
    ]


def test_snapshots_are_listed_oldest_first(ask):
    """Each with the one it is compared with."""
    found = ask("series", "snapshots", "snapshot previous", ref_snapshots=SNAPSHOTS)

    assert found == [("2026-09-30", None), ("2026-10-31", "2026-09-30")]


def test_limits_are_those_of_the_policy(ask):
    """The database says which limit a figure was held against, not the code."""
    found = ask(
        "series",
        "limits",
        ref_limits="""
            kpi            | measure   | at_most | near
            past_retention | numerator | 0       |
            answered_late  | ratio     | 0.05    | 0.03
        """,
    )

    assert found == [
        ("answered_late", "ratio", 0.05, 0.03),
        ("past_retention", "numerator", 0.0, None),
    ]


def test_free_days_are_weekends_and_holidays(ask):
    """They explain to a reader why a due date is not the same day of the next month."""
    found = ask("series", "free_days", from_day="2026-04-02", to_day="2026-04-06")

    assert [day for day, _ in found] == ["2026-04-03", "2026-04-04", "2026-04-05", "2026-04-06"]
    assert [holiday is None for _, holiday in found] == [False, True, False, False]
