"""Page furniture. The only package that imports Streamlit.

A page opens with ``view = ui.page("retention")`` and is put together from the names below.
"""

from vouch.ui.elements import (
    all_well,
    chart,
    finding,
    glyph,
    in_words,
    kpis,
    section,
    status,
    steps,
    verdict,
    withheld,
)
from vouch.ui.markup import show as template
from vouch.ui.method import boxes as methods
from vouch.ui.pages import NAMES, page, words
from vouch.ui.tables import download, page_number, pills, table
from vouch.ui.view import View

__all__ = [
    "NAMES",
    "View",
    "all_well",
    "chart",
    "download",
    "finding",
    "glyph",
    "in_words",
    "kpis",
    "template",
    "methods",
    "page",
    "page_number",
    "pills",
    "section",
    "status",
    "steps",
    "table",
    "verdict",
    "withheld",
    "words",
]
