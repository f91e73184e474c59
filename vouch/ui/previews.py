"""The report on its page, as it would be made now: its pages as pictures, and the PDF."""

from base64 import b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import cast

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from vouch import readers, wording
from vouch.report import composing, pack_words, packs
from vouch.report.composing import Period, Wish
from vouch.report.document import Draft
from vouch.report.packs import Pack
from vouch.report.remembering import Remembering
from vouch.ui import markup, stored
from vouch.ui.stored import Desk
from vouch.ui.tables import File, hand_out, page_number, pills
from vouch.view import View

KEPT = 4  # reports with the pictures of their pages, of some 10 MB each
PERIODS = ("month", "year")
PAGE = "page"
SAME = "same"  # language as that of the page


@dataclass(frozen=True)
class Made:
    """A report, the pictures of its pages, and the queries of which it shows records."""

    draft: Draft
    pictures: Sequence[bytes]
    looked: Sequence[tuple[str, str, tuple]]


@dataclass(frozen=True)
class Asked:
    """A report that is asked for: its *place* is one for all who look in the same way."""

    place: object
    make: Callable[[], Made] = field(compare=False)


def preview(view: View) -> tuple[View, Period]:
    """Let language and period be chosen, and show the report when it is asked for.

    Returns the view in the chosen language, and the period.
    """
    t = view.t
    with st.container(key="report_choices", horizontal=True):
        language = pills("report_in", _languages(t), t("strip.language"))
        periods = {name: t(f"report.period_{name}") for name in PERIODS}
        period = cast(Period, pills("period", periods, t("report.col_period")))
    chosen = view if language == SAME else replace(view, t=wording.Words(language))
    box = st.expander(
        t("report.pages"), icon=":material/description:", key="preview", on_change="rerun"
    )
    if box.open:
        with box:
            _show(view, chosen, period)
    return chosen, period


def _languages(t: wording.Words) -> dict[str, str]:
    """Offer the language of the page first, which goes with the page, then the others."""
    others = [name for name in wording.LANGUAGES if name != t.language]
    own = {SAME: pack_words.language(t.language, t)}
    return own | {name: pack_words.language(name, t) for name in others}


def _show(view: View, chosen: View, period: Period) -> None:
    t = view.t
    with st.spinner(t("report.drawing")):
        made = _written(chosen, period)
        for query in made.looked:  # whoever is shown what is kept has looked at records as well
            chosen.source.rows(*query)
    total = len(made.pictures)
    number = _turn(view, total)
    words = t("report.sheet", n=number, total=total, day=view.snapshot)
    picture = b64encode(made.pictures[number - 1]).decode()
    markup.show("sheet.html", picture=picture, words=words, title=t("report.pages"))
    name = composing.name(chosen, Wish(period)).removesuffix(".zip")
    file = File(f"{name}.pdf", "application/pdf", made.draft.as_pdf)
    hand_out(view, t("report.pdf"), file, "download_report_pdf")


def _written(chosen: View, period: Period) -> Made:
    """Write the report of a view, or take the one that is kept."""
    earlier = packs.previous(chosen.home.reports / composing.name(chosen, Wish(period)))
    place = chosen.keep(f"report {period} {_named(earlier)}", object)
    return _kept(stored.desk(chosen), Asked(place, lambda: _make(chosen, period, earlier)))


def _named(earlier: Pack | None) -> str:
    return f"{earlier.path} {earlier.path.stat().st_mtime_ns}" if earlier else ""


@lru_cache(maxsize=KEPT)
def _kept(desk: Desk, asked: Asked) -> Made:  # noqa: ARG001 - for whom it is kept
    return asked.make()


def _make(chosen: View, period: Period, earlier: Pack | None) -> Made:
    source = Remembering(chosen.source)
    draft = composing.draft(replace(chosen, source=source), period, earlier)
    looked = [query for query in source.queries if query[0] in readers.RECORD_LAYERS]
    return Made(draft, draft.as_pictures(), looked)


def _turn(view: View, total: int) -> int:
    """Let a page be chosen, or the one before or after."""
    t = view.t
    with st.container(key="report_turn", horizontal=True, vertical_alignment="bottom"):
        back = st.container(width="content")
        number = page_number(total, view)
        on = st.container(width="content")
    _button(back, "back", t("report.back"), number - 1, is_off=number == 1)
    _button(on, "on", t("report.on"), number + 1, is_off=number == total)
    return number


def _button(place: DeltaGenerator, name: str, label: str, to: int, *, is_off: bool) -> None:
    place.button(label, on_click=_go, args=(to,), disabled=is_off, key=f"turn_{name}")


def _go(to: int) -> None:
    st.session_state[f"choose_{PAGE}"] = to
