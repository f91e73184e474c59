"""Can the figures be trusted: was every export read, to the last record?"""

from vouch import source_rows as sources
from vouch import ui

view = ui.page("sources")
t, files = view.t, view.series("files")

ui.verdict(t("page.sources"), sources.verdict(view, files), t("sources.note"))
ui.kpis(sources.figures(view, files), t)

lost = sources.lost(files, t)
if lost:
    with ui.section(t, "lost", t("sources.lost", n=len(lost)), t("sources.lost_note")):
        for sentence in lost:
            ui.banner(sentence)

with ui.section(t, "files", t("sources.files"), t("sources.files_note", day=view.snapshot)):
    ui.template(
        "sources.html",
        caption=t("sources.files"),
        rows=sources.rows(files, t),
        head={name: t(f"col.{name}") for name in sources.COLUMNS},
        total=sources.total(files, t),
    )
    ui.download(files, view, "sources")

with ui.section(t, "rejects", t("sources.rejects"), t("sources.rejects_note")):
    rejects = view.series("rejects")
    if len(rejects):
        head = [t(f"col.{name}") for name in ("dataset", "file", "reason", "records")]
        shown = sources.rejects(rejects, t)
        ui.template("figures.html", caption=t("sources.rejects"), head=head, rows=shown, words=3)
        ui.download(rejects, view, "rejects")
    else:
        ui.all_well(t("sources.none_rejected", day=view.snapshot))

ui.methods(view, ("series", "files"), ("series", "rejects"))
