"""The notice and the practice: what is held, the findings, and the way to their evidence."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from vouch import notice_counts, notice_facts, notice_findings, notice_tables, theme
from vouch.notice_findings import Finding
from vouch.ui import address, markup
from vouch.ui.elements import all_well, glyph, withheld
from vouch.ui.tables import download, paged, table
from vouch.view import View
from vouch.wording import Words

SHOWN = ("record_id", "name", "found_on", "subject_key", "dataset", "file", "row")


def practice(view: View, section: int, findings: Sequence[Finding]) -> None:
    """Show what is held beside a section of the notice, and where the two part."""
    if section in notice_facts.LIVE:
        held = _held(view, section)
    else:
        held = view.keep(f"notice held {section}", lambda: _held(view, section))
    if held:
        st.html(held)
    opened = _opened()
    for finding in findings:
        _finding(view, finding, is_open=finding.id == opened)


def _opened() -> str:
    """Return the finding whose rows or counts are asked for.

    A link to the page on which it stands reaches the server, and the address bar stays as it was:
    it is written anew when another finding is opened, so that a view can be sent.
    """
    name = st.query_params.get("finding", "")
    if st.session_state.get("opened_finding") != name:
        st.session_state["opened_finding"] = name
        address.write_again()
    return name


def _held(view: View, section: int) -> markup.Html:
    """Write facts and table of a section as one piece of markup."""
    title = view.t(f"notice.title_{section}")
    parts = []
    if facts := notice_facts.facts(view, section):
        said = [(glyph(status) if status else "", sentence) for status, sentence in facts]
        parts.append(markup.render("facts.html", facts=said, label=title))
    if rows := notice_tables.table(view, section):
        parts.append(markup.render("figures.html", caption=title, **rows))
    return markup.Html("".join(parts))


def _finding(view: View, finding: Finding, *, is_open: bool) -> None:
    """Show one finding, and the way to its evidence."""
    with st.container(key=f"practice_{finding.id}", horizontal=True, vertical_alignment="top"):
        said = view.keep(f"notice finding {finding.id}", lambda: _said(finding, view.t))
        st.html(said, width="stretch")
        _link(view, finding, is_open=is_open)
    if is_open and finding.kind.has_rows:
        (_rows if view.is_dpo else _counts)(view, finding)


def _said(finding: Finding, t: Words) -> markup.Html:
    severity = finding.kind.severity
    return markup.render(
        "practice.html",
        status=theme.STATUSES[severity],
        word=t(f"status.{severity}"),
        sentence=finding.sentence,
        cure=finding.cure,
        basis=finding.basis,
    )


def _link(view: View, finding: Finding, *, is_open: bool) -> None:
    """Lead to the finding's figure on another page, or to its rows or counts on this one."""
    page, choices = finding.target
    label = view.t(f"page.{page}")
    if page == "notice":
        label = _toggle(view, finding, is_open=is_open)
        choices = {} if is_open else choices
    st.page_link(
        f"pages/{page}.py",
        label=label,
        icon=":material/arrow_forward:",
        icon_position="right",
        query_params=address.carried() | choices,
    )


def _toggle(view: View, finding: Finding, *, is_open: bool) -> str:
    t = view.t
    if view.is_dpo:
        return t("notice.hide") if is_open else t("notice.rows", n=finding.count)
    return t("notice.hide_counts") if is_open else t("notice.counts")


def _counts(view: View, finding: Finding) -> None:
    """Show where and when the opened finding was counted, for whom its rows are withheld."""
    for rows in notice_counts.tables(view, finding):
        st.html(markup.render("figures.html", **rows))
    withheld(finding.count, view)


def _rows(view: View, finding: Finding) -> None:
    """List the rows of the opened finding; only the officer ever asks for them."""
    t = view.t
    if view.snapshot != view.snapshots[-1]:
        st.info(t("rows.newest_only", day=view.snapshots[-1]), icon=":material/history:")
        return
    found = view.rows("evidence", "finding_rows", finding=finding.id)
    if found.empty:
        all_well(t("notice.no_rows"))
        return
    page = paged(found, view)
    named = [notice_findings.said(finding.id, name, view) for name in page["name"]]
    table(page.assign(name=named)[_columns(page)], view, "notice")
    download(found, view, f"finding-{finding.id}", filters={"finding": finding.id})


def _columns(rows: pd.DataFrame) -> list[str]:
    """Leave out the columns in which no row has anything."""
    return [name for name in SHOWN if rows[name].notna().any()]
