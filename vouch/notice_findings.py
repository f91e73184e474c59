"""Where the notice and the practice part: findings by section, the most serious first."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import pandas as pd

from vouch.view import View, kept
from vouch.wording import Words

SERIES = (
    "findings_in_declarations",
    "findings_in_retention",
    "findings_in_marketing",
    "findings_in_registers",
)
SEVERITIES = ("breach", "warning", "notice")
HEAD, SECTIONS = 0, 12  # the notice's head, and how many sections follow it
UNSET = "exports_without_limit", "keys_without_limit"  # settings of the home that it lacks
# What a finding counts where that is not records: datasets, categories or files.
BY_LINE = {"category_empty", "export_missing", "export_unread", "file_undeclared"}
LAW = "law."  # ids of acts that the catalogues name; all else is an article of the GDPR


@dataclass(frozen=True)
class Kind:
    """One kind of finding: its section, how serious it is, on what ground, and where it shows.

    *page* and *choices* lead to its figure; *has_rows* tells that its rows are listed here.
    """

    section: int
    severity: str
    law: tuple[str, ...]
    page: str = ""
    choices: dict[str, str] = field(default_factory=dict)
    has_rows: bool = False


def _shown(section: int, severity: str, law: str, page: str, **choices: str) -> Kind:
    return Kind(section, severity, tuple(law.split()), page, choices)


def _listed(section: int, severity: str, law: str, page: str = "", act: str = "") -> Kind:
    return Kind(section, severity, (*law.split(), *filter(None, [act])), page, has_rows=True)


PAST, NO_START, NO_PERIOD = ({"state": name} for name in ("past", "no_start", "no_period"))
KINDS = {
    "export_unread": _shown(0, "warning", "5(2)", "sources"),
    "export_missing": _shown(0, "warning", "5(2)", "sources"),
    "recording_not_announced": _listed(3, "breach", "13(1)", "calls"),
    "list_outlives_campaign": _listed(3, "breach", "5(1)(e)"),
    "without_origin": _shown(3, "warning", "14(2)(f)", "volumes"),
    "transcript_without_audio": _listed(3, "warning", "5(1)(e)", "calls"),
    "recording_without_call": _listed(3, "warning", "5(1)(b)", "calls"),
    "announcement_unknown": _listed(3, "notice", "5(2)", "calls"),
    "without_category": _shown(4, "breach", "30(1)(c)", "volumes"),
    "stray_code": _listed(4, "breach", "", "volumes", act="law.identity_code"),
    "file_undeclared": _shown(4, "warning", "30(1)(c)", "sources"),
    "category_empty": _shown(4, "notice", "13(1)", "volumes"),
    "mailing_against_prohibition": _listed(5, "breach", "21(3)"),
    "mailing_after_objection": _listed(5, "breach", "21(3)"),
    "mailing_without_consent": _listed(5, "breach", "6(1) 7(1)", act="law.communications"),
    "mailing_after_withdrawal": _listed(5, "breach", "7(3)"),
    "without_purpose": _shown(5, "breach", "5(1)(b)", "volumes"),
    "without_basis": _shown(5, "warning", "6(1)", "volumes"),
    "consent_against_prohibition": _listed(5, "warning", "5(1)(d) 21(3)"),
    "mailing_on_other_basis": _shown(5, "warning", "6(1)", "volumes"),
    "mailing_channel_unknown": _shown(5, "notice", "5(2)", "volumes"),
    "processor_without_safeguard": _listed(6, "breach", "44 46"),
    "processor_without_country": _listed(6, "warning", "30(1)(e)"),
    "past_retention": _shown(7, "breach", "5(1)(e)", "retention", **PAST),
    "minimum_after_maximum": Kind(7, "breach", ("5(1)(e)", "law.accounting"), "retention"),
    "recordings_without_period": _shown(7, "warning", "5(1)(e) 13(2)(a)", "retention", **NO_PERIOD),
    "no_period": _shown(7, "warning", "5(1)(e) 13(2)(a)", "retention", **NO_PERIOD),
    "without_rule": _shown(7, "warning", "5(1)(e)", "retention", **NO_PERIOD),
    "no_start": _shown(7, "warning", "5(2)", "retention", **NO_START),
    "hold_review_overdue": _listed(7, "warning", "17(3)(e) 18(1)"),
    "hold_without_review": _listed(7, "warning", "17(3)(e) 18(1)"),
    "exports_without_limit": _shown(7, "warning", "5(1)(e)", "sources"),
    "keys_without_limit": _shown(7, "warning", "5(1)(e)", "sources"),
    "disclosure_without_ground": _listed(8, "warning", "5(2) 6(1)"),
    "right_unknown": _listed(9, "warning", "12(2)", "requests"),
    "request_overdue": _shown(10, "breach", "12(3)", "requests", due="overdue"),
    "refusal_not_told": _listed(10, "breach", "12(4)", "requests"),
    "extension_too_late": _listed(10, "breach", "12(3)", "requests"),
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
    **dict.fromkeys(("recording_not_announced", "announcement_unknown"), TOPIC),
    **dict.fromkeys((name for name in KINDS if KINDS[name].section in {9, 10}), RIGHT),
    "disclosure_without_ground": GROUND,
}


@dataclass(frozen=True)
class Finding:
    """One finding of one snapshot: how many, in words, on what ground, and what would mend it."""

    id: str
    count: int
    sentence: str
    basis: str
    cure: str

    @property
    def kind(self) -> Kind:
        """What kind of finding it is."""
        return KINDS[self.id]

    def target(self, view: View) -> tuple[str, dict[str, str]] | None:
        """Return the page and the choices that show its evidence; None if there is no such page.

        Rows are for the data protection officer, on the notice's own page.
        """
        if self.kind.has_rows and view.is_dpo:
            return "notice", {"finding": self.id}
        return (self.kind.page, self.kind.choices) if self.kind.page else None


@kept
def found(view: View) -> list[Finding]:
    """List the findings, in the notice's order."""
    lines = pd.concat([view.series(name) for name in SERIES], ignore_index=True)
    settings = view.home.policy.settings
    unset = [settings.keep_exports is None, settings.keep_keys is None]
    made = {name: _finding(name, rows, view) for name, rows in lines.groupby("finding")}
    made |= {
        name: _written(name, 1, {}, view.t)
        for name, is_unset in zip(UNSET, unset, strict=True)
        if is_unset
    }
    return [made[name] for name in KINDS if name in made]


