"""A home of a thousand canaries: texts that stand nowhere but in the records of its exports.

Each is one of its kind, so that whoever receives it has received something of a record.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

from vouch import build, home

DAYS = ("2026-09-30", "2026-10-31")
MANY = {
    "record": 400,
    "subject": 100,
    "name": 100,
    "email": 100,
    "phone": 100,
    "text": 100,
    "code": 100,
}
CHECKS = "0123456789ABCDEFHJKLMNPRSTUVWXY"
RIGHTS = "access|rectification|objection|portability|erasure|restriction|consent"
# Past, within, due soon, unreadable since a name stands there, and empty.
DATES = "2020-01-05|2026-01-15|2025-12-01|=name|"
PERSON = {"record_id": "=record", "subject_id": "=subject"}
# Dataset: kind, category, rule, purpose, basis, rows. The crm's people are those of others too.
PLACES = {
    "crm.people": ("records", "basic", "job-application", "service", "contract", 100),
    "crm.cases": ("records", "contacts", "customer-relationship", "service", "contract", 40),
    "crm.invoices": ("records", "relationship", "billing", "legal-duties", "", 40),
    "crm.torn": ("records", "relationship", "order", "service", "contract", 20),
    "crm.requests": ("rights_requests", "contacts", "rights-request", "legal-duties", "", 40),
    "crm.calls": ("calls", "contacts", "support-contact", "service", "contract", 60),
    "crm.tapes": ("recordings", "contacts", "call-recording", "service", "contract", 60),
    "crm.words": ("transcripts", "contacts", "call-recording", "development", "", 40),
    "crm.holds": ("holds", "other", "case-by-case", "legal-duties", "", 30),
    "crm.permissions": ("permissions", "consents", "permission", "marketing", "consent", 60),
    "crm.mailings": ("mailings", "relationship", "marketing-list", "marketing", "consent", 60),
    "crm.given": ("disclosures", "other", "case-by-case", "legal-duties", "", 30),
    "web.access": ("records", "use", "log", "development", "", 50),
}
# What the rows of each export hold in turn; "=name" is the next canary that is a name. Wherever
# one of our codes belongs, a canary stands now and then.
ROWS = {
    "crm.people": PERSON
    | {"starts_on": DATES, "name": "=name", "email": "=email", "phone": "=phone"}
    | {"code": "=code", "text": "=text|=code"},
    "crm.cases": PERSON | {"starts_on": DATES, "text": "=text"},
    "crm.invoices": PERSON | {"company_id": "|=name", "starts_on": "2010-05-01|=email|2024-01-01"},
    "crm.torn": PERSON | {"starts_on": DATES},
    "crm.requests": PERSON
    | {"right": f"{RIGHTS}|=email", "received_on": "2026-08-03|2026-10-05|2026-09-21|=name"}
    | {"identity_asked_on": "||2026-10-06", "closed_on": "||2026-10-20"}
    | {"outcome": "||granted|||=text", "told_on": "||2026-10-21"},
    "crm.calls": PERSON
    | {"started_at": "2026-08-01|2025-01-05|=phone", "direction": "inbound|outbound|=name"}
    | {"topic": "support|sales|=text", "is_recorded": "yes|yes|no|=code"}
    | {"recording_id": "=record|=record|", "announced": "yes|no|"},
    "crm.tapes": {"record_id": "=record", "started_at": DATES, "deleted_on": "||2026-10-01"},
    "crm.words": {"record_id": "=record", "started_at": DATES, "deleted_on": ""},
    "crm.holds": {"dataset": "crm.people", "record_id": "=record", "subject_id": "=subject"}
    | {"opened_on": "2026-01-05", "review_on": "2026-06-01|=name", "released_on": ""}
    | {"ground": "=text", "restriction": "no|yes|=name"},
    "crm.permissions": {"subject_id": "=subject", "stance": "consent|prohibition|=name"}
    | {"channel": "email|phone|=phone", "given_on": "2020-01-05", "withdrawn_on": "|2026-01-05"},
    "crm.mailings": {"subject_id": "=subject", "sent_on": "2026-10-01|=email"}
    | {"channel": "email|=email", "campaign_ended_on": "2026-10-05|"},
    "crm.given": {"disclosed_on": "2026-05-01|=text", "ground": "authority|=text"}
    | {"subject_id": "=subject"},
}
BESIDE = {
    "crm.people": 'identity_code = "code"\nfree_text = ["text"]\nlinks = ["email", "phone"]\n'
    'fingerprint = ["name", "email"]\n',
    "crm.cases": 'free_text = ["text"]\n',
    "crm.tapes": 'recording_id = "record_id"\n',
    "crm.words": 'recording_id = "record_id"\n',
    "web.access": 'subject_id = "remote_user"\nstarts_on = "time_local"\nfree_text = ["request"]\n',
}
FORMS = {"crm.words": "jsonl", "web.access": "combined-log"}
Row = dict[str, str]
Next = Callable[[str], str]


@dataclass(frozen=True)
class Canaries:
    """A built home, its canaries by kind, and the key of its hashes."""

    folder: Path
    kinds: dict[str, list[str]]
    key: str

    @property
    def all(self) -> list[str]:
        """All canaries."""
        return [text for texts in self.kinds.values() for text in texts]


def write(folder: Path) -> Canaries:
    """Write the home and build it."""
    kinds = {kind: [MAKERS[kind](n) for n in range(many)] for kind, many in MANY.items()}
    (folder / "policies").mkdir(parents=True)
    for name in ("policy.toml", "policies/2027-01-01.toml"):
        (folder / name).write_bytes((home.SAMPLE / name).read_bytes())
    declared = (_declared(name, *place) for name, place in PLACES.items())
    (folder / "sources.toml").write_text("\n".join(declared), encoding="utf-8")
    for day in DAYS:
        _export(folder / "snapshots" / day, kinds, is_newest=day == DAYS[-1])
    build.run(home.load(folder))
    return Canaries(folder, kinds, (folder / "key").read_text("ascii").strip())


def _letters(number: int) -> str:
    """Write a number in letters, so that it can be part of a name."""
    return "".join("äbcdefghij"[int(digit)] for digit in f"{number:03d}")


def _identity_code(number: int) -> str:
    """Write a code that is nobody's: such individual numbers go from 900 to 999."""
    digits = f"{number % 28 + 1:02d}{number % 12 + 1:02d}{number % 45 + 50:02d}{number + 900}"
    return f"{digits[:6]}-{digits[6:]}{CHECKS[int(digits) % 31]}"


