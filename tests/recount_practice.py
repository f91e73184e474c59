"""Planted breaches of the notice for the recount: marketing, calls, requests, and history."""

from collections.abc import Callable
from datetime import date, timedelta

from tests import recount_days
from tests.recount_faults import COUNTS
from tests.recount_views import View, count, day

ELECTRONIC = {"Sähköposti", "Tekstiviesti"}
LIST_DAYS = 60
EEA = {"FI", "SE", "DE", "NO"}


def _customers_too(view: View, file: str) -> int:
    known = {row["Sähköposti"] for row in view.table("asiakkaat.csv")} - {""}
    return count(row["email"] in known for row in view.table(file))


def _unknown_right(view: View, file: str) -> int:
    known = view.look.datasets["crm.requests"]["values"]["right"]
    return count(row["Oikeus"] not in known for row in view.table(file))


def _extended_too_late(view: View, file: str) -> int:
    found = 0
    for row in view.table(file):
        received, extended = (
            day(row["Vastaanotettu"]),
            day(row["Jatkoaika ilmoitettu"]),
        )
        if received and extended and not row["Päätetty"]:
            due = recount_days.next_working(recount_days.add_months(received, 1))
            found += extended > due
    return found


def _refusals(view: View, file: str) -> int:
    return count(row["Ratkaisu"] == "Hylätty" and not row["Ilmoitettu"] for row in view.table(file))


def _erased_still_there(view: View, file: str) -> int:
    there = {row["Asiakasnro"] for row in view.table("asiakkaat.csv")}
    return count(
        row["Oikeus"] == "Poisto" and row["Ratkaisu"] == "Hyväksytty" and row["Asiakasnro"] in there
        for row in view.table(file)
    )


def _permissions(view: View, row: dict[str, str], kind: str) -> list[dict[str, str]]:
    return [
        given
        for given in view.table("luvat.csv")
        if given["Asiakasnro"] == row["Asiakasnro"]
        and given["Laji"] == kind
        and given["Kanava"] == row["Kanava"]
    ]


def _stands(given: dict[str, str], row: dict[str, str]) -> bool:
    """Tell whether a permission stood on the day of a mailing."""
    sent, withdrawn = day(row["Lähetetty"]), day(given["Peruttu"])
    return day(given["Annettu"]) <= sent and (withdrawn is None or withdrawn > sent)


def _against_prohibition(view: View, file: str) -> int:
    return count(
        any(_stands(given, row) for given in _permissions(view, row, "Kielto"))
        for row in view.table(file)
    )


def _without_consent(view: View) -> list[dict[str, str]]:
    return [
        row
        for row in view.table("postitukset.csv")
        if row["Kanava"] in ELECTRONIC
        and not any(_stands(given, row) for given in _permissions(view, row, "Suostumus"))
    ]


def _after_withdrawal(view: View, file: str) -> int:
    return count(_permissions(view, row, "Suostumus") for row in _without_consent(view))


def _after_objection(view: View, file: str) -> int:
    since = {
        row["Asiakasnro"]: day(row["Päätetty"])
        for row in view.table("oikeuspyynnot.csv")
        if row["Oikeus"] == "Vastustaminen" and row["Ratkaisu"] == "Hyväksytty"
    }
    return count(
        row["Asiakasnro"] in since and day(row["Lähetetty"]) > since[row["Asiakasnro"]]
        for row in view.table(file)
    )


def _objected(view: View) -> dict[str, date]:
    """Tell since when objections stand, the earliest of each customer."""
    since: dict[str, date] = {}
    for row in view.table("oikeuspyynnot.csv"):
        closed = day(row["Päätetty"])
        if row["Oikeus"] == "Vastustaminen" and row["Ratkaisu"] == "Hyväksytty" and closed:
            since[row["Asiakasnro"]] = min(closed, since.get(row["Asiakasnro"], closed))
    return since


def _consent_after_objection(view: View, file: str) -> int:
    since = _objected(view)
    return count(
        row["Laji"] == "Suostumus"
        and row["Asiakasnro"] in since
        and day(row["Annettu"]) > since[row["Asiakasnro"]]
        for row in view.table(file)
    )


def _number(phone: str) -> str:
    return phone.replace(" ", "").replace("-", "").replace("+358", "0")


def _list_after_objection(view: View, file: str) -> int:
    since = _objected(view)
    phones = {
        _number(row["Puhelin"]): since[row["Asiakasnro"]]
        for row in view.table("asiakkaat.csv")
        if row["Asiakasnro"] in since
    }
    return count(
        day(called) > phones[_number(phone)]
        for _, phone, called, _ in view.records(file)
        if _number(phone) in phones
    )


