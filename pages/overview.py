"""Are we in order today, and what needs a decision?"""

from vouch import chart_rows, charts, request_figures, sentences, ui
from vouch import summaries as summary

view = ui.page("overview")
t, limits = view.t, view.home.policy.limits
trends, classes = summary.trends(view), summary.classes(view)
requests = view.series("open_requests")
states = request_figures.by_status(requests)

dated, opened = view.kpi("past_retention").denominator, view.kpi("open_requests")
opening = sentences.records_past(trends["past"], view.previous, t, dated)
answers = sentences.requests(states["overdue"], opened.numerator, t, opened.denominator)
ui.verdict(
    t("page.overview"),
    sentences.joined([opening, answers]),
    summary.unjudged_note(classes, t),
)
ui.kpis(
    [
        summary.figure(view, "past", trends["past"], limits.get("past_retention"), of=dated),
        summary.overdue(view, trends["overdue"]),
        summary.answered_late(view),
        summary.without_period(view, trends["no_period"]),
        summary.identity_codes(view),
    ],
    t,
)

found = summary.findings_of(view)
note = t("overview.findings_note") if found else ""
with ui.section(t, "findings", t("overview.findings", n=len(found)), note):
    for number, item in enumerate(found):
        ui.finding(number, item.status, item.sentence, (item.page, item.choices), t)
    if not found:
        ui.all_well(t("overview.no_findings"))

panels = ui.panels(2, 400)


def panel(name: str, note: str, rows: chart_rows.Rows, draw: charts.Draw) -> None:
    """Answer one of the four questions with one chart."""
    question = t(f"overview.{name}")
    with panels.cell(), ui.section(t, name, question, note):
        ui.chart(
            view, f"overview.{name}", lambda: (draw(rows), chart_rows.in_words(question, rows, t))
        )


panel("held", t("overview.held_note"), summary.categories(view), charts.of_categories)
panel("past", t("overview.past_note"), summary.past_by_class(view), charts.of_past)
panel(
    "due",
    summary.next_due_note(view, requests),
    summary.by_status(states, t),
    charts.of_statuses,
)
panel("calls", t("overview.calls_note"), summary.recorded_by_month(view), charts.of_calls)

ui.methods(
    view,
    ("kpis", "past_retention"),
    ("kpis", "overdue_requests"),
    ("series", "request_rights"),
    ("series", "states"),
    ("series", "identity_code_history"),
)
