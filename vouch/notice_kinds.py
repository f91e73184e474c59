"""Kinds of findings about the notice: where each stands, how serious it is, and on what ground."""

from collections.abc import Callable
from dataclasses import dataclass, field

SERIES = (
    "findings_in_declarations",
    "findings_in_retention",
    "findings_in_deletions",
    "findings_in_marketing",
    "findings_in_registers",
)
STANDING = ("standing_totals", "standing_history")  # what versions of the policy are compared by
SEVERITIES = ("breach", "warning", "notice")
HEAD, SECTIONS = 0, 12  # the notice's head, and how many sections follow it
CHANGES = 12  # the section on changes of the notice itself
# What the home's policy lacks: settings, and measures of security.
UNSET = (
    *("exports_without_limit", "keys_without_limit", "audit_log_without_limit"),
    "reports_without_limit",
    "security_not_stated",
)
# What a finding counts where that is not records: datasets, categories or files.
BY_LINE = {
    *("category_empty", "export_missing", "export_suspect", "export_unread", "file_undeclared"),
    "hold_too_wide",
}
BY_NAME = {"minimum_after_maximum"}  # rules, whatever datasets follow them
LAW = "law."  # ids of acts that the catalogues name; all else is an article of the GDPR


@dataclass(frozen=True)
class Kind:
    """One kind of finding: its section, how serious it is, on what ground, and where it shows.

    *page* and *choices* lead to its figure; *has_rows* tells that its rows are listed here instead,
    or its counts.
    """

    section: int
    severity: str
    law: tuple[str, ...]
    page: str = ""
    choices: dict[str, str] = field(default_factory=dict)
    has_rows: bool = False


def _shown(section: int, severity: str, law: str, page: str, **choices: str) -> Kind:
    return Kind(section, severity, tuple(law.split()), page, choices)


def _listed(section: int, severity: str, law: str, act: str = "") -> Kind:
    return Kind(section, severity, (*law.split(), *filter(None, [act])), has_rows=True)


