"""What is looked at in the interface, written down with the time: the one clock of the log."""

import time
from dataclasses import replace
from datetime import UTC, datetime

import streamlit as st

from vouch.audit.entries import Action, Event
from vouch.audit.log import Log
from vouch.audit.trail import Params, Trail
from vouch.home import Home
from vouch.viewers import Viewer

AGAIN = 60.0  # seconds after which an equal look is another one
SEEN = "looks_written"


def now() -> datetime:
    """Tell the time."""
    return datetime.now(UTC)


def tell(home: Home, action: Action, who: Viewer | str, reason: str = "done") -> None:
    """Write down what happened to a session: a log-in, log-out, refusal or expiry.

    *who* is a viewer, or a mere name where nobody was let in. *reason* is the key of a message
    that says why something was refused.

    Raises:
        VouchError: it cannot be written, so the viewer must not be let in.
    """
    event = Event(now(), action, who if isinstance(who, str) else who.name, outcome=reason)
    if isinstance(who, Viewer):
        event = replace(event, role=who.role, session=who.session)
    Log(home.audit).append(event)


def look(trail: Trail, query: str, params: Params, rows: int) -> None:
    """Write down a look at records.

    A page runs again at every click: an equal look, by the same viewer in the same session, on
    the page that is still open, is written down once a minute.

    Raises:
        VouchError: it cannot be written, so the rows must not be shown.
    """
    place, seen = st.session_state.get(SEEN, ("", {}))
    if place != trail.place:
        seen = {}
    key = (trail.viewer, trail.generation, trail.policy, query, tuple(params))
    if time.monotonic() - seen.get(key, -AGAIN) < AGAIN:
        return
    trail.note(Action.LOOK, query, params, rows)
    seen[key] = time.monotonic()
    st.session_state[SEEN] = trail.place, seen
