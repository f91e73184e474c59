"""Where the notice and the practice part: findings by section, the most serious first."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from vouch import notice_kinds
from vouch.view import View, kept
from vouch.wording import Words


@dataclass(frozen=True)
class Finding:
    """One finding of one snapshot: how many, in words, on what ground, and what would mend it."""

    id: str
    count: int
    sentence: str
    basis: str
    cure: str

    @property
    def kind(self) -> notice_kinds.Kind:
        """What kind of finding it is."""
        return notice_kinds.KINDS[self.id]

    @property
    def target(self) -> tuple[str, dict[str, str]]:
        """The page and the choices that show its evidence.

        On the notice's own page those are its rows, or for management their counts.
        """
        if self.kind.has_rows:
            return "notice", {"finding": self.id}
        return self.kind.page, self.kind.choices


@kept
def found(view: View) -> list[Finding]:
    """List the findings, in the notice's order."""
    lines = pd.concat([view.series(name) for name in notice_kinds.SERIES], ignore_index=True)
    rules = view.home.policy
    kept = rules.settings
    limits = (kept.keep_exports, kept.keep_keys, kept.keep_audit_log, kept.keep_reports)
    unset = [*(limit is None for limit in limits), not rules.security]
    made = {name: _finding(name, rows, view) for name, rows in lines.groupby("finding")}
    made |= {
        name: _written(name, 1, {}, view.t)
        for name, is_unset in zip(notice_kinds.UNSET, unset, strict=True)
        if is_unset
    }
    return [made[name] for name in notice_kinds.KINDS if name in made]


def of_section(findings: Sequence[Finding], section: int) -> list[Finding]:
    """Choose the findings of one section, the most serious first."""
    mine = [one for one in findings if one.kind.section == section]
    return sorted(mine, key=lambda one: notice_kinds.SEVERITIES.index(one.kind.severity))


def is_checked(section: int) -> bool:
    """Tell whether exports are held against a section; the head only tells which were read."""
    return section != notice_kinds.HEAD and any(
        kind.section == section and name not in notice_kinds.UNSET
        for name, kind in notice_kinds.KINDS.items()
    )


def counts(findings: Sequence[Finding]) -> dict[str, int]:
    """Count the findings by severity."""
    found = [one.kind.severity for one in findings]
    return {name: found.count(name) for name in notice_kinds.SEVERITIES}


@kept
def verdict(view: View) -> str:
    """Say in how many places the notice and the practice part."""
    t, findings = view.t, found(view)
    if not findings:
        return t("notice.none")
    sums = counts(findings)
    said = t.listing([t(f"notice.{name}", n=n) for name, n in sums.items() if n])
    return t("notice.verdict", n=len(findings), listed=said)


def _finding(name: str, rows: pd.DataFrame, view: View) -> Finding:
    values = {"names": view.t.listing(_names(name, rows, view))}
    return _written(name, _count(name, rows), values, view.t)


def _count(name: str, rows: pd.DataFrame) -> int:
    if name in notice_kinds.BY_NAME:
        return int(rows["name"].nunique())
    by_line = name in notice_kinds.BY_LINE or name.startswith("without_")
    return len(rows) if by_line else int(rows["records"].sum())


def _written(name: str, count: int, values: dict[str, str], t: Words) -> Finding:
    kind = notice_kinds.KINDS[name]
    law = [t(one) if one.startswith(notice_kinds.LAW) else article(one, t) for one in kind.law]
    if kind.section:
        law.append(t("law.section", section=kind.section))
    sentence = t(f"notice.{name}", n=count, **values)
    basis = "; ".join(law)
    return Finding(name, count, sentence, basis[:1].upper() + basis[1:], t(f"notice.{name}.cure"))


def article(number: str, t: Words) -> str:
    """Write an article of the GDPR, such as "12(4)", "5(1)(e)" or "44–46", as the language does."""
    first, *more = re.findall(r"[\w–]+", number)
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
    key = notice_kinds.FAMILIES.get(finding)
    return t.known(key(name), name) if key else name


def country(code: object, t: Words) -> str:
    """Name a country; a code that Babel does not know stands for itself."""
    return t.locale.territories.get(code, code) if isinstance(code, str) else t("notice.unknown")
