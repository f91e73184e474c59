"""Orders: a year from the day of the order, with every kind of bad date among them."""

from dataclasses import replace
from datetime import date

from vouch.sample import days, items
from vouch.sample.dice import Dice
from vouch.sample.items import Item, Later
from vouch.sample.people import Person

COLUMNS = ("Tilausnro", "Asiakasnro", "Yritysnro", "Tilattu", "Palvelu", "Hinta", "Tila")
ORDERS = 1150
KEPT_YEARS = 1
FIRST_ORDER = date(2024, 1, 2)
EDGES = (
    *[date(2025, 10, 31)] * 3,  # last permitted day: the newest snapshot's
    *[date(2025, 10, 30)] * 2,  # the day before: past by one day
    *[date(2026, 1, 29)] * 2,  # due in 90 days
    date(2026, 1, 30),  # due in 91 days
    *[date(2024, 2, 29)] * 3,
    date(2025, 2, 28),
)
BAD_DATES = {
    "wrong-format": ("10/25/2025", "Oct 3 2025", "2025/10/03"),
    "two-digit-year": ("03.10.25", "14.02.26", "01.12.25", "7.7.26"),
    "excel-serial": ("45567", "45932", "46023"),
    "impossible-day": ("30.02.2026", "31.11.2025"),
    "empty-start": ("", "", " ", "", ""),
    "epoch-date": ("01.01.1970", "01.01.1970"),
    "future-date": ("24.12.2026", "01.06.2027"),
}
REAPPEARING = 4
GONE, BACK = date(2026, 3, 10), date(2026, 6, 20)
# On which day some past orders got which later one.
REDATED = (
    *[(date(2026, 5, 5), date(2026, 4, 1))] * 2,
    *[(date(2026, 7, 7), date(2026, 6, 15))] * 2,
    (date(2026, 9, 9), date(2026, 9, 1)),
)


def all_items(persons: list[Person]) -> list[Item]:
    """Make the orders."""
    dice = Dice("orders")
    ordered = sorted(dice.day(FIRST_ORDER, days.NEWEST) for _ in range(ORDERS))
    made = [
        _order(dice, f"N{index:05}", day, persons) for index, day in enumerate(ordered, start=1)
    ]
    made = _restored(_redated(made))
    return [
        *items.spread(_planted(dice, persons), made),
        *items.lines("footer-line", "Tilauksia yhteensä"),
    ]


def _order(dice: Dice, number: str, day: date, persons: list[Person]) -> Item:
    person = dice.pick(persons)
    who = (person.number, person.company) if person.since <= day else ("", "")
    last_on = days.years_after(day, KEPT_YEARS)
    gone = dice.deletion(last_on) if who[0] else days.after(last_on, 5)
    fields = (
        number,
        *who,
        day,
        dice.pick(("WP Alku", "WP Yritys", "Verkkotunnus")),
        f"{dice.between(9, 99)},90",
        Later(days.after(day, 9), "toimitettu", "avoin"),
    )
    faults = () if who[0] or who[1] else ("person-unknown",)
    faults = (*faults, *items.edges(day, KEPT_YEARS))
    return Item(day, fields, min(gone, person.gone) if who[0] else gone, faults)


def _restored(made: list[Item]) -> list[Item]:
    """Delete some past orders, and bring them back with a backup."""
    chosen = [
        item
        for item in made
        if item.gone == days.NEVER and item.born < date(2024, 12, 1) and not _is_moved(item)
    ]
    back = chosen[:REAPPEARING]
    kept = [replace(item, gone=GONE) if item in back else item for item in made]
    return kept + [items.faulty(replace(item, born=BACK), "reappeared") for item in back]


def _redated(made: list[Item]) -> list[Item]:
    """Give some past orders a later day, as if they were new."""
    past = [item for item in made if item.gone == days.NEVER and item.born < date(2024, 12, 1)]
    moves = dict(zip((item.fields[0] for item in past[-len(REDATED) :]), REDATED, strict=True))
    return [
        _moved(item, *moves[item.fields[0]]) if item.fields[0] in moves else item for item in made
    ]


def _moved(item: Item, seen: date, start: date) -> Item:
    shown = Later(seen, start, item.fields[3])
    return items.faulty(
        replace(item, fields=(*item.fields[:3], shown, *item.fields[4:])), "re-dated"
    )


def _is_moved(item: Item) -> bool:
    return "re-dated" in item.faults


def _planted(dice: Dice, persons: list[Person]) -> list[Item]:
    known = [person for person in persons if person.gone == days.NEVER and not person.ended]
    like = [_order(dice, f"N9{index:04}", date(2026, 9, 1), known) for index in range(60)]
    fresh = iter([item for item in like if item.fields[1]])
    made = [_dated(next(fresh), day) for day in EDGES]
    made += [_dated(next(fresh), text, kind) for kind, texts in BAD_DATES.items() for text in texts]
    for item in [next(fresh) for _ in range(3)]:
        old = replace(item, born=days.FIRST, gone=days.NEVER)
        made += [old, items.faulty(old, "duplicate-id")]
    made += [_unnamed(next(fresh)) for _ in range(4)]
    return made + _broken()


def _dated(item: Item, start: date | str, *faults: str) -> Item:
    born = start if isinstance(start, date) else days.FIRST
    if isinstance(start, date):
        faults = items.edges(start, KEPT_YEARS)
    return Item(born, (*item.fields[:3], start, *item.fields[4:]), faults=faults)


def _unnamed(item: Item) -> Item:
    return Item(days.FIRST, ("", *item.fields[1:]), faults=("missing-id",))


def _broken() -> list[Item]:
    return [
        *items.lines("too-few-fields", "N98001;10201;;05.05.2026", "N98002", "N98003;10202;;"),
        *items.lines(
            "too-many-fields",
            "N98004;10203;;06.05.2026;WP; Alku;9,90;avoin;x",
            "N98005;10204;;06.05.2026;Verkkotunnus;9,90;avoin;a;b;c",
        ),
        *items.lines(
            "shifted-row",
            "N98006;10205;;07.05.2026;Verkko;tunnus;9,90;",
            "N98007;10206;;08.05.2026;WP Alku;9,90;avoin;",
        ),
        *items.lines("blank-line", "", "   ", ""),
    ]
