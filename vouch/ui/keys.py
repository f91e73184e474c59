"""The rows that no key tells from others, for the data protection officer."""

from collections.abc import Mapping

import streamlit as st

from vouch.ui.elements import withheld
from vouch.ui.tables import download, paged, pills, table
from vouch.view import View

SHOWN = ("record_id", "dataset", "file", "row")


def list_keys(view: View, faults: Mapping[str, int]) -> None:
    """List the rows with one fault of their key; *faults* are how many rows have each."""
    t = view.t
    if not faults:
        return
    if not view.is_dpo:
        withheld(sum(faults.values()), view)
        return
    if view.snapshot != view.snapshots[-1]:
        st.info(t("rows.newest_only", day=view.snapshots[-1]), icon=":material/history:")
        return
    labels = {fault: f"{t(f'fault.{fault}')}  {t.number(n)}" for fault, n in faults.items()}
    fault = pills("fault", labels, t("sources.keys"))
    found = view.rows("evidence", "keys", fault=fault)
    table(paged(found, view)[list(SHOWN)], view, "sources")
    download(found, view, f"keys-{fault}", filters={"fault": fault})
