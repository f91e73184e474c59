"""Counts behind a finding about the notice: by dataset, and over the snapshots; never a row."""

import pandas as pd

from vouch import notice_findings, notice_kinds
from vouch.notice_findings import Finding
from vouch.notice_tables import Table
from vouch.view import View
from vouch.wording import NOTHING


def tables(view: View, finding: Finding) -> list[Table]:
    """Write where *finding* was counted in the chosen snapshot, and its counts up to then."""
    return [_by_dataset(view, finding), _by_snapshot(view, finding)]


def _by_dataset(view: View, finding: Finding) -> Table:
    t, rows = view.t, _of(finding, view.series(_series(view, finding)))
    head = [t(f"col.{name}") for name in ("dataset", "category", "name", "count")]
    cells = [
        [
            row.dataset,
            _category(row.dataset, view),
            notice_findings.said(finding.id, row.name, view) or NOTHING,
            t.number(int(row.records)),
        ]
        for row in rows.itertuples(index=False)
    ]
    wide = (2,)  # on a phone the count is worth more than the category
    return {
        "caption": t("notice.by_dataset"),
        "head": head,
        "words": 3,
        "rows": cells,
        "wide": wide,
    }


def _by_snapshot(view: View, finding: Finding) -> Table:
    t, rows = view.t, _of(finding, view.over_time(_series(view, finding)))
    counts = rows.groupby("snapshot")["records"].sum()
    cells = [[t.day(day), t.number(int(counts.get(day, 0)))] for day in view.past_snapshots]
    head = [t("col.snapshot"), t("col.count")]
    return {"caption": t("notice.by_snapshot"), "head": head, "words": 1, "rows": cells[::-1]}


def _series(view: View, finding: Finding) -> str:
    """Name the series that counts the finding."""
    return next(
        name
        for name in notice_kinds.SERIES
        if finding.id in set(view.series(name)["finding"].dropna())
    )


def _of(finding: Finding, lines: pd.DataFrame) -> pd.DataFrame:
    return lines[lines["finding"] == finding.id]


def _category(dataset: str, view: View) -> str:
    """Name the category of the notice in which a dataset is; a register of processors has none."""
    found = view.home.sources.datasets.get(dataset)
    return view.named("categories", found.category) if found and found.category else NOTHING
