"""Mailings held against permissions, permissions against one another, recordings against calls."""

import pytest

MAILING = """
    snapshot   | dataset      | file  | row | person | channel | sent_on
    2026-10-31 | crm.mailings | m.csv | 2   | 1      | email   | 2026-10-12
"""
FLAGS = "is_forbidden has_consent has_revoked is_objected"
PROHIBITION = "is_forbidden is_doubtful has_consent has_revoked"
DAY, SNAPSHOT = "2026-10-12", "2026-10-31"


def permissions(*lines: str) -> str:
    head = "snapshot | person | stance | channel | given_on | withdrawn_on | has_unclear_end"
    return "\n".join([head, *(f"{SNAPSHOT} | {line}" for line in lines)])


@pytest.mark.parametrize(
    ("line", "flags"),
    [
        ("1 | prohibition | email | 2026-10-12 |            | false", (True, False, False)),
        ("1 | prohibition | email | 2026-10-13 |            | false", (False, False, False)),
        ("1 | prohibition | email | 2020-01-01 | 2026-10-12 | false", (False, False, False)),
        ("1 | prohibition | email | 2020-01-01 | 2026-10-13 | false", (True, False, False)),
        ("1 | prohibition | email |            |            | false", (True, False, False)),
        ("1 | prohibition | email | 2020-01-01 |            | true", (True, False, False)),
        ("1 | prohibition |       | 2020-01-01 |            | false", (True, False, False)),
        ("1 | prohibition | post  | 2020-01-01 |            | false", (False, False, False)),
        ("2 | prohibition | email | 2020-01-01 |            | false", (False, False, False)),
        ("1 | consent     | email | 2026-10-12 |            | false", (False, True, False)),
        ("1 | consent     | email | 2026-10-13 |            | false", (False, False, False)),
        ("1 | consent     | email |            |            | false", (False, False, False)),
        ("1 | consent     | email | 2020-01-01 | 2026-10-12 | false", (False, False, True)),
        ("1 | consent     | email | 2020-01-01 |            | true", (False, False, False)),
        ("1 | consent     |       | 2020-01-01 |            | false", (False, True, False)),
        ("1 | consent     | sms   | 2020-01-01 |            | false", (False, False, False)),
        ("1 |             | email | 2020-01-01 |            | false", (False, False, False)),
    ],
)
def test_a_permission_stands_from_its_first_day_to_its_withdrawal(stage, line, flags):
    """On the first day it stands, on the day of its withdrawal no longer; doubt favours people."""
    found = stage(
        "facts",
        "fct_judged_mailings",
        "is_forbidden has_consent has_revoked",
        fct_mailings=MAILING,
        fct_permissions=permissions(line),
    )

    assert found == [flags]


def test_a_second_consent_counts_after_the_first_was_withdrawn(stage):
    """People change their minds; the register keeps both."""
    [flags] = stage(
        "facts",
        "fct_judged_mailings",
        FLAGS,
        fct_mailings=MAILING,
        fct_permissions=permissions(
            "1 | consent | email | 2020-01-01 | 2021-01-01 | false",
            "1 | consent | email | 2022-01-01 |            | false",
        ),
    )

    assert flags == (False, True, True, False)


@pytest.mark.parametrize(
    ("granted", "is_objected"), [("2026-10-11", True), ("2026-10-12", False), ("2026-10-13", False)]
)
def test_an_objection_counts_from_the_day_after_it_was_granted(stage, granted, is_objected):
    """On the day itself nobody can tell which came first; the earliest objection counts."""
    [(found,)] = stage(
        "facts",
        "fct_judged_mailings",
        "is_objected",
        fct_mailings=MAILING,
        fct_objections=f"""
            snapshot   | person | granted_on
            2026-10-31 | 1      | {granted}
            2026-10-31 | 1      | 2027-01-01
            2026-10-31 | 2      | 2020-01-01
        """,
        fct_same_people="""
            snapshot   | person | other
            2026-10-31 | 1      | 1
            2026-10-31 | 2      | 2
        """,
    )

    assert found is is_objected


