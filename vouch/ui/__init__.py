"""Page furniture. The only package that imports Streamlit.

A page opens with ``view = ui.page("retention")`` and is put together from the names below.
"""

from vouch.ui.address import begin as begin_address
from vouch.ui.address import write as write_address
from vouch.ui.audits import (
    list_log,
    log_counts,
    log_method,
    log_state,
    may_read_log,
    withheld_log,
)
from vouch.ui.deletions import catch_up, choose_event, counted, draw_list, facts
from vouch.ui.deletions_needed import choose_deletions
from vouch.ui.drawing import chart
from vouch.ui.elements import (
    all_well,
    banner,
    caption,
    columns,
    finding,
    glyph,
    lacking,
    opening,
    opening_now,
    panel,
    panels,
    section,
    status,
    steps,
    way,
    withheld,
)
from vouch.ui.erasures import list_erased, list_scopes
from vouch.ui.keys import list_keys
from vouch.ui.markup import picture
from vouch.ui.markup import show_kept as template
from vouch.ui.method import boxes as methods
from vouch.ui.packing import make_pack
from vouch.ui.packs import known_packs, list_packs, report_method, since_report
from vouch.ui.pages import NAMES, PICTURED, SECTIONS, page, place_of_navigation, sign, words
from vouch.ui.practice import practice
from vouch.ui.previews import preview
from vouch.ui.reconciled import list_unreconciled
from vouch.ui.recordings import list_recordings
from vouch.ui.records import choose_record
from vouch.ui.registers import entry, register_table, take_away
from vouch.ui.rejects import list_rejects
from vouch.ui.requests import choose_request
from vouch.ui.tables import download, page_number, pills, table
from vouch.ui.versions import compare as compare_versions
from vouch.ui.what_ifs import what_if
from vouch.view import View

__all__ = [
    "NAMES",
    "PICTURED",
    "SECTIONS",
    "View",
    "all_well",
    "banner",
    "begin_address",
    "caption",
    "catch_up",
    "chart",
    "choose_event",
    "choose_record",
    "choose_request",
    "columns",
    "compare_versions",
    "choose_deletions",
    "counted",
    "download",
    "draw_list",
    "entry",
    "facts",
    "finding",
    "panel",
    "glyph",
    "opening",
    "opening_now",
    "list_erased",
    "known_packs",
    "lacking",
    "list_keys",
    "list_log",
    "list_packs",
    "list_recordings",
    "list_rejects",
    "list_scopes",
    "list_unreconciled",
    "log_counts",
    "log_method",
    "log_state",
    "make_pack",
    "may_read_log",
    "template",
    "methods",
    "page",
    "page_number",
    "panels",
    "picture",
    "pills",
    "place_of_navigation",
    "practice",
    "preview",
    "register_table",
    "report_method",
    "section",
    "sign",
    "since_report",
    "status",
    "steps",
    "table",
    "take_away",
    "way",
    "withheld",
    "withheld_log",
    "what_if",
    "words",
    "write_address",
]
