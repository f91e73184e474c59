"""People whose requests were granted: by what they are sought, and which rows are found."""

import pytest

from tests import recount_traces, tables


@pytest.mark.parametrize(
    ("right", "outcome", "closed", "is_sought"),
    [
        ("erasure", "granted", "2026-10-30", True),
        ("erasure", "granted", "2026-10-31", True),
        ("erasure", "granted", "2026-11-01", False),
        ("erasure", "granted", "", False),
        ("erasure", "partly", "2026-10-30", False),
        ("erasure", "refused", "2026-10-30", False),
        ("erasure", "withdrawn", "2026-10-30", False),
        ("erasure", "", "2026-10-30", False),
        ("consent", "granted", "2026-10-30", True),
        ("objection", "granted", "2026-10-30", False),
    ],
)
def test_a_request_counts_once_it_was_granted_in_full(stage, right, outcome, closed, is_sought):
    """What was refused in part may stay, and what is open has not been promised."""
    found = stage(
        "facts",
        "fct_answered",
        "right person",
        stg_requests=f"""
            subject_id | right   | outcome   | closed_on
            1          | {right} | {outcome} | {closed}
            1          | {right} | {outcome} | {closed}
                       | {right} | {outcome} | {closed}
        """,
        fct_people="subject_id | person \n 1 | 11",
    )

    assert found == ([(right, 11)] if is_sought else [])


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Ada@Example.FI", ["ada@example.fi"]),
        ("050-555 1000", ["0505551000"]),
        ("+358 (50) 555 1000", ["0505551000"]),
        ("00358505551000", ["0505551000"]),
        ("+358 (0)40 1234567", ["0401234567"]),
        ("00358 (0) 40-1234567", ["0401234567"]),
        ("+3580401234567", ["0401234567"]),
        ("+358 9 1234", ["091234"]),
        ("+358 9 123", ["+3589123"]),
        ("+358 00 12345", ["+3580012345"]),
        ("358401234567", ["0401234567"]),
        ("358 50 123456", ["050123456"]),
        ("358501234567890", ["358501234567890"]),
        ("358 50 12345", ["3585012345"]),
        ("358 9 1234567", ["35891234567"]),
        ("35840123456A", ["35840123456A"]),
        ("040\u00a01234567", ["0401234567"]),
        ("040\u202f123\u20094567", ["0401234567"]),
        ("040\u2013123\u20114567\u2212", ["0401234567"]),
        ("\u202a+358 40 123\u200b4567\u202c", ["0401234567"]),
        ("040\t1234567", ["0401234567"]),
        ("+46 70 123 45 67", ["+46701234567"]),
        ("c-17", ["C17"]),
        ("a@x.fi\x1f0505551000", ["a@x.fi", "0505551000"]),
        (" - ", []),
    ],
)
def test_an_identifier_is_the_same_however_it_is_written(stage, written, expected):
    """One system writes a phone number with the country's code, another with blanks."""
    found = stage("staging", "stg_links", "link_text", raw_rows=f"subject_id|links\n1|{written}")

    assert sorted(text for (text,) in found) == sorted(expected)
    assert [recount_traces.plain(text) for text in written.split("\x1f")] == (expected or [""])


def test_what_a_company_is_reached_by_ties_nobody(stage):
    """Its switchboard is no person's number; a row of nobody known is a person's all the same."""
    found = stage(
        "staging",
        "stg_links",
        "row",
        raw_rows="""
            row | subject_id | company_id | links  | is_elsewhere | reject_reason
            1   | 1          |            | a@x.fi | false        |
            2   | 1          | 9          | a@x.fi | false        |
            3   |            | 9          | a@x.fi | false        |
            4   |            |            | a@x.fi | false        |
            5   | 1          |            | a@x.fi | true         |
            6   | 1          |            | a@x.fi | false        | reject.width
        """,
    )

    assert sorted(found) == [(1,), (2,), (4,)]


