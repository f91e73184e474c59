"""Identity codes out of place: each column by its name, the codes for tests apart."""

import pytest

TESTS = (
    *("010594Y9032", "020594X903P", "030594W903B", "040594V9030", "050594U903M", "010516B903X"),
    *("020516C903K", "030516D9037", "010501E9032", "020503F9037", "020504A902E"),
)
PEOPLES = ("131052-308T", "131052+308T", "010101-123N")
NONE = ("010190-999K", "13105223080", "131052-308X", "310290-903X", "1131052-308T", "131052-308T1")
FIELDS = ("record_id", "subject_id", "company_id", "links", "free_text")


@pytest.mark.parametrize("code", [*TESTS, *PEOPLES, *NONE])
@pytest.mark.parametrize("field", FIELDS)
def test_a_code_is_told_wherever_it_stands(stage, field, code):
    """Each separator of 2023 too; what only looks like a code accuses nobody."""
    kind = True if code in TESTS else False if code in PEOPLES else None
    [(marks, has_stray)] = stage(
        "staging", "stg_rows", "code_marks has_stray_code", raw_rows=f"{field}\n{code}"
    )
    found = [is_test for text in marks for is_test in text or []]

    assert found == ([] if kind is None else [kind])
    assert has_stray is bool(found)


def test_the_column_of_the_code_is_named(stage):
    """Of a mapping with several free texts one may be to blame; empty ones keep their places.

    Rows about a company alone and notices of a deletion are kept, and so is the code in them.
    """
    found = stage(
        "facts",
        "fct_codes",
        "row column_name is_test",
        ref_code_columns="""
            place | column_name
            1     | number
            2     | customer
            3     | company
            4     | mail
            5     | subject
            6     | body
        """,
        stg_rows="""
            row | code_marks | has_stray_code | is_company_only | is_elsewhere | deleted_text
            1   | [NULL,[],NULL,NULL,[],[true,true]] | true | false | false |
            2   | [[false],[],NULL,NULL,[true],[]]   | true | false | false |
            3   | [NULL,[],NULL,NULL,[],[true,false]]| true | false | false |
            4   | [[false],[],NULL,NULL,[],[]]       | true | true  | false |
            5   | [[false],[],NULL,NULL,[],[]]       | true | false | true  |
            6   | [[false],[],NULL,NULL,[],[]]       | true | false | false | 2026-10-31
        """,
        stg_days="text | day\n2026-10-31 | 2026-10-31",
    )

    assert sorted(found) == [
        (1, "body", True),
        (2, "number", False),
        (2, "subject", True),
        (3, "body", False),
        (4, "number", False),
        (6, "number", False),
    ]


def test_each_kept_row_with_a_code_is_listed(stage):
    """Also one that names a company alone: the figure counts it, and somebody has to mend it."""
    found = stage(
        "records",
        "rec_identity_codes",
        "record_id is_stray column_name is_test file row",
        ref_files="file_no | file\n0 | a.csv",
        fct_codes="""
            file_no | row | column_name | is_test | records
            0       | 2   | body        | false   | 1
        """,
        fct_rows="""
            file_no | row | record_id | has_personal_id | has_identity_code | has_stray_code \
 | is_company_only | is_elsewhere | reject_reason
            0 | 1 | K-1 | false | false | false | true  | false |
            0 | 2 | K-2 | false | false | true  | true  | false |
            0 | 3 | K-3 | false | true  | false | true  | false |
            0 | 4 | K-4 | false | false | true  | false | true  |
            0 | 5 | K-5 | false | false | true  | false | false | reject.fields
        """,
    )

    assert sorted(found) == [
        ("K-2", True, "body", False, "a.csv", 2),
        ("K-3", False, None, None, "a.csv", 3),
    ]


def test_a_log_line_that_is_rejected_is_not_listed(stage):
    """It is in no figure; the list of rejected rows has it."""
    found = stage(
        "records",
        "rec_identity_codes",
        "row",
        ref_part="dataset | is_log\ncrm.contacts | true",
        ref_files="file_no | file\n0 | a.log",
        fct_rows="""
            file_no | row | has_stray_code | is_company_only | is_elsewhere | line_text
            0       | 1   | true           | false           | false        | 2026-10-31
            0       | 2   | true           | false           | false        | ?
            0       | 3   | true           | false           | false        |
        """,
        stg_days="text | day\n2026-10-31 | 2026-10-31\n? |",
    )

    assert found == [(1,)]
