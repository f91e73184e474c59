"""What changed from one report to another, or from the last one to what a report would say now."""

from collections.abc import Mapping
from typing import Any

from vouch import kpis, notice_findings
from vouch.report import blocks, since
from vouch.report.since import Since
from vouch.view import View
from vouch.wording import NOTHING, Words

Counts = Mapping[str, int]


def of_now(view: View) -> Since:
    """Count what a report of a view would say."""
    found = notice_findings.counts(notice_findings.found(view))
    measured = [view.kpi(name) for name in kpis.IDS]
    counts = {kpi.id: kpi.numerator for kpi in measured if kpi.denominator}
    return Since(view.snapshot, view.as_of, found, counts)


def table(earlier: Since | None, later: Since, head: tuple[str, str], t: Words) -> dict[str, Any]:
    """Hold findings by severity, and the key figures, of two reports against each other.

    *head* says what stands in the columns of both.
    """
    findings, figures = (earlier.findings, earlier.kpis) if earlier else (None, None)
    rows = [
        [f"{t('document.findings')}: {blocks.status(name, t)}", *_pair(findings, n, name, t)]
        for name, n in later.findings.items()
    ]
    rows += [
        [t(f"figure.kpis.{name}"), *_pair(figures, later.kpis.get(name), name, t)]
        for name in kpis.IDS
    ]
    names = [t("document.figure"), *head, t("report.difference")]
    return {"caption": t("report.since"), "head": names, "rows": rows, "words": 1}


def _pair(before: Counts | None, count: int | None, name: str, t: Words) -> list[str]:
    """Write a count before, now, and what it changed by; of nothing there is none."""
    told = [before.get(name) if before else None, count]
    moved = NOTHING if count is None else since.change(count, before, name, t)
    return [*(NOTHING if one is None else t.number(one) for one in told), moved]
