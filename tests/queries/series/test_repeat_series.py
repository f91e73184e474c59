"""Rows that came twice, and rows that no key tells from others."""

DATASETS = """
    dataset
    crm.people
    crm.left
"""


def test_what_is_counted_twice_stands_before_what_stands_still(ask):
    """The first asks for a decision; else the order is that of the datasets."""
    found = ask(
        "series",
        "doubles",
        "dataset file first_snapshot first_file is_merged",
        ref_datasets=DATASETS,
        fig_doubles="""
            snapshot   | dataset    | file  | first_snapshot | first_file | is_merged | is_unusual
            2026-10-31 | crm.people | a.csv | 2026-08-31     | a.csv      | false     | false
            2026-10-31 | crm.left   | b.csv | 2026-08-31     | b.csv      | false     | true
            2026-10-31 | crm.people | c.csv | 2026-10-31     | a.csv      | true      | false
            2026-09-30 | crm.people | d.csv | 2026-08-31     | d.csv      | false     | false
        """,
    )

    assert found == [
        ("crm.people", "c.csv", "2026-10-31", "a.csv", True),
        ("crm.people", "a.csv", "2026-08-31", "a.csv", False),
        ("crm.left", "b.csv", "2026-08-31", "b.csv", False),
    ]


def test_keys_are_told_where_a_dataset_has_any(ask):
    """Without ids and persons there is no line: nothing could be wrong with them."""
    found = ask(
        "series",
        "keys",
        "dataset search repeated_ids missing_ids unknown_persons",
        ref_datasets=DATASETS,
        fig_keys="""
            snapshot   | dataset    | search   | repeated_ids | missing_ids | unknown_persons
            2026-10-31 | crm.left   | no_id    |              |             | 0
            2026-10-31 | crm.people | too_many |              | 3           |
            2026-10-31 | crm.none   | no_id    |              |             |
            2026-09-30 | crm.people | done     | 1            | 0           |
        """,
    )

    assert found == [
        ("crm.people", "too_many", None, 3, None),
        ("crm.left", "no_id", None, None, 0),
    ]


def test_only_what_can_be_mended_is_a_problem(ask):
    """Counted once as declared, unchanged as ever, or a person unknown: told on the page alone."""
    found = ask(
        "series",
        "problems",
        "dataset file problem",
        fig_doubles="""
            snapshot   | dataset  | file  | first_snapshot | first_dataset | is_merged | is_unusual
            2026-10-31 | crm.left | a.csv | 2026-10-31     | crm.left      | false     | false
            2026-10-31 | crm.left | b.csv | 2026-10-31     | crm.left      | true      | false
            2026-10-31 | crm.left | c.csv | 2026-10-31     | crm.people    | false     | false
            2026-10-31 | crm.left | d.csv | 2026-09-30     | crm.left      | false     | false
            2026-10-31 | crm.left | e.csv | 2026-09-30     | crm.left      | false     | true
        """,
        fig_keys="""
            dataset  | search | repeated_ids | surplus_rows | missing_ids | unknown_persons
            crm.left | done   | 1            | 2            | 3           | 4
            crm.none | off    |              |              | 0           | 4
        """,
    )

    assert found == [
        ("crm.left", "a.csv", "problem.double"),
        ("crm.left", "c.csv", "problem.double_elsewhere"),
        ("crm.left", "e.csv", "problem.unchanged"),
        ("crm.left", None, "problem.missing_ids"),
        ("crm.left", None, "problem.repeated_ids"),
    ]
