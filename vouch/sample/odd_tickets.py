"""Support contacts that are wrong on purpose: odd ids, delicate days, codes in free text."""

from datetime import date

from vouch.sample import codes, items, support
from vouch.sample.items import Item, Later

WHO = ("10051", "")
IDS = {
    "email-as-id": "asiakas10050@example.fi",
    "phone-as-id": "050-555 1049",
    "code-as-id": codes.code(date(1994, 5, 1), 903, "Y"),
}
# Ten years end on the newest snapshot's day, the day before, and on 28 February.
EDGES = (
    date(2016, 10, 31),
    date(2016, 10, 31),
    date(2016, 10, 30),
    date(2016, 2, 29),
    date(2016, 2, 28),
    date(2020, 2, 29),
)
CLEANED = date(2026, 5, 12)  # the clean-up of codes in the tickets
UNREADABLE = ("01.01.1899", "2022/05/07", "eilen")
CODES = (
    codes.code(date(1985, 6, 7), 911, "-"),
    codes.code(date(1990, 12, 24), 955, "X"),
    codes.code(date(2001, 3, 15), 902, "A"),
    codes.code(date(2004, 2, 29), 933, "F"),
)
TEXTS = (
    *(("stray-code", f"Tunnus {code}, kiitos!") for code in CODES),
    *(("code-lookalike", f"Viite {codes.spoil(code)}.") for code in CODES[:2]),
    ("code-lookalike", f"Viitenumero 77{CODES[0]}"),
    ("mojibake", "Väärä merkistö".encode().decode("cp1252")),
    ("mojibake", "Työpöytä".encode().decode("cp1252")),
)


def tickets() -> list[Item]:
    """Make the odd tickets of both files."""
    return [
        *(_with_id(kind, name) for kind, name in IDS.items()),
        *(_on(f"T90{index:02}", day) for index, day in enumerate(EDGES)),
        *(_saying(f"T91{index:02}", *line) for index, line in enumerate(TEXTS)),
        *(_headed(f"T94{index:02}", code) for index, code in enumerate(codes.SPECIMENS)),
        *(_cleaned(f"T95{index:02}", code) for index, code in enumerate(CODES * 2)),
        *(_dated(f"T92{index:02}", text) for index, text in enumerate(UNREADABLE)),
        *items.lines("too-few-fields", "T9301;10052", file=support.CURRENT),
        *items.lines(
            "shifted-row", "T9302;10053;;04.02.2023;;SSL; ei toimi;", file=support.CURRENT
        ),
        *items.lines("blank-line", "", file=support.ARCHIVE),
    ]


def _with_id(kind: str, name: str) -> Item:
    made = support.ticket(name, WHO, date(2024, 3, 5), date(2024, 3, 8), ("Lasku", "Kiitos."))
    also = ("stray-code",) if kind == "code-as-id" else ()
    return items.faulty(made, kind, *also)


def _on(name: str, day: date) -> Item:
    return support.ticket(name, WHO, day, day, ("Päivitys", "Valmis."))


def _saying(name: str, kind: str, text: str) -> Item:
    made = support.ticket(name, WHO, date(2025, 5, 6), date(2025, 5, 7), ("Lasku", text))
    return items.faulty(made, kind)


def _headed(name: str, code: str) -> Item:
    """Put a code into the subject line, and one for tests into the text of every other."""
    texts = (f"Tunnus {code}", f"Myös {CODES[0]}." if code == codes.SPECIMENS[0] else "Kiitos.")
    made = support.ticket(name, WHO, date(2025, 9, 8), date(2025, 9, 9), texts)
    return items.faulty(made, "stray-code")


def _cleaned(name: str, code: str) -> Item:
    """Let a clean-up take the code out of the text."""
    text = Later(CLEANED, "Tunnus poistettu.", f"Tunnukseni on {code}.")
    return support.ticket(name, WHO, date(2025, 7, 1), date(2025, 7, 2), ("Lasku", text))


def _dated(name: str, text: str) -> Item:
    fields = (name, *WHO, "06.05.2022", text, "SSL", "Uusittu.")
    return Item(date(2022, 5, 6), fields, faults=("unreadable-date",), file=support.CURRENT)
