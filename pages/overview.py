"""Are we in order today, and what needs a decision?"""

from vouch import chart_rows, charts, request_figures, sentences, ui
from vouch import summaries as summary

view = ui.page("overview")
t, policy = view.t, view.home.policy
past, opened = view.kpi("past_retention"), view.kpi("open_requests")
trends = summary.trends(view)
classes, names = summary.classes(view), summary.rule_names(view)
requests = view.series("open_requests")
states = request_figures.by_status(requests)

ui.verdict(
    t("page.overview"),
    sentences.joined(
        [
            sentences.records_past(trends["past"], view.previous, t),
            sentences.requests(states["overdue"], opened.numerator, t),
        ]
    ),
    summary.unjudged_note(classes, t),
)
ui.kpis(
    [
        summary.figure(view, "past", trends["past"], policy.limits.get("past_retention")),
        summary.figure(view, "overdue", trends["overdue"], policy.limits.get("overdue_requests")),
        summary.answered_late(view),
        summary.figure(view, "no_period", trends["no_period"], status="no_period"),
        summary.identity_codes(view),
    ],
    t,
)

found = summary.findings_of(view, classes, states)
note = t("overview.findings_note") if found else ""
with ui.section(t, "findings", t("overview.findings", n=len(found)), note):
    for number, item in enumerate(found):
        ui.finding(number, item.status, item.sentence, (item.page, item.choices), t)
    if not found:
        ui.all_well(t("overview.no_findings"))

panels = ui.panels(2, 400)
with panels.cell(), ui.section(t, "held", t("overview.held"), t("overview.held_note")):
    rows = summary.categories(view)
    ui.chart(
        charts.bars(rows, charts.category_colour()), ui.in_words(t("overview.held"), rows, t), t
    )
with panels.cell(), ui.section(t, "past", t("overview.past"), t("overview.past_note")):
    rows = summary.past_by_class(classes, names, t)
    ui.chart(charts.bars(rows, charts.RED, 21), ui.in_words(t("overview.past"), rows, t), t)
with panels.cell(), ui.section(t, "due", t("overview.due"), summary.next_due_note(view, requests)):
    labels = [ui.status(name, t) for name in states]
    rows = chart_rows.labelled(list(states), labels, states.values(), t)
    figure = charts.bars(rows, charts.status_colour(), 36)
    ui.chart(figure, ui.in_words(t("overview.due"), rows, t), t)
with panels.cell(), ui.section(t, "calls", t("overview.calls"), t("overview.calls_note")):
    rows = summary.recorded_by_month(view)
    figure = charts.months(rows, chart_rows.ceiling(rows["count"]), height=126)
    ui.chart(figure, ui.in_words(t("overview.calls"), rows, t), t)

ui.methods(
    view,
    ("kpis", "past_retention"),
    ("kpis", "overdue_requests"),
    ("series", "request_rights"),
    ("series", "states"),
    ("series", "identity_code_history"),
)
