"""The widgets of a page, read from what the server sent to draw it, and the moves of each."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

DOORS = ("expandable", "popover")
NUMBER = 7
HASH = "0" * 64  # what nothing has
SELECTED = '{"selection": {"rows": [0], "columns": [], "cells": []}}'


@dataclass(frozen=True)
class Widget:
    """A widget: what it is called by the server and by us, and each state that it can be set to.

    *file* is what a download asks for.
    """

    id: str
    kind: str
    states: tuple[WidgetState, ...] = ()
    file: str = ""

    @property
    def key(self) -> str:
        """The name that a page gave it; ``None`` where it gave none."""
        return self.id.split("-", 2)[2]

    @property
    def is_door(self) -> bool:
        """Tell whether others lie behind it, drawn when it is opened."""
        return self.kind in DOORS


def drawn(parts: Iterable[bytes]) -> dict[str, Widget]:
    """Find all widgets in messages, by their ids.

    Raises:
        KeyError: there is a widget of a kind of which no move is known.
    """
    found = (_widget(*one) for part in parts for one in _elements(ForwardMsg.FromString(part)))
    return {widget.id: widget for widget in found if widget}


def links(parts: Iterable[bytes]) -> set[tuple[str, str]]:
    """Find where the links to other pages lead: page and query."""
    found = (one for part in parts for one in _elements(ForwardMsg.FromString(part)))
    return {(link.page, link.query_string) for kind, link in found if kind == "page_link"}


def _elements(message: ForwardMsg) -> Iterator[tuple[str, object]]:
    delta = message.delta
    for one in (delta.new_element, delta.add_block):
        kind = one.WhichOneof("type")
        if kind:
            yield kind, getattr(one, kind)


def _widget(kind: str, element) -> Widget | None:
    if not getattr(element, "id", ""):
        return None
    states = tuple(WidgetState(id=element.id, **said) for said in MOVES[kind](element))
    return Widget(element.id, kind, states, getattr(element, "deferred_file_id", ""))


def _options(element) -> Iterator[dict]:
    return ({"string_value": option} for option in element.options)


def _buttons(element) -> Iterator[dict]:
    for option in element.options:
        yield {"string_array_value": {"data": [option.content]}}


def _days(element) -> Iterator[dict]:
    """Move a day a little ahead, and to its last one."""
    later = date.fromisoformat(element.min) + timedelta(days=100)
    for day in (later.isoformat(), element.max):
        yield {"string_array_value": {"data": [day]}}


MOVES = {
    "button": lambda _: [{"trigger_value": True}],
    "button_group": _buttons,
    "checkbox": lambda _: [{"bool_value": True}, {"bool_value": False}],
    "dataframe": lambda _: [{"string_value": SELECTED}],
    "date_input": _days,
    "download_button": lambda _: [],
    "expandable": lambda _: [{"bool_value": True}],
    "number_input": lambda _: [{"int_value": NUMBER}],
    "popover": lambda _: [{"bool_value": True}],
    "radio": _options,
    "selectbox": _options,
    "text_input": lambda _: [{"string_value": HASH}],
}
