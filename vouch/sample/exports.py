"""The exports of every system: which file holds what, and how that system writes it."""

from dataclasses import dataclass

from vouch.sample import (
    billing,
    calls,
    customers,
    items,
    logs,
    marketing,
    odd_tickets,
    orders,
    people,
    registers,
    requests,
    staff,
    support,
    traces,
)
from vouch.sample.items import Item

ISO, FINNISH = "%Y-%m-%d", "%d.%m.%Y"


@dataclass(frozen=True)
class Export:
    """One file of a system (or several with the same columns), and all it ever holds."""

    file: str
    items: list[Item]
    columns: tuple[str, ...] = ()
    form: str = "csv"
    delimiter: str = ";"
    encoding: str = "utf-8"
    date: str = FINNISH
    newline: str = "\n"
    has_header: bool = True


def build() -> list[Export]:
    """Build the whole world once; every snapshot is a look at it."""
    persons = people.persons(requests.erased())
    granted = marketing.permissions(persons)
    invoices, payments = billing.all_items(persons)
    return [
        *_crm(persons, granted),
        *_telephone(persons),
        *_staff(persons),
        Export(
            "tilaukset.csv",
            orders.all_items(persons),
            orders.COLUMNS,
            encoding="cp1252",
            newline="\r\n",
        ),
        *_invoices(invoices),
        Export("maksut.csv", payments, billing.PAYMENT_COLUMNS, newline="\r\n"),
        *_logs(),
        *_registers(invoices),
    ]


def _crm(persons: list[people.Person], granted: list[Item]) -> list[Export]:
    rows = customers.all_items(persons, people.companies())
    usual, asked = support.tickets(persons), requests.items()
    tickets, objected = items.spread(odd_tickets.tickets(), usual), requests.objected(asked)
    return [
        Export("asiakkaat.csv", rows, customers.COLUMNS, encoding="cp1252", newline="\r\n"),
        Export(
            support.ARCHIVE,
            _of(tickets, support.ARCHIVE),
            support.COLUMNS,
            encoding="cp1252",
            date=ISO,
        ),
        Export(support.CURRENT, _of(tickets, support.CURRENT), support.COLUMNS, encoding="cp1252"),
        Export("luvat.csv", traces.consents(granted, objected), marketing.PERMISSION_COLUMNS),
        Export(
            "postitukset.csv",
            [
                *marketing.mailings(persons, granted, objected),
                *traces.mailings(),
            ],
            marketing.MAILING_COLUMNS,
            encoding="utf-8-sig",
        ),
        Export(
            "soittolista.csv",
            [*marketing.leads(), *traces.leads()],
            marketing.LEAD_COLUMNS,
            delimiter=",",
            date=ISO,
            has_header=False,
        ),
        Export("oikeuspyynnot.csv", asked, requests.COLUMNS),
        Export(
            "muut_tiedot.csv",
            [*registers.odd_data(), *traces.odd_data(), *support.moved(usual)],
            registers.ODD_COLUMNS,
            date=ISO,
        ),
    ]


def _of(made: list[Item], file: str) -> list[Item]:
    return [item for item in made if item.file == file]


def _telephone(persons: list[people.Person]) -> list[Export]:
    called, audio, texts = calls.all_items(persons)
    return [
        Export("calls.csv", called, calls.COLUMNS, delimiter=",", date=ISO),
        Export("tallenteet.json", audio, calls.AUDIO_COLUMNS, form="json", date=ISO),
        Export("litteraatit.jsonl", texts, calls.AUDIO_COLUMNS, form="jsonl", date=ISO),
    ]


def _staff(persons: list[people.Person]) -> list[Export]:
    return [
        Export(
            "hakemukset.csv",
            staff.applications(persons),
            staff.APPLICATION_COLUMNS,
            delimiter=",",
            date=ISO,
        ),
        Export(
            "tyontekijat.csv",
            staff.employees(),
            staff.EMPLOYEE_COLUMNS,
            encoding="cp1252",
            newline="\r\n",
        ),
    ]


def _invoices(made: list[Item]) -> list[Export]:
    return [
        Export(billing.ARCHIVE, _of(made, billing.ARCHIVE), billing.COLUMNS, date=ISO),
        Export(billing.CURRENT, _of(made, billing.CURRENT), billing.COLUMNS, newline="\r\n"),
    ]


def _logs() -> list[Export]:
    lines = logs.access()
    files = sorted({item.file for item in lines})
    return [
        *(Export(file, _of(lines, file), form="lines") for file in files),
        Export("kirjautumiset.jsonl.zst", logs.logins(), form="lines"),
        Export("laitteet.parquet", logs.devices(), logs.DEVICE_COLUMNS, form="parquet", date=ISO),
    ]


def _registers(invoices: list[Item]) -> list[Export]:
    past = next(item for item in invoices if "re-keyed" in item.faults)
    return [
        Export("pidatykset.csv", registers.holds(past.fields[0]), registers.HOLD_COLUMNS),
        Export("luovutukset.csv", registers.disclosures(), registers.DISCLOSURE_COLUMNS),
        Export("kasittelijat.csv", registers.processors(), registers.PROCESSOR_COLUMNS),
    ]
