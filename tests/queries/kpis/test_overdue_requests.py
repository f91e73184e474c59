"""Overdue requests: open, and past the due date that no suspension has moved."""

import pytest

DATASETS = """
    dataset      | category | rule           | kind
    crm.requests | contacts | rights-request | rights_requests
"""


@pytest.mark.parametrize(
    ("as_of", "overdue"), [("2026-04-06", 0), ("2026-04-07", 0), ("2026-04-08", 1)]
)
def test_the_due_day_itself_is_in_time(ask, as_of, overdue):
    """Received on 5 March: due on 5 April, Easter Sunday, so on Tuesday 7 April."""
    found = ask(
        "kpis",
        "overdue_requests",
        as_of=as_of,
        ref_datasets=DATASETS,
        fig_requests="""
            right  | received_on
            access | 2026-03-05
        """,
    )

    assert found == [("crm.requests", "contacts", "rights-request", overdue, 1, float(overdue))]


def test_a_suspension_moves_nothing(ask):
    """The kinder date may be shown beside it, but it is never the one that is counted."""
    found = ask(
        "kpis",
        "overdue_requests",
        only="numerator denominator",
        ref_datasets=DATASETS,
        fig_requests="""
            right  | received_on | identity_asked_on | identity_verified_on
            access | 2026-09-01  | 2026-09-02        | 2026-10-20
            access | 2026-09-01  | 2026-09-02        |
        """,
    )

    assert found == [(2, 2)]


@pytest.mark.parametrize(
    ("extended_on", "overdue"), [("2026-09-30", 0), ("2026-10-01", 0), ("2026-10-02", 1)]
)
def test_an_extension_counts_if_told_by_the_due_date(ask, extended_on, overdue):
    """Art. 12(3): the extension and its reasons are told within the first month, or not at all."""
    found = ask(
        "kpis",
        "overdue_requests",
        only="numerator denominator",
        ref_datasets=DATASETS,
        fig_requests=f"""
            right   | received_on | extended_on
            erasure | 2026-09-01  | {extended_on}
        """,
    )

    assert found == [(overdue, 1)]


def test_a_withdrawn_consent_is_never_overdue(ask):
    """Art. 7(3) names no month: processing ends at once, and its age has a limit of its own."""
    found = ask(
        "kpis",
        "overdue_requests",
        only="numerator denominator",
        ref_datasets=DATASETS,
        fig_requests="""
            right   | received_on
            consent | 2020-01-01
        """,
    )

    assert found == [(0, 1)]


def test_a_request_of_an_unknown_right_has_the_clock(ask):
    """The stricter reading: a code that the mapping lacks must not hide a late answer."""
    found = ask(
        "kpis",
        "overdue_requests",
        only="numerator denominator",
        ref_datasets=DATASETS,
        fig_requests="""
            right | received_on
                  | 2026-09-01
        """,
    )

    assert found == [(1, 1)]


def test_answered_late_is_no_longer_open(ask):
    """Late answers are counted in the table of rights; this figure says what must be done now."""
    found = ask(
        "kpis",
        "overdue_requests",
        ref_datasets=DATASETS,
        fig_requests="""
            right  | received_on | closed_on
            access | 2026-01-01  | 2026-10-31
        """,
    )

    assert found == [("crm.requests", "contacts", "rights-request", 0, 0, None)]


def test_without_a_day_of_receipt_nothing_can_be_overdue(ask):
    """It is open and undetermined: a due date is not guessed."""
    found = ask(
        "kpis",
        "overdue_requests",
        only="numerator denominator",
        ref_datasets=DATASETS,
        fig_requests="""
            right  | received_on
            access |
        """,
    )

    assert found == [(0, 1)]
