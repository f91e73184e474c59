"""Invented customers and companies; no name, address or number belongs to anybody."""

from dataclasses import dataclass
from datetime import date

from vouch.sample import codes, days
from vouch.sample.dice import Dice

FIRST_NAMES = (
    "Aino",
    "Eero",
    "Helmi",
    "Ilmari",
    "Kaisa",
    "Lauri",
    "Maiju",
    "Nyyrikki",
    "Oona",
    "Päivö",
    "Rölli",
    "Saima",
    "Tuisku",
    "Urho",
    "Väinö",
    "Ylermi",
    "Åke",
    "Älli",
    "Önni",
    "Zelda",
)
LAST_NAMES = (
    "Esimerkki",
    "Malli",
    "Testinen",
    "Keksitty",
    "Kuviteltu",
    "Näyte",
    "Mallikas",
    "Olematon",
    "Esimerkkilä",
    "Testaaja",
    "Kokeilunen",
    "Harjoitelma",
    "Sepite",
    "Tekaistu",
    "Luulo",
)
TOWNS = (("00001", "Mallila"), ("00002", "Esimerkkilä"), ("00003", "Näytejärvi"))
TITLES = ("toimitusjohtaja", "asiantuntija", "yrittäjä", "viestintäpäällikkö", "")
TRADES = ("Leipomo", "Kukkakauppa", "Konepaja", "Tilitoimisto", "Kahvila", "Verkkokauppa")
PERSONS, COMPANIES = 655, 250
FIRST_NUMBER, FIRST_COMPANY = 10001, 501


@dataclass(frozen=True)
class Person:
    """A contact of the hosting company."""

    number: str
    name: str
    title: str
    email: str
    phone: str
    address: tuple[str, str, str]
    language: str
    company: str
    code: str
    since: date
    ended: date | None
    gone: date


@dataclass(frozen=True)
class Company:
    """A company's own row: no person in it."""

    number: str
    name: str
    since: date


def companies() -> list[Company]:
    """Invent the companies."""
    dice = Dice("companies")
    return [
        Company(
            number=f"Y{FIRST_COMPANY + index}",
            name=f"Keksitty {dice.pick(TRADES)} {index + 1} Oy",
            since=dice.day(date(2012, 3, 1), date(2026, 9, 30)),
        )
        for index in range(COMPANIES)
    ]


def persons(erased: dict[str, date]) -> list[Person]:
    """Invent the contacts; *erased* tells on which day a number leaves the systems."""
    dice = Dice("people")
    return [_person(dice, index, erased) for index in range(PERSONS)]


def _person(dice: Dice, index: int, erased: dict[str, date]) -> Person:
    number = str(FIRST_NUMBER + index)
    first, last = dice.pick(FIRST_NAMES), dice.pick(LAST_NAMES)
    since = dice.day(date(2012, 3, 1), date(2026, 10, 20))
    ended, gone = _end(dice, since)
    return Person(
        number=number,
        name=f"{first} {last}",
        title=dice.pick(TITLES),
        email=f"asiakas{number}@example.fi",
        phone=f"050-555 {1000 + index}",
        address=(f"Keksitynkatu {dice.between(1, 99)}", *dice.pick(TOWNS)),
        language=dice.pick(("fi", "fi", "fi", "sv", "en")),
        company=f"Y{FIRST_COMPANY + dice.between(0, COMPANIES - 1)}" if dice.chance(0.7) else "",
        code=codes.throw(dice) if index % 31 == 7 else "",  # noqa: PLR2004 (some, evenly)
        since=since,
        ended=ended,
        gone=erased.get(number, gone),
    )


def _end(dice: Dice, since: date) -> tuple[date | None, date]:
    """Return when the relationship ends and when the row is deleted."""
    ended = days.after(since, dice.between(200, 4000))
    if ended > days.NEWEST or dice.chance(0.4):
        return None, days.NEVER
    gone = days.years_after(ended, 3) if dice.chance(0.25) else days.NEVER
    return ended, gone
