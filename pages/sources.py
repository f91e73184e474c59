"""Can the figures be trusted: was every export read, to the last record?"""

from vouch import export_state as states
from vouch import reading_rows, ui
from vouch import repeat_rows as repeats
from vouch import source_rows as sources

view = ui.page("sources")
t = view.t

ui.opening(view, "sources", sources.verdict(view), t("sources.note"), sources.figures(view))

for sentence in sources.unfinished(view):
    ui.banner(sentence)

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
        ui.list_rejects(view)
    else:
        ui.all_well(t("sources.none_rejected", day=view.snapshot))

with ui.section(t, "doubles", t("sources.doubles"), t("sources.doubles_note")):
    doubles = view.series("doubles")
    if len(doubles):
        ui.template(view, "figures.html", "doubles", lambda: repeats.table_of_doubles(view))
        ui.download(doubles, view, "doubles")
    else:
        ui.all_well(t("sources.no_doubles", day=view.snapshot))

readings = view.series("readings")
note = t("sources.days_note") if len(readings) else t("sources.no_days")
with ui.section(t, "days", t("sources.days"), note):
    if reading_rows.table(view)["rows"]:
        ui.template(view, "figures.html", "days", lambda: reading_rows.table(view))
        ui.download(readings, view, "days")
    elif len(readings):  # a snapshot that was pruned before days were counted is not all well
        ui.all_well(t("sources.none_doubted", day=view.snapshot))

with ui.section(t, "keys", t("sources.keys"), t("sources.keys_note")):
    ui.template(view, "figures.html", "keys", lambda: repeats.table_of_keys(view))
    ui.list_keys(view, repeats.key_faults(view))

shown = ("files", "rejects", "doubles", "readings", "keys")
ui.methods(view, *(("series", name) for name in shown))
