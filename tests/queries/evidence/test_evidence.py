"""Evidence: the rows behind a figure, each with the file and the row that prove it."""

import pytest

RECORDS = """
    dataset    | rule  | record_id | last_on    | is_held | file  | row
    crm.orders | order | O-1       | 2026-10-29 | false   | b.csv | 9
    crm.orders | order | O-2       | 2026-10-30 | true    | a.csv | 2
    crm.orders | order | O-3       | 2026-10-30 | false   | a.csv | 3
    crm.orders | order | O-4       | 2026-10-31 | false   | a.csv | 4
    logs.auth  | log   | O-5       | 2026-10-30 | false   | a.csv | 5
"""
UNSTARTED = """
    dataset    | rule  | record_id | period_state | start_state | start_reading  | last_on    | row
    crm.orders | order | O-6       | no_start     | unreadable  | two_digit_year |            | 6
    crm.orders | order | O-7       | dated        | known       | read           | 2026-10-01 | 7
"""
REQUESTS = """
    right  | received_on | extended_on | closed_on  | record_id | file  | row
    access | 2026-09-01  |             |            | R-1       | r.csv | 2
    access | 2026-09-01  | 2026-09-10  |            | R-2       | r.csv | 3
    access | 2026-09-01  |             |            | R-3       | r.csv | 4
           |             |             |            | R-4       | r.csv | 5
    access | 2026-09-01  |             | 2026-10-02 | R-5       | r.csv | 6
    access | 2026-11-01  |             |            | R-6       | r.csv | 7
"""


def figures_of(requests: str) -> str:
    """Draw the same requests without what names them, as the figures file holds them."""
    lines = [line.split("|")[:4] for line in requests.strip().splitlines()]
    return "\n".join("|".join(cells) for cells in lines)


@pytest.mark.parametrize(
    ("as_of", "listed"),
    [
        ("2026-10-30", ["O-1"]),
        ("2026-10-31", ["O-1", "O-3", "O-5"]),
        ("2026-11-01", ["O-1", "O-3", "O-5", "O-4"]),
    ],
)
def test_past_records_are_listed_oldest_first(ask, as_of, listed):
    """What a hold keeps is not past; the last permitted day itself neither."""
    found = ask("evidence", "past_retention", "record_id", as_of=as_of, rec_records=RECORDS)

    assert [record for (record,) in found] == listed


def test_a_past_record_says_how_long_and_where(ask):
    """File and row lead back to the export, which is what an auditor asks for."""
    found = ask(
        "evidence",
        "past_retention",
        "dataset rule record_id last_on days_past file row records",
        rec_records=RECORDS,
    )

    assert found[0] == ("crm.orders", "order", "O-1", "2026-10-29", 2, "b.csv", 9, 1)


def test_undetermined_lists_records_without_a_start_and_files_without_a_period(ask):
    """Millions of rows without a period say no more than the file that holds them."""
    found = ask(
        "evidence",
        "undetermined_retention",
        rec_records=UNSTARTED,
        rec_unruled="""
            dataset     | rule           | file    | records
            phone.tapes | call-recording | t.csv   | 40
        """,
    )

    assert found == [
        ("crm.orders", "order", "O-6", "no_start", "unreadable", "two_digit_year", None, 6, 1),
        ("phone.tapes", "call-recording", None, "no_period", None, None, "t.csv", None, 40),
    ]


def test_open_requests_are_listed_with_the_computation_of_their_due_date(ask):
    """The day comes from the same view as the figure, so that the two cannot disagree."""
    found = ask(
        "evidence",
        "open_requests",
        "record_id base_on base_due_on is_extended due_on stage due_state days_left file row",
        rec_requests=REQUESTS,
        fig_requests=figures_of(REQUESTS),
    )
    base = ("2026-10-01", "2026-10-01")

    assert found == [
        ("R-1", *base, False, "2026-10-01", "in_progress", "overdue", -30, "r.csv", 2),
        ("R-3", *base, False, "2026-10-01", "in_progress", "overdue", -30, "r.csv", 4),
        ("R-2", *base, True, "2026-12-01", "extended", "on_time", 31, "r.csv", 3),
        ("R-4", None, None, False, None, "in_progress", "undetermined", None, "r.csv", 5),
    ]


def test_two_requests_of_the_same_days_are_two(ask):
    """The join on days must neither double nor drop one."""
    found = ask(
        "evidence",
        "overdue_requests",
        "record_id records",
        rec_requests=REQUESTS,
        fig_requests=figures_of(REQUESTS),
    )

    assert found == [("R-1", 1), ("R-3", 1)]


def test_volumes_are_listed_by_file(ask):
    """One line a file: the rows of a file are the export itself."""
    found = ask(
        "evidence",
        "volumes",
        rec_volumes="""
            snapshot   | dataset      | category | rule | file  | records | kept
            2026-10-31 | crm.contacts | basic    |      | b.csv | 3       | 5
            2026-10-31 | crm.contacts | basic    |      | a.csv | 0       | 2
            2026-09-30 | crm.contacts | basic    |      | a.csv | 9       | 9
        """,
    )

    assert found == [
        ("crm.contacts", "basic", None, "a.csv", None, 2, 0),
        ("crm.contacts", "basic", None, "b.csv", None, 5, 3),
    ]


