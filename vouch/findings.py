"""Findings: what needs a decision, made by rule from the figures, most serious first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from vouch import retention_classes, theme
from vouch.retention_classes import RetentionClass
from vouch.wording import Words

NAMED = 3  # classes past their date that get a finding of their own
STAYED = ("reappeared", "re_keyed", "re_dated", "moved")  # what seemed to be deleted and is there


SEVERITY = ("red", "orange", "yellow", "gray")


@dataclass(frozen=True)
class Finding:
    """One finding: its status, its sentence, and the page and choices that show its evidence."""

    status: str
    sentence: str
    page: str
    choices: dict[str, str] = field(default_factory=dict)


def ordered(found: Sequence[Finding]) -> list[Finding]:
    """Put the most serious first, by what their statuses look like; equals stay as they are."""
    return sorted(found, key=lambda one: SEVERITY.index(theme.STATUSES[one.status].colour))


def of_classes(classes: Sequence[RetentionClass], names: dict[str, str], t: Words) -> list[Finding]:
    """Say which classes are past their date; the smaller ones together."""
    past = [c for c in classes if c.is_judged and c.past[-1]]
    found = [
        Finding(
            "past",
            t("finding.past", n=c.past[-1], name=names[c.rule]),
            "retention",
            {"state": "past", "class": c.rule},
        )
        for c in past[:NAMED]
    ]
    rest = sum(c.past[-1] for c in past[NAMED:])
    if rest:
        found.append(Finding("past", t("finding.past_rest", n=rest), "retention"))
    return found


def of_requests(counts: dict[str, int], t: Words) -> list[Finding]:
    """Say which requests have waited too long."""
    return [
        Finding(status, t(f"finding.{status}", n=n), "requests", {"due": status})
        for status in ("overdue", "consent_late")
        if (n := counts.get(status, 0))
    ]


def of_codes(stray: int, t: Words) -> list[Finding]:
    """Say that identity codes stand where they should not."""
    return [Finding("misplaced", t("finding.stray_codes", n=stray), "volumes")] if stray else []


def of_notice(counts: Mapping[str, int], t: Words) -> list[Finding]:
    """Say in how many places the notice is not kept; its page names each, and what else parts."""
    if not counts["breach"]:
        return []
    serious = [name for name in ("breach", "warning") if counts[name]]
    listed = t.listing([t(f"notice.{name}", n=counts[name]) for name in serious])
    return [Finding("breach", t("finding.notice", listed=listed), "notice")]


def of_deletions(lines: pd.DataFrame, t: Words) -> list[Finding]:
    """Say what went too early, and what seemed to go and is still there."""
    found, sums = [], lines.groupby("finding")["records"].sum()
    counts = {name: int(n) for name, n in sums.items()}
    if early := counts.get("deleted_too_early", 0):
        said = t("finding.too_early", n=early)
        found.append(Finding("breach", said, "deletion", {"event": "too_early"}))
    stayed = {event: n for event in STAYED if (n := counts.get(f"record_{event}", 0))}
    if stayed:
        said = t("finding.stayed", n=sum(stayed.values()))
        found.append(Finding("warning", said, "deletion", {"event": next(iter(stayed))}))
    if released := counts.get("released_still_there", 0):
        said = t("finding.released", n=released)
        found.append(Finding("warning", said, "deletion", {"event": "released"}))
    return found


def of_files(files: pd.DataFrame, t: Words) -> list[Finding]:
    """Say which datasets could not be read, or were read with losses."""
    lost = files[files["state"].isin(["failed", "missing"])]
    found = [Finding("failed", t("finding.files", n=len(lost)), "sources")] if len(lost) else []
    strange = int((files["state"] == "undeclared").sum())
    if strange:
        found.append(Finding("undeclared", t("finding.undeclared", n=strange), "sources"))
    rejected = int(files["rejected"].fillna(0).sum())
    if rejected:
        found.append(Finding("rejected", t("finding.rejected", n=rejected), "sources"))
    return found


def of_suspects(suspects: int, t: Words) -> list[Finding]:
    """Say that exports have far fewer or far more rows than the last good ones."""
    return [Finding("suspect", t("finding.suspect", n=suspects), "sources")] if suspects else []


def of_undetermined(
    classes: Sequence[RetentionClass], names: dict[str, str], t: Words
) -> list[Finding]:
    """Say what cannot be judged: no period, or no starting day."""
    unset = [c for c in classes if c.determination == "not_set" and c.held]
    found = []
    if unset:
        held = sum(c.held for c in unset)
        listed = t.listing([names[c.rule] for c in unset])
        said = t("finding.no_period", n=held, classes=listed)
        found.append(Finding("no_period", said, "retention", {"state": "no_period"}))
    unknown = retention_classes.total(classes, "no_start")
    if unknown:
        said = t("finding.no_start", n=unknown)
        found.append(Finding("no_start", said, "retention", {"state": "no_start"}))
    return found
