"""The proof of deletion on its page: what was found, row by row, and the lists to work off."""

import functools

import pandas as pd
import streamlit as st

from vouch import deletion_rows, downloads, worklists
from vouch.ui import markup, stored
from vouch.ui.elements import all_well, banner, withheld
from vouch.ui.tables import File, choose_row, download, hand_out, paged, pills, table
from vouch.view import View

SHOWN = (
    *("record_id", "snapshot", "class", "starts_on", "last_on", "earliest_on", "released_on"),
    *("new_record_id", "new_class", "new_starts_on", "dataset", "file", "row"),
)
LISTED = ("record_id", "class", "starts_on", "last_on", "days_past", "dataset", "file", "row")
HELD = ("record_id", "class", "starts_on", "last_on", "days_past", "dataset", "file", "row")
ALL = "all"
MOST = 1_000  # rows on hold that are shown


def counted(view: View, name: str, made: dict[str, object]) -> None:
    """Show a table of counts, which everybody may see."""
    st.html(view.keep(f"deletion {name}", lambda: markup.render("figures.html", **made)))


def facts(view: View, name: str, entries: list[tuple[str, str]], label: str) -> None:
    """Show sentences as a list."""
    st.html(
        view.keep(
            f"deletion {name}", lambda: markup.render("facts.html", facts=entries, label=label)
        )
    )


def choose_event(view: View, names: dict[str, str]) -> None:
    """Let one kind of outcome be chosen: its rows for the officer, its counts for all others."""
    t, found = view.t, deletion_rows.counts(view)
    labels = {event: f"{t(f'event.{event}')}  {t.write(n)}" for event, n in found.items()}
    event = pills("event", labels, t("deletion.rows"))
    st.caption(markup.text(t(f"event.{event}.note")))
    if event == "too_early":
        st.caption(markup.text(deletion_rows.least_laws(view)))
    if (n := found[event]) is None:
        st.info(markup.text(t("deletion.nothing_compared", day=view.snapshot)))
    elif not n:
        all_well(t("deletion.none_of_it"))
    elif view.is_dpo:
        _rows(view, event, names)
    else:
        counted(view, f"event {event}", deletion_rows.by_snapshot(view, event))
        withheld(n, view)


def _rows(view: View, event: str, names: dict[str, str]) -> None:
    """List the rows of one kind of outcome; a chosen one is written down as looked at."""
    found = view.rows("evidence", "deletion_rows", event=event)
    if found.empty:
        all_well(view.t("deletion.none_of_it"))
        return
    page = _named(paged(found, view), names)
    shown = [name for name in SHOWN if page[name].notna().any()]
    picked = choose_row(page[shown], view, "deletion")
    download(found, view, f"deletion-{event}", filters={"event": event})
    if picked is not None:
        _where(view, page.iloc[picked])


def _where(view: View, row: pd.Series) -> None:
    """Say where the chosen record stood, and where it stands now."""
    stored.opened(view, "evidence/deletion_rows", row)
    t = view.t
    said = [t("deletion.stood", day=row["seen_on"], file=row["file"], row=int(row["row"]))]
    if isinstance(row["new_file"], str):
        place = {"file": row["new_file"], "row": int(row["new_row"])}
        said.append(t("deletion.stands", day=row["snapshot"], **place))
    else:
        said.append(t("deletion.is_gone", day=row["snapshot"]))
    st.caption(markup.text(" ".join(said)))


def _named(rows: pd.DataFrame, names: dict[str, str]) -> pd.DataFrame:
    """Name the rules of rows, where they stood and where they stand."""
    found = rows.assign(**{"class": rows["rule"].map(names)})
    if "new_rule" in rows:
        is_other = rows["new_rule"].notna() & (rows["new_rule"] != rows["rule"])
        found["new_class"] = rows["new_rule"].map(names).where(is_other)
    return found


def draw_list(view: View, names: dict[str, str]) -> None:
    """Let a list be drawn for one system and rule, and taken away in three forms."""
    t = view.t
    if not _is_listed(view):
        return
    if refused := worklists.refusal(view.series("unread_holds"), view.snapshot):
        banner(t(refused.key, **refused.values))
        return
    rows = view.rows("evidence", "worklist", source=None, rule=None)
    if rows.empty:
        all_well(t("deletion.nothing_to_list"))
        return
    source = _choose("source", rows["source"], {}, view)
    rows = rows if source is None else rows[rows["source"] == source]
    rule = _choose("class", rows["rule"], names, view)
    rows = rows if rule is None else rows[rows["rule"] == rule]
    st.caption(markup.text(t("deletion.on_list", n=len(rows), day=view.snapshot)))
    table(_named(paged(rows, view), names)[list(LISTED)], view, "worklist", t("deletion.worklist"))
    _take_away(view, rows, source, rule)


def _is_listed(view: View) -> bool:
    """Tell whether rows can be listed for this view; else say why not, and how many they are."""
    if not view.is_dpo:
        withheld(int(view.kpi("past_retention").numerator), view)
    elif view.snapshot != view.snapshots[-1]:
        said = view.t("rows.newest_only", day=view.snapshots[-1])
        st.info(said, icon=":material/history:")
    elif not view.is_policy_of_its_day:
        st.info(view.t("rows.own_policy"), icon=":material/policy:")
    else:
        return True
    return False


def _choose(name: str, values: pd.Series, names: dict[str, str], view: View) -> str | None:
    t, counts = view.t, values.value_counts(sort=False)
    labels = {ALL: f"{t('rows.all')}  {t.number(len(values))}"}
    labels |= {key: f"{names.get(key, key)}  {t.number(int(n))}" for key, n in counts.items()}
    chosen = pills(name, labels, t(f"col.{name}"))
    return None if chosen == ALL else chosen


def _take_away(view: View, rows: pd.DataFrame, source: str | None, rule: str | None) -> None:
    filters = {"source": source, "rule": rule}
    notice = view.home.policy.notice
    ground = downloads.ground(view.snapshot, view.snapshot, notice, view.generation)
    ground |= downloads.chosen(view.role, filters)
    listed = rows[list(worklists.COLUMNS)]
    with st.container(key="worklist_files", horizontal=True):
        for form, make in worklists.FORMS.items():
            if form == "xlsx" and len(listed) > worklists.SHEET_ROWS:
                continue
            name = worklists.file_name(source, rule, view.snapshot, form)
            made = functools.partial(make, listed, ground)
            file = File(name, worklists.MIMES[form], made, len(listed), filters)
            hand_out(view, view.t(f"deletion.{form}"), file, f"download_worklist_{form}")


def catch_up(view: View, names: dict[str, str]) -> None:
    """List the records that a hold keeps past their date: to be deleted when it is released."""
    t = view.t
    if not view.is_dpo or not _is_listed(view):
        return
    page = {"rule": None, "first_on": None, "final_on": None, "skip": 0, "most": MOST}
    found = view.rows("evidence", "deadline_rows", state="on_hold", **page)
    if found.empty:
        all_well(t("deletion.none_on_hold"))
        return
    table(_named(found, names)[list(HELD)], view, "catch_up", t("deletion.catch_up"))
    download(found, view, "catch-up", filters={"state": "on_hold"})
