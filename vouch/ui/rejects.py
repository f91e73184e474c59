"""The rows that could not be taken in, for the data protection officer."""

import streamlit as st

from vouch import drilldown, reject_rows
from vouch.ui.elements import withheld
from vouch.ui.tables import download, table
from vouch.view import View


def list_rejects(view: View) -> None:
    """List the rows that were rejected one by one: the first of them here, all in the file."""
    t = view.t
    count = reject_rows.listed(view.series("rejects"))
    if not count:
        return
    if not view.is_dpo:
        withheld(count, view)
        return
    if view.snapshot != view.snapshots[-1]:
        st.info(t("rows.newest_only", day=view.snapshots[-1]), icon=":material/history:")
        return
    told = reject_rows.told(view.rows("evidence", "rejects"), t)
    table(told.head(drilldown.PAGE), view, "rejected_rows", t("sources.rejects"))
    download(reject_rows.headed(told, t), view, "rejected-rows")
