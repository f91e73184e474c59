"""Kinds of exports: which of our columns each must and may be mapped to, and what they mean."""

from dataclasses import dataclass

RIGHTS = (
    "access",
    "rectification",
    "objection",
    "portability",
    "erasure",
    "restriction",
    "consent",
)
FLAG = ("yes", "no")
# Codes that a column may hold; theirs are mapped to these in sources.toml.
CODES = {
    "right": RIGHTS,
    "outcome": ("granted", "partly", "refused", "withdrawn"),
    "direction": ("inbound", "outbound"),
    "topic": ("support", "sales"),
    "channel": ("email", "phone", "sms", "post"),
    "stance": ("consent", "prohibition"),
    "is_recorded": FLAG,
    "announced": FLAG,
    "restriction": FLAG,
}
# Where no values are given, a flag may also be written so.
YES, NO = ("yes", "true", "1"), ("no", "false", "0")
# A permission may be about all channels; a mailing goes out by one.
ALL_CHANNELS = "all"
# A disclosure's ground has codes of its own; a hold's ground is free.
DISCLOSURE_GROUNDS = ("authority", "emergency", "merger", "group", "consent")
DATES = (
    "starts_on",
    "received_on",
    "identity_asked_on",
    "identity_verified_on",
    "extended_on",
    "closed_on",
    "told_on",
    "started_at",
    "deleted_on",
    "opened_on",
    "review_on",
    "released_on",
    "given_on",
    "withdrawn_on",
    "sent_on",
    "campaign_ended_on",
    "disclosed_on",
)


@dataclass(frozen=True)
class Kind:
    """What one kind of export holds.

    ``start`` names the column in which the deletion period starts; where it is
    empty, ``runs_on_empty`` tells whether the period has then not begun yet.
    """

    must: tuple[str, ...]
    may: tuple[str, ...]
    start: str = ""
    runs_on_empty: bool = False
    is_personal: bool = True


KINDS = {
    "records": Kind(
        must=(),
        may=(
            "record_id",
            "subject_id",
            "company_id",
            "starts_on",
            "identity_code",
            "free_text",
            "fingerprint",
            "links",
        ),
        start="starts_on",
    ),
    "rights_requests": Kind(
        must=("right", "received_on"),
        may=(
            "record_id",
            "subject_id",
            "identity_asked_on",
            "identity_verified_on",
            "extended_on",
            "closed_on",
            "outcome",
            "told_on",
            "links",
        ),
        start="closed_on",
        runs_on_empty=True,
    ),
    "calls": Kind(
        must=("started_at",),
        may=(
            "record_id",
            "subject_id",
            "direction",
            "topic",
            "is_recorded",
            "recording_id",
            "announced",
            "seconds",
            "links",
        ),
        start="started_at",
    ),
    "recordings": Kind(
        must=("recording_id",), may=("record_id", "started_at", "deleted_on"), start="started_at"
    ),
    "transcripts": Kind(
        must=("recording_id",), may=("record_id", "started_at", "deleted_on"), start="started_at"
    ),
    "holds": Kind(
        must=("opened_on",),
        may=(
            "record_id",
            "dataset",
            "subject_id",
            "review_on",
            "released_on",
            "ground",
            "restriction",
        ),
        start="released_on",
        runs_on_empty=True,
    ),
    "permissions": Kind(
        must=("subject_id", "stance"),
        may=("channel", "given_on", "withdrawn_on", "links"),
        start="withdrawn_on",
        runs_on_empty=True,
    ),
    "mailings": Kind(
        must=("subject_id", "sent_on"),
        may=("channel", "campaign_ended_on", "links"),
        start="campaign_ended_on",
    ),
    "disclosures": Kind(
        must=("disclosed_on", "ground"), may=("subject_id", "links"), start="disclosed_on"
    ),
    "processors": Kind(must=("name", "country"), may=("safeguard",), is_personal=False),
}


def codes(kind: str, column: str) -> tuple[str, ...]:
    """List the codes that *column* may hold in exports of *kind*; empty if it is free."""
    if kind == "disclosures" and column == "ground":
        return DISCLOSURE_GROUNDS
    if kind == "permissions" and column == "channel":
        return (*CODES[column], ALL_CHANNELS)
    return CODES.get(column, ())


def understood(kind: str, column: str) -> tuple[str, ...]:
    """List what is understood in a coded *column* once ``values`` are applied."""
    found = codes(kind, column)
    return (*YES, *NO) if found == FLAG else found
