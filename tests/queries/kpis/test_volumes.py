"""Data volumes: personal records among all rows kept, and the people whom they name."""

DATASETS = """
    dataset        | category     | rule
    crm.contacts   | basic        | customer-relationship
    crm.recordings | contacts     | call-recording
    crm.empty      | relationship |
"""


def test_company_rows_and_deletion_notices_are_kept_but_not_personal(ask):
    """Notice §1: facts about a company alone are no personal data; they are counted apart."""
    found = ask(
        "kpis",
        "volumes",
        ref_datasets=DATASETS,
        fig_holdings="""
            dataset        | is_company_only | is_deleted | records
            crm.contacts   | false           | false      | 5
            crm.contacts   | true            | false      | 3
            crm.recordings | false           | false      | 2
            crm.recordings | false           | true       | 6
        """,
        fig_people="""
            scope   | dataset      | people
            dataset | crm.contacts | 4
            all     |              | 9
        """,
    )

    assert found == [
        ("crm.contacts", "basic", "customer-relationship", 5, 8, 0.625, 4, None, False),
        ("crm.recordings", "contacts", "call-recording", 2, 8, 0.25, 0, None, False),
        ("crm.empty", "relationship", None, 0, 0, None, 0, None, False),
    ]


def test_a_record_without_a_person_known_is_personal(ask):
    """Not knowing whose a record is does not make it nobody's."""
    found = ask(
        "kpis",
        "volumes",
        only="numerator denominator",
        ref_datasets="""
            dataset
            logs.access
        """,
        fig_holdings="""
            dataset     | is_person_known | records
            logs.access | false           | 7
        """,
    )

    assert found == [(7, 7)]


def test_processors_are_not_counted(ask):
    """The register names firms: its rows are listed, and count in no figure."""
    found = ask(
        "kpis",
        "volumes",
        ref_datasets="""
            dataset        | kind       | is_personal
            crm.processors | processors | false
        """,
        fig_holdings="""
            dataset
            crm.processors
        """,
    )

    assert found == []


def test_another_snapshot_is_not_counted(ask):
    """A record that is in two snapshots is one record."""
    found = ask(
        "kpis",
        "volumes",
        only="numerator denominator people",
        ref_datasets="""
            dataset
            crm.contacts
        """,
        fig_holdings="""
            snapshot   | dataset
            2026-09-30 | crm.contacts
        """,
        fig_people="""
            snapshot   | scope   | dataset      | people
            2026-09-30 | dataset | crm.contacts | 4
        """,
    )

    assert found == [(0, 0, 0)]