def test_rows_are_found_by_number_or_by_what_links_them(stage):
    """A row of another dataset, or one that was rejected, is held nowhere here."""
    found = stage(
        "facts",
        "fct_sought_rows",
        "row identifier is_link is_held",
        ref_sought="identifier \n 11 \n 33 \n 77",
        ref_files="file_no | file \n 0 | a.csv",
        fct_people="subject_id | person \n 1 | 11 \n 2 | 22",
        fct_links="link_text | link \n a@x.fi | 77 \n b@x.fi | 88",
        stg_links="""
            file_no | row | link_text
            0       | 1   | a@x.fi
            0       | 3   | a@x.fi
            0       | 4   | b@x.fi
        """,
        fct_rows="""
            file_no | row | subject_id | is_held | is_elsewhere | reject_reason
            0       | 1   | 1          | false   | false        |
            0       | 2   | 1          | true    | false        |
            0       | 3   | 2          | false   | false        |
            0       | 4   |            | false   | false        |
            0       | 5   | 1          | false   | true         |
            0       | 6   | 1          | false   | false        | reject.width
        """,
    )

    assert sorted(found) == [
        (1, 11, False, False),
        (1, 77, True, False),
        (2, 11, False, True),
        (3, 77, True, False),
    ]


SETTINGS = "keep_keys_months | keep_keys_days\n13 | 0"


@pytest.mark.parametrize(
    ("closed", "is_sought"),
    [("2025-09-29", False), ("2025-09-30", True), ("2025-10-01", True)],
)
def test_somebody_is_sought_for_thirteen_months(ask_facts, closed, is_sought):
    """What is kept to prove an erasure is personal data too; on the last day it still is there."""
    found = ask_facts(
        "fct_sought",
        "snapshot",
        ref_settings=SETTINGS,
        ref_snapshots="snapshot\n2025-10-31\n2026-10-30",
        fct_answered=f"snapshot | right | person | closed_on\n2025-10-31 | erasure | 11 | {closed}",
    )

    assert ("2026-10-30" in {str(day) for (day,) in found}) == is_sought


def test_an_erased_person_is_sought_by_what_earlier_snapshots_knew(ask_facts):
    """Once the row is gone, nothing else tells which address was theirs."""
    found = ask_facts(
        "fct_sought",
        "snapshot identifier is_link",
        ref_settings=SETTINGS,
        ref_snapshots="snapshot\n2026-08-31\n2026-09-30",
        fct_answered="""
            snapshot   | right   | person | closed_on
            2026-08-31 | erasure | 11     | 2026-08-20
        """,
        fct_ties="""
            snapshot   | person | link
            2026-07-31 | 11     | 77
            2026-09-30 | 11     | 88
            2026-07-31 | 22     | 99
            2026-07-31 |        | 66
        """,
        fct_kept_sought="""
            snapshot   | right   | person | closed_on  | identifier | is_link
            2026-06-30 | erasure | 44     | 2026-06-01 | 44         | false
            2026-06-30 | erasure | 44     | 2026-06-01 | 55         | true
        """,
    )

    assert sorted((str(day), *rest) for day, *rest in found) == [
        ("2026-08-31", 11, False),
        ("2026-08-31", 44, False),
        ("2026-08-31", 55, True),
        ("2026-08-31", 77, True),
        ("2026-09-30", 11, False),
        ("2026-09-30", 44, False),
        ("2026-09-30", 55, True),
        ("2026-09-30", 77, True),
        ("2026-09-30", 88, True),
    ]


@pytest.mark.parametrize(
    ("starts", "basis", "given", "is_found"),
    [
        ("2026-06-01", "consent", "", False),
        ("2026-06-02", "consent", "", True),
        ("2026-06-02", "contract", "", False),
        ("2026-06-02", "consent", "2026-06-01", True),
        ("2026-06-02", "consent", "2026-06-02", False),
        ("", "consent", "", False),
    ],
)
def test_a_record_after_a_withdrawal_is_found_unless_consented_anew(
    ask_facts, starts, basis, given, is_found
):
    """What came before was lawful, Art. 7(3); so is what rests on anything else."""
    found = ask_facts(
        "fct_traced_rows",
        "row",
        ref_datasets=f"dataset | kind | basis | purpose\na.odd | records | {basis} |",
        fct_sought=f"""
            snapshot     | right   | person | closed_on  | identifier | is_link
            {tables.DAY} | consent | 11     | 2026-06-01 | 11         | false
        """,
        fct_sought_rows=f"""
            snapshot     | dataset | file  | row | identifier | is_link | starts_on
            {tables.DAY} | a.odd   | a.csv | 7   | 11         | false   | {starts}
        """,
        fct_permissions=f"""
            snapshot     | person | stance  | given_on
            {tables.DAY} | 11     | consent | {given}
        """,
    )

    assert found == ([(7,)] if is_found else [])
