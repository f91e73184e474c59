"""The catalogue of planted faults, and how often each was planted where."""

from collections import Counter
from dataclasses import dataclass

from vouch.sample import days, mishaps
from vouch.sample.exports import Export

NEWEST, ALL = "newest", "all"


@dataclass(frozen=True)
class Kind:
    """One kind of fault: which snapshots its count looks at, and what one of it is."""

    name: str
    counted_in: str
    meaning: str


@dataclass(frozen=True)
class Planted:
    """How often a kind of fault was planted in one export."""

    kind: Kind
    file: str
    counted_in: str
    count: int


KINDS = (
    Kind("too-few-fields", NEWEST, "row with fewer fields than the header"),
    Kind(
        "too-many-fields",
        NEWEST,
        "row with more fields than the header, the last one filled or two and more too many",
    ),
    Kind("shifted-row", NEWEST, "row with one field too many whose last field is empty"),
    Kind("blank-line", NEWEST, "line with nothing but white space"),
    Kind("footer-line", NEWEST, "last line of the file, which is no record"),
    Kind("quoted-line-break", NEWEST, "record with a line break inside a field"),
    Kind("quoted-delimiter", NEWEST, "record with the delimiter inside a field"),
    Kind("not-json", NEWEST, "line of a JSON-lines file that is no JSON"),
    Kind("not-an-object", NEWEST, "line of a JSON-lines file that is JSON but no object"),
    Kind("broken-log-line", NEWEST, "line that is not of the combined log format"),
    Kind("mojibake", NEWEST, "row written in UTF-8 into a windows-1252 file"),
    Kind(
        "unreadable-date",
        NEWEST,
        "start (of a request: day of receipt) that fits no declared format or lies before 1900",
    ),
    Kind("wrong-format", NEWEST, "order dated in another format"),
    Kind("two-digit-year", NEWEST, "order with a year of two digits"),
    Kind("excel-serial", NEWEST, "order dated by a spreadsheet's day number"),
    Kind("impossible-day", NEWEST, "order dated 30 February or 31 November"),
    Kind("empty-start", NEWEST, "record without a start where none may be empty"),
    Kind("epoch-date", NEWEST, "start on 1 January 1970"),
    Kind("future-date", NEWEST, "start after the snapshot's day"),
    Kind("leap-day-start", NEWEST, "start on 29 February"),
    Kind("last-day-is-the-snapshot", NEWEST, "last permitted day is the snapshot's: not past"),
    Kind("past-by-one-day", NEWEST, "last permitted day is the day before"),
    Kind("duplicate-id", NEWEST, "row whose id stands in an earlier row"),
    Kind("missing-id", NEWEST, "row without an id"),
    Kind("email-as-id", NEWEST, "e-mail address in the place of an id"),
    Kind("phone-as-id", NEWEST, "phone number in the place of an id"),
    Kind("code-as-id", NEWEST, "personal identity code in the place of an id"),
    Kind("company-only", NEWEST, "row about a company without a person"),
    Kind("person-unknown", NEWEST, "row that names neither person nor company"),
    Kind("identity-code", NEWEST, "row with a personal identity code in its own column"),
    Kind("stray-code", NEWEST, "row with a personal identity code where none belongs"),
    Kind("code-lookalike", NEWEST, "free text that looks like a code and is none"),
    Kind("customer-too", NEWEST, "applicant with the e-mail address of a customer"),
    Kind("unknown-right", NEWEST, "request with a right that no code stands for"),
    Kind("extended-too-late", NEWEST, "open request extended after its first month"),
    Kind("refusal-not-told", NEWEST, "refused request without the day on which that was told"),
    Kind("erased-still-there", NEWEST, "erasure granted, and the contact's row is there"),
    Kind(
        "erased-by-link", NEWEST, "row of an erased person under another number, by e-mail or phone"
    ),
    Kind("record-after-withdrawal", NEWEST, "record that rests on a consent taken back before it"),
    Kind(
        "consent-after-objection", NEWEST, "consent from after the person's objection was granted"
    ),
    Kind("mailing-against-prohibition", NEWEST, "sent by a channel that the person had forbidden"),
    Kind("mailing-without-consent", NEWEST, "e-mail or text message with no consent on that day"),
    Kind("mailing-after-withdrawal", NEWEST, "the same, and there had been a consent"),
    Kind("mailing-after-objection", NEWEST, "sent after an objection was granted"),
    Kind("list-after-objection", NEWEST, "called after an objection, known by the phone alone"),
    Kind("list-outlives-campaign", NEWEST, "list row more than 60 days after its campaign's end"),
    Kind("recording-not-announced", NEWEST, "recorded call that was not announced as such"),
    Kind("recorded-without-file", NEWEST, "call flagged as recorded whose file is not listed"),
    Kind("recording-without-call", NEWEST, "audio file that no call names"),
    Kind("deletion-notice", NEWEST, "listed with the day of its deletion: no longer held"),
    Kind("transcript-outlives-audio", NEWEST, "transcript held though its audio is deleted"),
    Kind(
        "transcript-without-recording", NEWEST, "transcript held whose recording stands in no list"
    ),
    Kind("processor-without-safeguard", NEWEST, "processor outside the EEA with no safeguard"),
    Kind("hold-review-overdue", NEWEST, "open hold whose review day is over"),
    Kind("hold-on-whole-dataset", NEWEST, "hold on all records of a dataset, released by now"),
    Kind("restriction", NEWEST, "open restriction of processing"),
    Kind(
        "deleted-too-early",
        ALL,
        "about a person, and gone before its statutory six years were over",
    ),
    Kind("re-keyed", ALL, "past its ten years, gone, and there again under another number"),
    Kind("re-dated", ALL, "order whose day changed"),
    Kind("reappeared", ALL, "past its date, gone, and there again under its id"),
    Kind(
        "moved-to-another-rule", ALL, "past its date, gone, and there again where no period is set"
    ),
)
FILES = (
    Kind("missing-export", mishaps.MISSING[0].isoformat(), "declared export that is not there"),
    Kind("renamed-column", mishaps.RENAMED[0].isoformat(), "a mapped column has another name"),
    Kind("suspect-export", mishaps.SUSPECT[0].isoformat(), "most rows are lacking, once"),
)
UNDECLARED = "file that nobody declared"


def planted(made: list[Export]) -> list[Planted]:
    """Count every kind, export by export; kinds in the catalogue's order."""
    counts = [
        Planted(kind, export.file, _days(kind), count)
        for kind in KINDS
        for export in made
        if (count := _count(export, kind))
    ]
    names = (mishaps.MISSING[1], mishaps.RENAMED[1], mishaps.SUSPECT[1])
    counts += [
        Planted(kind, name, kind.counted_in, 1) for kind, name in zip(FILES, names, strict=True)
    ]
    return counts + [
        Planted(Kind("undeclared-file", day.isoformat(), UNDECLARED), name, day.isoformat(), 1)
        for day, name, _ in mishaps.UNDECLARED
    ]


def _days(kind: Kind) -> str:
    return days.NEWEST.isoformat() if kind.counted_in == NEWEST else kind.counted_in


def _count(export: Export, kind: Kind) -> int:
    looked_at = [days.NEWEST] if kind.counted_in == NEWEST else list(days.SNAPSHOTS)
    shown = [item for item in export.items if any(item.is_in(day) for day in looked_at)]
    return Counter(fault for item in shown for fault in item.faults)[kind.name]