def test_whoever_objects_is_the_same_under_another_number_with_the_same_phone(stage):
    """A subcontractor numbers people by their phones: an objection must reach that list too."""
    found = stage(
        "facts",
        "fct_same_people",
        "person other",
        fct_objections="snapshot | person \n 2026-10-31 | 1",
        fct_asks="snapshot | person \n 2026-10-31 | 2 \n 2026-10-31 |",
        fct_ties="""
            snapshot   | person | link
            2026-10-31 | 1      | 77
            2026-10-31 | 3      | 77
            2026-10-31 |        | 77
            2026-09-30 | 4      | 77
            2026-10-31 | 5      | 88
        """,
    )

    assert sorted(found) == [(1, 1), (1, 3), (2, 2)]


@pytest.mark.parametrize(
    ("given", "is_objected"), [("2026-05-19", False), ("2026-05-20", False), ("2026-05-21", True)]
)
def test_a_consent_from_after_an_objection_is_told(stage, given, is_objected):
    """Who objected may consent anew, but it must be shown; a prohibition is what should follow."""
    found = stage(
        "facts",
        "fct_judged_permissions",
        "row is_objected",
        fct_permissions=f"""
            snapshot   | row | person | stance      | given_on
            2026-10-31 | 1   | 1      | consent     | {given}
            2026-10-31 | 2   | 1      | prohibition | {given}
            2026-10-31 | 3   | 2      | consent     | {given}
        """,
        fct_objections="snapshot | person | granted_on \n 2026-10-31 | 1 | 2026-05-20",
        fct_same_people="snapshot | person | other \n 2026-10-31 | 1 | 1",
    )

    assert sorted(found) == [(1, is_objected), (2, False), (3, False)]


def test_audio_in_scope_is_what_is_held_of_whoever_asks(stage):
    """A deleted recording cannot be copied; one that two calls name is one recording."""
    found = stage(
        "facts",
        "fct_scopes",
        "row recordings transcripts",
        fct_asks="""
            snapshot   | dataset | file | row | right  | person
            2026-10-31 | a       | f    | 1   | access | 11
            2026-10-31 | a       | f    | 2   | access | 22
            2026-10-31 | a       | f    | 3   | access |
        """,
        fct_same_people="snapshot | person | other \n 2026-10-31 | 11 | 11 \n 2026-10-31 | 11 | 12",
        fct_call_recordings="""
            snapshot   | person | recording
            2026-10-31 | 11     | a
            2026-10-31 | 12     | a
            2026-10-31 | 12     | b
            2026-10-31 | 11     | c
            2026-10-31 | 33     | d
            2026-10-31 |        | e
        """,
        fct_audio="""
            snapshot   | kind        | recording | is_deleted
            2026-10-31 | recordings  | a         | false
            2026-10-31 | recordings  | b         | false
            2026-10-31 | recordings  | c         | true
            2026-10-31 | recordings  | d         | false
            2026-10-31 | transcripts | c         | false
        """,
    )

    assert sorted(found) == [(1, 2, 1), (2, 0, 0), (3, 0, 0)]


@pytest.mark.parametrize("gap", ["person", "channel", "sent_on"])
def test_what_is_unknown_is_neither_forbidden_nor_consented_to(stage, gap):
    """A mailing without person, channel or day can be held against nothing narrower."""
    row = {"snapshot": SNAPSHOT, "person": "1", "channel": "email", "sent_on": DAY} | {gap: ""}
    drawing = " | ".join(row) + "\n" + " | ".join(row.values())
    given = permissions(
        "1 | prohibition | email | 2020-01-01 | | false",
        "1 | consent     | email | 2020-01-01 | | false",
    )

    assert stage(
        "facts",
        "fct_judged_mailings",
        FLAGS,
        fct_mailings=drawing,
        fct_permissions=given,
    ) == [(False, False, False, False)]


