"""Method boxes: what a figure counts, by which query, rule and limit, from which files."""

import streamlit as st

from vouch import key_figures, legal_bases, queries
from vouch.policy import Limit
from vouch.ui import markup
from vouch.ui.elements import section
from vouch.view import View

SHORT_HASH = 12
SHOWN_FILES = 40


def boxes(view: View, *figures: tuple[str, str]) -> None:
    """Show one box per figure (layer, name) of the page."""
    with section(view.t, "method", view.t("method.title"), view.t("method.note")):
        for layer, name in figures:
            box(view, layer, name)


def box(view: View, layer: str, name: str) -> None:
    """Show how one figure is made: in words, then the query that was run, then its files.

    A box is empty until it is opened: a page has five, and few readers open one.
    """
    title = view.t(f"figure.{layer}.{name}")
    key = f"method_{layer}_{name}"
    opened = st.expander(title, icon=":material/function:", key=key, on_change="rerun")
    if opened.open:
        with opened:
            _explain(view, layer, name)


def _explain(view: View, layer: str, name: str) -> None:
    t, query = view.t, queries.load(layer, name)
    st.markdown(t(f"method.{layer}.{name}"))
    basis = legal_bases.written(query.basis, t)
    markup.show("method.html", rule=t("method.rule"), basis=basis, limit=_limit(view, name))
    st.code(query.sql, language="sql")
    _files(view)


def _limit(view: View, name: str) -> str:
    limit: Limit | None = view.home.policy.limits.get(name)
    if limit is None:
        return view.t("method.no_limit")
    said = key_figures.limit_text(limit, view.t)
    return view.t("method.limit", limit=said, owner=limit.owner, review=limit.review_on)


def _files(view: View) -> None:
    """List the files that the snapshot's figures were computed from."""
    count, html = view.keep("method files", lambda: _listed(view))
    t = view.t
    st.caption(t("method.files", n=count, day=view.snapshot, generation=view.generation))
    st.html(html)


def _listed(view: View) -> tuple[int, markup.Html]:
    files = view.series("files")
    read = files[files["state"] == "read"]
    rows = [
        {
            "dataset": row.dataset,
            "file": row.file,
            "words": view.t("rows.kept", n=int(row.kept)),
            "hash": row.sha256[:SHORT_HASH],
        }
        for row in read.head(SHOWN_FILES).itertuples()
    ]
    return len(read), markup.render("files.html", files=rows, label=view.t("method.title"))
