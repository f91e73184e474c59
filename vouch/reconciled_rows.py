"""Calls, recordings and transcripts held against one another, in words."""

import pandas as pd

from vouch.view import View
from vouch.wording import NOTHING

# What lacks the other, and the finding that has its rows.
LACKING = {
    "missing": "recorded_without_file",
    "without_call": "recording_without_call",
    "outliving": "transcript_without_audio",
    "without_audio": "transcript_without_audio",
}
UNTOLD = "recording_not_announced"
FINDINGS = {
    **{finding: state for state, finding in LACKING.items() if state != "without_audio"},
    UNTOLD: "not_announced",
}


def table(view: View) -> dict[str, object]:
    """Write each list with its total, and under it what it is met by."""
    t, found = view.t, view.series("reconciliation")
    rows = []
    for name, lines in found.groupby("list", sort=False):
        rows.append([t(f"reconciled.{name}"), t.number(int(lines["total"].iloc[0]))])
        rows += [
            [f"– {t(f'reconciled.{line.state}')}", _count(line.records, view)]
            for line in lines.itertuples()
        ]
    head = [t("col.list"), t("col.count")]
    return {"caption": t("calls.reconciled"), "head": head, "rows": rows, "words": 1}


def history(view: View) -> dict[str, object]:
    """Write what lacked the other in each snapshot, and who was not told, the newest first."""
    t, found = view.t, view.over_time("reconciliation").set_index(["snapshot", "state"])["records"]
    untold = view.over_time("findings_in_retention")
    untold = untold[untold["finding"] == UNTOLD].groupby("snapshot")["records"].sum()
    rows = [
        [
            t.day(day),
            *(_count(found.get((day, state)), view) for state in LACKING),
            t.number(int(untold.get(day, 0))),
        ]
        for day in reversed(view.past_snapshots)
    ]
    head = [t("col.snapshot"), *(t(f"reconciled.{name}") for name in (*LACKING, "not_announced"))]
    return {"caption": t("calls.reconciled_history"), "head": head, "rows": rows, "words": 1}


def counts(view: View) -> dict[str, int]:
    """Count the rows of each finding of the reconciliation that has any."""
    found = view.series("findings_in_retention")
    sums = found.groupby("finding")["records"].sum()
    return {name: int(sums[name]) for name in FINDINGS if name in sums}


def _count(value: float | None, view: View) -> str:
    """Write a count; none where the other list was not read."""
    return NOTHING if value is None or pd.isna(value) else view.t.number(int(value))
