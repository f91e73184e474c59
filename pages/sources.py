"""Can the figures be trusted: was every export read, to the last record?"""

from vouch import reading_rows, ui
from vouch import source_rows as sources

view = ui.page("sources")
t = view.t

ui.opening(view, "sources", sources.verdict(view), t("sources.note"), sources.figures(view))

lost = sources.lost(view)
if lost:
    with ui.section(t, "lost", t("sources.lost", n=len(lost)), t("sources.lost_note")):
        for sentence in lost:
            ui.banner(sentence)

with ui.section(t, "files", t("sources.files"), t("sources.files_note", day=view.snapshot)):
    ui.template(view, "sources.html", "files", lambda: sources.table(view))
    ui.download(view.series("files"), view, "sources")

readings = view.series("readings")
note = t("sources.days_note") if len(readings) else t("sources.no_days")
with ui.section(t, "days", t("sources.days"), note):
    if reading_rows.table(view)["rows"]:
        ui.template(view, "figures.html", "days", lambda: reading_rows.table(view))
        ui.download(readings, view, "days")
    elif len(readings):  # a snapshot that was pruned before days were counted is not all well
        ui.all_well(t("sources.none_doubted", day=view.snapshot))

with ui.section(t, "rejects", t("sources.rejects"), t("sources.rejects_note")):
    rejects = view.series("rejects")
    if len(rejects):
        ui.template(view, "figures.html", "rejects", lambda: sources.table_of_rejects(view))
        ui.download(rejects, view, "rejects")
    else:
        ui.all_well(t("sources.none_rejected", day=view.snapshot))

ui.methods(view, ("series", "files"), ("series", "readings"), ("series", "rejects"))
