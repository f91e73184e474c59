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
    """Of a mapping with several free texts one may be to blame; empty ones keep their places."""
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
            row | code_marks | has_stray_code | is_company_only | is_elsewhere
            1   | [NULL,[],NULL,NULL,[],[true,true]] | true | false | false
            2   | [[false],[],NULL,NULL,[true],[]]   | true | false | false
            3   | [NULL,[],NULL,NULL,[],[true,false]]| true | false | false
            4   | [[false],[],NULL,NULL,[],[]]       | true | true | false
            5   | [[false],[],NULL,NULL,[],[]]       | true | false | true
        """,
    )

    assert sorted(found) == [
        (1, "body", True),
        (2, "number", False),
        (2, "subject", True),
        (3, "body", False),
    ]
