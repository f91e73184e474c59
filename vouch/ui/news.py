"""Newer data: a running app notices it and offers it, and never changes figures unasked."""

from datetime import date

import streamlit as st

from vouch import snapshots, warehouse
from vouch.errors import VouchError
from vouch.view import View

EVERY = "60s"


@st.fragment(run_every=EVERY)
def offer(view: View) -> None:
    """Offer a newer generation, or to build a snapshot that lies there unread."""
    current = warehouse.current(view.home.warehouse)
    if current and current != view.generation:
        _offer("news.generation", "news.show", view)
        return
    unread = _unread(view)
    if unread:
        _offer("news.snapshot", "news.build", view, n=len(unread), day=unread[-1])


def _unread(view: View) -> list[date]:
    """List the snapshots without figures; the folder is read again only when it has changed."""
    try:
        changed = view.home.snapshots.stat().st_mtime_ns
        found = view.keep(f"days {changed}", lambda: snapshots.days(view.home))
    except (FileNotFoundError, VouchError):  # exports may be gone while their figures stay
        return []
    return sorted(set(found) - set(view.snapshots))


def _offer(said: str, action: str, view: View, **values: object) -> None:
    with st.container(key="news", horizontal=True, vertical_alignment="center"):
        st.markdown(view.t(said, **values), width="stretch")
        if st.button(view.t(action)):
            st.session_state["build"] = action == "news.build"
            if action == "news.show":
                st.session_state.pop("generation", None)
            st.rerun()
