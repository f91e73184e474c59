"""The register of processing on its page: entries, tables, and the files to take away."""

import functools

import streamlit as st

from vouch.register import document, workbook
from vouch.register.shape import Entry, Register, Table
from vouch.ui import markup
from vouch.ui.tables import File, hand_out
from vouch.view import View
from vouch.wording import Words

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def take_away(view: View, register: Register) -> None:
    """Offer the register as a workbook and as a PDF; each is made when it is asked for."""
    files = (("xlsx", XLSX, workbook.as_xlsx), ("pdf", "application/pdf", document.as_pdf))
    with st.container(key="register_files", horizontal=True):
        for form, mime, make in files:
            name = f"vouch-register-{view.snapshot}-{register.language}.{form}"
            file = File(name, mime, functools.partial(make, register))
            hand_out(view, view.t(f"register.{form}"), file, f"download_register_{form}")


def entry(view: View, said: Entry, number: int) -> None:
    """Show one activity, or the controller, question by question."""
    markup.show_kept(view, "entry.html", f"register {number}", lambda: _entry(said, view.t))


def _entry(said: Entry, t: Words) -> dict[str, object]:
    facts = [
        {
            "term": fact.term,
            "law": fact.law,
            "lines": [{"said": line.said(t), "is_gap": line.is_gap} for line in fact.lines],
        }
        for fact in said.facts
    ]
    return {"title": said.title, "facts": facts}


def register_table(view: View, table: Table) -> None:
    """Show a table over all activities."""
    markup.show_kept(view, "figures.html", f"register {table.id}", lambda: _table(table, view.t))


def _table(table: Table, t: Words) -> dict[str, object]:
    rows = [[line.said(t) for line in row] for row in table.rows]
    shape = {"head": table.head, "words": table.words, "wide": table.wide}
    return {"caption": table.title, "rows": rows} | shape