@pytest.mark.parametrize(
    ("channel", "line", "flags"),
    [
        ("email", "prohibition | unknown | 2020-01-01 |", (False, True, False, False)),
        ("post", "prohibition | unknown | 2020-01-01 |", (False, True, False, False)),
        ("", "prohibition | unknown | 2020-01-01 |", (False, True, False, False)),
        ("unknown", "prohibition | unknown | 2020-01-01 |", (False, True, False, False)),
        ("unknown", "prohibition | email | 2020-01-01 |", (False, True, False, False)),
        ("", "prohibition | email | 2020-01-01 |", (False, True, False, False)),
        ("unknown", "prohibition | | 2020-01-01 |", (True, False, False, False)),
        ("", "prohibition | | 2020-01-01 |", (True, False, False, False)),
        ("email", "prohibition | unknown | 2026-10-12 |", (False, True, False, False)),
        ("email", "prohibition | unknown | 2026-10-13 |", (False, False, False, False)),
        ("email", "prohibition | unknown | | 2026-10-12", (False, False, False, False)),
        ("email", "prohibition | unknown | | 2026-10-13", (False, True, False, False)),
        ("email", "consent | unknown | 2020-01-01 |", (False, False, False, False)),
        ("unknown", "consent | unknown | 2020-01-01 |", (False, False, False, False)),
        ("unknown", "consent | email | 2020-01-01 |", (False, False, False, False)),
        ("unknown", "consent | | 2020-01-01 |", (False, False, True, False)),
        ("email", "consent | unknown | 2020-01-01 | 2021-01-01", (False, False, False, False)),
    ],
)
def test_an_unknown_channel_forbids_in_doubt_and_permits_nothing(stage, channel, line, flags):
    """A code that nobody mapped stands for one channel: it may be this one, or it may not."""
    found = stage(
        "facts",
        "fct_judged_mailings",
        PROHIBITION,
        fct_mailings=MAILING.replace("email  ", channel.ljust(7)),
        fct_permissions=permissions(f"1 | {line} | false"),
    )

    assert found == [flags]


def test_what_is_forbidden_is_in_no_doubt(stage):
    """A prohibition of the very channel settles it, whatever stands beside it."""
    found = stage(
        "facts",
        "fct_judged_mailings",
        PROHIBITION,
        fct_mailings=MAILING,
        fct_permissions=permissions(
            "1 | prohibition | email   | 2020-01-01 | | false",
            "1 | prohibition | unknown | 2020-01-01 | | false",
        ),
    )

    assert found == [(True, False, False, False)]


def test_equal_mailings_stay_apart(stage):
    """Two messages on a day are two; the judgement must not multiply or merge them."""
    twice = MAILING + MAILING.strip().splitlines()[1] + "\n"
    given = permissions(
        "1 | prohibition | email | 2020-01-01 | | false",
        "1 | prohibition |       | 2020-01-01 | | false",
    )
    found = stage("facts", "fct_judged_mailings", FLAGS, fct_mailings=twice, fct_permissions=given)

    assert found == [(True, False, False, False)] * 2


@pytest.mark.parametrize(
    ("consent", "prohibition", "is_contradicted"),
    [
        ("email", "email", True),
        ("email", "post", False),
        ("email", "", True),
        ("", "post", True),
        ("", "", True),
        ("unknown", "", True),
        ("", "unknown", True),
        ("unknown", "unknown", False),
        ("unknown", "email", False),
        ("email", "unknown", False),
    ],
)
def test_a_consent_beside_a_prohibition_of_its_channel_is_a_contradiction(
    stage, consent, prohibition, is_contradicted
):
    """Without a channel either is about all of them; one that is unknown is about one of them."""
    found = stage(
        "facts",
        "fct_judged_permissions",
        "stance is_open is_contradicted",
        fct_permissions=f"""
            snapshot   | person | stance      | channel       | given_on   | has_unclear_end
            2026-10-31 | 1      | consent     | {consent}     | 2020-01-01 | false
            2026-10-31 | 1      | prohibition | {prohibition} | 2021-01-01 | false
            2026-10-31 | 2      | consent     | {consent}     | 2020-01-01 | false
        """,
    )

    assert sorted(found) == sorted(
        [
            ("consent", True, is_contradicted),
            ("consent", True, False),
            ("prohibition", True, False),
        ]
    )


