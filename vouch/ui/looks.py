"""What is looked at in the interface, written down with the time: the one clock of the log."""

import time
from datetime import UTC, datetime
from pathlib import Path

import streamlit as st

from vouch import home, viewers
from vouch.audit import refusals
from vouch.audit.entries import Action, Event
from vouch.audit.log import Log
from vouch.audit.trail import Params, Trail

AGAIN = 60.0  # seconds after which an equal look is another one
SEEN = "looks_written"
ACTIONS = {"refused.ended": Action.EXPIRY}  # what turns somebody away and is no refusal


def now() -> datetime:
    """Tell the time."""
    return datetime.now(UTC)


def come(action: Action, who: str, session: str, role: str = "") -> None:
    """Write down that somebody came, in a *role*, or went; looks carry the same *session*.

    Raises:
        VouchError: it cannot be written, so nobody may be let in.
    """
    Log(_folder()).append(Event(now(), action, who, role, session))


def refuse(outcome: str, who: str = viewers.STRANGER, session: str = "") -> None:
    """Write down that somebody was turned away, or what they claimed and were not given.

    *outcome* is the key of a message. They are turned away also where it cannot be written.
    """
    action = ACTIONS.get(outcome, Action.REFUSAL)
    refusals.of(_folder()).note(Event(now(), action, who, session=session, outcome=outcome))


def _folder() -> Path:
    return home.find() / home.AUDIT


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
