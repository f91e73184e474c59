"""Findings where the notice and the practice part, and for the officer the rows behind them."""

from collections.abc import Sequence

import pandas as pd

from vouch import notice_findings
from vouch.errors import VouchError
from vouch.notice_findings import Finding
from vouch.report import blocks
from vouch.report.blocks import Block, Section
from vouch.view import View
from vouch.wording import Words

MOST = 20  # rows of a finding that are listed
COLUMNS = ("record_id", "name", "found_on", "dataset", "file", "row")


def table(found: Sequence[Finding], t: Words) -> Block | None:
    """List findings: how serious, what was found, what would mend it, and on what ground."""
    rows = [
        [blocks.status(one.kind.severity, t), one.sentence, one.cure, one.basis] for one in found
    ]
    head = [t(f"document.{name}") for name in ("severity", "finding", "cure")]
    return blocks.table({"head": [*head, t("col.law")], "rows": rows, "words": 4})


def evidence(view: View) -> Section:
    """List the rows behind the findings; who may not see rows is told how many there are."""
    found = [one for one in notice_findings.found(view) if one.kind.has_rows]
    said = blocks.text(_said(view, found))
    return blocks.section(view.t("document.evidence"), "", said, *_listed(view, found))


def _said(view: View, found: Sequence[Finding]) -> str:
    """Say why no rows are listed, or how many of each finding are."""
    t = view.t
    if not view.is_dpo:
        return t("document.withheld", n=sum(one.count for one in found))
    if view.snapshot != view.snapshots[-1]:
        return t("document.newest_only", day=view.snapshots[-1])
    return t("document.evidence_note", n=MOST)


def _listed(view: View, found: Sequence[Finding]) -> list[Block | None]:
    if not view.is_dpo or view.snapshot != view.snapshots[-1]:
        return []
    try:
        return [block for one in found for block in _rows(view, one)]
    except VouchError as error:
        if error.key != "problem.no_records_file":
            raise
        return [blocks.text(error.told(view.t))]


def _rows(view: View, finding: Finding) -> list[Block | None]:
    """List the first rows of a finding, and say how many are left out."""
    t, rows = view.t, view.rows("evidence", "finding_rows", finding=finding.id)
    more = len(rows) - MOST
    left_out = t("document.left_out", n=more) if more > 0 else ""
    listed = blocks.table(_lines(view, finding, rows.head(MOST))) if len(rows) else None
    return [blocks.lead(finding.sentence), listed, blocks.quiet(left_out)]


def _lines(view: View, finding: Finding, rows: pd.DataFrame) -> dict[str, object]:
    t = view.t
    rows = rows.assign(name=[notice_findings.said(finding.id, one, view) for one in rows["name"]])
    lines = [[t.write(value) for value in line] for line in rows[list(COLUMNS)].values.tolist()]
    head = [t(f"col.{name}") for name in COLUMNS]
    return {"head": head, "rows": lines, "words": len(COLUMNS) - 1}
