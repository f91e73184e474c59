"""Findings for the recount: what parts from the notice, by plain Python over the export files.

Kinds that are planted are counted as the sample's own list is, each per dataset.
"""

import fnmatch
from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

from tests import recount, recount_requests
from tests.recount_practice import PRACTICE
from tests.recount_rows import formats, kind_of
from tests.recount_views import View, day

PLANTED = (
    ("mailing_against_prohibition", "mailing-against-prohibition", "postitukset.csv"),
    ("mailing_without_consent", "mailing-without-consent", "postitukset.csv"),
    ("mailing_after_objection", "mailing-after-objection", "postitukset.csv"),
    ("mailing_after_objection", "list-after-objection", "soittolista.csv"),
    ("consent_after_objection", "consent-after-objection", "luvat.csv"),
    ("list_outlives_campaign", "list-outlives-campaign", "postitukset.csv"),
    ("list_outlives_campaign", "list-outlives-campaign", "soittolista.csv"),
    ("recording_not_announced", "recording-not-announced", "calls.csv"),
    ("recording_without_call", "recording-without-call", "tallenteet.json"),
    ("recorded_without_file", "recorded-without-file", "calls.csv"),
    ("transcript_without_audio", "transcript-outlives-audio", "litteraatit.jsonl"),
    ("transcript_without_audio", "transcript-without-recording", "litteraatit.jsonl"),
    ("processor_without_safeguard", "processor-without-safeguard", "kasittelijat.csv"),
    ("hold_review_overdue", "hold-review-overdue", "pidatykset.csv"),
    ("right_unknown", "unknown-right", "oikeuspyynnot.csv"),
    ("refusal_not_told", "refusal-not-told", "oikeuspyynnot.csv"),
    ("extension_too_late", "extended-too-late", "oikeuspyynnot.csv"),
)
CONSENT = ("Suostumus", "Sähköposti", "Tekstiviesti")
FILES = {"missing": "export_missing", "failed": "export_unread", "undeclared": "file_undeclared"}
STATES = {"past": "past_retention", "no_start": "no_start", "no_period": "no_period"}
FEWEST = 50  # rows, of which half may not go by chance
AUDIO = ("recordings", "transcripts")

Counts = Counter[tuple[str, str | None, str | None]]


def findings(view: View) -> Counts:
    """Count the findings of a snapshot on its own day, by kind, dataset and name."""
    counts: Counts = Counter()
    for finding, kind, file in PLANTED:
        counts[finding, _dataset(view, file), None] += PRACTICE[kind](view, file)
    counts["mailing_after_withdrawal", "crm.mailings", None] += _after_withdrawal(view)
    for record in view.look.records:
        _count_record(view, record, counts)
    for request in _requests(view):
        late = request.is_open and request.due_state == "overdue"
        counts["request_overdue", request.dataset, None] += late
    for file in view.look.files:
        if file.state in FILES:
            counts[FILES[file.state], file.dataset, file.file] += 1
        # Each dataset that reads the file finds the same rows.
        place = "rows_unclaimed", None, file.file
        counts[place] = max(counts[place], file.unclaimed)
    return Counter({key: n for key, n in counts.items() if n})


def suspects(looks: Iterable[recount.Look]) -> set[tuple[date, str]]:
    """Name the exports that fell by more than half, or to nothing, or grew more than threefold.

    *looks* are told in order; from fifty rows on, against the last that was not suspect.
    """
    found: set[tuple[date, str]] = set()
    good: dict[str, int] = {}
    for look in looks:
        unread = {file.dataset for file in look.files if file.state != "read"}
        counts = Counter(record.dataset for record in look.records)
        for name in look.datasets.keys() - unread:
            now, before = counts[name], good.get(name, 0)
            is_far = before >= FEWEST and not before <= 2 * now <= 6 * before
            if is_far or (before and not now):
                found.add((look.day, name))
            else:
                good[name] = now
    return found


def _dataset(view: View, file: str) -> str:
    """Name the dataset of a file."""
    return next(
        name for name, table in view.look.datasets.items() if fnmatch.fnmatch(file, table["files"])
    )


def _count_record(view: View, record: recount.Record, counts: Counts) -> None:
    kind = kind_of(view.look, record)
    if kind == "mailings" and not record.ours.get("channel"):
        counts["mailing_channel_unknown", record.dataset, None] += 1
    # The code is a person's, also where its row is about a company or a deletion.
    counts["stray_code", record.dataset, None] += record.has_stray_code
    if not record.is_personal:
        return
    counts["without_people", record.dataset, None] += not _table(view, record).get("people")
    state, _ = recount.state(view.look, record, view.look.day)
    if state == "no_period" and kind in AUDIO:
        topic = _topics(view).get(record.ours["recording_id"])
        counts["recordings_without_period", record.dataset, topic] += 1
    elif state in STATES:
        counts[STATES[state], record.dataset, _table(view, record).get("rule")] += 1


def _table(view: View, record: recount.Record) -> dict[str, Any]:
    """Return what is declared of a record's dataset."""
    return view.look.datasets[record.dataset]


def _topics(view: View) -> dict[str, str]:
    """Name the topic of each recording that a call names."""
    known = view.__dict__.setdefault("topics", {})
    if not known:
        topics = view.look.datasets["calls.calls"]["values"]["topic"]
        rows = view.rows("calls.csv")
        known.update(
            {
                row.ours["recording_id"]: row.ours["topic"]
                for row in rows
                if row.ours["recording_id"] and row.ours["topic"] in topics.values()
            }
        )
    return known


def _after_withdrawal(view: View) -> int:
    """Count e-mails and text messages without consent whose recipient had taken one back."""
    given = [row for row in view.table("luvat.csv") if row["Laji"] == CONSENT[0]]
    found = 0
    for row in view.table("postitukset.csv"):
        sent = day(row["Lähetetty"])
        mine = [
            (day(one["Annettu"]), day(one["Peruttu"]))
            for one in given
            if one["Asiakasnro"] == row["Asiakasnro"] and one["Kanava"] == row["Kanava"]
        ]
        stands = any(since <= sent and (end is None or end > sent) for since, end in mine)
        had = any(end and end <= sent for _, end in mine)
        found += row["Kanava"] in CONSENT and had and not stands
    return found


def _requests(view: View) -> list[recount_requests.Request]:
    clock, as_of = view.look.policy["request_clock"], view.look.day
    return [
        recount_requests.read(
            record.dataset,
            record.ours,
            formats(view.look.datasets[record.dataset]),
            clock,
            as_of,
        )
        for record in view.look.records
        if kind_of(view.look, record) == "rights_requests"
    ]


def disclosures(view: View) -> Counter[tuple[int, str]]:
    """Count disclosures by year and ground."""
    rows = [record for record in view.look.records if kind_of(view.look, record) == "disclosures"]
    return Counter((_year(record.starts_on), record.ours["ground"]) for record in rows)


def _year(start: date | None) -> int | None:
    return start.year if start else None
