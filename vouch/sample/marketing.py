"""Consents, prohibitions, newsletters, and a subcontractor's calling lists."""

from datetime import date

from vouch.sample import days, items, requests
from vouch.sample.dice import Dice
from vouch.sample.items import Item, Later
from vouch.sample.people import Person

PERMISSION_COLUMNS = ("Asiakasnro", "Laji", "Kanava", "Annettu", "Peruttu")
MAILING_COLUMNS = ("Kampanja", "Asiakasnro", "Kanava", "Lähetetty", "Kampanja päättynyt")
LEAD_COLUMNS = ("list", "phone", "called", "ended")  # the file itself has no header
RECIPIENTS = 34
LONG_AFTER = 60  # days: a list that old outlives its campaign
FORGOTTEN = ("UK-2025-02", "UK-2025-09")  # campaigns whose lists nobody deleted
# Sent against a prohibition by post; sent by e-mail without a consent.
PLANTED = date(2026, 10, 12)
AGAINST, WITHOUT, WITHDRAWN = 4, 6, 3


def permissions(persons: list[Person]) -> list[Item]:
    """Give four in ten contacts a consent and one in twelve a prohibition."""
    dice, made = Dice("permissions"), []
    for person in persons:
        if dice.chance(0.4):
            made.append(_consent(dice, person))
        elif dice.chance(0.14):
            given = dice.day(person.since, days.NEWEST)
            fields = (person.number, "Kielto", dice.pick(("Sähköposti", "Posti", "Puhelin")), given)
            made.append(Item(given, (*fields, None)))  # kept to be honoured, whoever leaves
    return items.spread(items.lines("too-few-fields", "10999;Kielto;Posti"), made)


def _consent(dice: Dice, person: Person) -> Item:
    given = dice.day(person.since, days.NEWEST)
    withdrawn = dice.day(given, date(2028, 12, 31)) if dice.chance(0.3) else None
    shown = Later(withdrawn, withdrawn) if withdrawn and withdrawn <= days.NEWEST else None
    channel = "Tekstiviesti" if dice.chance(0.1) else "Sähköposti"
    fields = (person.number, "Suostumus", channel, given, shown)
    return Item(given, fields, gone=person.gone)


def mailings(persons: list[Person], granted: list[Item], objected: dict[str, date]) -> list[Item]:
    """Send a newsletter each month to those who consented; faults are sent beside it."""
    gone = {person.number: person.gone for person in persons}
    dice, made = Dice("mailings"), []
    for year, month in [(2025, month) for month in range(1, 13)] + [
        (2026, month) for month in range(1, 11)
    ]:
        sent = date(year, month, 12)
        ready = [
            item
            for item in granted
            if _allows(item, sent) and objected.get(item.fields[0], days.NEVER) > sent
        ]
        chosen = [item for item in ready if dice.chance(RECIPIENTS / len(ready))]
        made += [_mailing(sent, item.fields[0], gone) for item in chosen]
    faults = _against(granted) + _without(persons, granted) + _withdrawn(granted)
    kinds = ("mailing-after-objection",)
    return made + faults + [_mailing(PLANTED, requests.OBJECTION[0], {}, "Posti", kinds)]


def _allows(item: Item, sent: date) -> bool:
    if item.fields[1:3] != ("Suostumus", "Sähköposti"):
        return False
    withdrawn = item.fields[4]
    return item.fields[3] <= sent and (withdrawn is None or withdrawn.day > sent)


def _mailing(
    sent: date,
    number: str,
    gone: dict[str, date],
    channel: str = "Sähköposti",
    faults: items.Faults = (),
) -> Item:
    name, ended = f"UK-{sent:%Y-%m}", days.after(sent, 14)
    kept = days.after(ended, 45)
    if name in FORGOTTEN:
        kept, faults = days.NEVER, (*faults, "list-outlives-campaign")
    fields = (name, number, channel, sent, ended)
    return Item(sent, fields, gone=min(kept, gone.get(number, days.NEVER)), faults=faults)


def _against(granted: list[Item]) -> list[Item]:
    """Post to people who had forbidden it."""
    sent = PLANTED
    forbidden = [
        item.fields[0]
        for item in granted
        if item.fields[1:3] == ("Kielto", "Posti") and item.fields[3] <= sent
    ]
    return [
        _mailing(sent, number, {}, "Posti", ("mailing-against-prohibition",))
        for number in forbidden[:AGAINST]
    ]


def _without(persons: list[Person], granted: list[Item]) -> list[Item]:
    """E-mail to people who never consented."""
    sent = PLANTED
    asked = {item.fields[0] for item in granted if item.fields}
    silent = [
        person.number
        for person in persons
        if person.number not in asked and person.since <= sent < person.gone
    ]
    return [
        _mailing(sent, number, {}, faults=("mailing-without-consent",))
        for number in silent[:WITHOUT]
    ]


def _withdrawn(granted: list[Item]) -> list[Item]:
    """E-mail to people who took their consent back."""
    left = [
        item.fields[0]
        for item in granted
        if item.gone == days.NEVER
        and item.fields[1:3] == ("Suostumus", "Sähköposti")
        and item.fields[4]
        and item.fields[4].day < PLANTED
    ]
    kinds = ("mailing-without-consent", "mailing-after-withdrawal")
    return [_mailing(PLANTED, number, {}, faults=kinds) for number in left[-WITHDRAWN:]]


def leads() -> list[Item]:
    """List the people whom a subcontractor called, by phone number."""
    dice, made = Dice("leads"), []
    for name, called, kept in (
        ("kevät 2025", date(2025, 4, 7), days.NEVER),
        ("syksy 2025", date(2025, 10, 6), date(2026, 1, 15)),
        ("kevät 2026", date(2026, 4, 13), date(2026, 7, 10)),
        ("syksy 2026", date(2026, 10, 5), days.NEVER),
    ):
        ended = days.after(called, 40)
        faults: items.Faults = ()
        if days.after(ended, LONG_AFTER) < min(kept, days.NEWEST):
            faults = ("list-outlives-campaign",)
        for _ in range(28):
            phone = f"050-555 {dice.between(3000, 9999)}"
            made.append(
                Item(called, (name, phone, called, Later(ended, ended)), gone=kept, faults=faults)
            )
    return made
