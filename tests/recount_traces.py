"""Traces for the recount: what is left of people whose requests were granted, over snapshots."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from tests import recount_days, recount_findings
from tests.recount_rows import Look, Record, kind_of

KEPT_MONTHS = 13
PERSON = tuple[str, str]
Request = tuple[PERSON, date]
COUNTRY = ("+358", "00358", "358")
PARTING = ("Zs", "Zl", "Zp", "Pd", "Cf")  # categories of what stands between digits, or unseen
MOBILE = re.compile(r"0(?:4\d|50)\d{6,8}", re.ASCII)


def plain(text: str) -> str:
    """Write an identifier in one way: e-mail small, a phone number as it is dialled at home."""
    if "@" in text:
        return text.strip().lower()
    kept = (mark for mark in text if unicodedata.category(mark) not in PARTING)
    joined = "".join(mark for mark in kept if mark not in "\t\n\f\r\u2212()./").upper()
    for code in COUNTRY:
        rest = joined.removeprefix(code)
        if rest != joined and (home := _at_home(rest, is_sure=code != "358")):
            return home
    return joined


def _at_home(rest: str, *, is_sure: bool) -> str | None:
    """Write what follows the country's code as it is dialled at home; None if it is no number."""
    if not (rest.isascii() and rest.isdigit()):
        return None
    if not is_sure:
        return f"0{rest}" if MOBILE.fullmatch(f"0{rest}") else None
    number = rest.removeprefix("0")
    return f"0{number}" if len(number) >= 5 and number[0] != "0" else None


def links(record: Record) -> set[str]:
    """List the identifiers that join people across sources, of a row about a person."""
    if record.is_company_only:
        return set()
    return {plain(text) for text in record.ours.get("links", "").split("\n")} - {""}


def answered(looks: Sequence[Look], right: str) -> set[Request]:
    """List the granted requests by which people are sought in the last of *looks*."""
    day = looks[-1].day
    return {
        (record.person, record.starts_on)
        for look in looks
        for record in look.records
        if kind_of(look, record) == "rights_requests"
        and (record.ours["right"], record.ours["outcome"]) == (right, "granted")
        and record.person
        and record.starts_on
        and record.starts_on <= look.day
        and (look is looks[-1] or recount_days.add_months(record.starts_on, KEPT_MONTHS) >= day)
    }


def ties(looks: Sequence[Look]) -> dict[PERSON, set[str]]:
    """Tell by which identifiers people were ever known."""
    known: dict[PERSON, set[str]] = {}
    for look in looks:
        for record in look.records:
            if record.person and (found := links(record)):
                known.setdefault(record.person, set()).update(found)
    return known


def traces(looks: Sequence[Look]) -> Iterator[tuple[Request, Record]]:
    """Find each row of the last snapshot that names somebody who was erased before it."""
    known, requests = ties(looks), answered(looks, "erasure")
    for record in looks[-1].records:
        mine = links(record)
        for person, closed in requests:
            if record.person == person or mine & known.get(person, set()):
                yield (person, closed), record


def reason(look: Look, record: Record) -> str | None:
    """Tell what explains that a row is still there on the snapshot's day."""
    rule = look.policy["rules"].get(look.datasets[record.dataset].get("rule"), {})
    if kind_of(look, record) in {"rights_requests", "holds"}:
        return "proof"
    if record.is_held:
        return "hold"
    if "at_least" not in rule:
        return "prohibition" if "indefinite" in rule else None
    settings, start = look.policy["settings"], record.starts_on
    is_over = start and recount_days.last_permitted(start, rule["at_least"], settings) < look.day
    return None if is_over else "minimum"


def by_reason(looks: Sequence[Look]) -> Counter[tuple[str, str | None]]:
    """Count the rows of erased people, each once, by dataset and what explains them."""
    found = {(one.dataset, one.file, one.row): one for _, one in traces(looks) if one.is_personal}
    return Counter((one.dataset, reason(looks[-1], one)) for one in found.values())


def is_all_read(look: Look) -> bool:
    """Tell whether every export was read in which a person could stand."""
    unread = {file.dataset for file in look.files if file.state not in {"read", "undeclared"}}
    return not any(
        {"subject_id", "links"} & look.datasets[name]["columns"].keys()
        and look.datasets[name].get("kind") not in {"rights_requests", "holds"}
        for name in unread
    )


