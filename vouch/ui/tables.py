"""Rows to choose from, pages of rows, and rows to take away."""

import functools
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from vouch import characters, downloads, drilldown, theme
from vouch.audit.entries import Action
from vouch.audit.trail import Trail
from vouch.errors import VouchError
from vouch.ui import address, clicks, markup, sessions, stored
from vouch.ui.elements import status
from vouch.view import View
from vouch.wording import NOTHING, Words

LOG = logging.getLogger(__name__)
ROW_HEIGHT, HEAD_HEIGHT, VISIBLE = 32, 36, 9


@dataclass(frozen=True)
class File:
    """A file to take away, made when it is asked for.

    *rows* are those of a table, *filters* the choices by which they are fewer than all.
    """

    name: str
    mime: str
    make: Callable[[], bytes]
    rows: int | None = None
    filters: Mapping[str, object] = field(default_factory=dict)


def table(rows: pd.DataFrame, view: View, key: str, title: str = "") -> None:
    """Show *rows*; they are called by their *title*, else by the page that *key* names."""
    _draw(rows, view, title or view.t(f"page.{key}"))


def choose_row(rows: pd.DataFrame, view: View, key: str) -> int | None:
    """Show *rows*, of which one can be chosen; return its position.

    Only for rows that lead somewhere: a box to tick that does nothing looks broken.
    """
    choosing = {"on_select": "rerun", "selection_mode": "single-row"}
    event = _draw(rows, view, view.t(f"page.{key}"), key=key, **choosing)
    return next(iter(event.selection.rows), None)


def _draw(rows: pd.DataFrame, view: View, title: str, **choosing: Any) -> Any:
    """Draw *rows* on a canvas.

    The browser writes days and numbers: a Styler would take 150 ms for a thousand rows.
    A column called status holds names of statuses, shown as shape, word and colour.
    """
    t = view.t
    config: dict[str, Any] = {name: _column(rows[name], t) for name in rows.columns}
    if "status" in rows:
        names = list(dict.fromkeys(rows["status"]))
        config["status"] = st.column_config.MultiselectColumn(
            t("col.status"),
            options=[status(name, t) for name in names],
            color=[theme.STATUSES[name].colour for name in names],
        )
    return st.dataframe(
        _shown(rows, t),
        column_config=config,
        hide_index=True,
        height=HEAD_HEIGHT + ROW_HEIGHT * min(len(rows), VISIBLE),
        row_height=ROW_HEIGHT,
        placeholder=NOTHING,  # else a word of English
        lazy=False,  # what is looked at is sent at once, and asked for by no address
        alt=t("alt.rows", title=title, n=len(rows)),
        **choosing,
    )


def _shown(rows: pd.DataFrame, t: Words) -> pd.DataFrame:
    """Write each status in words, and of each text what acts unseen by its number."""
    texts = rows.select_dtypes(["object", "string"]).columns.difference(["status"])
    shown = rows.assign(**{name: rows[name].map(_text, na_action="ignore") for name in texts})
    if "status" in rows:
        shown["status"] = [[status(name, t)] for name in rows["status"]]
    return shown


def _text(value: object) -> object:
    return characters.in_line(value) if isinstance(value, str) else value


def _column(values: pd.Series, t: Words) -> Any:
    """Name a column, and say how its values are written."""
    label = t(f"col.{values.name}")
    if values.dtype.kind == "M":
        pattern = t("format.day").replace("d", "D").replace("y", "YYYY")
        return st.column_config.DateColumn(label, format=pattern)
    if values.dtype.kind in "if":
        # A mark between thousands would be the browser's, not the page's; "plain" writes 484 as
        # 483.99999999999994.
        return st.column_config.NumberColumn(label, format="%d")
    return st.column_config.Column(label)


def pills(name: str, options: dict[str, str], label: str) -> str:
    """Let one of *options* (id to words) be chosen; the choice stands in the address."""
    ids = list(options)
    key = address.seat(name, ids, ids[0])
    chosen = st.pills(
        label,
        ids,
        format_func=lambda name: markup.text(options[name]),
        key=key,
        required=True,
        label_visibility="collapsed",
        on_change=address.forget,
        args=("page",),
    )
    address.put({name: chosen or ids[0]})
    return chosen or ids[0]


def page_number(pages: int, view: View) -> int:
    """Let one of *pages* be chosen, counted from 1; a single page is not asked about."""
    if pages <= 1:
        return 1
    numbers = list(range(1, pages + 1))
    key = address.seat("page", numbers, 1)
    chosen = st.selectbox(
        view.t("rows.page"),
        numbers,
        format_func=lambda n: view.t("rows.page_of", n=n, total=pages),
        key=key,
        placeholder=view.t("rows.page"),  # else Streamlit's own, in English
        width=240,
    )
    address.put({"page": str(chosen)})
    return chosen


def paged(rows: pd.DataFrame, view: View) -> pd.DataFrame:
    """Return the chosen page of rows that are already at hand."""
    return rows.iloc[page_of(len(rows), view, drilldown.PAGE)].reset_index(drop=True)


def page_of(count: int, view: View, most: int) -> slice:
    """Let one page of so many rows be chosen, *most* on each; return where it lies."""
    first = (page_number(-(-count // most), view) - 1) * most
    return slice(first, first + most)


def download(
    rows: pd.DataFrame,
    view: View,
    name: str,
    ground: Mapping[str, str] | None = None,
    filters: Mapping[str, object] | None = None,
) -> None:
    """Offer *rows* as a CSV file that says what it rests on: the view, or another *ground*.

    *filters* are what was chosen on the page, by which the rows are fewer than all. Each row says
    it, so that without any there is no file.
    """
    if rows.empty:
        return
    stated = {**(ground or ground_of(view)), **downloads.chosen(view.role, filters or {})}
    file = f"vouch-{name}-{view.as_of}.csv"
    hand_out(
        view,
        view.t("rows.download"),
        File(file, "text/csv", lambda: downloads.as_csv(rows, stated), len(rows), filters or {}),
        f"download_{name}",
    )


def hand_out(view: View, label: str, file: File, key: str) -> None:
    """Offer a file; that it is taken is written down at the click, before it is made.

    If that cannot be written down there is no file.
    """
    take = functools.partial(_taken, stored.trail(view), view.snapshot, file)
    st.download_button(
        label,
        clicks.offer(sessions.until_over(view.viewer, take), view.t),
        file_name=file.name,
        mime=file.mime,
        key=key,
        type="tertiary",
        icon=":material/download:",
        on_click="ignore",
    )


def _taken(trail: Trail, snapshot: date, file: File) -> bytes:
    chosen = [("snapshot", snapshot), *file.filters.items()]
    try:
        trail.note(Action.EXPORT, file.name, chosen, file.rows)
    except VouchError as error:
        LOG.warning("%s was not handed out: %s", file.name, error)
        raise VouchError("problem.not_logged") from error
    return file.make()


def ground_of(view: View) -> dict[str, str]:
    """Say what a view rests on: its snapshot, day, policy and generation."""
    notice = view.home.policy.notice
    return downloads.ground(view.snapshot, view.as_of, notice, view.generation)
