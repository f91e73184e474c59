"""Entries of the audit log: what is said of a look, and how it is bound to the one before."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

GENESIS = "0" * 64  # in place of the hash before the first entry
HASH = re.compile(r"[0-9a-f]{64}")
LONGEST = 200  # characters of a text; an entry stays far below what is read of a segment's end
# Parameters whose values may be written down: days, numbers, codes of ours, and the record id as
# the records file has it, where intake has put file and row number in place of anything personal.
KNOWN = {
    *("snapshot", "as_of", "first_on", "final_on", "skip", "most", "row"),
    *("state", "rule", "finding", "fault", "dataset", "file", "record_id", "month", "action"),
    *("class", "band", "due", "right", "page"),
}
HIDDEN = "*"
Record = dict[str, Any]


class Action(StrEnum):
    """What somebody did; the last two are the log's own."""

    LOOK = "look"
    EXPORT = "export"
    LOG_IN = "log-in"
    LOG_OUT = "log-out"
    REFUSAL = "refusal"
    EXPIRY = "expiry"  # of a session
    PRUNE = "prune"
    REPAIR = "repair"


@dataclass(frozen=True)
class Event:
    """One thing that somebody did, before it has its place in the log.

    *place* is a page or a command, *query* what was asked there (``evidence/rejects``) or the name
    of a file, *params* its filters, *rows* how many rows came of it. *outcome* is ``done`` or the
    key of a message that says why not. *detail* is what the log notes of itself.
    """

    at: datetime
    action: Action
    who: str
    role: str = ""
    session: str = ""
    place: str = ""
    query: str = ""
    params: Mapping[str, object] = field(default_factory=dict)
    rows: int | None = None
    generation: str = ""
    snapshot: str = ""
    policy: str = ""
    outcome: str = "done"
    detail: Mapping[str, object] = field(default_factory=dict)


def line(event: Event, seq: int, segment: str, previous: str) -> tuple[bytes, str]:
    """Write an event as entry number *seq* of a segment; return its line and its hash."""
    record = {name: _plain(value) for name, value in vars(event).items()}
    record |= {
        "at": event.at.astimezone(UTC).isoformat(timespec="milliseconds"),
        "params": {name: _said(name, value) for name, value in event.params.items()},
        "detail": dict(event.detail),
    }
    record |= {"seq": seq, "segment": segment, "previous": previous}
    made = digest(record)
    return canonical(record | {"hash": made}) + b"\n", made


def canonical(record: Record) -> bytes:
    """Write a record in the only form that counts: sorted keys, ASCII, no spaces."""
    return json.dumps(record, sort_keys=True, separators=(",", ":")).encode("ascii")


def digest(record: Record) -> str:
    """Hash an entry, and with it the hash of the one before that it carries."""
    bare = {name: value for name, value in record.items() if name != "hash"}
    return hashlib.sha256(record["previous"].encode() + canonical(bare)).hexdigest()


def read(text: bytes) -> Record | None:
    """Read a line without its end; None unless it is an entry to the last byte."""
    record = parsed(text)
    if not isinstance(record, dict) or canonical(record) != text:
        return None
    is_entry = isinstance(record.get("seq"), int) and isinstance(record.get("detail"), dict)
    texts = ("previous", "hash", "segment", "action", "at")
    return record if is_entry and all(isinstance(record.get(name), str) for name in texts) else None


def times(record: Record) -> int:
    """Tell how often what an entry tells of happened: several refusals are one entry."""
    said = record["detail"].get("times")
    return said if isinstance(said, int) and said > 0 else 1


def parsed(text: bytes) -> object:
    """Return what JSON the text is; None where it is none, as a line that broke off."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _said(name: str, value: object) -> object:
    """Write a filter; a text that nobody vouched for might be a name."""
    is_open = name in KNOWN or value is None or isinstance(value, (int, float, date))
    return _plain(value) if is_open else HIDDEN


def _plain(value: object) -> object:
    if value is None or isinstance(value, (int, float)):
        return value
    text = str(value)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
