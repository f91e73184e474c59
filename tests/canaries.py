"""A small home whose exports are full of canaries: what must never be found outside them."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from vouch import home
from vouch.sample import codes

DAYS = (date(2025, 9, 30), date(2026, 10, 31))
PEOPLE = 170
MARK = "Qzvxkanari"  # in every name, address and text; in no other word
PHONE = "04577131"  # every phone number begins with it
OPEN = (2, 4)  # places of the rights whose requests are not closed
OLD = "2012-01-01"  # past every period
SOURCES = """
[crm.contacts]
files = "contacts*.csv"
category = "basic"
rule = "order"
purpose = "other-consented"
origin = "person"
people = ["customers"]
[crm.contacts.columns]
record_id = "mail"
subject_id = "mail"
starts_on = "ended"
identity_code = "code"
free_text = ["note", "more"]
links = ["mail", "phone"]
fingerprint = ["name", "address"]

[crm.tickets]
files = "tickets.jsonl"
category = "contacts"
rule = "order"
purpose = "service"
origin = "person"
people = ["customers"]
[crm.tickets.format]
type = "jsonl"
[crm.tickets.columns]
record_id = "code"
subject_id = "phone"
starts_on = "opened"
free_text = ["body"]
links = ["phone"]

[crm.requests]
files = "requests.csv"
kind = "rights_requests"
category = "contacts"
rule = "rights-request"
purpose = "legal-duties"
origin = "person"
people = ["customers"]
[crm.requests.columns]
record_id = "mail"
subject_id = "mail"
right = "right"
received_on = "received"
closed_on = "closed"
outcome = "outcome"
told_on = "told"

[crm.permissions]
files = "permissions.csv"
kind = "permissions"
category = "consents"
rule = "permission"
purpose = "marketing"
basis = "consent"
origin = "person"
people = ["customers"]
[crm.permissions.columns]
subject_id = "mail"
stance = "stance"
given_on = "given"

[crm.mailings]
files = "mailings.csv"
kind = "mailings"
category = "relationship"
rule = "marketing-list"
purpose = "marketing"
basis = "consent"
origin = "derived"
people = ["customers"]
[crm.mailings.columns]
subject_id = "phone"
sent_on = "sent"
channel = "channel"
links = ["mail"]

[phone.calls]
files = "calls.csv"
kind = "calls"
category = "contacts"
rule = "call-recording"
purpose = "service"
origin = "service-use"
people = ["customers"]
subject_space = "crm"
[phone.calls.columns]
record_id = "phone"
subject_id = "mail"
started_at = "started"
is_recorded = "recorded"
recording_id = "phone"

[crm.holds]
files = "holds.csv"
kind = "holds"
[crm.holds.columns]
dataset = "what"
record_id = "record"
opened_on = "opened"

[web.access]
files = "access.log"
category = "use"
rule = "log"
purpose = "development"
origin = "service-use"
people = ["customers"]
[web.access.format]
type = "combined-log"
[web.access.columns]
subject_id = "remote_user"
starts_on = "time_local"
free_text = ["request"]

