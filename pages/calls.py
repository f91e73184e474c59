"""How many calls are recorded, in which direction and of which kind?"""

from functools import partial

from vouch import call_rows as calls
from vouch import reconciled_rows as reconciled
from vouch import ui

view = ui.page("calls")
t = view.t

ui.opening(view, "calls", calls.verdict(view), t("calls.note"), calls.figures(view))

with ui.section(t, "months", t("calls.months"), t("calls.months_note")), ui.panels(4):
    for kind in calls.kinds_of_calls(view):
        ui.chart(view, f"calls.{kind}", partial(calls.panel, view, *kind))

left, right = ui.columns(1, 1)
with left, ui.section(t, "whatif", t("calls.whatif"), t("calls.whatif_note", day=view.as_of)):
    ui.chart(view, "calls.whatif", lambda: calls.if_kept(view))
    if rule := calls.rule_of_recordings(view):
        ui.way("retention", {"if_rule": rule, "if_period": "1 year"}, t("calls.other_period"))
with right, ui.section(t, "ages", t("calls.ages"), t("calls.ages_note", day=view.as_of)):
    ui.chart(view, "calls.ages", lambda: calls.by_age(view))

with ui.section(t, "table", t("calls.table"), t("calls.table_note")):
    ui.template(view, "figures.html", "months", lambda: calls.table(view))
    ui.download(view.series("call_months"), view, "calls")

with ui.section(t, "reconciled", t("calls.reconciled"), t("calls.reconciled_note")):
    ui.template(view, "figures.html", "reconciled", lambda: reconciled.table(view))
    ui.download(view.series("reconciliation"), view, "reconciliation")
    ui.template(view, "figures.html", "lacking", lambda: reconciled.history(view))
    ui.list_unreconciled(view)

with ui.section(t, "records", t("calls.recordings"), t("calls.recordings_note") * view.is_dpo):
    if view.is_dpo:
        ui.list_recordings(view)
    else:
        ui.withheld(int(view.series("recordings_held")["records"].sum()), view)

ui.methods(
    view,
    ("kpis", "call_recordings"),
    ("series", "recordings_held"),
    ("series", "call_months"),
    ("series", "reconciliation"),
    ("series", "recordings_if"),
    ("series", "recording_ages"),
    ("series", "call_announcements"),
)
