"""The drill-down of requests: a state and a right, then the row, then why that day."""

import pandas as pd
import streamlit as st

from vouch import clock_words, explanations, request_figures, request_paces, request_rows
from vouch.ui import stored
from vouch.ui.elements import all_well, status, steps
from vouch.ui.tables import choose_row, download, paged, pills
from vouch.view import View

ALL = "all"
SHOWN = (
    "request", "right", "status", "received_on", "due_on", "days_left", "stage", "pace", "why",
)  # fmt: skip


def choose_request(view: View) -> None:
    """Lead from a state to one request, and from it to its calculation."""
    t = view.t
    if view.snapshot != view.snapshots[-1]:
        st.info(t("rows.newest_only", day=view.snapshots[-1]), icon=":material/history:")
        return
    found = request_paces.beside(view, view.rows("evidence", "open_requests"))
    found = found.assign(status=found["due_state"].map(request_figures.STATUS_OF))
    found = found.sort_values(["due_on", "received_on"], na_position="last")
    if found.empty:
        all_well(t("requests.none", day=view.as_of))
        return
    _rows(view, *_chosen(view, found))


def _chosen(view: View, found: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, object]]:
    """Let a state or a pace, and a right be chosen; return the requests, and what was chosen."""
    t = view.t
    counts = request_figures.by_status(found)
    labels = {ALL: f"{t('rows.all')}  {t.number(len(found))}"}
    paced = {name: int((found["pace_state"] == name).sum()) for name in request_paces.AT_RISK}
    counts |= {name: n for name, n in paced.items() if n}
    labels |= {name: f"{status(name, t)}  {t.number(n)}" for name, n in counts.items()}
    state = pills("due", labels, t("col.status"))
    column = "pace_state" if state in paced else "status"
    found = found if state == ALL else found[found[column] == state]
    rights = found["right"].fillna("unknown").value_counts()
    labels = {ALL: t("rows.any_right")}
    labels |= {name: f"{t(f'right.{name}')}  {t.number(int(n))}" for name, n in rights.items()}
    right = pills("right", labels, t("col.right"))
    found = found if right == ALL else found[found["right"].fillna("unknown") == right]
    choices = {"state": state, "right": right}
    return found, {name: choice for name, choice in choices.items() if choice != ALL}


def _rows(view: View, found: pd.DataFrame, filters: dict[str, object]) -> None:
    t = view.t
    if found.empty:
        all_well(t("requests.none_chosen", day=view.as_of))
        return
    page = paged(found, view)
    shown = page.assign(
        request=page["record_id"],
        right=[request_rows.right_name(right, t) for right in page["right"]],
        stage=[t(f"stage.{stage}") for stage in page["stage"]],
        pace=[request_paces.verdict(state, t) for state in page["pace_state"]],
        why=[clock_words.reason(row, t) for _, row in page.iterrows()],
    )
    picked = choose_row(shown[list(SHOWN)], view, "requests")
    download(found.drop(columns="status"), view, "requests", filters=filters)
    if picked is None:
        st.caption(t("requests.pick"))
    else:
        row = page.iloc[picked]
        stored.opened(view, "evidence/open_requests", row)
        title = t("requests.why", id=row["record_id"])
        steps(title, explanations.of_request(row, t), clock_words.reason(row, t))
