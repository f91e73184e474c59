"""The CRM's file of customers: contacts, and companies' own rows between them."""

from datetime import date

from vouch.sample import codes, days, items
from vouch.sample.items import Item, Later
from vouch.sample.people import Company, Person

COLUMNS = (
    "Tyyppi",
    "Asiakasnro",
    "Yritysnro",
    "Nimi",
    "Nimike",
    "Sähköposti",
    "Puhelin",
    "Osoite",
    "Postinumero",
    "Postitoimipaikka",
    "Kieli",
    "Henkilötunnus",
    "Asiakas alkaen",
    "Asiakkuus päättynyt",
    "Lisätiedot",
)
STRAY = {
    "10020": codes.code(date(1971, 2, 3), 941, "-"),
    "10233": codes.code(date(2003, 8, 9), 917, "B"),
}
TWICE = ("10101", "10202", "10303")
UNREADABLE = {"10040": "12/24/2024", "10041": "45310", "10042": "31.4.2023", "10043": "1.2.24"}


def all_items(persons: list[Person], companies: list[Company]) -> list[Item]:
    """Make the rows of the file, faults among them."""
    contacts = [_contact(person) for person in persons]
    contacts += [
        items.faulty(_contact(person), "duplicate-id")
        for person in persons
        if person.number in TWICE
    ]
    rows = items.spread([_company(company) for company in companies], contacts)
    return items.spread(_broken(), rows)


def _contact(person: Person) -> Item:
    ended = Later(person.ended, person.ended) if person.ended else UNREADABLE.get(person.number)
    note = f"Soittaa usein, tunnus {STRAY[person.number]}." if person.number in STRAY else ""
    fields = (
        "Henkilö",
        person.number,
        person.company,
        person.name,
        person.title,
        person.email,
        person.phone,
        *person.address,
        person.language,
        person.code,
        person.since,
        ended,
        note,
    )
    found = {
        "stray-code": bool(note),
        "identity-code": bool(person.code),
        "unreadable-date": person.number in UNREADABLE and not person.ended,
    }
    kinds = tuple(kind for kind, is_so in found.items() if is_so)
    return Item(person.since, fields, gone=person.gone, faults=kinds)


def _company(company: Company) -> Item:
    fields = ("Yritys", "", company.number, company.name, *[""] * 8, company.since, "", "")
    return Item(company.since, fields, faults=("company-only",))


def _broken() -> list[Item]:
    """Make lines that an export in a hurry leaves: cut, shifted, empty."""
    return [
        *items.lines("too-few-fields", "Henkilö;10998;;Oona Olematon"),
        *items.lines(
            "too-many-fields", "Henkilö;10997;;Eero;Malli;;a@example.fi;;;;;fi;;01.03.2020;;;x;y"
        ),
        *items.lines("shifted-row", "Yritys;;Y998;Keksitty; Konepaja Oy;;;;;;;;;05.05.2019;;"),
        *items.lines("blank-line", "", "   ", born=days.FIRST),
    ]