def of_section(findings: Sequence[Finding], section: int) -> list[Finding]:
    """Choose the findings of one section, the most serious first."""
    mine = [one for one in findings if one.kind.section == section]
    return sorted(mine, key=lambda one: SEVERITIES.index(one.kind.severity))


def is_checked(section: int) -> bool:
    """Tell whether exports are held against a section at all."""
    return any(kind.section == section for kind in KINDS.values())


def counts(findings: Sequence[Finding]) -> dict[str, int]:
    """Count the findings by severity."""
    found = [one.kind.severity for one in findings]
    return {name: found.count(name) for name in SEVERITIES}


def verdict(findings: Sequence[Finding], t: Words) -> str:
    """Say in how many places the notice and the practice part."""
    if not findings:
        return t("notice.none")
    found = counts(findings)
    said = t.listing([t(f"notice.{name}", n=n) for name, n in found.items() if n])
    return t("notice.verdict", n=len(findings), listed=said)


def _finding(name: str, rows: pd.DataFrame, view: View) -> Finding:
    by_line = name in BY_LINE or name.startswith("without_")
    count = len(rows) if by_line else int(rows["records"].sum())
    values = {"names": view.t.listing(_names(name, rows, view))}
    return _written(name, count, values, view.t)


def _written(name: str, count: int, values: dict[str, str], t: Words) -> Finding:
    kind = KINDS[name]
    law = [t(one) if one.startswith(LAW) else article(one, t) for one in kind.law]
    if kind.section:
        law.append(t("law.section", section=kind.section))
    sentence = t(f"notice.{name}", n=count, **values)
    basis = "; ".join(law)
    return Finding(name, count, sentence, basis[:1].upper() + basis[1:], t(f"notice.{name}.cure"))


def article(number: str, t: Words) -> str:
    """Write an article of the GDPR, such as "12(4)" or "5(1)(e)", as the language does."""
    first, *more = re.findall(r"\w+", number)
    said = dict(zip(("paragraph", "point"), more, strict=False))
    return t(("law.gdpr", "law.gdpr_paragraph", "law.gdpr_point")[len(more)], article=first, **said)


def _names(name: str, rows: pd.DataFrame, view: View) -> list[str]:
    """Name what a finding is about, each once, in the order of the figures."""
    if name == "recordings_without_period":
        sums = rows.fillna({"name": "unknown"}).groupby("name", sort=False)["records"].sum()
        topics = sorted(sums.items(), key=lambda entry: (entry[0] == "unknown", -entry[1]))
        return [f"{view.t(f'topic.{topic}')} {view.t.number(n)}" for topic, n in topics]
    column = "dataset" if name.startswith(("without_", "export_")) else "name"
    return list(dict.fromkeys(said(name, text, view) for text in rows[column].dropna()))


def said(finding: str, name: object, view: View) -> str:
    """Write in words what a line or row of a finding names: a rule, channel, topic or country."""
    t = view.t
    if not isinstance(name, str):
        return ""
    if name in view.home.policy.rules:
        return view.named("rules", name)
    if finding == "category_empty":
        return view.named("categories", name)
    if finding.startswith("processor_"):
        return country(name, t)
    key = FAMILIES.get(finding)
    return t.known(key(name), name) if key else name


def country(code: object, t: Words) -> str:
    """Name a country; a code that Babel does not know stands for itself."""
    return t.locale.territories.get(code, code) if isinstance(code, str) else t("notice.unknown")
