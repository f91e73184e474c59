"""Invoices and payments: kept ten years after the financial year, and not less than six."""

from dataclasses import replace
from datetime import date

from vouch.sample import codes, days, items
from vouch.sample.dice import Dice
from vouch.sample.items import Item
from vouch.sample.people import Person

COLUMNS = (
    "Laskunro",
    "Asiakasnro",
    "Yritysnro",
    "Laskupäivä",
    "Eräpäivä",
    "Summa",
    "Alv",
    "Viesti",
)
PAYMENT_COLUMNS = (
    "Maksunro",
    "Laskunro",
    "Asiakasnro",
    "Yritysnro",
    "Maksupäivä",
    "Summa",
    "Viite",
)
ARCHIVE, CURRENT = "laskut_arkisto.csv", "laskut.csv"
ARCHIVED_BEFORE = date(2020, 1, 1)
FIRST_YEAR, LAST_YEAR, A_YEAR = 2013, 2026, 76
NOTICE_YEARS = 10
CUT = date(2026, 2, 10)  # the day of the yearly clean-up
# A clean-up script that took some invoices of these years with it, on these days.
TOO_EARLY = {2020: date(2026, 4, 20), 2021: date(2026, 6, 11), 2022: date(2026, 9, 3)}
EARLY_EACH = 3
# How many documents past their day get a new number: in the clean-up, and of those it missed.
REKEYED = 5
REKEYED_LATER = (date(2026, 5, 19), date(2026, 5, 19), date(2026, 8, 25))


def all_items(persons: list[Person]) -> tuple[list[Item], list[Item]]:
    """Make the invoices and the payments."""
    dice = Dice("billing")
    invoices = [
        item for year in range(FIRST_YEAR, LAST_YEAR + 1) for item in _year(dice, year, persons)
    ]
    payments = [
        _payment(dice, index, invoice)
        for index, invoice in enumerate(invoices, start=1)
        if dice.chance(0.8)
    ]
    payments = [item for item in payments if item.born <= days.NEWEST]
    invoices = [half for item in _rekeyed(invoices) for half in item]
    return items.spread(_planted(), invoices), [*payments, *_broken_payments()]


def _year(dice: Dice, year: int, persons: list[Person]) -> list[Item]:
    last = min(date(year, 12, 31), days.NEWEST)
    dated = sorted(dice.day(date(year, 1, 1), last) for _ in range(A_YEAR))
    made = [
        _invoice(dice, f"L{year % 100}{index:04}", day, persons)
        for index, day in enumerate(dated, start=1)
    ]
    early = TOO_EARLY.get(year)
    if early is None:
        return made
    taken = [item for item in made if item.fields[1]][:EARLY_EACH]
    return [
        items.faulty(replace(item, gone=early), "deleted-too-early") if item in taken else item
        for item in made
    ]


def _invoice(dice: Dice, number: str, day: date, persons: list[Person]) -> Item:
    person = _customer(dice, day, persons)
    who = (
        ("", person.company)
        if person.company and dice.chance(0.25)
        else (person.number, person.company)
    )
    cents = dice.between(1900, 149900)
    fields = (
        number,
        *who,
        day,
        days.after(day, 14),
        _euros(cents),
        _euros(cents * 255 // 1255),
        "",
    )
    file = ARCHIVE if day < ARCHIVED_BEFORE else CURRENT
    faults = ("company-only",) if not who[0] else ()
    return Item(day, fields, _deletion(dice, day), faults, file)


def _customer(dice: Dice, day: date, persons: list[Person]) -> Person:
    known = [person for person in (dice.pick(persons) for _ in range(30)) if person.since <= day]
    return known[0] if known else min(persons, key=lambda person: person.since)


def _deletion(dice: Dice, day: date) -> date:
    """Return when the yearly clean-up takes a document; it misses one in six."""
    missed = dice.chance(0.17)
    if day.year + NOTICE_YEARS < CUT.year - 1:
        return days.NEVER if dice.chance(0.06) else date(CUT.year - 2, CUT.month, CUT.day)
    return CUT if day.year + NOTICE_YEARS < CUT.year and not missed else days.NEVER


def _euros(cents: int) -> str:
    return f"{cents // 100},{cents % 100:02}"


def _rekeyed(invoices: list[Item]) -> list[list[Item]]:
    """Give some documents that were past their day a new number instead of deleting them."""
    past = [
        item
        for item in invoices
        if item.fields[3].year == CUT.year - NOTICE_YEARS - 1 and item.fields[1]
    ]
    cut = [item for item in past if item.gone == CUT][:REKEYED]
    missed = [item for item in past if item.gone == days.NEVER]
    again = {item.fields[0]: CUT for item in cut}
    again |= {item.fields[0]: day for item, day in zip(missed, REKEYED_LATER, strict=False)}
    return [
        _two_numbers(item, again[item.fields[0]]) if item.fields[0] in again else [item]
        for item in invoices
    ]


def _two_numbers(item: Item, day: date) -> list[Item]:
    number = f"X{item.fields[0][1:]}"
    again = Item(day, (number, *item.fields[1:]), file=item.file, faults=("re-keyed",))
    return [replace(item, gone=day), again]


def _payment(dice: Dice, index: int, invoice: Item) -> Item:
    number, who, company, dated, due, total, *_ = invoice.fields
    paid = min(days.after(dated, dice.between(1, 30)), days.after(due, 60))
    late = _deletion(dice, paid)
    gone = invoice.gone if "deleted-too-early" in invoice.faults else late
    faults = tuple(kind for kind in invoice.faults if kind in {"deleted-too-early", "company-only"})
    fields = (f"M{index:05}", number, who, company, paid, total, f"{10000000 + index * 7}")
    return Item(paid, fields, gone, faults)


def _planted() -> list[Item]:
    code = codes.code(date(1979, 11, 2), 968, "V")
    fields = ("L990001", "10055", "", date(2023, 9, 1), date(2023, 9, 15), "19,00", "3,86")
    return [
        Item(date(2023, 9, 1), (*fields, f"Viesti: {code}"), faults=("stray-code",), file=CURRENT),
        Item(date(2023, 9, 1), ("L990002", *fields[1:4], None, "", "", ""), file=CURRENT),
        Item(
            date(2024, 1, 2),
            ("L990003", "10056", "", "", date(2024, 1, 16), "5,00", "1,01", ""),
            faults=("empty-start",),
            file=CURRENT,
        ),
        *items.lines("too-few-fields", "L990004;10057;;01.02.2024", file=CURRENT),
        *items.lines(
            "too-many-fields", "L990005;10057;;2016-02-03;2016-02-17;1;234,50;47;;", file=ARCHIVE
        ),
    ]


def _broken_payments() -> list[Item]:
    return [
        *items.lines("shifted-row", "M99001;L990001;10055;;20.09.2023;19,00;1234;"),
        *items.lines("blank-line", ""),
        *items.lines("footer-line", "Yhteensä;maksuja listalla"),
    ]