MAKERS: dict[str, Callable[[int], str]] = {
    "record": lambda n: f"RKX{n:05d}Q",
    "subject": lambda n: f"SKX{n:05d}Q",
    "name": lambda n: f"Aino Kanarianlintu-{_letters(n)}",
    "email": lambda n: f"kanaria.{_letters(n)}@henkilö{n:03d}.example",
    "phone": lambda n: f"+358 457 90{n:03d} {n:02d}7",
    "text": lambda n: f'Äidille{_letters(n)}: <b>"tuli"</b> & meni',
    "code": _identity_code,
}


def _declared(name: str, *place: str | int) -> str:
    kind, category, rule, purpose, basis, _ = place
    said = {"files": f"{name}.*", "kind": kind, "category": category, "rule": rule}
    said |= {"purpose": purpose} | ({"basis": basis} if basis else {})
    said |= {"origin": "person"}
    theirs = [column for column in ROWS.get(name, {}) if column not in MANY]
    return "\n".join(
        [f"[{name}]", *(f'{key} = "{text}"' for key, text in said.items())]
        + [f'[{name}.format]\ntype = "{FORMS.get(name, "csv")}"', f"[{name}.columns]"]
        + [*(f'{column} = "{column}"' for column in theirs), BESIDE.get(name, "")]
    )


def _export(folder: Path, kinds: dict[str, list[str]], *, is_newest: bool) -> None:
    """Write the exports of a day; an earlier one lacks the last quarter of each."""
    folder.mkdir(parents=True)
    canaries = {kind: cycle(texts) for kind, texts in kinds.items()}

    def take(kind: str) -> str:
        return next(canaries[kind])

    for name, place in PLACES.items():
        rows = list(_rows(ROWS.get(name, {}), place[-1], take))
        kept = rows if is_newest else rows[: len(rows) * 3 // 4]
        text = WRITERS.get(name, _csv)(kept, take)
        (folder / f"{name}.export").write_text(text, encoding="utf-8")


def _rows(columns: Row, many: int, take: Next) -> Iterator[Row]:
    """Make so many rows, and take a canary wherever one is asked for."""
    for n in range(many):
        choices = {name: said.split("|") for name, said in columns.items()}
        cells = {name: said[n % len(said)] for name, said in choices.items()}
        yield {
            name: take(cell[1:]) if cell.startswith("=") else cell for name, cell in cells.items()
        }


def _csv(rows: list[Row], take: Next) -> str:
    lines = [rows[0].keys(), *(row.values() for row in rows)]
    return "".join(",".join(map(_quoted, line)) + "\n" for line in lines)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _torn(rows: list[Row], take: Next) -> str:
    """Write rows behind which stand others that have fewer fields."""
    return _csv(rows, take) + "".join(f"{take('name')},{take('email')}\n" for _ in range(9))


def _twice(rows: list[Row], take: Next) -> str:
    """Write rows of which some come again, so that no key tells them apart."""
    return _csv([*rows, *rows[:9]], take)


def _json_lines(rows: list[Row], take: Next) -> str:
    return "".join(f"{json.dumps(row)}\n" for row in rows)


def _log(rows: list[Row], take: Next) -> str:
    return "".join(
        f"10.0.0.{n} - {take('email')} [05/Jan/2020:10:00:00 +0200] "
        f'"GET /?q={take("code")} HTTP/1.1" 200 1 "-" "-"\n'
        for n in range(len(rows))
    )


WRITERS: dict[str, Callable[[list[Row], Next], str]] = {
    "crm.cases": _twice,
    "crm.torn": _torn,
    "crm.words": _json_lines,
    "web.access": _log,
}
