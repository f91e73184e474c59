"""Job applications and employees, who have notices of their own."""

from dataclasses import replace
from datetime import date

from vouch.sample import days, items, traces
from vouch.sample.codes import throw
from vouch.sample.dice import Dice
from vouch.sample.items import Item, Later
from vouch.sample.people import FIRST_NAMES, LAST_NAMES, Person

APPLICATION_COLUMNS = ("application", "received", "name", "email", "position", "letter")
EMPLOYEE_COLUMNS = ("Henkilönro", "Nimi", "Henkilötunnus", "Alkanut", "Päättynyt")
APPLICATIONS, EMPLOYEES = 132, 44
APPLICATION_YEARS, EMPLOYEE_YEARS = 1, 10
CUSTOMERS_TOO = 6  # applicants who are customers as well, known by the same e-mail address
EDGES = (
    date(2025, 10, 31),
    date(2025, 10, 30),
    date(2026, 1, 29),
    date(2026, 1, 30),
    date(2024, 2, 29),
)
ENDS = (date(2016, 10, 31), date(2016, 10, 30), date(2016, 2, 29), date(2014, 6, 30))


def applications(persons: list[Person]) -> list[Item]:
    """Make the applications since 2024; each should go a year after it came."""
    dice = Dice("applications")
    received = sorted(dice.day(date(2024, 6, 1), days.NEWEST) for _ in range(APPLICATIONS))
    made = [_application(dice, index, day, "") for index, day in enumerate(received, start=1)]
    customers = [person for person in persons if person.gone == days.NEVER][:CUSTOMERS_TOO]
    for index, person in enumerate(customers):
        item = _application(dice, 800 + index, date(2026, 3, 2 + index), person.email)
        made.append(items.faulty(replace(item, gone=days.NEVER), "customer-too"))
    made += [
        items.faulty(_application(dice, 850 + index, day, email), "erased-by-link")
        for index, (day, email) in enumerate(traces.APPLICANTS)
    ]
    made += [
        replace(_application(dice, 900 + index, day, ""), gone=days.NEVER)
        for index, day in enumerate(EDGES)
    ]
    made += items.lines("blank-line", " ")
    return made


def _application(dice: Dice, index: int, received: date, email: str) -> Item:
    name = f"{dice.pick(FIRST_NAMES)} {dice.pick(LAST_NAMES)}"
    letter = dice.pick(("Hei, haen työtä.", "Hello, I apply.", "CV liitteenä, kiitos"))
    fields = (
        f"H-{index:04}",
        received,
        name,
        email or f"hakija{index}@example.com",
        dice.pick(("support", "developer", "sales")),
        letter,
    )
    last_on = days.years_after(received, APPLICATION_YEARS)
    return Item(received, fields, dice.deletion(last_on), items.edges(received, APPLICATION_YEARS))


def employees() -> list[Item]:
    """Make the employees; a third has left, some so long ago that ten years are over."""
    dice = Dice("employees")
    made = [_employee(dice, index) for index in range(1, EMPLOYEES + 1)]
    made += [_left(dice, 80 + index, day) for index, day in enumerate(ENDS)]
    made.append(_left(dice, 90, "kesällä 2019", "unreadable-date"))
    return made


def _employee(dice: Dice, index: int) -> Item:
    since = dice.day(date(2012, 3, 1), date(2026, 9, 1))
    ended = days.after(since, dice.between(200, 3500)) if dice.chance(0.4) else None
    shown = Later(ended, ended) if ended and ended <= days.NEWEST else None
    return Item(
        since, (f"E{index:03}", _name(dice), throw(dice), since, shown), faults=("identity-code",)
    )


def _left(dice: Dice, index: int, ended: date | str, *faults: str) -> Item:
    since = date(2012, 3, 1)
    if isinstance(ended, date):
        faults = items.edges(ended, EMPLOYEE_YEARS)
    return Item(
        since,
        (f"E{index:03}", _name(dice), throw(dice), since, ended),
        faults=("identity-code", *faults),
    )


def _name(dice: Dice) -> str:
    return f"{dice.pick(FIRST_NAMES)} {dice.pick(LAST_NAMES)}"
