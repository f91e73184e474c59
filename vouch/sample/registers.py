"""The lawyer's lists: holds, disclosures, processors, and odd data that customers sent."""

from datetime import date

from vouch.sample import days
from vouch.sample.items import Item, Later

HOLD_COLUMNS = (
    "Nro",
    "Kohde",
    "Tietue",
    "Asiakasnro",
    "Avattu",
    "Tarkistettava",
    "Vapautettu",
    "Peruste",
    "Rajoitus",
)
DISCLOSURE_COLUMNS = ("Päivä", "Peruste", "Asiakasnro", "Saaja")
PROCESSOR_COLUMNS = ("Nimi", "Maa", "Suojatoimi", "Tehtävä")
ODD_COLUMNS = ("Nro", "Asiakasnro", "Annettu", "Aihe", "Sisältö")
DISCLOSURES = (
    (date(2022, 5, 4), "Viranomainen", "10070", "Keksitty poliisi"),
    (date(2023, 11, 20), "Viranomainen", "10071", "Keksitty poliisi"),
    (date(2024, 2, 29), "Konserni", "10072", "Esimerkki Holding"),
    (date(2024, 9, 9), "Suostumus", "10073", "Keksitty kumppani"),
    (date(2025, 6, 18), "Hätätilanne", "10074", "Keksitty hätäkeskus"),
    (date(2026, 1, 12), "Viranomainen", "10075", "Keksitty verottaja"),
    (date(2026, 5, 7), "Konserni", "", "Esimerkki Holding"),
    (date(2026, 8, 21), "Yrityskauppa", "10076", "Esimerkki Holding"),
)
PROCESSORS = (
    ("Keksitty Konesali Oy", "FI", "", "Palvelimet"),
    ("Musterpost GmbH", "DE", "", "Sähköposti"),
    ("Exempel AB", "SE", "", "Varmuuskopiot"),
    ("Dømi AS", "NO", "", "Tuki"),
    ("Sample Mailer Inc", "US", "Mallisopimuslausekkeet", "Uutiskirje"),
    ("Example Tickets Ltd", "GB", "Tietosuojan riittävyys", "Tiketit"),
    ("Invented Analytics Inc", "US", "", "Kävijämittaus"),
    ("Made-up Voice Pvt", "IN", "", "Litterointi"),
)
EUROPEAN = {"FI", "DE", "SE", "NO"}
ODD = ("Kuva työpisteestä", "Allergiatieto tapahtumaan", "Muistio tapaamisesta")


def holds(past_invoice: str) -> list[Item]:
    """Make holds of every shape; *past_invoice* is a document that a dispute needs."""
    return [
        _hold(1, ("Laskut", past_invoice, ""), date(2026, 1, 5), date(2027, 1, 5), None, "Riita"),
        _hold(
            2,
            ("Laskut", "L150001", ""),
            date(2025, 12, 1),
            date(2026, 6, 1),
            date(2026, 5, 20),
            "Riita",
        ),
        _hold(3, ("", "", "10060"), date(2025, 3, 3), date(2026, 12, 31), None, "Vaatimus"),
        _hold(
            4, ("", "", "10061"), date(2025, 6, 2), date(2026, 3, 1), date(2026, 2, 27), "Vaatimus"
        ),
        _hold(
            5,
            ("Yhteydenotot", "", "10051"),
            date(2025, 9, 1),
            date(2026, 4, 1),
            None,
            "Riita",
            "hold-review-overdue",
        ),
        _hold(
            6,
            ("Hakemukset", "", ""),
            date(2026, 1, 2),
            date(2026, 6, 30),
            date(2026, 6, 15),
            "Syrjintäväite",
            "hold-on-whole-dataset",
        ),
        _hold(
            7,
            ("", "", "10062"),
            date(2026, 7, 1),
            date(2026, 12, 1),
            None,
            "Art. 18",
            "restriction",
        ),
        _hold(8, ("Tilaukset", "", "10063"), date(2026, 8, 3), date(2027, 2, 1), None, "Riita"),
    ]


def _hold(
    number: int,
    target: tuple[str, str, str],
    opened: date,
    review: date,
    released: date | None,
    *ground: str,
) -> Item:
    shown = Later(released, released) if released else None
    faults = ground[1:]
    limited = "Kyllä" if "restriction" in faults else "Ei"
    fields = (f"P-{number}", *target, opened, review, shown, ground[0], limited)
    return Item(opened, fields, faults=faults)


def disclosures() -> list[Item]:
    """Make the register of disclosures."""
    return [Item(line[0], line) for line in DISCLOSURES]


def processors() -> list[Item]:
    """Make the register of processors."""
    return [Item(days.FIRST, line, faults=_fault(line)) for line in PROCESSORS]


def _fault(line: tuple[str, ...]) -> tuple[str, ...]:
    return () if line[1] in EUROPEAN or line[2] else ("processor-without-safeguard",)


def odd_data() -> list[Item]:
    """Make the few things that customers sent unasked."""
    return [
        Item(
            date(2023 + index % 4, 1 + index % 9, 3 + index),
            (
                f"S{index:02}",
                str(10080 + index),
                date(2023 + index % 4, 1 + index % 9, 3 + index),
                "",
                ODD[index % len(ODD)],
            ),
        )
        for index in range(1, 15)
    ]