def test_what_no_longer_stands_contradicts_nothing(stage):
    """A prohibition that was taken back, or a consent, is history."""
    found = stage(
        "facts",
        "fct_judged_permissions",
        "person is_contradicted",
        fct_permissions="""
            snapshot   | person | stance      | given_on   | withdrawn_on | has_unclear_end
            2026-10-31 | 1      | consent     | 2020-01-01 | 2026-10-31   | false
            2026-10-31 | 1      | prohibition | 2020-01-01 |              | false
            2026-10-31 | 2      | consent     | 2020-01-01 |              | false
            2026-10-31 | 2      | prohibition | 2020-01-01 | 2026-10-31   | false
            2026-10-31 | 3      | consent     | 2020-01-01 |              | false
            2026-10-31 | 3      | prohibition | 2026-11-01 |              | false
            2026-10-31 | 4      | consent     | 2020-01-01 |              | true
            2026-10-31 | 4      | prohibition | 2020-01-01 |              | false
        """,
    )

    assert not any(is_contradicted for _, is_contradicted in found)


@pytest.mark.parametrize(
    ("stance", "given_on", "has_unclear_end", "is_open"),
    [
        ("consent", "2026-10-30", "false", True),
        ("consent", "2026-10-31", "false", True),
        ("consent", "2026-11-01", "false", False),
        ("consent", "", "false", False),
        ("consent", "2026-10-30", "true", False),
        ("prohibition", "", "false", True),
        ("prohibition", "", "true", True),
        ("", "", "false", True),
    ],
)
def test_a_consent_without_its_first_day_stands_nowhere(
    stage, stance, given_on, has_unclear_end, is_open
):
    """It permits no mailing, and so contradicts no prohibition; what may forbid stands."""
    found = stage(
        "facts",
        "fct_judged_permissions",
        "is_open is_contradicted",
        fct_permissions=f"""
            snapshot   | person | stance      | given_on   | has_unclear_end
            2026-10-31 | 1      | {stance}    | {given_on} | {has_unclear_end}
            2026-10-31 | 1      | prohibition |            | false
        """,
    )

    assert sorted(found) == sorted([(is_open, is_open and stance == "consent"), (True, False)])


def test_recordings_meet_their_calls_and_transcripts_their_audio(stage):
    """A transcript says all that its recording said: it must not outlive it."""
    found = stage(
        "facts",
        "fct_matched_audio",
        "row topic has_call is_audio_gone audio_state",
        fct_audio="""
            snapshot   | kind        | row | recording | is_deleted
            2026-10-31 | recordings  | 1   | a         | false
            2026-10-31 | recordings  | 2   | b         | true
            2026-10-31 | recordings  | 3   | c         | false
            2026-10-31 | recordings  | 4   |           | false
            2026-10-31 | transcripts | 5   | a         | false
            2026-10-31 | transcripts | 6   | b         | false
            2026-10-31 | transcripts | 7   | b         | true
            2026-10-31 | transcripts | 8   | d         | false
        """,
        fct_call_recordings="""
            snapshot   | recording | topic
            2026-10-31 | a         | support
            2026-10-31 | b         | sales
            2026-10-31 | b         | sales
            2026-10-31 | c         |
        """,
    )

    assert sorted(found) == [
        (1, "support", True, False, None),
        (2, "sales", True, False, None),
        (3, None, True, False, None),
        (4, None, False, False, None),
        (5, "support", True, False, "held"),
        (6, "sales", True, True, "deleted"),
        (7, "sales", True, False, None),
        (8, None, False, True, "unlisted"),
    ]


def test_a_recorded_call_is_listed_by_its_recording_or_by_the_notice_of_its_deletion(stage):
    """What was deleted was not lost; a transcript is no recording."""
    found = stage(
        "facts",
        "fct_recorded_calls",
        "row file_state",
        fct_audio="""
            snapshot   | kind        | recording | is_deleted
            2026-10-31 | recordings  | a         | false
            2026-10-31 | recordings  | a         | false
            2026-10-31 | recordings  | b         | true
            2026-10-31 | recordings  |           | false
            2026-10-31 | transcripts | c         | false
            2026-09-30 | recordings  | c         | false
        """,
        fct_call_recordings="""
            snapshot   | row | recording | topic   | is_recorded
            2026-10-31 | 1   | a         | support | true
            2026-10-31 | 2   | b         | support | true
            2026-10-31 | 3   | c         | sales   | true
            2026-10-31 | 4   |           |         | true
            2026-10-31 | 5   | d         | sales   | false
        """,
    )

    assert sorted(found) == [(1, "held"), (2, "deleted"), (3, "missing"), (4, "missing")]
