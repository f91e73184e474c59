"""Support contacts over thirteen years, with free text in which anything may stand."""

from datetime import date

from vouch.sample import codes, days, items, requests
from vouch.sample.dice import Dice
from vouch.sample.items import Item, Later
from vouch.sample.people import Person

COLUMNS = ("Tiketti", "Asiakasnro", "Yritysnro", "Avattu", "Viimeksi käsitelty", "Aihe", "Kuvaus")
ARCHIVE, CURRENT = "yhteydenotot-arkisto.csv.gz", "yhteydenotot.csv"
ARCHIVED_BEFORE = date(2021, 1, 1)
TICKETS = 1270
KEPT_YEARS = 10
SUBJECTS = ("Varmuuskopio", "Verkkotunnus", "Sähköposti ei kulje", "Päivitys", "Lasku", "SSL")
TEXTS = (
    "Sivusto on hidas.", "Pyydetty palautus.", "Ohjattu ohjeeseen.", "Asia ratkesi puhelimessa.",
    "Asiakas kysyi päivityksistä.", "Lisäosa poistettu käytöstä.",
)
QUOTED = ('Virhe "500"; korjattu.', "Ensin A; sitten B.", "Hinta 12,50; alv 25,5 %.")
BROKEN = ("Ensimmäinen rivi.\nToinen rivi.", "Viesti:\n\nTerveisin\nasiakas")
UNREADABLE = ("01.01.1899", "2022/05/07", "eilen")
IDS = {"email-as-id": "asiakas10050@example.fi", "phone-as-id": "050-555 1049",
       "code-as-id": codes.code(date(1994, 5, 1), 903, "Y")}


def all_items(persons: list[Person]) -> list[Item]:
    """Make the tickets of both files."""
    dice = Dice("support")
    opened = sorted(dice.day(date(2013, 2, 1), days.NEWEST) for _ in range(TICKETS))
    tickets = [_ticket(dice, 3001 + index, day, persons) for index, day in enumerate(opened)]
    tickets = [_reappearing(item) for item in tickets]
    whole = [half for halves in tickets for half in halves]
    return items.spread(_planted(), whole)


def _ticket(dice: Dice, number: int, opened: date, persons: list[Person]) -> Item:
    text, faults = dice.pick(TEXTS), ()
    if dice.chance(0.012):
        text, faults = dice.pick(QUOTED), ("quoted-delimiter",)
    elif dice.chance(0.01):
        text, faults = dice.pick(BROKEN), ("quoted-line-break",)
    known = [person for person in (dice.pick(persons) for _ in range(20))
             if person.since <= opened]
    last = days.after(opened, dice.between(0, 25)) if dice.chance(0.9) else None
    gone = dice.deletion(days.years_after(last or opened, KEPT_YEARS))
    if not known or dice.chance(0.015):
        who, faults = ("", ""), (*faults, "person-unknown")
    else:
        who, gone = (known[0].number, known[0].company), min(gone, known[0].gone)
    return _item(f"T{number}", who, opened, last, (dice.pick(SUBJECTS), text), gone, faults)


def _item(name: str, who: tuple, opened: date, last: date | None, texts: tuple,
          gone: date = days.NEVER, faults: tuple[str, ...] = ()) -> Item:
    file = ARCHIVE if opened < ARCHIVED_BEFORE else CURRENT
    shown = Later(last, last) if last else None
    faults = (*faults, *items.edges(last or opened, KEPT_YEARS))
    return Item(opened, (name, *who, opened, shown, *texts), gone, faults, file)


def _reappearing(item: Item) -> list[Item]:
    """Bring one deleted ticket in some back three months later, as a restored backup does."""
    due_again = days.after(item.gone, 92) if item.gone < days.NEVER else days.NEVER
    is_erased = item.fields[1] in requests.erased()
    if is_erased or not (item.fields[0].endswith("7") and days.FIRST < item.gone and due_again < days.NEWEST):
        return [item]
    back = Item(due_again, item.fields, days.NEVER, (*item.faults, "reappeared"), item.file)
    return [item, back]


def _planted() -> list[Item]:
    """Make the tickets that are wrong on purpose."""
    who = ("10051", "")
    made = [_item(name, who, date(2024, 3, 5), date(2024, 3, 8), ("Lasku", "Kiitos."),
                  faults=(kind,)) for kind, name in IDS.items()]
    made += [_item(f"T90{index:02}", who, start, start, ("Päivitys", "Valmis."))
             for index, start in enumerate(_edges())]
    made += [_item(f"T91{index:02}", who, date(2025, 5, 6), date(2025, 5, 7), ("Lasku", text),
                   faults=(kind,)) for index, (kind, text) in enumerate(_texts())]
    made += [Item(date(2022, 5, 6), (f"T92{index:02}", *who, "06.05.2022", text, "SSL", "Uusittu."),
                  faults=("unreadable-date",), file=CURRENT)
             for index, text in enumerate(UNREADABLE)]
    made += items.lines("too-few-fields", "T9301;10052", file=CURRENT)
    made += items.lines("shifted-row", "T9302;10053;;04.02.2023;05.02.2023;SSL; ei toimi;",
                        file=CURRENT)
    return made + items.lines("blank-line", "", file=ARCHIVE)


def _edges() -> list[date]:
    """List starts whose last permitted day is a snapshot's day, the day before, and leap days."""
    return [date(2016, 10, 31), date(2016, 10, 31), date(2016, 10, 30), date(2016, 2, 29),
            date(2016, 2, 28), date(2020, 2, 29)]


def _texts() -> list[tuple[str, str]]:
    right = [codes.code(date(1985, 6, 7), 911, "-"), codes.code(date(1990, 12, 24), 955, "X"),
             codes.code(date(2001, 3, 15), 902, "A"), codes.code(date(2004, 2, 29), 933, "F")]
    return [
        *(("stray-code", f"Tunnus {code}, kiitos!") for code in right),
        *(("code-lookalike", f"Viite {codes.spoil(code)}.") for code in right[:2]),
        ("code-lookalike", f"Viitenumero 77{right[0]}"),
        ("mojibake", "Väärä merkistö".encode().decode("cp1252")),
        ("mojibake", "Työpöytä".encode().decode("cp1252")),
    ]
