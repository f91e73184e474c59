"""The parts that a page is made of."""

import logging
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import duckdb
import streamlit as st

from vouch import export_state, key_figures, theme
from vouch.errors import VouchError
from vouch.ui import address, markup
from vouch.view import View
from vouch.wording import Words

LOG = logging.getLogger(__name__)
SHORT_REFERENCE = 8


def opening(
    view: View, page: str, sentence: str, note: str, entries: Sequence[key_figures.KeyFigure]
) -> None:
    """Open the page with its answer in one sentence, its key figures, and what they lack."""
    markup.show_kept(
        view, "opening.html", page, lambda: _opening(view, page, sentence, note, entries)
    )
    lacking(view, page)


def lacking(view: View, page: str) -> None:
    """Say what the figures of a page lack."""
    for missing in export_state.banners(view, page):
        banner(missing)


def opening_now(
    view: View, page: str, sentence: str, note: str, entries: Sequence[key_figures.KeyFigure]
) -> None:
    """Open a page whose answer changes while the exports stay as they are: nothing is kept."""
    markup.show("opening.html", **_opening(view, page, sentence, note, entries))


def _opening(
    view: View, page: str, sentence: str, note: str, entries: Sequence[key_figures.KeyFigure]
) -> dict[str, object]:
    return {
        "title": view.t(f"page.{page}"),
        "sentence": sentence,
        "note": note,
        "kpis": [_kpi(entry, view.t) for entry in entries],
        "label": view.t("kpi.label"),
    }


def _kpi(entry: key_figures.KeyFigure, t: Words) -> dict[str, object]:
    return {
        "label": entry.label,
        "value": entry.value,
        "change": entry.change,
        "bounds": entry.bounds,
        "status": theme.STATUSES.get(entry.status),
        "word": t(f"status.{entry.status}", limit=entry.limit) if entry.status else "",
        "heights": key_figures.heights(entry.trend),
        "trend_words": trend_words(entry.trend, t),
    }


def trend_words(values: Sequence[int | None], t: Words) -> str:
    """Write a trend as the text alternative of its bars."""
    return t("change.trend", n=len(values), values=", ".join(map(t.write, values)))


@contextmanager
def section(t: Words, key: str, title: str, note: str = "") -> Iterator[None]:
    """Head a section with the question it answers, and say beneath what is drawn.

    If its query fails, the section says so with a reference into the log and the others
    stay: never an old figure, never half of one.
    """
    with st.container(key=f"section_{key}", gap="xsmall"), panel(t, key, title, note):
        yield


@contextmanager
def panel(t: Words, key: str, title: str, note: str = "") -> Iterator[None]:
    """Head the next place of panels in the same way; a place has no container of its own."""
    markup.show("head.html", title=title, note=note)
    try:
        yield
    except VouchError as error:
        _say_failed(key, markup.text(t(error.key, **error.values)))
    except duckdb.Error:
        reference = uuid.uuid4().hex[:SHORT_REFERENCE]
        LOG.exception("section %s failed, reference %s", key, reference)
        _say_failed(key, t("problem.section", reference=reference))


def _say_failed(key: str, sentence: str) -> None:
    """Say what stands in the place of a section, where nobody takes it for a section's words."""
    with st.container(key=f"failed_{key}"):
        st.error(sentence, icon=":material/error:")


def panels(most: int) -> st.delta_generator.DeltaGenerator:
    """Lay what is put inside side by side, at most so many in a row; the stylesheet says how."""
    return st.container(key=f"panels_{most}")


def columns(*widths: int) -> list[st.delta_generator.DeltaGenerator]:
    """Divide the page into columns of these relative widths."""
    return st.columns(widths, gap="medium")


def glyph(name: str) -> str:
    """Return the shape of a status."""
    return theme.STATUSES[name].glyph


def status(name: str, t: Words) -> str:
    """Write a status as shape and word; colour comes on top."""
    return f"{glyph(name)} {t(f'status.{name}')}"


def finding(status: str, sentence: str, target: tuple[str, dict], t: Words) -> None:
    """Show one finding: its status, its sentence and the way to its evidence."""
    page, choices = target
    look, word = theme.STATUSES[status], t(f"status.{status}")
    markup.show("finding.html", status=look, word=word, sentence=sentence)
    way(page, choices, t(f"page.{page}"))


def way(page: str, choices: dict[str, str], label: str) -> None:
    """Lead to another page with these *choices*, and those that go with the reader anyway."""
    st.page_link(
        f"pages/{page}.py",
        label=label,
        icon=":material/arrow_forward:",
        icon_position="right",
        query_params=address.carried() | choices,
    )


def steps(title: str, entries: Sequence[tuple[str, str, str, str]], answer: str = "") -> None:
    """Show a calculation as steps (sign, words, value, status or ''), below its *answer*."""
    colours = {name: look.colour for name, look in theme.STATUSES.items()}
    rows = [
        {"sign": sign, "words": said, "value": value, "colour": colours.get(name, "")}
        for sign, said, value, name in entries
    ]
    markup.show("steps.html", title=title, answer=answer, steps=rows)


def caption(sentence: str) -> None:
    """Say below what is shown how many it stands for."""
    st.caption(markup.text(sentence))


def withheld(n: int, view: View) -> None:
    """Say to everyone but the data protection officer that single records stay hidden."""
    st.info(view.t("strip.withheld", n=n), icon=":material/lock:")


def banner(sentence: str) -> None:
    """Say that something is missing from the figures."""
    st.error(markup.text(sentence), icon=":material/error:")


def all_well(sentence: str) -> None:
    """Say that there is nothing to show because all is in order."""
    st.info(markup.text(sentence), icon=":material/check:")
