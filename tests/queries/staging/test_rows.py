"""Rows as they are staged: identity codes found without being kept, and whom a row is about."""

import pytest

from vouch import queries

VALID = ("131052-308T", "131052+308T", "010101-123N")
FOR_TESTS = (
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
NONE = (
    "010190-999K",
    "13105223080",
    "131052/308T",
    "131052-308t",
    "131052-3080",
    "1131052-308T",
    "131052-308T1",
    "310252-308V",
    "131052 308T",
    "010101-001B",
)


def has_stray(stage, text: str) -> bool:
    ((found,),) = stage("staging", "stg_rows", "has_stray_code", raw_rows=f"free_text \n {text}")
    return found


@pytest.mark.parametrize("code", VALID + FOR_TESTS)
@pytest.mark.parametrize("text", ["{}", "hetu {}, puh.", "({})", "a_{}_b", "Hetu:{}."])
def test_a_code_in_free_text_is_found(stage, code, text):
    """Data Protection Act §29: where a code stands without need, somebody must take it out."""
    assert has_stray(stage, text.format(code)) is True


@pytest.mark.parametrize("text", NONE)
def test_what_only_looks_like_a_code_is_none(stage, text):
    """Reference and phone numbers would drown the finding; so would an impossible day."""
    assert has_stray(stage, text) is False


def test_one_code_among_many_numbers_is_enough(stage):
    """The row must be looked at, however much else stands in it."""
    assert has_stray(stage, "tilaus 010190-999K, viite 13105223080, 020504A902E") is True


def test_a_filled_column_for_codes_is_a_code_whatever_stands_in_it(stage):
    """A mistyped code is personal data all the same; the column says what it was meant to be."""
    found = stage(
        "staging",
        "stg_rows",
        "has_identity_code has_stray_code",
        raw_rows="""
            identity_code | free_text
            131052-308T   |
            unclear       |
                          | nothing here
        """,
    )

    assert found == [(True, False), (True, False), (False, False)]


def test_no_code_and_no_free_text_goes_further():
    """What is never carried cannot leak: only the finding leaves this query."""
    names = {column.name for column in queries.load("staging", "stg_rows").columns}

    assert not names & {"identity_code", "free_text", "links"}


def test_a_row_is_about_a_person_a_company_or_somebody_unknown(stage):
    """Only a company's own row is no personal data; not knowing the person is no excuse."""
    found = stage(
        "staging",
        "stg_rows",
        "is_person_known is_company_only",
        raw_rows="""
            subject_id | company_id
            C1         |
            C2         | F1
                       | F2
                       |
        """,
    )

    assert found == [(True, False), (True, False), (False, True), (False, False)]
