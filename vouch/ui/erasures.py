"""What is left of erased people, and the audio of whoever asks for a copy, row by row."""

import streamlit as st

from vouch import erasure_rows, request_rows
from vouch.ui.elements import withheld
from vouch.ui.tables import download, paged, table
from vouch.view import View

LEFT = (
    "record_id",
    "explained_by",
    "ends_on",
    "closed_on",
    "subject_key",
    "dataset",
    "file",
    "row",
)
SCOPES = ("request", "right", "received_on", "recordings", "transcripts", "file", "row")


def list_erased(view: View) -> None:
    """List what is left of erased people; who may not see rows is told how many there are."""
    if not _may_list(view, erasure_rows.left(view)):
        return
    found = view.rows("evidence", "erased")
    shown = paged(found, view)
    shown = shown.assign(explained_by=[erasure_rows.reason(why, view) for why in shown["reason"]])
    table(shown[list(LEFT)], view, "erased", view.t("requests.erasures_left"))
    download(found, view, "erased")


def list_scopes(view: View) -> None:
    """List the open requests for a copy of whose person audio is held."""
    if not _may_list(view, erasure_rows.concerned(view)):
        return
    found = view.rows("evidence", "scopes")
    rights = [request_rows.right_name(right, view.t) for right in found["right"]]
    shown = found.assign(request=found["record_id"], right=rights)
    table(shown[list(SCOPES)], view, "scopes", view.t("requests.scopes"))
    download(found, view, "recordings-in-scope")


def _may_list(view: View, count: int) -> bool:
    """Tell whether rows may be listed here; say why not."""
    if not count:
        return False
    if not view.is_dpo:
        withheld(count, view)
        return False
    if view.snapshot != view.snapshots[-1]:
        st.info(view.t("rows.newest_only", day=view.snapshots[-1]), icon=":material/history:")
        return False
    return True
