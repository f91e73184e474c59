"""The packs of a home on their page: how each stands, what changed since, and each to take away."""

import functools
from collections.abc import Sequence

import streamlit as st

from vouch.report import changes, pack_rows, pack_words, recomputing, shelf, standing
from vouch.report.grounds import read
from vouch.report.shelf import Item
from vouch.ui import address, markup
from vouch.ui.elements import glyph
from vouch.ui.tables import File, hand_out
from vouch.view import View

WIDE = (2, 4, 6, 7, 8)  # columns that a phone leaves out
ZIP, SIGNATURE = "application/zip", "text/plain"
HASH = "kept_hash"


def known_packs(view: View) -> list[Item]:
    """List the packs of which the viewer may know; new ones are read, which takes a moment."""
    with st.spinner(view.t("report.looking")):
        return shelf.shown(view.home.reports, view.role)


def since_report(view: View, items: Sequence[Item]) -> None:
    """Show what changed from the last report to what one would say now."""
    t, last = view.t, standing.last(items, view)
    if last is None or last.since is None:
        st.info(t("report.no_last"), icon=":material/history:")
        return
    head = t.day(last.pack.day), t("report.now", day=view.snapshot)
    made = changes.table(last.since, changes.of_now(view), head, t)
    markup.show("figures.html", **made)


def list_packs(view: View, items: Sequence[Item]) -> None:
    """List the packs with their states, and offer one of them with all that can be said of it."""
    t = view.t
    if said := pack_rows.facts(items, view):
        markup.show("facts.html", facts=said, label=t("report.packs"))
    if not items:
        return
    markup.show("packs.html", wide=WIDE, **pack_rows.table(items, view))
    st.caption(t("report.proof"))
    _compare(view, items)
    with st.container(key="pack"):
        _chosen(view, items)


def _compare(view: View, items: Sequence[Item]) -> None:
    """Take a hash that was kept elsewhere, and say which pack has it."""
    t = view.t
    text = st.text_input(t("report.compare"), key=HASH, placeholder="SHA-256", width=640)
    if text and text.strip():
        status, sentence = pack_words.compared(text, items, view)
        markup.show("facts.html", facts=[(glyph(status), sentence)], label=t("report.compare"))


def _chosen(view: View, items: Sequence[Item]) -> None:
    """Let a pack be chosen; the choice stands in the address."""
    t, there = view.t, {item.name: item for item in items if item.may_take(view.role)}
    if not there:
        return
    names = list(there)
    chosen = st.selectbox(
        t("report.choose"), names, key=address.seat("pack", names, names[0]), placeholder=names[0]
    )
    address.put({"pack": chosen})
    item = there[chosen]
    _take_away(view, item)
    if earlier := standing.before(item, items):
        _between(view, earlier, item)
    _exports(view, item)


def _take_away(view: View, item: Item) -> None:
    """Offer the zip, and its signature where there is one."""
    t = view.t
    with st.container(key="pack_files", horizontal=True):
        take = functools.partial(shelf.take, item, view.role)
        hand_out(view, t("report.take"), File(item.name, ZIP, take), "download_pack")
        if item.is_signed:
            name = item.beside(shelf.packs.SIGNATURE).name
            sign = functools.partial(shelf.take_signature, item, view.role)
            file = File(name, SIGNATURE, sign)
            hand_out(view, t("report.take_signature"), file, "download_signature")


def report_method(view: View) -> None:
    """Say what a pack holds, how it is checked, and what the check on this page is worth."""
    with st.expander(view.t("report.method"), icon=":material/function:", key="method_report"):
        st.markdown(view.t("report.method_text"))


def _between(view: View, earlier: Item, later: Item) -> None:
    """Show what changed from the pack before to the chosen one."""
    if later.since is None:
        return
    st.caption(view.t("report.between"))
    head = view.t.day(earlier.pack.day), view.t.day(later.pack.day)
    markup.show("figures.html", **changes.table(earlier.since, later.since, head, view.t))


def _exports(view: View, item: Item) -> None:
    """Say, when asked, whether the exports behind a pack are still those that were read."""
    t = view.t
    asked = st.expander(
        t("report.exports"), icon=":material/inventory:", key="pack_exports", on_change="rerun"
    )
    if not asked.open:
        return
    with asked, st.spinner(t("report.hashing")):
        said = read(item.said)
        found = recomputing.changes(view.home, said)
        facts = pack_words.exports(found, said, view)
        markup.show("facts.html", facts=facts, label=t("report.exports"))
