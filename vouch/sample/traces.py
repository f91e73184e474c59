"""Traces of people whose requests were granted: what came back, or came after all."""

from datetime import date

from vouch.sample import days
from vouch.sample.items import Item, Later, faulty

# Applicants with the e-mail address of a customer who was erased: received, as it is written.
APPLICANTS = (
    (date(2026, 2, 3), "asiakas10012@example.fi"),
    (date(2026, 8, 4), "Asiakas10115@EXAMPLE.FI"),
    (date(2026, 6, 8), " asiakas10012@example.fi"),
    (date(2026, 9, 1), "asiakas10115@example.fi"),
)
SPRING = ("kevät 2026", date(2026, 4, 13), date(2026, 4, 25), date(2026, 6, 20))
AUTUMN = ("syksy 2026", date(2026, 10, 5), date(2026, 10, 24), days.NEVER)
# On a subcontractor's list by the phone of somebody who was erased, or who objected.
LEADS = (
    (SPRING, "050-555 1030", "erased-by-link"),
    (SPRING, "+358 50 555 1011", "erased-by-link"),
    (AUTUMN, "+358505551011", "erased-by-link"),
    (SPRING, "050-555 1061", "list-after-objection"),
    (AUTUMN, "050-555 1169", "list-after-objection"),
    (AUTUMN, "0505551301", "list-after-objection"),
)
CONSENTS = (
    ("10170", "Sähköposti", date(2026, 6, 15)),
    ("10302", "Tekstiviesti", date(2026, 7, 20)),
    ("10447", "Sähköposti", date(2026, 10, 20)),
)
LETTERS = (("10170", date(2026, 6, 12)), ("10206", date(2026, 7, 12)), ("10170", date(2026, 8, 12)))
ODD = (
    ("10201", date(2026, 2, 10)),
    ("10235", date(2026, 6, 1)),
    ("10570", date(2026, 8, 3)),
    ("10246", date(2026, 9, 15)),
)


def leads() -> list[Item]:
    """Call people who had asked not to be known, or not to be called."""
    return [
        Item(called, (name, phone, called, Later(ended, ended)), gone=gone, faults=(kind,))
        for (name, called, ended, gone), phone, kind in LEADS
    ]


def consents(granted: list[Item], objected: dict[str, date]) -> list[Item]:
    """Enter consents of people who had objected, and mark those that are there."""
    entered = [
        Item(given, (number, "Suostumus", channel, given, None))
        for number, channel, given in CONSENTS
    ]
    return [_marked(item, objected) for item in (*granted, *entered)]


def _marked(item: Item, objected: dict[str, date]) -> Item:
    is_consent = item.line is None and item.fields[1] == "Suostumus"
    if is_consent and item.fields[3] > objected.get(item.fields[0], days.NEVER):
        return faulty(item, "consent-after-objection")
    return item


def mailings() -> list[Item]:
    """Write by post to people who had objected; each letter's list went in time."""
    return [
        Item(
            sent,
            (f"UK-{sent:%Y-%m}", number, "Posti", sent, days.after(sent, 14)),
            gone=days.after(sent, 59),
            faults=("mailing-after-objection",),
        )
        for number, sent in LETTERS
    ]


def odd_data() -> list[Item]:
    """Note down more of people who had taken their consent back."""
    return [
        Item(
            given,
            (f"M-9{index:02}", number, given, "", "Muistio tapaamisesta"),
            faults=("record-after-withdrawal",),
        )
        for index, (number, given) in enumerate(ODD, 1)
    ]
