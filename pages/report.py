"""Can what was reported be proved, and what would a report say now?"""

from vouch import ui
from vouch.report import pack_rows as packs

view = ui.page("report")
t, there = view.t, ui.known_packs(view)

ui.opening_now(
    view, "report", packs.verdict(there, view), packs.note(view), packs.figures(there, view)
)
ui.lacking(view, "report")

with ui.section(t, "report_now", t("report.preview"), t("report.preview_note", day=view.snapshot)):
    chosen, period = ui.preview(view)

with ui.section(t, "report_make", t("report.making"), t("report.making_note")):
    ui.make_pack(view, chosen, period, there)

with ui.section(t, "report_since", t("report.since"), t("report.since_note")):
    ui.since_report(view, there)

with ui.section(t, "report_packs", t("report.packs"), t("report.packs_note")):
    ui.list_packs(view, there)

with ui.section(t, "method", t("method.title")):
    ui.report_method(view)
