"""Permissions, mailings, disclosures, processors and audio as they are staged."""

from datetime import date

import pytest


def test_a_permission_whose_end_cannot_be_read_says_so(stage):
    """Nobody may lean on a consent that may have been withdrawn."""
    found = stage(
        "staging",
        "stg_permissions",
        "stance channel given_on withdrawn_on has_unclear_end",
        raw_rows="""
            stance      | channel | given_on   | withdrawn_on
            consent     | email   | 2020-01-01 |
            prohibition | fax     | 01.02.20   | 2026-01-01
            maybe       |         |            | soon
            prohibition | all     | 2020-01-01 |
        """,
    )

    assert found == [
        ("consent", "email", date(2020, 1, 1), None, False),
        ("prohibition", "unknown", None, date(2026, 1, 1), False),
        (None, None, None, None, True),
        ("prohibition", None, date(2020, 1, 1), None, False),
    ]


def test_a_mailing_keeps_what_can_be_read(stage):
    """A channel that is not ours is unknown, and so is a day that fits no format."""
    found = stage(
        "staging",
        "stg_mailings",
        "subject_id channel sent_on campaign_ended_on",
        raw_rows="""
            subject_id | channel | sent_on    | campaign_ended_on
            1          | sms     | 2026-01-01 | 2026-02-01
            2          | pigeon  | 1.1.26     |
            3          |         |            |
            4          | all     |            |
        """,
    )

    assert found == [
        ("1", "sms", date(2026, 1, 1), date(2026, 2, 1)),
        ("2", "unknown", None, None),
        ("3", None, None, None),
        ("4", "unknown", None, None),
    ]


def test_a_disclosure_has_one_of_the_grounds_of_the_notice(stage):
    """What is none of them is unknown, not dropped."""
    found = stage(
        "staging",
        "stg_disclosures",
        "ground disclosed_on",
        raw_rows="""
            ground    | disclosed_on
            authority | 2026-01-01
            marketing | 2026-01-02
        """,
    )

    assert found == [("authority", date(2026, 1, 1)), (None, date(2026, 1, 2))]


@pytest.mark.parametrize(
    ("written", "country"),
    [
        ("FI", "FI"),
        ("fi", "FI"),
        ("Finland", None),
        ("F1", None),
        ("Kauppakatu 3", None),
        ("", None),
    ],
)
def test_a_country_is_two_letters_or_unknown(stage, written, country):
    """Whatever else is written there, an address perhaps, stays in the export."""
    found = stage(
        "staging",
        "stg_processors",
        "country has_safeguard",
        raw_rows=f"country | safeguard | name\n{written} | clauses | A\n{written} | | B",
    )

    assert found == [(country, True), (country, False)]


@pytest.mark.parametrize(
    "name", ["permissions", "mailings", "disclosures", "processors", "audio", "holds"]
)
def test_rows_of_another_dataset_and_refused_ones_are_left_out(stage, name):
    """They are counted in the ledger of files, once."""
    found = stage(
        "staging",
        f"stg_{name}",
        "row",
        raw_rows="""
            row | is_elsewhere | reject_reason
            1   | false        |
            2   | true         |
            3   | false        | reject.not_json
        """,
    )

    assert found == [(1,)]


def test_a_recording_is_deleted_from_its_day_on(stage):
    """A day that cannot be read deletes nothing."""
    found = stage(
        "staging",
        "stg_audio",
        "recording_id deleted_on",
        raw_rows="""
            recording_id | deleted_on
            a            | 2026-01-01
            b            | soon
            c            |
        """,
    )

    assert found == [("a", date(2026, 1, 1)), ("b", None), ("c", None)]
