"""Open requests: received by the day looked at, and not answered by then."""

import pytest

DATASETS = """
    dataset      | category | rule           | kind
    crm.requests | contacts | rights-request | rights_requests
    crm.contacts | basic    |                | records
"""


@pytest.mark.parametrize(
    ("received_on", "counted"),
    [("2026-10-30", (1, 1)), ("2026-10-31", (1, 1)), ("2026-11-01", (0, 0))],
)
def test_a_request_counts_from_the_day_of_receipt(ask, received_on, counted):
    """The clock starts when it reaches an official channel; before that there is nothing open."""
    found = ask(
        "kpis",
        "open_requests",
        only="numerator denominator",
        ref_datasets=DATASETS,
        fig_requests=f"""
            right  | received_on
            access | {received_on}
        """,
    )

    assert found == [counted]


@pytest.mark.parametrize(
    ("closed_on", "still_open"), [("2026-10-30", 0), ("2026-10-31", 0), ("2026-11-01", 1)]
)
def test_a_request_answered_that_day_is_closed(ask, closed_on, still_open):
    """Seen from an earlier day, a request that was answered later is open."""
    found = ask(
        "kpis",
        "open_requests",
        ref_datasets=DATASETS,
        fig_requests=f"""
            right  | received_on | closed_on
            access | 2026-10-01  | {closed_on}
        """,
    )

    assert found == [
        ("crm.requests", "contacts", "rights-request", still_open, 1, float(still_open))
    ]


def test_a_request_without_a_day_of_receipt_is_there_all_the_same(ask):
    """A gap in the register must not make a request disappear."""
    found = ask(
        "kpis",
        "open_requests",
        only="numerator denominator",
        ref_datasets=DATASETS,
        fig_requests="""
            right | received_on | closed_on
                  |             |
                  |             | 2026-10-01
        """,
    )

    assert found == [(1, 2)]


def test_an_empty_register_has_no_ratio(ask):
    """Nothing received is not the same as everything answered."""
    found = ask("kpis", "open_requests", ref_datasets=DATASETS)

    assert found == [("crm.requests", "contacts", "rights-request", 0, 0, None)]
