"""Is personal data deleted when its period has ended?"""

from vouch import class_table, past_range, sentences, ui
from vouch import forecast_rows as forecast
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
    past_range.note(view),
    [
        past_range.past(view),
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

steps = view.series("settling")
note = t("retention.settling_note") if len(steps) else ""
with ui.section(t, "settling", past_range.heading(view), note):
    if len(steps):
        ui.template(view, "figures.html", "settling", lambda: past_range.settling(view))
        ui.download(steps, view, "retention-settling")
    else:
        ui.all_well(t("retention.settled_note", day=view.as_of))

heading = t("retention.curve", n=int(forecast.ahead(view)["count"].iloc[-1]))
with ui.section(t, "curve", heading, t("retention.curve_note", day=view.as_of)):
    ui.template(view, "facts.html", "cliffs", lambda: forecast.facts(view))
    ui.chart(view, "retention.curve", lambda: forecast.curve(view, trends["past"]))
    ui.download(view.series("breach_forecast"), view, "retention-forecast")

with ui.section(t, "due", t("forecast.due"), t("forecast.due_note", day=view.as_of)):
    ui.template(view, "figures.html", "due", lambda: forecast.due_table(view) | {"words": 2})
    ui.download(forecast.due(view), view, "retention-due")

with ui.section(t, "deletions", t("deletions.title"), t("deletions.note", day=view.as_of)):
    ui.choose_deletions(view)

with ui.section(t, "what_if", t("what_if.title"), t("what_if.note")):
    ui.what_if(view)

note = t("retention.records_note") if view.is_dpo else ""
with ui.section(t, "records", t("retention.records"), note):
    if view.is_dpo:
        ui.choose_record(view, classes, names)
    else:
        ui.withheld(trends["past"][-1], view)

ui.methods(
    view,
    ("kpis", "past_retention"),
    ("series", "past_range"),
    ("kpis", "undetermined_retention"),
    ("series", "settling"),
    ("series", "states"),
    ("series", "age_bands"),
    ("series", "due_ahead"),
    ("series", "due_by_dataset"),
    ("series", "breach_forecast"),
    ("series", "cliffs"),
    ("series", "deletions_needed"),
    ("series", "retention_standing"),
)
