"""Support contacts over thirteen years, in an archive and a current file."""

from dataclasses import replace
from datetime import date

from vouch.sample import days, items, requests
from vouch.sample.dice import Dice
from vouch.sample.items import Item, Later
from vouch.sample.people import Person

Text = str | Later

COLUMNS = ("Tiketti", "Asiakasnro", "Yritysnro", "Avattu", "Viimeksi käsitelty", "Aihe", "Kuvaus")
ARCHIVE, CURRENT = "yhteydenotot-arkisto.csv.gz", "yhteydenotot.csv"
ARCHIVED_BEFORE = date(2021, 1, 1)
TICKETS = 1270
KEPT_YEARS = 10
MOVED = 4
SUBJECTS = ("Varmuuskopio", "Verkkotunnus", "Sähköposti ei kulje", "Päivitys", "Lasku", "SSL")
TEXTS = (
    "Sivusto on hidas.",
    "Pyydetty palautus.",
    "Ohjattu ohjeeseen.",
    "Asia ratkesi puhelimessa.",
    "Asiakas kysyi päivityksistä.",
    "Lisäosa poistettu käytöstä.",
)
QUOTED = ('Virhe "500"; korjattu.', "Ensin A; sitten B.", "Hinta 12,50; alv 25,5 %.")
BROKEN = ("Ensimmäinen rivi.\nToinen rivi.", "Viesti:\n\nTerveisin\nasiakas")
NOBODY = ("", "")


def tickets(persons: list[Person]) -> list[Item]:
    """Make the tickets of both files, in the order of their opening."""
    dice = Dice("support")
    opened = sorted(dice.day(date(2013, 2, 1), days.NEWEST) for _ in range(TICKETS))
    made = [_ticket(dice, f"T{3001 + step}", day, persons) for step, day in enumerate(opened)]
    return [half for item in made for half in _reappearing(item)]


def ticket(
    name: str, who: tuple[str, str], opened: date, last: date | None, texts: tuple[str, Text]
) -> Item:
    """Make one ticket in the file that its age puts it in."""
    file = ARCHIVE if opened < ARCHIVED_BEFORE else CURRENT
    shown = Later(last, last) if last else None
    faults = items.edges(last or opened, KEPT_YEARS)
    return Item(opened, (name, *who, opened, shown, *texts), faults=faults, file=file)


def _ticket(dice: Dice, name: str, opened: date, persons: list[Person]) -> Item:
    text, *kinds = _text(dice)
    known = [person for person in (dice.pick(persons) for _ in range(20)) if person.since <= opened]
    last = days.after(opened, dice.between(0, 25)) if dice.chance(0.9) else None
    gone = dice.deletion(days.years_after(last or opened, KEPT_YEARS))
    who, texts = NOBODY, (dice.pick(SUBJECTS), text)
    if known and dice.chance(0.985):
        who, gone = (known[0].number, known[0].company), min(gone, known[0].gone)
    else:
        kinds.append("person-unknown")
    return replace(items.faulty(ticket(name, who, opened, last, texts), *kinds), gone=gone)


def _text(dice: Dice) -> tuple[str, ...]:
    """Return what was written, then the kinds of fault in it."""
    if dice.chance(0.012):
        return dice.pick(QUOTED), "quoted-delimiter"
    if dice.chance(0.01):
        return dice.pick(BROKEN), "quoted-line-break"
    return (dice.pick(TEXTS),)


def _reappearing(item: Item) -> list[Item]:
    """Bring one deleted ticket in some back three months later, as a restored backup does."""
    again = days.after(item.gone, 92) if _is_deleted_late(item) else days.NEVER
    if not (item.fields[0].endswith(("3", "7")) and again < days.NEWEST):
        return [item]
    return [item, items.faulty(replace(item, born=again, gone=days.NEVER), "reappeared")]


def _is_deleted_late(item: Item) -> bool:
    """Tell whether a ticket went past its day, of a person who never asked for it."""
    last_on = days.years_after(_last(item), KEPT_YEARS)
    is_late = days.month_after(last_on) < item.gone < days.NEVER and item.gone > days.FIRST
    return is_late and item.fields[1] not in requests.erased()


def _last(item: Item) -> date:
    handled = item.fields[4]
    return handled.value if handled else item.fields[3]


def moved(made: list[Item]) -> list[Item]:
    """Give some tickets, when they are to be deleted, a place where no period is set."""
    late = [item for item in made if _is_deleted_late(item) and not item.faults and item.fields[1]]
    chosen = [item for item in late if item.fields[0].endswith(("0", "2", "4", "5"))]
    return [
        Item(
            item.gone,
            (f"S9{place}", item.fields[1], item.fields[3], *item.fields[5:]),
            faults=("moved-to-another-rule",),
        )
        for place, item in enumerate(chosen[:MOVED])
    ]
