"""The recordings held, for the data protection officer."""

import streamlit as st

from vouch.ui.elements import all_well
from vouch.ui.tables import download, paged, table
from vouch.view import View

SHOWN = ("recording_id", "kind", "started_on", "dataset", "file", "row")


def list_recordings(view: View) -> None:
    """List the recordings held, oldest first."""
    t = view.t
    if view.snapshot != view.snapshots[-1]:
        st.info(t("rows.newest_only", day=view.snapshots[-1]), icon=":material/history:")
        return
    found = view.rows("evidence", "recordings").sort_values("started_on")
    if found.empty:
        all_well(t("calls.none_held", day=view.snapshot))
        return
    shown = paged(found, view)
    kinds = {kind: t(f"kind.{kind}") for kind in shown["kind"].unique()}
    shown = shown.assign(kind=shown["kind"].map(kinds))
    table(shown[list(SHOWN)], view, "calls")
    download(found, view, "recordings")
