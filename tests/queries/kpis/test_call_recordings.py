"""Call recordings: how many of the calls were recorded."""

DATASETS = """
    dataset     | category | rule           | kind
    phone.calls | contacts | call-recording | calls
    phone.old   | contacts | call-recording | calls
    phone.tapes | contacts | call-recording | recordings
"""


def test_calls_recorded_are_a_share_of_all_calls(ask):
    """Notice §3 allows recording; how often it is used is what management asks."""
    found = ask(
        "kpis",
        "call_recordings",
        ref_datasets=DATASETS,
        fig_calls="""
            dataset     | called_on  | is_recorded | calls
            phone.calls | 2026-10-01 | true        | 3
            phone.calls | 2026-10-02 | true        | 1
            phone.calls | 2026-10-02 | false       | 12
        """,
    )

    assert found == [
        ("phone.calls", "contacts", "call-recording", 4, 16, 0.25),
        ("phone.old", "contacts", "call-recording", 0, 0, None),
    ]


def test_a_call_of_which_the_export_says_nothing_is_not_counted_as_recorded(ask):
    """Nor is it left out: a call is a call."""
    found = ask(
        "kpis",
        "call_recordings",
        only="numerator denominator",
        ref_datasets="""
            dataset     | kind
            phone.calls | calls
        """,
        fig_calls="""
            dataset     | called_on | is_recorded | calls
            phone.calls |           |             | 5
            phone.calls |           | true        | 5
        """,
    )

    assert found == [(5, 10)]


def test_another_snapshot_is_not_counted(ask):
    """Every snapshot repeats the calls of the one before."""
    found = ask(
        "kpis",
        "call_recordings",
        only="numerator denominator",
        ref_datasets="""
            dataset     | kind
            phone.calls | calls
        """,
        fig_calls="""
            snapshot   | dataset     | is_recorded
            2026-09-30 | phone.calls | true
        """,
    )

    assert found == [(0, 0)]