def test_recorded_calls_are_listed(ask):
    """Each with file and row, in the order of its day."""
    found = ask(
        "evidence",
        "call_recordings",
        "record_id called_on file row records",
        rec_calls="""
            dataset     | record_id | called_on  | file  | row
            phone.calls | C-2       | 2026-10-02 | c.csv | 3
            phone.calls | C-1       | 2026-10-01 | c.csv | 2
        """,
    )

    assert found == [("C-1", "2026-10-01", "c.csv", 2, 1), ("C-2", "2026-10-02", "c.csv", 3, 1)]


def test_identity_codes_are_told_by_place_and_never_shown(ask):
    """Data Protection Act §29: the finding is where one stands, not what it is."""
    found = ask(
        "evidence",
        "identity_codes",
        rec_identity_codes="""
            dataset      | record_id | is_stray | column_name | is_test | file  | row
            crm.contacts | K-1       | false    |             |         | a.csv | 2
            crm.contacts | K-2       | true     | note        | true    | a.csv | 3
        """,
    )

    assert found == [
        ("crm.contacts", "K-2", True, "note", True, "a.csv", 3, 1),
        ("crm.contacts", "K-1", False, None, None, "a.csv", 2, 1),
    ]


def test_recordings_and_refused_rows_are_listed(ask):
    """The two lists that belong to no KPI."""
    recordings = ask(
        "evidence",
        "recordings",
        rec_recordings="""
            dataset     | kind       | recording_id | started_on | file  | row
            phone.tapes | recordings | T-1          | 2026-10-01 | t.csv | 2
        """,
    )
    rejects = ask(
        "evidence",
        "rejects",
        rec_rejects="""
            dataset      | file  | row | reason        | expected | found | excerpt
            crm.contacts | a.csv | 7   | reject.fields | 2        | 3     | x;9;
        """,
    )

    assert recordings == [("phone.tapes", "recordings", "T-1", "2026-10-01", "t.csv", 2, 1)]
    assert rejects == [("crm.contacts", "a.csv", 7, "reject.fields", None, 2, 3, "x;9;")]


RECORDINGS = "dataset | kind\nphone.a | recordings\nphone.calls | calls"


@pytest.mark.parametrize(
    ("files", "alone", "gone"),
    [
        ([], [1], [2, 3]),
        (["phone.calls | read", "phone.a | read"], [1], [2, 3]),
        (["phone.calls | failed", "phone.a | read"], [], [2, 3]),
        (["phone.calls | missing", "phone.a | read"], [], [2, 3]),
        (["phone.calls | read", "phone.a | failed"], [1], []),
        (["phone.calls | failed", "phone.a | failed"], [], []),
    ],
)
def test_audio_without_its_match_is_listed_where_it_is_a_finding(ask, files, alone, gone):
    """A list that was not read withholds the finding; rows behind none would accuse all the same.

    A transcript that has neither call nor audio lacks its audio alone.
    """
    given = {
        "ref_datasets": RECORDINGS,
        "fig_files": "\n".join(["dataset | state", *files]),
        "rec_audio": """
            snapshot   | kind        | has_call | is_audio_gone | row
            2026-10-31 | recordings  | false    | false         | 1
            2026-10-31 | transcripts | true     | true          | 2
            2026-10-31 | transcripts | false    | true          | 3
            2026-10-31 | transcripts | false    | false         | 4
            2026-09-30 | recordings  | false    | false         | 5
        """,
    }
    listed = [
        [row for (row,) in ask("evidence", "finding_rows", "row", finding=finding, **given)]
        for finding in ("recording_without_call", "transcript_without_audio")
    ]

    assert listed == [alone, gone]


@pytest.mark.parametrize(("state", "rows"), [("read", [1]), ("failed", []), ("missing", [])])
@pytest.mark.parametrize("finding", ["mailing_without_consent", "mailing_after_withdrawal"])
def test_mailings_without_consent_are_listed_where_they_are_a_finding(ask, finding, state, rows):
    """Of a register that did not come nobody knows what it permits."""
    found = ask(
        "evidence",
        "finding_rows",
        "row",
        finding=finding,
        ref_datasets="""
            dataset       | kind        | basis
            crm.mailings  | mailings    | consent
            crm.permitted | permissions |
        """,
        fig_files=f"dataset | state\ncrm.permitted | {state}",
        rec_mailings="""
            snapshot   | dataset      | channel | sent_on    | has_consent | has_revoked | row
            2026-10-31 | crm.mailings | email   | 2026-10-01 | false       | true        | 1
            2026-10-31 | crm.mailings | email   | 2026-10-01 | true        | false       | 2
        """,
    )

    assert [row for (row,) in found] == rows
