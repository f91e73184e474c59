"""The view in the address: every choice stands in the URL, so that a view can be sent and cited.

Streamlit can bind a widget to the URL by itself, but writes the label (which changes with
the language) and leaves out the default (which changes with the next snapshot). Both would
make a sent address mean something else later.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TypeVar

import streamlit as st

T = TypeVar("T")
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


def put(choices: Mapping[str, str]) -> None:
    """Write choices into the address at once, and remember them."""
    for name, text in choices.items():
        if held(name) != text:
            st.session_state[f"address_{name}"] = text
    if any(st.query_params.get(name) != text for name, text in choices.items()):
        st.query_params.update(choices)


def carried() -> dict[str, str]:
    """Return the choices that go with the reader to another page."""
    found = {name: held(name) for name in CARRIED}
    return {name: text for name, text in found.items() if text}


def forget(name: str) -> None:
    """Let a choice fall back to its default at the next run."""
    for prefix in ("choose", "address"):
        st.session_state.pop(f"{prefix}_{name}", None)
    st.query_params.pop(name, None)


def forget_address(name: str) -> None:
    """Take a choice that is the default out of the address."""
    st.session_state.pop(f"address_{name}", None)
    st.query_params.pop(name, None)


def sent(name: str) -> str | None:
    """Return what the address says, if it is not what was last written there."""
    text = st.query_params.get(name)
    return None if text == held(name) else text


def held(name: str) -> str | None:
    """Return what was last written into the address."""
    return st.session_state.get(f"address_{name}")


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _within(day: date | None, first: date, last: date) -> bool:
    return day is not None and first <= day <= last
