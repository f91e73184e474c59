"""Making a pack on the page: what it is to be, how far it is, and what became of it."""

import os
import threading
from collections.abc import Sequence
from typing import cast

import streamlit as st

from vouch.errors import VouchError
from vouch.report import browsers, composing, orders, pack_words, standing, workshop
from vouch.report.browsers import Scheme
from vouch.report.composing import Period, Wish
from vouch.report.shelf import Item
from vouch.report.workshop import Making
from vouch.ui import markup
from vouch.ui.tables import pills
from vouch.view import View

EVERY = "1s"
PAGE = "report"
MINE = "making"  # the pack that this session has ordered
NONE = "none"
KINDS = ("light", "dark", NONE)  # of pictures
COLUMN = "report.col_pictures"


def make_pack(view: View, chosen: View, period: Period, items: Sequence[Item]) -> None:
    """Let a pack of the *chosen* view be made, one at a time; show how far it is.

    While nothing is made, the page stands still.
    """
    if making := workshop.current(view.home.path):
        if making.is_of(view.viewer):
            _progress(view, making)
        else:
            st.info(view.t("report.busy"), icon=":material/hourglass:")
            _wait(making)
        return
    _show_end(view)
    wish = _wish(view, period)
    there = _same_name(chosen, wish, items)
    may_replace = there is not None and _may_replace(view, chosen, wish, there)
    reason = _hindrance(view, chosen, wish, there, may_replace)
    if st.button(view.t("report.make"), disabled=bool(reason), key="make_report"):
        order = orders.of(chosen, PAGE, wish, may_replace=may_replace)
        st.session_state[MINE] = workshop.begin(order)
        st.rerun()
    if reason:
        st.caption(markup.text(reason))


def _wish(view: View, period: Period) -> Wish:
    """Let the pictures be chosen; without a browser there are none, and that is said."""
    t, lacking = view.t, _no_browser(view)
    kinds = (NONE,) if lacking else KINDS
    kind = pills("pictures", {name: t(f"report.pictures_{name}") for name in kinds}, t(COLUMN))
    if lacking:
        st.caption(markup.text(t("report.no_pictures", reason=lacking)))
    return Wish(period, has_screens=False) if kind == NONE else Wish(period, cast(Scheme, kind))


def _no_browser(view: View) -> str:
    """Say why no picture can be taken; empty where one can."""
    try:
        browsers.find()
    except VouchError as error:
        return error.told(view.t)
    return ""


def _same_name(chosen: View, wish: Wish, items: Sequence[Item]) -> Item | None:
    """Find the pack in whose place a new one would come."""
    name = composing.name(chosen, wish)
    return next((item for item in items if item.name == name), None)


def _may_replace(view: View, chosen: View, wish: Wish, there: Item) -> bool:
    """Ask whether a pack that rests on something else may be replaced."""
    if there.said and standing.is_same(there, chosen, wish):
        return False
    return st.checkbox(view.t("report.replace", name=there.name), key="may_replace")


def _hindrance(view: View, chosen: View, wish: Wish, there: Item | None, may_replace: bool) -> str:
    """Say why no pack can be made; empty where one can."""
    t, folder = view.t, view.home.reports
    if not view.is_policy_of_its_day:
        return t("report.other_policy")
    if not os.access(folder if folder.exists() else view.home.path, os.W_OK):
        return t("report.unwritable", folder=f"{folder.name}/")
    if there and there.said and standing.is_same(there, chosen, wish):
        return t("report.nothing_new", name=there.name)
    return t("report.is_there", name=there.name) if there and not may_replace else ""


@st.fragment(run_every=EVERY)
def _progress(view: View, making: Making) -> None:
    """Show how far a pack is, and let it be cancelled."""
    t = view.t
    if making.over.is_set():
        st.rerun()
    share, said = pack_words.told(making.step, t)
    if making.is_cancelled:
        said = t("report.cancelling")
    st.progress(share, markup.text(said))
    st.button(
        t("build.cancel"),
        on_click=_cancel,
        args=(making,),
        disabled=making.is_cancelled,
        icon=":material/stop:",
        key="cancel_report",
    )


def _cancel(making: Making) -> None:
    """Begin to cancel: the browser takes a moment to end, in which the page goes on."""
    making.is_cancelled = True
    threading.Thread(target=making.cancel, daemon=True).start()


@st.fragment(run_every=EVERY)
def _wait(making: Making) -> None:
    """Draw the page anew when somebody else's pack is over."""
    if making.over.is_set():
        st.rerun()


def _show_end(view: View) -> None:
    """Say what became of the pack that this session has ordered, with the hash to be kept."""
    t, making = view.t, st.session_state.get(MINE)
    if making is None or not making.is_of(view.viewer):  # a session may go on in another role
        return
    try:
        made = making.check()
    except VouchError as error:
        show = st.info if error.key == "problem.report_cancelled" else st.error
        show(markup.text(error.told(t)), icon=":material/error:")
        return
    st.success(markup.text(t("report.made", name=made["name"])), icon=":material/check:")
    st.code(made["sha256"], language=None, wrap_lines=True)
