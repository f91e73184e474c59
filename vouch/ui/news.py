"""Newer data: a running app notices it and offers it, and never changes figures unasked."""

import streamlit as st

from vouch import export_state, warehouse
from vouch.view import View

EVERY = "60s"


@st.fragment(run_every=EVERY)
def offer(view: View) -> None:
    """Offer a newer generation, or to build a snapshot that lies there unread."""
    current = warehouse.current(view.home.warehouse)
    if current and current != view.generation:
        _offer("news.generation", "news.show", view)
        return
    unread = export_state.unread(view)
    if unread:
        _offer("news.snapshot", "news.build", view, n=len(unread), day=unread[-1])


def _offer(said: str, action: str, view: View, **values: object) -> None:
    with st.container(key="news", horizontal=True, vertical_alignment="center"):
        st.markdown(view.t(said, **values), width="stretch")
        if st.button(view.t(action)):
            st.session_state["build"] = action == "news.build"
            if action == "news.show":
                st.session_state.pop("generation", None)
            st.rerun()