def verified(looks: Sequence[Look]) -> tuple[int, int, int, int, int]:
    """Count erasures: all, that left nothing, something explained, who knows what, or more."""
    left: dict[Request, set[str | None]] = {key: set() for key in answered(looks, "erasure")}
    for request, record in traces(looks):
        if record.is_personal:
            left[request].add(reason(looks[-1], record))
    unexplained = sum(None in found for found in left.values())
    gone = sum(found <= {"proof"} for found in left.values())
    explained = len(left) - unexplained - gone
    if not is_all_read(looks[-1]):
        return len(left), 0, 0, gone + explained, unexplained
    return len(left), gone, explained, 0, unexplained


def findings(looks: Sequence[Look]) -> recount_findings.Counts:
    """Count what nothing explains, and what came after a consent was taken back."""
    counts: recount_findings.Counts = Counter()
    for (dataset, why), n in by_reason(looks).items():
        if why is None:
            counts["erased_still_there", dataset, None] += n
    for dataset in _withdrawn(looks):
        counts["record_after_withdrawal", dataset, None] += 1
    return counts


def _withdrawn(looks: Sequence[Look]) -> Iterator[str]:
    look, known, requests = looks[-1], ties(looks), answered(looks, "consent")
    given = [
        (one.person, recount_days.read(one.ours["given_on"], ["%d.%m.%Y"]))
        for one in look.records
        if kind_of(look, one) == "permissions" and one.ours["stance"] == "consent"
    ]
    for record in look.records:
        table = look.datasets[record.dataset]
        bases = look.policy["purposes"].get(table.get("purpose"), {}).get("bases", [])
        is_on_consent = table.get("basis", bases[0] if len(bases) == 1 else "") == "consent"
        if kind_of(look, record) != "records" or not (is_on_consent and record.starts_on):
            continue
        for person, closed in requests:
            is_theirs = record.person == person or links(record) & known.get(person, set())
            is_renewed = any(who == person and day and day > closed for who, day in given)
            if is_theirs and record.starts_on > closed and not is_renewed:
                yield record.dataset
                break


def scopes(look: Look) -> dict[str, tuple[int, int, int, int]]:
    """Count open requests for a copy by right, those with audio, recordings and transcripts."""
    known = ties([look])
    calls = [one for one in look.records if kind_of(look, one) == "calls"]
    found = dict.fromkeys(("access", "portability"), (0, 0, 0, 0))
    for ask in look.records:
        if kind_of(look, ask) != "rights_requests" or ask.ours["right"] not in found:
            continue
        received = recount_days.read(ask.ours["received_on"], ["%d.%m.%Y"])
        if (ask.starts_on and ask.starts_on <= look.day) or (received and received > look.day):
            continue
        mine = known.get(ask.person, set()) if ask.person else set()
        people = {ask.person} | {who for who, theirs in known.items() if theirs & mine}
        named = {one.ours["recording_id"] for one in calls if one.person and one.person in people}
        audio = Counter(
            kind_of(look, one)
            for one in look.records
            if kind_of(look, one) in recount_findings.AUDIO
            and not one.is_deleted
            and one.ours["recording_id"]
            and one.ours["recording_id"] in named
        )
        held = (audio["recordings"], audio["transcripts"])
        line = (1, int(sum(held) > 0), *held)
        found[ask.ours["right"]] = tuple(map(sum, zip(found[ask.ours["right"]], line, strict=True)))
    return found


def once(look: Look) -> tuple[int, int, int]:
    """Count people by their numbers, those with an identifier, and all when these are joined."""
    numbered = {one.person for one in look.records if one.is_about_people and one.person}
    known = ties([look])
    group = {person: {person} for person in known}
    holders: dict[str, PERSON] = {}
    for person, theirs in known.items():
        for link in theirs:
            other = holders.setdefault(link, person)
            if group[other] is not group[person]:
                group[other] |= group[person]
                for member in group[person]:
                    group[member] = group[other]
    joined = {id(members) for members in group.values()}
    return len(numbered), len(known), len(numbered) - len(known) + len(joined)
