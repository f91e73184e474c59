"""Undetermined retention: no last permitted day can be told, so nobody can be in time."""

RULES = """
    rule        | determination | period_months
    order       | period        | 12
    unset       | not_set       |
    prohibition | indefinite    |
"""


def test_no_period_and_no_start_are_undetermined(ask):
    """A missing period is the controller's decision, a missing start the export's: both count."""
    found = ask(
        "kpis",
        "undetermined_retention",
        only="dataset rule numerator denominator ratio",
        ref_rules=RULES,
        ref_datasets="""
            dataset    | rule
            a.unset    | unset
            a.ruleless |
            a.dated    | order
            a.ever     | prohibition
            a.empty    | unset
        """,
        fig_holdings="""
            dataset    | starts_on  | start_state | records
            a.unset    | 2020-01-01 | known       | 2
            a.ruleless | 2020-01-01 | known       | 3
            a.dated    | 2020-01-01 | known       | 6
            a.dated    |            | empty       | 1
            a.dated    |            | unreadable  | 1
            a.ever     |            | empty       | 5
        """,
    )

    assert found == [
        ("a.unset", "unset", 2, 2, 1.0),
        ("a.ruleless", None, 3, 3, 1.0),
        ("a.dated", "order", 2, 8, 0.25),
        ("a.ever", "prohibition", 0, 5, 0.0),
        ("a.empty", "unset", 0, 0, None),
    ]


def test_an_empty_start_that_means_still_running_is_determined(ask):
    """The period of one who is still a customer has not begun; an unreadable end is not that."""
    found = ask(
        "kpis",
        "undetermined_retention",
        only="numerator denominator",
        ref_rules=RULES,
        ref_datasets="""
            dataset      | rule  | is_empty_start_running
            crm.contacts | order | true
        """,
        fig_holdings="""
            dataset      | starts_on | start_state | records
            crm.contacts |           | empty       | 3
            crm.contacts |           | unreadable  | 2
        """,
    )

    assert found == [(2, 5)]


def test_what_is_no_personal_record_is_not_counted(ask):
    """Company-only rows and deletion notices would water the share down."""
    found = ask(
        "kpis",
        "undetermined_retention",
        only="numerator denominator",
        ref_rules=RULES,
        ref_datasets="""
            dataset      | rule
            crm.contacts | unset
        """,
        fig_holdings="""
            dataset      | is_company_only | is_deleted
            crm.contacts | true            | false
            crm.contacts | false           | true
        """,
    )

    assert found == [(0, 0)]
