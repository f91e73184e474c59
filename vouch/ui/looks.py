"""What is looked at in the interface, written down with the time: the one clock of the log."""

import time
from datetime import UTC, datetime

import streamlit as st

from vouch import home
from vouch.audit.entries import Action, Event
from vouch.audit.log import Log
from vouch.audit.trail import Params, Trail

AGAIN = 60.0  # seconds after which an equal look is another one
SEEN = "looks_written"


def now() -> datetime:
    """Tell the time."""
    return datetime.now(UTC)


def hear(event: str, who: str, reason: str) -> None:
    """Write down that somebody came, went, ran out of time or was turned away.

    *reason* is the role of whoever comes, else the key of the message that they are shown.

    Raises:
        VouchError: it cannot be written, so nobody may be let in.
    """
    action = Action(event)
    role, outcome = (reason, "") if action is Action.LOG_IN else ("", reason)
    said = Event(now(), action, who, role, outcome=outcome or "done")
    Log(home.find() / home.AUDIT).append(said)


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
