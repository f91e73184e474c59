"""Is personal data deleted when its period has ended?"""

from vouch import class_table, sentences, ui
from vouch import retention_rows as retention
from vouch import summaries as summary

view = ui.page("retention")
t, limits = view.t, view.home.policy.limits
trends, classes = summary.trends(view), summary.classes(view)
names = summary.rule_names(view)

dated = view.kpi("past_retention").denominator
opening = sentences.records_past(trends["past"], view.previous, t, dated)
ui.verdict(
    t("page.retention"),
    sentences.joined([opening]) + sentences.share_of_past(classes, names, t),
    summary.unjudged_note(classes, t),
)
ui.kpis(
    [
        summary.figure(view, "past", trends["past"], limits.get("past_retention"), of=dated),
        retention.longest(view, names),
        retention.undetermined(view),
        summary.figure(view, "on_hold", trends["on_hold"]),
        retention.due_soon(view),
    ],
    t,
)

note = t("retention.classes_note", day=view.as_of)
with ui.section(t, "classes", t("retention.classes"), note):
    ui.template(
        "classes.html",
        caption=t("retention.table"),
        rows=class_table.rows(classes, view.home.policy, names, t),
        total=class_table.total(classes, t),
        bands=[t(f"age.{band}") for band in retention.BANDS],
        head={name: t(f"col.{name}") for name in class_table.COLUMNS},
    )
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
