"""Calls by month, and the recordings that are held."""

import pytest

DATASETS = """
    dataset     | kind        | has_announced
    phone.calls | calls       | true
    phone.tapes | recordings  | false
    phone.texts | transcripts | false
"""


def test_a_month_has_both_directions_and_both_topics(ask):
    """Notice §3 speaks of support and sales calls, dialled by either side: all four are shown."""
    found = ask("series", "call_months")
    sorts = [
        (direction, topic)
        for topic in ("sales", "support")
        for direction in ("inbound", "outbound")
    ]

    assert found[:4] == [("2025-11-01", *sort, 0, 0, 0, 0) for sort in sorts]
    assert (len(found), found[-1][0]) == (48, "2026-10-01")


def test_calls_fall_into_their_month(ask):
    """Seconds and announcements are those of the calls recorded."""
    found = ask(
        "series",
        "call_months",
        fig_calls="""
            called_on  | direction | topic   | is_recorded | is_announced | calls | seconds
            2025-10-31 | inbound   | support | true        | true         | 1     | 10
            2025-11-01 | inbound   | support | true        | true         | 2     | 20
            2025-11-30 | inbound   | support | true        | false        | 4     | 40
            2025-11-30 | inbound   | support | false       | true         | 8     | 80
            2026-10-31 | outbound  | sales   | true        |              | 16    |
            2026-11-01 | outbound  | sales   | true        | true         | 32    | 320
                       | outbound  | sales   | true        | true         | 64    | 640
        """,
    )

    assert [row for row in found if row[3]] == [
        ("2025-11-01", "inbound", "support", 14, 6, 2, 60),
        ("2026-10-01", "outbound", "sales", 16, 16, 0, 0),
    ]


def test_calls_of_an_unknown_kind_are_shown_if_there_are_any(ask):
    """What the export does not say is not put under something else."""
    found = ask(
        "series",
        "call_months",
        "month direction topic calls",
        fig_calls="""
            called_on  | direction | topic | calls
            2026-10-31 | inbound   |       | 3
        """,
    )

    assert len(found) == 60
    assert [row for row in found if row[3]] == [("2026-10-01", "inbound", None, 3)]


@pytest.mark.parametrize(
    ("has_announced", "expected"), [("true", (True, 6, 2)), ("false", (False, 0, 0))]
)
def test_announcements_are_told_only_where_the_export_does(ask, has_announced, expected):
    """'Not in the export' is not the same as 'nobody was told'."""
    found = ask(
        "series",
        "call_announcements",
        ref_datasets=f"""
            dataset     | kind  | has_announced
            phone.calls | calls | {has_announced}
        """,
        fig_calls="""
            is_recorded | is_announced | calls
            true        | true         | 2
            true        | false        | 4
            false       | true         | 8
        """,
    )

    assert found == [expected]


def test_without_calls_nothing_is_said_of_announcements(ask):
    """A home without telephones has no such question."""
    assert ask("series", "call_announcements", ref_datasets=DATASETS) == [(None, 0, 0)]


def test_recordings_held_leave_deletion_notices_out(ask):
    """A notice tells of a recording that is no longer there; the transcript may still be."""
    found = ask(
        "series",
        "recordings_held",
        ref_datasets=DATASETS,
        fig_holdings="""
            dataset     | starts_on  | is_deleted | records
            phone.tapes | 2024-05-01 | true       | 3
            phone.tapes | 2025-05-01 | false      | 2
            phone.tapes |            | false      | 1
        """,
    )

    assert found == [("recordings", 3, "2025-05-01"), ("transcripts", 0, None)]


@pytest.mark.parametrize(
    ("starts_on", "band"),
    [
        ("2026-12-01", "0-3"),
        ("2026-08-01", "0-3"),
        ("2026-07-31", "3-12"),
        ("2025-11-01", "3-12"),
        ("2025-10-31", "12-24"),
        ("2024-10-31", "24-36"),
        ("2023-10-31", "over-36"),
        ("1999-01-01", "over-36"),
        ("", "unknown"),
    ],
)
def test_a_recording_is_in_one_age_band(ask, starts_on, band):
    """A band begins on the day on which the months are full."""
    found = ask(
        "series",
        "recording_ages",
        ref_datasets=DATASETS,
        fig_holdings=f"""
            dataset     | starts_on   | is_deleted
            phone.tapes | {starts_on} | false
            phone.tapes | {starts_on} | true
        """,
    )

    assert [name for name, records in found if records] == [band]
    assert sum(records for _, records in found) == 1


def test_a_period_not_yet_set_can_be_supposed(ask):
    """What 3, 6, 12 or 24 months would mean today: the last permitted day itself is in time."""
    found = ask(
        "series",
        "recordings_if",
        ref_datasets=DATASETS,
        fig_holdings="""
            dataset     | starts_on  | is_held | is_deleted | records
            phone.tapes | 2026-07-31 | false   | false      | 1
            phone.tapes | 2026-07-30 | false   | false      | 2
            phone.tapes | 2026-04-30 | false   | false      | 4
            phone.tapes | 2025-10-30 | false   | false      | 8
            phone.tapes | 2024-10-30 | false   | false      | 16
            phone.tapes | 2020-01-01 | true    | false      | 32
            phone.tapes | 2020-01-01 | false   | true       | 64
            phone.tapes |            | false   | false      | 128
        """,
    )

    assert found == [(3, 30), (6, 28), (12, 24), (24, 16)]
