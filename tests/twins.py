"""Twin homes: alike in all that everybody may see, and unlike in a small number of people.

Three letters are of one person in the one home, of three in the other. All of these stand among
the twenty customers too, so no total differs.
"""

import string
from pathlib import Path

from tests.faults.shop import Shop
from vouch import home

PEOPLE = string.ascii_lowercase[:20]
WRITERS = {"one": "aaa", "three": "abc"}
SOURCES = "\n".join(
    f"""
[crm.{name}]
files = "{name}.csv"
kind = "records"
category = "contacts"
rule = "support-contact"
purpose = "service"
[crm.{name}.format]
type = "csv"
date = ["%Y-%m-%d"]
[crm.{name}.columns]
record_id = "id"
subject_id = "customer"
starts_on = "day"
"""
    for name in ("letters", "customers")
)


def build(folder: Path, writers: str) -> home.Home:
    """Build the home in which *writers* wrote a letter each."""
    folder.mkdir()
    shop = Shop(folder)
    shop.bound()
    (folder / "sources.toml").write_text(SOURCES, encoding="utf-8")
    shop.put(_rows(writers), "letters.csv")
    shop.put(_rows(PEOPLE), "customers.csv")
    shop.build()
    return home.load(folder)


def _rows(customers: str) -> str:
    lines = [f"{number},{name},2026-01-01" for number, name in enumerate(customers)]
    return "\n".join(["id,customer,day", *lines]) + "\n"
