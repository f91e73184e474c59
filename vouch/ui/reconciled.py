"""The calls, recordings and transcripts that lack the other, for the data protection officer."""

import streamlit as st

from vouch import reconciled_rows
from vouch.ui.elements import all_well, withheld
from vouch.ui.tables import download, paged, pills, table
from vouch.view import View

SHOWN = ("record_id", "found_on", "dataset", "file", "row")


def list_unreconciled(view: View) -> None:
    """Let one of the findings be chosen, and list its rows."""
    t, counts = view.t, reconciled_rows.counts(view)
    if not counts:
        all_well(t("notice.no_rows"))
        return
    if not view.is_dpo:
        withheld(sum(counts.values()), view)
        return
    if view.snapshot != view.snapshots[-1]:
        st.info(t("rows.newest_only", day=view.snapshots[-1]), icon=":material/history:")
        return
    named = {
        name: f"{t(f'reconciled.{reconciled_rows.FINDINGS[name]}')}  {t.number(n)}"
        for name, n in counts.items()
    }
    chosen = pills("lacking", named, t("calls.reconciled_rows"))
    found = view.rows("evidence", "finding_rows", finding=chosen)
    if found.empty:
        all_well(t("notice.no_rows"))
        return
    page = paged(found, view)
    table(page[list(SHOWN)], view, "unreconciled", t("calls.reconciled_rows"))
    download(found, view, f"finding-{chosen}", filters={"finding": chosen})
