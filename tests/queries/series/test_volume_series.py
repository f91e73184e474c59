"""Volumes by category, by dataset and over time."""

CATEGORIES = ("basic", "relationship", "contacts", "use", "other", "consents", "outside-notice")
SNAPSHOTS = """
    snapshot   | previous
    2026-09-30 |
    2026-10-31 | 2026-09-30
"""


def test_all_six_categories_are_always_there(ask):
    """Notice §4 names six: a category that holds nothing is shown as 0, in the notice's order."""
    found = ask("series", "volumes_by_category", "category records people")

    assert found == [(category, 0, 0) for category in CATEGORIES]


def test_a_category_counts_records_and_distinct_people(ask):
    """Somebody who is in two datasets of a category is one person in it."""
    found = ask(
        "series",
        "volumes_by_category",
        "category records people",
        ref_datasets="""
            dataset        | category | is_personal
            crm.contacts   | basic    | true
            billing.names  | basic    | true
            crm.processors | other    | false
        """,
        fig_holdings="""
            dataset        | is_company_only | is_deleted | records
            crm.contacts   | false           | false      | 5
            crm.contacts   | true            | false      | 3
            billing.names  | false           | false      | 2
            billing.names  | false           | true       | 4
            crm.processors | false           | false      | 9
        """,
        fig_people="""
            scope           | category | source | people
            category        | basic    |        | 6
            category_source | basic    | crm    | 5
        """,
    )

    assert {category: (records, people) for category, records, people in found} == {
        **dict.fromkeys(CATEGORIES, (0, 0)),
        "basic": (7, 6),
    }


def test_a_dataset_says_where_its_rows_went(ask):
    """Personal, company-only and deletion notices add up to the rows kept."""
    found = ask(
        "series",
        "volumes_by_dataset",
        ref_datasets="""
            dataset      | source | category | purpose | basis    | origin | kind
            crm.contacts | crm    | basic    | service | contract | person | records
            crm.empty    | crm    | other    |         |          |        | records
        """,
        fig_holdings="""
            dataset      | is_company_only | is_deleted | is_person_known | records
            crm.contacts | false           | false      | true            | 3
            crm.contacts | false           | false      | false           | 4
            crm.contacts | true            | false      | false           | 8
            crm.contacts | false           | true       | true            | 16
        """,
        fig_people="""
            scope   | dataset      | people
            dataset | crm.contacts | 3
        """,
    )
    about = ("crm", "basic", "service", "contract", "person", "records")

    assert found == [
        ("crm.contacts", *about, 31, 7, 8, 16, 4, 3, None, False, 0, 0),
        ("crm.empty", "crm", "other", None, None, None, "records", *[0] * 6, None, False, 0, 0),
    ]


def test_a_dataset_says_where_identity_codes_stand(ask):
    """A record may carry one in its column and another in its text: both are findings."""
    found = ask(
        "series",
        "volumes_by_dataset",
        "identity_codes stray_codes",
        ref_datasets="""
            dataset
            crm.contacts
        """,
        fig_holdings="""
            dataset      | has_identity_code | has_stray_code | records
            crm.contacts | true              | false          | 1
            crm.contacts | false             | true           | 2
            crm.contacts | true              | true           | 4
        """,
    )

    assert found == [(5, 6)]


def test_history_has_every_category_in_every_snapshot(ask):
    """A gap in a line would look like a missing export."""
    found = ask(
        "series",
        "volume_history",
        ref_snapshots=SNAPSHOTS,
        ref_datasets="""
            dataset      | category
            crm.contacts | basic
        """,
        fig_holdings="""
            snapshot   | dataset      | is_company_only | records
            2026-10-31 | crm.contacts | false           | 5
            2026-10-31 | crm.contacts | true            | 3
        """,
    )

    assert [(day, category) for day, category, _ in found] == [
        (day, category) for day in ("2026-09-30", "2026-10-31") for category in CATEGORIES
    ]
    assert [row for row in found if row[2]] == [("2026-10-31", "basic", 5)]


def test_identity_codes_are_counted_in_every_snapshot(ask):
    """In its column a code may be needed; in free text it never has a place (1050/2018 §29)."""
    found = ask(
        "series",
        "identity_code_history",
        ref_snapshots=SNAPSHOTS,
        fig_holdings="""
            snapshot   | dataset      | has_identity_code | has_stray_code | records
            2026-10-31 | crm.contacts | true              | false          | 1
            2026-10-31 | crm.contacts | false             | true           | 2
            2026-10-31 | crm.contacts | true              | true           | 4
        """,
    )

    assert found == [("2026-09-30", 0, 0), ("2026-10-31", 5, 6)]


def test_people_are_counted_once_over_all_datasets(ask):
    """The sum over datasets would count a customer as often as there are exports."""
    found = ask(
        "series",
        "people",
        "people",
        fig_people="""
            snapshot   | scope   | dataset      | people
            2026-10-31 | all     |              | 6
            2026-10-31 | dataset | crm.contacts | 5
            2026-09-30 | all     |              | 9
        """,
    )

    assert found == [(6,)]


def test_a_home_about_nobody_has_nobody(ask):
    """An export without a mapped subject says nothing of people."""
    assert ask("series", "people") == [(0, None, False)]