def _erased_by_link(view: View, file: str) -> int:
    """Count rows with the e-mail or phone that an export knew of somebody who was erased."""
    erased = {
        row["Asiakasnro"]
        for row in view.table("oikeuspyynnot.csv")
        if row["Oikeus"] == "Poisto" and row["Ratkaisu"] == "Hyväksytty"
    }
    known = set()
    for folder in sorted(view.folder.parent.iterdir()):
        if folder.name <= view.folder.name:
            for row in View(folder, view.look).table("asiakkaat.csv"):
                if row["Asiakasnro"] in erased:
                    known |= {row["Sähköposti"].lower(), _number(row["Puhelin"])}
    texts = (text for row in view.records(file) for text in row)
    return count(text.strip().lower() in known or _number(text) in known for text in texts)


def _after_withdrawn(view: View, file: str) -> int:
    taken = {
        row["Asiakasnro"]: day(row["Päätetty"])
        for row in view.table("oikeuspyynnot.csv")
        if row["Oikeus"] == "Suostumuksen peruutus" and row["Ratkaisu"] == "Hyväksytty"
    }
    return count(
        row["Asiakasnro"] in taken and day(row["Annettu"]) > taken[row["Asiakasnro"]]
        for row in view.table(file)
    )


def _outlived(view: View, file: str) -> int:
    ends = [row.starts_on for row in view.rows(file)]
    return count(end and end + timedelta(days=LIST_DAYS) < view.look.day for end in ends)


def _called(view: View) -> list[dict[str, str]]:
    return [row for row in view.table("calls.csv") if row["recorded"] == "1"]


def _listed(view: View) -> dict[str, bool]:
    """Tell of each listed audio file whether it is deleted."""
    return {row.ours["recording_id"]: row.is_deleted for row in view.rows("tallenteet.json")}


def _without_file(view: View, file: str) -> int:
    return count(row["recording_id"] not in _listed(view) for row in _called(view))


def _without_call(view: View, file: str) -> int:
    return len(set(_listed(view)) - {row["recording_id"] for row in view.table("calls.csv")})


def _outlives_audio(view: View, file: str) -> int:
    audio = _listed(view)
    return count(
        not row.is_deleted and audio.get(row.ours["recording_id"], False) for row in view.rows(file)
    )


def _without_recording(view: View, file: str) -> int:
    audio = _listed(view)
    return count(
        not row.is_deleted and row.ours["recording_id"] not in audio for row in view.rows(file)
    )


def reconciled(view: View) -> dict[str, tuple[int, ...]]:
    """Count recorded calls, recordings and transcripts held by what each is met by."""
    audio, called = _listed(view), _called(view)
    named = {row["recording_id"] for row in view.table("calls.csv")}
    held = [name for name, is_deleted in audio.items() if not is_deleted]
    texts = [row for row in view.rows("litteraatit.jsonl") if not row.is_deleted]
    outliving, without = (
        test(view, "litteraatit.jsonl") for test in (_outlives_audio, _without_recording)
    )
    return {
        "calls": (
            count(audio.get(row["recording_id"]) is False for row in called),
            count(audio.get(row["recording_id"]) is True for row in called),
            count(row["recording_id"] not in audio for row in called),
        ),
        "recordings": (count(x in named for x in held), count(x not in named for x in held)),
        "transcripts": (len(texts) - outliving - without, outliving, without),
    }


def _review_overdue(view: View, file: str) -> int:
    return count(
        not row["Vapautettu"] and day(row["Tarkistettava"]) < view.look.day
        for row in view.table(file)
    )


PRACTICE: dict[str, Callable[[View, str], int]] = COUNTS | {
    "customer-too": _customers_too,
    "unknown-right": _unknown_right,
    "extended-too-late": _extended_too_late,
    "refusal-not-told": _refusals,
    "erased-still-there": _erased_still_there,
    "mailing-against-prohibition": _against_prohibition,
    "mailing-without-consent": lambda view, file: len(_without_consent(view)),
    "mailing-after-withdrawal": _after_withdrawal,
    "mailing-after-objection": _after_objection,
    "erased-by-link": _erased_by_link,
    "record-after-withdrawal": _after_withdrawn,
    "consent-after-objection": _consent_after_objection,
    "list-after-objection": _list_after_objection,
    "list-outlives-campaign": _outlived,
    "recording-not-announced": lambda view, file: count(
        row["announced"] == "0" for row in _called(view)
    ),
    "recorded-without-file": _without_file,
    "recording-without-call": _without_call,
    "transcript-outlives-audio": _outlives_audio,
    "transcript-without-recording": _without_recording,
    "processor-without-safeguard": lambda view, file: count(
        row["Maa"] not in EEA and not row["Suojatoimi"] for row in view.table(file)
    ),
    "hold-review-overdue": _review_overdue,
    "hold-on-whole-dataset": lambda view, file: count(
        row["Kohde"] and not row["Tietue"] and not row["Asiakasnro"] for row in view.table(file)
    ),
    "restriction": lambda view, file: count(
        row["Rajoitus"] == "Kyllä" and not row["Vapautettu"] for row in view.table(file)
    ),
}