[legal.processors]
files = "processors.csv"
kind = "processors"
[legal.processors.columns]
name = "name"
country = "country"
"""


def person(number: int) -> dict[str, str]:
    """Invent one person, every word of whom is a canary."""
    born = date(1950, 1, 1) + timedelta(days=137 * number)
    return {
        "name": f"{MARK}nimi{number:03} {MARK}suku{number:03}",
        "address": f"{MARK}katu {number:03}, 00{number:03} {MARK}kylä",
        "mail": f"{MARK.lower()}{number:03}@example.fi",
        "phone": f"{PHONE}{number:03}",
        "note": f"{MARK}: soitti {MARK}asiasta {number:03}",
        "code": codes.code(born, 900 + number % 100, "A" if born.year > 1999 else "-"),  # noqa: PLR2004
    }


def count() -> int:
    """Count the canaries: six of each person."""
    return sum(len(person(number)) for number in range(PEOPLE))


def write(folder: Path) -> Path:
    """Write the home; its policy is the sample's."""
    rules = (home.SAMPLE / "policy.toml").read_text(encoding="utf-8")
    (folder / "policy.toml").write_text(rules, encoding="utf-8")
    (folder / "sources.toml").write_text(SOURCES, encoding="utf-8")
    people = [person(number) for number in range(PEOPLE)]
    for day in DAYS:
        snapshot = folder / "snapshots" / day.isoformat()
        snapshot.mkdir(parents=True)
        for name, lines in _files(people):
            (snapshot / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def _files(people: list[dict[str, str]]) -> Iterator[tuple[str, list[str]]]:
    rows = [[*one.values()] for one in people]
    text = [f'"{r[0]}","{r[1]}",{r[2]},{r[3]},"{r[4]} {r[5]}",{r[5]},{OLD},{r[4]}' for r in rows]
    # Rows that cannot be taken apart are shown as excerpts, which must not spell anything.
    broken = [f"{r[0]},{r[1]},{r[5]}" for r in rows[::9]]
    head = "name,address,mail,phone,note,code,ended,more"
    yield "contacts.csv", [head, *text, *text[:7], *broken]
    yield "contacts_bad.csv", [rows[0][0], rows[1][5], rows[2][3]]
    yield f"{MARK.lower()[:0]}old.csv", ["name", *(r[0] for r in rows[:5])]
    said = [
        {"code": r[5], "phone": r[3], "opened": OLD, "body": f"{r[0]} {r[5]} {r[1]}"} for r in rows
    ]
    yield "tickets.jsonl", [json.dumps(one, ensure_ascii=False) for one in said] + [rows[3][0]]
    rights = ("erasure", "objection", "access", "consent", "portability")
    outcomes = [f"{r[2]},{rights[n % 5]},{_asked(n)}" for n, r in enumerate(rows)]
    yield "requests.csv", ["mail,right,received,closed,outcome,told", *outcomes]
    given = [f"{r[2]},{'consent' if n % 2 else r[0]},2026-09-09" for n, r in enumerate(rows)]
    yield "permissions.csv", ["mail,stance,given", *given]
    sent = [
        f"{r[3]},{r[2]},2026-10-10,{'email' if n % 3 else r[1][:9]}" for n, r in enumerate(rows)
    ]
    yield "mailings.csv", ["phone,mail,sent,channel", *sent]
    called = (f"{r[3]},{r[2]},2026-05-05,yes" for r in rows)
    yield from (("calls.csv", ["phone,mail,started,recorded", *called]), _holds(rows))
    yield (
        "access.log",
        [
            f"{r[3]} - {r[2]} [01/Jan/2012:10:00:00 +0200] "
            f'"GET /?q={r[5]}&n={r[4]} HTTP/1.1" 200 1 '
            f'"{r[2]}" "{r[0]}"'
            for r in rows
        ]
        + [rows[4][0]],
    )
    yield "processors.csv", ["name,country", *(f"{r[0]},US" for r in rows[:20])]


def _holds(rows: list[list[str]]) -> tuple[str, list[str]]:
    """Write holds that name a person where a dataset should be: alone, or beside a record."""
    slipped = [f"{r[0]},{'' if n % 2 else n},2026-01-01" for n, r in enumerate(rows)]
    return "holds.csv", ["what,record,opened", *slipped]


def _asked(number: int) -> str:
    """Tell when a request came, and how it was closed if it was; some before the first snapshot."""
    if number % 5 in OPEN:
        return "2026-09-01,,,"
    if number % 10 == 0:
        return "2025-09-01,2025-09-15,granted,"
    month = number % 8 + 1
    return f"2026-0{month}-03,2026-0{month}-20,granted,"


def sought() -> set[str]:
    """Return what would give a canary away: what stands in each of them, or is one."""
    return {MARK, PHONE, *(person(number)["code"] for number in range(PEOPLE))}
