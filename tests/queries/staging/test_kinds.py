"""Requests, calls and holds as they are staged: codes that are not ours become unknown."""

from datetime import date


def test_a_request_of_an_unknown_code_stays_and_is_unknown(stage):
    """Dropping it would make a backlog look shorter than it is."""
    found = stage(
        "staging",
        "stg_requests",
        "right received_on outcome",
        raw_rows="""
            right    | received_on | outcome
            access   | 2026-10-01  | granted
            lookup   | 2026-10-02  | vague
                     | 01.02.26    |
        """,
    )

    assert found == [
        ("access", date(2026, 10, 1), "granted"),
        (None, date(2026, 10, 2), None),
        (None, None, None),
    ]


def test_rows_of_another_dataset_and_refused_ones_are_no_requests(stage):
    """They are counted in the ledger of files, once."""
    found = stage(
        "staging",
        "stg_requests",
        "record_id",
        raw_rows="""
            record_id | is_elsewhere | reject_reason
            R1        | false        |
            R2        | true         |
            R3        | false        | reject.not_json
        """,
    )

    assert found == [("R1",)]


def test_flags_of_a_call_are_yes_no_or_not_exported(stage):
    """Not exported is not no: the page must not say that nobody was told."""
    found = stage(
        "staging",
        "stg_calls",
        "is_recorded is_announced direction topic",
        raw_rows="""
            is_recorded | announced | direction | topic
            yes         | no        | inbound   | support
            1           | 0         | outbound  | sales
            true        |           | sideways  | gossip
                        |           |           |
        """,
    )

    assert found == [
        (True, False, "inbound", "support"),
        (True, False, "outbound", "sales"),
        (True, None, None, None),
        (None, None, None, None),
    ]


def test_seconds_are_read_with_the_declared_decimal_sign(stage):
    """A Finnish export writes 61,5; as text that would be lost, as 615 ten times too long."""
    found = stage(
        "staging",
        "stg_calls",
        "seconds",
        decimal=",",
        raw_rows="""
            seconds
            61,4
            120
            long
        """,
    )

    assert found == [(61,), (120,), (None,)]


def test_a_length_that_no_call_can_have_is_unknown(stage):
    """What pandas writes for an empty cell must not cost the file, nor the call its row."""
    found = stage(
        "staging",
        "stg_calls",
        "seconds",
        decimal=",",
        raw_rows="""
            seconds
            0
            604800
            604800,4
            604801
            -1
            nan
            -inf
            inf
            1e400
            9e18
            99999999999999999999999
        """,
    )

    assert found == [(0,), (604_800,), *[(None,)] * 9]


def test_what_a_hold_names_is_kept_only_if_it_is_a_dataset_of_ours(stage):
    """A column that slipped by one puts a person there."""
    found = stage(
        "staging",
        "stg_holds",
        "record_id dataset",
        raw_rows="""
            record_id | opened_on  | dataset
            A         | 2026-01-01 | crm.people
            B         | 2026-01-02 | Matti Virtanen
            C         | 2026-01-03 |
        """,
    )

    assert found == [("A", "crm.people"), ("B", "?"), ("C", None)]


def test_a_hold_is_a_restriction_only_where_the_export_says_so(stage):
    """Art. 18 is the person's own wish; a legal hold is the controller's."""
    found = stage(
        "staging",
        "stg_holds",
        "record_id is_restriction released_on",
        raw_rows="""
            record_id | opened_on  | released_on | restriction
            A         | 2026-01-01 |             | yes
            B         | 2026-01-02 | 2026-02-01  | no
            C         | 2026-01-03 |             |
        """,
    )

    assert found == [("A", True, None), ("B", False, date(2026, 2, 1)), ("C", False, None)]
