"""Rows of people who are looked for: found at the first reading or at a second, they are the same.

Who is looked for is told by some datasets; small ones list all whom they name when they are read,
large ones are read again once it is known.
"""

from datetime import date
from typing import Any

import pytest
from duckdb import DuckDBPyConnection

from tests.faults.shop import DAY, Shop
from vouch.parts import making, named
from vouch.parts.identity import Part

SOURCES = """
[crm.contacts]
files = "contacts.csv"
category = "basic"
rule = "job-application"
[crm.contacts.format]
delimiter = ";"
[crm.contacts.columns]
record_id = "id"
subject_id = "id"
links = "email"

[crm.orders]
files = "orders.csv"
category = "basic"
rule = "job-application"
[crm.orders.format]
delimiter = ";"
[crm.orders.columns]
record_id = "order"
subject_id = "customer"

[crm.requests]
files = "requests.csv"
kind = "rights_requests"
category = "contacts"
rule = "rights-request"
[crm.requests.format]
delimiter = ";"
[crm.requests.columns]
record_id = "id"
subject_id = "customer"
right = "right"
received_on = "received"
closed_on = "closed"
outcome = "outcome"
"""
BEFORE = date(2026, 9, 30)
CONTACTS = "id;email\na;a@example.com\nb;b@example.com\n"
REQUESTS = "id;customer;right;received;closed;outcome\n"
ERASED = "r1;b;erasure;2026-10-01;2026-10-05;granted\nr2;a;access;2026-10-01;2026-10-05;granted\n"


@pytest.fixture(params=[named.LITTLE, 0], ids=["listed", "read again"])
def shop(
    shop: Shop, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, made_here: None
) -> Shop:
    """Return a home with a good snapshot; rows are found in either of two ways."""
    monkeypatch.setattr(named, "LITTLE", request.param)
    (shop.folder / "sources.toml").write_text(SOURCES, encoding="utf-8")
    shop.put(CONTACTS, "contacts.csv", day=BEFORE)
    shop.put("order;customer\n1;a\n2;b\n", "orders.csv", day=BEFORE)
    shop.put(REQUESTS, "requests.csv", day=BEFORE)
    return shop


def found(shop: Shop) -> list[tuple]:
    """Build, and return the rows that name somebody who was to be erased."""
    shop.build()
    return shop.ask("records", "SELECT dataset, row, record_id FROM rec_erased ORDER BY ALL")


def test_an_erased_person_is_found_by_number_and_by_address(shop: Shop) -> None:
    """Back under another number, with an order of old, and in the request itself."""
    shop.put("id;email\na;a@example.com\nx;B@example.com\n", "contacts.csv")
    shop.put("order;customer\n1;a\n2;b\n3;a\n", "orders.csv")
    shop.put(REQUESTS + ERASED, "requests.csv")

    assert found(shop) == [
        ("crm.contacts", 3, "x"),
        ("crm.orders", 3, "2"),
        ("crm.requests", 2, "r1"),
    ]


def test_nobody_is_found_where_nobody_was_to_be_erased(shop: Shop) -> None:
    """A copy was asked for, and nothing else."""
    shop.put(CONTACTS, "contacts.csv")
    shop.put("order;customer\n1;a\n2;b\n", "orders.csv")
    shop.put(REQUESTS + ERASED.replace("erasure", "access"), "requests.csv")

    assert found(shop) == []


def test_a_part_that_lists_whom_it_names_is_read_once(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the two ways would be one, and the tests above would show half of what they say."""
    made: list[str] = []
    make = making.make

    def counted(db: DuckDBPyConnection, part: Part, *beside: Any) -> None:
        made.extend([part.name] if part.snapshot == DAY else [])
        make(db, part, *beside)

    shop.put(CONTACTS, "contacts.csv")
    shop.put("order;customer\n1;a\n2;b\n", "orders.csv")
    shop.put(REQUESTS + ERASED, "requests.csv")
    monkeypatch.setattr(making, "make", counted)

    shop.build()

    times = 1 if named.LITTLE else 2
    assert {name: made.count(name) for name in made} == dict.fromkeys(
        ("crm.contacts", "crm.orders", "crm.requests"), times
    )
