"""The drill-down of retention: a state, a class and a band, then the row, then why."""

from collections.abc import Sequence
from datetime import date, timedelta

import pandas as pd
import streamlit as st

from vouch import drilldown, explanations, retention_classes
from vouch.retention_classes import RetentionClass
from vouch.ui import stored
from vouch.ui.elements import all_well, status, steps
from vouch.ui.tables import choose_row, download, page_number, pills, table
from vouch.view import View

STATES = ("past", "on_hold", "due_soon", "no_start", "no_period")
ALL = "all"
SHOWN = ("record_id", "class", "starts_on", "last_on", "days_past", "file", "row")


def choose_record(view: View, classes: Sequence[RetentionClass], names: dict[str, str]) -> None:
    """Lead from a state and a class to a record, and from a record to its calculation."""
    t = view.t
    if view.snapshot != view.snapshots[-1]:
        st.info(t("rows.newest_only", day=view.snapshots[-1]), icon=":material/history:")
        return
    if not view.is_policy_of_its_day:
        st.info(t("rows.own_policy"), icon=":material/policy:")
        return
    if view.as_of > view.snapshot:
        st.caption(t("rows.horizon", day=_horizon(view)))
    counts = {name: retention_classes.total(classes, name) for name in STATES}
    labels = {name: f"{status(name, t)}  {t.number(n)}" for name, n in counts.items()}
    state = pills("state", labels, t("col.status"))
    rule = _choose_class(view, classes, names, state)
    if state == "no_period":
        _files(view, rule, names)
        return
    choice, band = drilldown.Choice(state, rule), None
    if state == "past":
        band = _choose_band(view, classes, rule)
        choice = drilldown.past_since(rule, band, view.as_of)
    _records(view, choice, {"state": state, "class": rule, "band": band}, names)


def _horizon(view: View) -> date:
    """Return the latest last permitted day of which the records file holds rows."""
    return view.snapshot + timedelta(days=view.home.policy.settings.due_soon_days)


def _choose_class(
    view: View, classes: Sequence[RetentionClass], names: dict[str, str], state: str
) -> str | None:
    """Let one class be chosen; each says how many records it holds in the state."""
    t = view.t
    counts = {c.rule: c.states.get(state, 0) for c in classes}
    shown = {rule: n for rule, n in counts.items() if n}
    labels = {ALL: f"{t('rows.all')}  {t.number(sum(shown.values()))}"}
    labels |= {rule: f"{names[rule]}  {t.number(n)}" for rule, n in shown.items()}
    chosen = pills("class", labels, t("col.class"))
    return None if chosen == ALL else chosen


def _choose_band(view: View, classes: Sequence[RetentionClass], rule: str | None) -> str | None:
    t = view.t
    ages = [c.ages for c in classes if c.is_judged and rule in {None, c.rule}]
    sums = [sum(column) for column in zip(*ages, strict=True)]
    labels = {ALL: t("rows.any_age")}
    for band, n in zip(retention_classes.BANDS, sums, strict=True):
        labels[band] = f"{t('rows.age', band=t(f'age.{band}'))}  {t.number(n)}"
    chosen = pills("band", labels, t("col.past_for"))
    return None if chosen == ALL else chosen


def _records(
    view: View, choice: drilldown.Choice, said: dict[str, object], names: dict[str, str]
) -> None:
    """Show one page of records, and the calculation of the chosen one; *said* is the choice."""
    t = view.t
    pages = max(1, -(-drilldown.count(view.rows, choice) // drilldown.PAGE))
    page = drilldown.page(view.rows, choice, page_number(pages, view))
    if page.rows.empty:
        all_well(t("retention.none", day=view.as_of))
        return
    rows = page.rows.assign(**{"class": [names[rule] for rule in page.rows["rule"]]})
    picked = choose_row(rows[list(SHOWN)], view, "retention")
    _below(view, page, said)
    if picked is None:
        st.caption(t("retention.pick"))
    else:
        _explain(view, page.rows.iloc[picked], choice.state)


def _below(view: View, page: drilldown.Page, said: dict[str, object]) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        shown = view.t("rows.shown", n=page.total, page=page.number, pages=page.pages)
        st.caption(shown, width="stretch")
        filters = said | {"page": f"{page.number}/{page.pages}"}
        download(page.rows, view, f"retention-page-{page.number}", filters=filters)


def _explain(view: View, row: pd.Series, state: str) -> None:
    stored.opened(view, "evidence/deadline_rows", row)
    rule = view.home.policy.rules[row["rule"]]
    title = view.t("retention.why", record=row["record_id"])
    steps(title, explanations.of_record(row, rule, state, view.t))


def _files(view: View, rule: str | None, names: dict[str, str]) -> None:
    """Show records without a period by file: nothing about one of them can be computed."""
    rows = view.rows("evidence", "unruled_files")
    rows = rows.fillna({"rule": retention_classes.NO_RULE})
    rows = rows if rule is None else rows[rows["rule"] == rule]
    if rows.empty:
        all_well(view.t("retention.none_unset"))
        return
    rows = rows.assign(**{"class": [names[rule] for rule in rows["rule"]]})
    table(rows[["class", "dataset", "file", "records"]], view, "retention")
    filters = {"state": "no_period", "class": rule}
    download(rows, view, "retention-no-period", filters=filters)