PAST, NO_START, NO_PERIOD = ({"state": name} for name in ("past", "no_start", "no_period"))
KINDS = {
    "export_unread": _shown(0, "warning", "5(2)", "sources"),
    "export_missing": _shown(0, "warning", "5(2)", "sources"),
    "export_suspect": _shown(0, "warning", "5(1)(d)", "sources"),
    "recording_not_announced": _listed(3, "breach", "13(1)"),
    "list_outlives_campaign": _listed(3, "breach", "5(1)(e)"),
    "without_origin": _shown(3, "warning", "14(2)(f)", "volumes"),
    "transcript_without_audio": _listed(3, "warning", "5(1)(e)"),
    "recording_without_call": _listed(3, "warning", "5(1)(b)"),
    "recorded_without_file": _listed(3, "warning", "5(1)(f) 5(2)"),
    "announcement_unknown": _listed(3, "notice", "5(2)"),
    "without_category": _shown(4, "breach", "30(1)(c)", "volumes"),
    "without_people": _shown(4, "warning", "30(1)(c)", "register"),
    "stray_code": _listed(4, "breach", "", act="law.identity_code"),
    "file_undeclared": _shown(4, "warning", "30(1)(c)", "sources"),
    "rows_unclaimed": _shown(4, "warning", "30(1)(c)", "sources"),
    "category_empty": _shown(4, "notice", "13(1)", "volumes"),
    "mailing_against_prohibition": _listed(5, "breach", "21(3)"),
    "mailing_after_objection": _listed(5, "breach", "21(3)"),
    "mailing_without_consent": _listed(5, "breach", "6(1) 7(1)", act="law.communications"),
    "mailing_after_withdrawal": _listed(5, "breach", "7(3)"),
    "without_purpose": _shown(5, "breach", "5(1)(b)", "volumes"),
    "without_basis": _shown(5, "warning", "6(1)", "volumes"),
    "mailing_maybe_forbidden": _listed(5, "warning", "21(3) 5(2)"),
    "consent_against_prohibition": _listed(5, "warning", "5(1)(d) 21(3)"),
    "consent_after_objection": _listed(5, "warning", "21(3) 7(1)"),
    "permission_channel_unknown": _listed(5, "warning", "5(1)(d)"),
    "mailing_on_other_basis": _shown(5, "warning", "6(1)", "volumes"),
    "mailing_channel_unknown": _shown(5, "notice", "5(2)", "volumes"),
    "processor_without_safeguard": _listed(6, "breach", "44 46"),
    "processor_without_country": _listed(6, "warning", "30(1)(e)"),
    "past_retention": _shown(7, "breach", "5(1)(e)", "retention", **PAST),
    "minimum_after_maximum": Kind(7, "breach", ("5(1)(e)", "law.accounting"), "retention"),
    "deleted_too_early": Kind(
        7, "breach", ("5(1)(f)", "law.accounting"), "deletion", {"event": "too_early"}
    ),
    "record_reappeared": _shown(7, "warning", "5(1)(e) 5(2)", "deletion", event="reappeared"),
    "record_re_keyed": _shown(7, "warning", "5(1)(e) 5(2)", "deletion", event="re_keyed"),
    "record_re_dated": _shown(7, "warning", "5(1)(e) 5(2)", "deletion", event="re_dated"),
    "record_moved": _shown(7, "warning", "5(1)(e) 5(2)", "deletion", event="moved"),
    "released_still_there": _shown(7, "warning", "5(1)(e)", "deletion", event="released"),
    "hold_too_wide": _shown(7, "warning", "5(1)(e) 17(3)(e) 18(1)", "deletion"),
    "recordings_without_period": _shown(7, "warning", "5(1)(e) 13(2)(a)", "retention", **NO_PERIOD),
    "no_period": _shown(7, "warning", "5(1)(e) 13(2)(a)", "retention", **NO_PERIOD),
    "without_rule": _shown(7, "warning", "5(1)(e)", "retention", **NO_PERIOD),
    "no_start": _shown(7, "warning", "5(2)", "retention", **NO_START),
    "hold_review_overdue": _listed(7, "warning", "17(3)(e) 18(1)"),
    "hold_without_review": _listed(7, "warning", "17(3)(e) 18(1)"),
    "exports_without_limit": _shown(7, "warning", "5(1)(e)", "sources"),
    "keys_without_limit": _shown(7, "warning", "5(1)(e)", "sources"),
    "audit_log_without_limit": _shown(7, "warning", "5(1)(e)", "audit"),
    "reports_without_limit": _shown(7, "warning", "5(1)(e)", "sources"),
    "disclosure_without_ground": _listed(8, "warning", "5(2) 6(1)"),
    "erased_still_there": _listed(9, "breach", "17(1)"),
    "record_after_withdrawal": _listed(9, "breach", "7(3)"),
    "right_unknown": _listed(9, "warning", "12(2)"),
    "request_overdue": _shown(10, "breach", "12(3)", "requests", due="overdue"),
    "refusal_not_told": _listed(10, "breach", "12(4)"),
    "extension_too_late": _listed(10, "breach", "12(3)"),
    "security_not_stated": _shown(11, "warning", "30(1)(g) 32(1)", "register"),
}

# What the names of a finding are: they have words in the catalogues.
CHANNEL, TOPIC, RIGHT, GROUND = (
    lambda name: f"channel.{name}",
    lambda name: f"topic.{name}",
    lambda name: f"right.{name}",
    lambda name: f"ground.{name}",
)
FAMILIES: dict[str, Callable[[str], str]] = {
    **dict.fromkeys(
        (name for name in KINDS if name.startswith(("mailing_", "consent_", "list_"))), CHANNEL
    ),
    **dict.fromkeys(
        ("recording_not_announced", "recorded_without_file", "announcement_unknown"), TOPIC
    ),
    **dict.fromkeys((name for name in KINDS if KINDS[name].section in {9, 10}), RIGHT),
    "disclosure_without_ground": GROUND,
}
