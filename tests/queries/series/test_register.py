"""The register's datasets: each once, with what is declared of it and what it holds."""

DATASETS = """
    dataset  | people | category | rule  | purpose | basis   | origin | is_personal
    crm.all  | [a, b] | basic    | order | service | consent | person | true
    crm.one  | [a]    | basic    | order | duties  |         | person | true
    crm.gone | []     | other    | x     | y       |         |        | true
    crm.list | []     |          |       |         |         |        | false
"""
PURPOSES = """
    purpose | basis
    service |
    duties  | legal-obligation
"""
HOLDINGS = """
    dataset | records | is_company_only | is_deleted
    crm.all | 3       | false           | false
    crm.all | 4       | false           | false
    crm.all | 8       | true            | false
    crm.all | 16      | false           | true
"""


def asked(ask, **drawn):
    """Ask for the datasets of the register."""
    tables = {"ref_datasets": DATASETS, "ref_purposes": PURPOSES, "ref_rules": "rule\norder"}
    return ask("series", "register", **tables | drawn)


def test_each_dataset_that_may_hold_personal_data_stands_once(ask):
    """Empty ones too; a register of processors holds recipients, not people."""
    assert asked(ask) == [
        ("crm.all", ["a", "b"], "basic", "service", "consent", "person", "order", 0),
        ("crm.one", ["a"], "basic", "duties", "legal-obligation", "person", "order", 0),
        ("crm.gone", [], "other", None, None, None, None, 0),
    ]


def test_only_records_about_people_that_are_held_are_counted(ask):
    """A company's row is no personal data, and a notice of a deletion is no record."""
    counts = {row[0]: row[-1] for row in asked(ask, fig_holdings=HOLDINGS)}

    assert counts == {"crm.all": 7, "crm.one": 0, "crm.gone": 0}
