"""Can the figures be trusted: was every export read, to the last record?"""

from vouch import export_state as states
from vouch import source_rows as sources
from vouch import ui

view = ui.page("sources")
t = view.t

ui.opening(view, "sources", sources.verdict(view), t("sources.note"), sources.figures(view))

lost = sources.lost(view)
if lost:
    with ui.section(t, "lost", t("sources.lost", n=len(lost)), t("sources.lost_note")):
        for sentence in lost:
            ui.banner(sentence)

suspects = [*states.suspects(view).values()]
if suspects:
    with ui.section(
        t, "suspects", t("sources.suspects", n=len(suspects)), t("sources.suspects_note")
    ):
        for sentence in suspects:
            ui.banner(sentence)

with ui.section(t, "files", t("sources.files"), t("sources.files_note", day=view.snapshot)):
    ui.template(view, "sources.html", "files", lambda: sources.table(view))
    ui.download(view.series("files"), view, "sources")

with ui.section(t, "rejects", t("sources.rejects"), t("sources.rejects_note")):
    rejects = view.series("rejects")
    if len(rejects):
        ui.template(view, "figures.html", "rejects", lambda: sources.table_of_rejects(view))
        ui.download(rejects, view, "rejects")
    else:
        ui.all_well(t("sources.none_rejected", day=view.snapshot))

ui.methods(view, ("series", "files"), ("series", "rejects"))
