"""The view in the address: every choice stands in the URL, so that a view can be sent and cited.

Streamlit can bind a widget to the URL by itself, but writes the label (which changes with
the language) and leaves out the default (which changes with the next snapshot). Both would
make a sent address mean something else later.

Each time that the address is written, the browser has one more step to go back. So choices are
gathered while the page is drawn and written once; what a page is opened with is written before
its name is, and goes into the same step.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TypeVar

import streamlit as st

T = TypeVar("T")
CHOICES, REMOVED, AGAIN = "gathered_choices", "gathered_removals", "gathered_again"
CARRIED = ("snapshot", "as_of", "policy", "lang", "role")


def seat(name: str, options: Sequence[T], default: T, write: Callable[[T], str] = str) -> str:
    """Give the widget of *name* its value before it is drawn; return the widget's key.

    The address counts if it was opened or edited; else what the widget holds; else what
    it held when the page was left, since changing page drops the address.
    """
    key, texts = f"choose_{name}", {write(option): option for option in options}
    value = st.session_state.get(key)
    opened = sent(name) or ""
    if opened in texts:
        value = texts[opened]
    elif value not in options:
        value = texts.get(held(name) or "", default)
    st.session_state[key] = value  # also if unchanged: new labels make a new widget of it
    return key


def seat_day(name: str, first: date, last: date, default: date) -> str:
    """Give a day's widget its value, within *first* and *last*; return the widget's key."""
    key = f"choose_{name}"
    found = (_day(sent(name)), st.session_state.get(key), _day(held(name)), default)
    st.session_state[key] = next(day for day in found if _within(day, first, last))
    return key


def begin() -> None:
    """Carry choices to a page that was opened without any, before the browser is told its name."""
    _gathered(CHOICES).clear()  # of a run that a click broke off
    if not st.query_params and (choices := carried()):
        st.query_params.from_dict(choices)


def put(choices: Mapping[str, str]) -> None:
    """Gather choices for the address."""
    _gathered(CHOICES).update(choices)


def write() -> None:
    """Write into the address what was gathered, all at once, and remember it."""
    choices, removed = _taken(CHOICES), _taken(REMOVED)
    found = st.query_params.to_dict()
    kept = {name: text for name, text in found.items() if removed.get(name) != text} | choices
    for name, text in choices.items():
        st.session_state[f"address_{name}"] = text
    if st.session_state.pop(AGAIN, False) or kept != found:
        st.query_params.from_dict(_in_order(kept))


def write_again() -> None:
    """Let the address be written although it says nothing new: the browser may not show it."""
    st.session_state[AGAIN] = True


def carried() -> dict[str, str]:
    """Return the choices that go with the reader to another page."""
    gathered = _gathered(CHOICES)
    found = {name: gathered.get(name) or held(name) for name in CARRIED}
    return {name: text for name, text in found.items() if text}


def forget(name: str) -> None:
    """Let a choice fall back to its default at the next run."""
    st.session_state.pop(f"choose_{name}", None)
    forget_address(name)


def forget_address(name: str) -> None:
    """Take a choice that is the default out of the address."""
    st.session_state.pop(f"address_{name}", None)
    _gathered(CHOICES).pop(name, None)
    if name in st.query_params:
        _gathered(REMOVED)[name] = st.query_params[name]


def sent(name: str) -> str | None:
    """Return what the address says, if it is not what was last written there, or is to go."""
    text = st.query_params.get(name)
    return None if text in (held(name), _gathered(REMOVED).get(name)) else text


def held(name: str) -> str | None:
    """Return what was last written into the address."""
    return st.session_state.get(f"address_{name}")


def _gathered(what: str) -> dict[str, str]:
    """Return what is to be written into the address, or to go from it."""
    return st.session_state.setdefault(what, {})


def _taken(what: str) -> dict[str, str]:
    return st.session_state.pop(what, {})


def _in_order(choices: Mapping[str, str]) -> dict[str, str]:
    """Put first what goes along to other pages: addresses are compared letter by letter."""
    return {name: choices[name] for name in CARRIED if name in choices} | dict(choices)


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _within(day: date | None, first: date, last: date) -> bool:
    return day is not None and first <= day <= last
