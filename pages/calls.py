"""How many calls are recorded, in which direction and of which kind?"""

from functools import partial

from vouch import call_rows as calls
from vouch import ui

view = ui.page("calls")
t, months = view.t, view.series("call_months")
held = view.series("recordings_held").set_index("kind")["records"]

ui.verdict(t("page.calls"), calls.verdict(view, months, int(held["recordings"])), t("calls.note"))
ui.kpis(calls.figures(view, months), t)

with ui.section(t, "months", t("calls.months"), t("calls.months_note")):
    panels = ui.panels(4, 240)
    for kind in calls.kinds_of_calls(months):
        with panels.cell():
            ui.chart(view, f"calls.{kind}", partial(calls.panel, view, *kind))

left, right = ui.columns(1, 1)
with left, ui.section(t, "whatif", t("calls.whatif"), t("calls.whatif_note", day=view.as_of)):
    ui.chart(view, "calls.whatif", lambda: calls.if_kept(view))
with right, ui.section(t, "ages", t("calls.ages"), t("calls.ages_note", day=view.as_of)):
    ui.chart(view, "calls.ages", lambda: calls.by_age(view))

with ui.section(t, "table", t("calls.table"), t("calls.table_note")):
    ui.template(
        "figures.html",
        caption=t("calls.table"),
        head=calls.head(view),
        rows=calls.by_month(view, months),
        words=1,
    )
    ui.download(months, view, "calls")

with ui.section(t, "records", t("calls.recordings"), t("calls.recordings_note") * view.is_dpo):
    if view.is_dpo:
        ui.list_recordings(view)
    else:
        ui.withheld(int(held.sum()), view)

ui.methods(
    view,
    ("kpis", "call_recordings"),
    ("series", "recordings_held"),
    ("series", "call_months"),
    ("series", "recordings_if"),
    ("series", "recording_ages"),
    ("series", "call_announcements"),
)
