"""Requests about the data subjects' rights: a history, and open ones at every stage."""

from datetime import date

from vouch.sample import days
from vouch.sample.dice import Dice
from vouch.sample.items import Faults, Item, Later

COLUMNS = (
    "Pyyntönro",
    "Asiakasnro",
    "Oikeus",
    "Vastaanotettu",
    "Henkilöllisyys pyydetty",
    "Henkilöllisyys varmistettu",
    "Jatkoaika ilmoitettu",
    "Päätetty",
    "Ratkaisu",
    "Ilmoitettu",
)
RIGHTS = (
    "Tarkastusoikeus",
    "Tarkastusoikeus",
    "Tarkastusoikeus",
    "Oikaisu",
    "Vastustaminen",
    "Siirto",
    "Rajoitus",
    "Suostumuksen peruutus",
    "Suostumuksen peruutus",
)

GRANTED = "Hyväksytty"
OUTCOMES = (*[GRANTED] * 4, "Osittain", "Peruttu")
OBJECTION = ("10170", date(2026, 5, 4), date(2026, 5, 20))
OLD, RECENT = 44, 78
# Erasures granted: number, received, closed, and whether the contact's row went as it should.
ERASURES = (
    ("10012", date(2025, 12, 8), date(2025, 12, 29), True),
    ("10031", date(2026, 1, 19), date(2026, 2, 9), True),
    ("10047", date(2026, 2, 24), date(2026, 3, 18), False),
    ("10066", date(2026, 4, 7), date(2026, 4, 30), True),
    ("10090", date(2026, 6, 1), date(2026, 6, 24), False),
    ("10115", date(2026, 6, 30), date(2026, 7, 14), True),
    ("10133", date(2026, 8, 10), date(2026, 9, 4), False),
)
# Open ones: number, right, received, then (asked, verified, extended) and their fault kinds.
OPEN = (
    ("10150", "Tarkastusoikeus", date(2026, 10, 12), (date(2026, 10, 13), None, None), ()),
    ("10151", "Poisto", date(2026, 9, 10), (date(2026, 9, 11), None, None), ()),
    ("10152", "Siirto", date(2026, 9, 25), (date(2026, 9, 28), date(2026, 10, 12), None), ()),
    ("10153", "Tarkastusoikeus", date(2026, 7, 31), (None, None, date(2026, 8, 24)), ()),
    ("10154", "Poisto", date(2026, 8, 20), (None, None, date(2026, 9, 15)), ()),
    (
        "10155",
        "Tarkastusoikeus",
        date(2026, 8, 24),
        (None, None, date(2026, 9, 30)),
        ("extended-too-late",),
    ),
    ("10156", "Oikaisu", date(2026, 9, 28), (None, None, None), ()),
    ("10157", "Vastustaminen", date(2026, 3, 2), (None, None, None), ()),
    ("10158", "Rajoitus", date(2026, 10, 5), (None, None, None), ()),
    ("10159", "Suostumuksen peruutus", date(2026, 10, 2), (None, None, None), ()),
    ("10160", "Suostumuksen peruutus", date(2026, 10, 28), (None, None, None), ()),
    ("10161", "Muu pyyntö", date(2026, 10, 20), (None, None, None), ("unknown-right",)),
    ("10162", "Tarkastusoikeus", "2026-13-40", (None, None, None), ("unreadable-date",)),
    ("10163", "Vastustaminen", date(2026, 10, 31), (None, None, None), ()),
)


def erased() -> dict[str, date]:
    """Tell which contacts leave the systems because of an erasure, and on which day."""
    return {number: days.after(closed, 2) for number, _, closed, obeyed in ERASURES if obeyed}


def objected(made: list[Item]) -> dict[str, date]:
    """Tell who objected with success, and since when."""
    return {
        item.fields[1]: item.fields[7].day
        for item in made
        if item.fields[2] == "Vastustaminen" and item.fields[8] and item.fields[8].value == GRANTED
    }


def items() -> list[Item]:
    """Make all requests, in the order of receipt where that is known."""
    dice = Dice("requests")
    received = [dice.day(date(2018, 5, 25), date(2024, 10, 31)) for _ in range(OLD)]
    received += [dice.day(date(2024, 11, 1), date(2026, 9, 20)) for _ in range(RECENT)]
    made = [_closed(dice, day) for day in received]
    made += [_erasure(*line) for line in ERASURES]
    made += [_objection(*OBJECTION)]
    made += [_open(*line) for line in OPEN]
    made.sort(key=lambda item: item.born)
    return [_numbered(index, item) for index, item in enumerate(made, start=1)]


def _numbered(index: int, item: Item) -> Item:
    return Item(item.born, (f"TP-{index:04}", *item.fields), faults=item.faults)


def _closed(dice: Dice, received: date) -> Item:
    """Make a request that is answered: most in time, some late, some extended or refused."""
    asked = days.after(received, 1) if dice.chance(0.2) else None
    verified = days.after(asked, dice.between(1, 12)) if asked else None
    extended = days.after(received, dice.between(15, 27)) if dice.chance(0.1) else None
    slow = dice.between(34, 70) if dice.chance(0.08) else dice.between(13, 29)
    closed = days.after(received, dice.between(45, 85) if extended else slow)
    number, right = str(dice.between(10001, 10600)), dice.pick(RIGHTS)
    told: date | None = closed
    outcome = dice.pick(OUTCOMES)
    faults: Faults = ()
    if dice.chance(0.12):
        outcome = "Hylätty"
        if dice.chance(0.4):
            told, faults = None, ("refusal-not-told",)
    if closed > days.NEWEST:
        faults = ()
    answers = _answers(closed if closed <= days.NEWEST else None, outcome, told)
    steps = [_known(asked), _known(verified), _known(extended)]
    return Item(received, (number, right, received, *steps, *answers), faults=faults)


def _answers(closed: date | None, outcome: str, told: date | None) -> tuple[Later | None, ...]:
    if closed is None:
        return None, None, None
    return Later(closed, closed), Later(closed, outcome), Later(closed, told)


def _known(day: date | None) -> Later | None:
    return Later(day, day) if day else None


def _erasure(number: str, received: date, closed: date, obeyed: bool) -> Item:
    fields = (number, "Poisto", received, None, None, None, *_answers(closed, GRANTED, closed))
    return Item(received, fields, faults=() if obeyed else ("erased-still-there",))


def _objection(number: str, received: date, closed: date) -> Item:
    answers = _answers(closed, GRANTED, closed)
    return Item(received, (number, "Vastustaminen", received, None, None, None, *answers))


def _open(number: str, right: str, received: date | str, steps: tuple, faults: Faults) -> Item:
    born = received if isinstance(received, date) else date(2026, 10, 22)
    fields = (number, right, received, *(_known(step) for step in steps), None, None, None)
    return Item(born, fields, faults=faults)
