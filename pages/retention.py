"""Is personal data deleted when its period has ended?"""

from vouch import class_table, sentences, ui
from vouch import retention_rows as retention
from vouch import summaries as summary

view = ui.page("retention")
t = view.t
trends, classes = summary.trends(view), summary.classes(view)
names = summary.rule_names(view)

ui.opening(
    view,
    "retention",
    sentences.joined([summary.records_past(view)]) + summary.share_of_past(view),
    summary.unjudged_note(view),
    [
        summary.past(view),
        retention.longest(view),
        retention.undetermined(view),
        summary.on_hold(view),
        retention.due_soon(view),
    ],
)

note = t("retention.classes_note", day=view.as_of)
with ui.section(t, "classes", t("retention.classes"), note):
    ui.template(view, "classes.html", "retention", lambda: class_table.table(view))
    ui.download(view.series("states"), view, "retention-states")

heading = t("retention.curve", n=int(retention.ahead(view)["count"].iloc[-1]))
with ui.section(t, "curve", heading, t("retention.curve_note", day=view.as_of)):
    ui.chart(view, "retention.curve", lambda: retention.curve(view, trends["past"]))
    ui.download(view.series("breach_forecast"), view, "retention-forecast")

note = t("retention.records_note") if view.is_dpo else ""
with ui.section(t, "records", t("retention.records"), note):
    if view.is_dpo:
        ui.choose_record(view, classes, names)
    else:
        ui.withheld(trends["past"][-1], view)

ui.methods(
    view,
    ("kpis", "past_retention"),
    ("kpis", "undetermined_retention"),
    ("series", "states"),
    ("series", "age_bands"),
    ("series", "due_ahead"),
    ("series", "breach_forecast"),
)
