"""Are we in order today, and what needs a decision?"""

from collections.abc import Callable

from vouch import call_rows, chart_rows, charts, past_range, request_rows, sentences, ui
from vouch import summaries as summary

view = ui.page("overview")
t = view.t

ui.opening(
    view,
    "overview",
    sentences.joined([summary.records_past(view), summary.requests_overdue(view)]),
    past_range.note(view),
    [
        past_range.past(view),
        summary.overdue(view),
        summary.answered_late(view),
        summary.without_period(view),
        summary.identity_codes(view),
    ],
)

found = summary.findings_of(view)
note = t("overview.findings_note") if found else ""
with ui.section(t, "findings", t("overview.findings", n=len(found)), note):
    for item in found:
        ui.finding(item.status, item.sentence, (item.page, item.choices), t)
    if not found:
        ui.all_well(t("overview.no_findings"))


def panel(
    name: str, note: str, rows: Callable[[ui.View], chart_rows.Rows], draw: charts.Draw
) -> None:
    """Answer one of the four questions with one chart."""
    question = t(f"overview.{name}")
    with ui.panel(t, name, question, note):
        ui.chart(
            view,
            f"overview.{name}",
            lambda: (draw(rows(view)), chart_rows.in_words(question, rows(view), t)),
        )


with ui.panels(2):
    panel("held", t("overview.held_note"), summary.categories, charts.of_categories)
    panel("past", t("overview.past_note"), summary.past_by_class, charts.of_past)
    panel("due", request_rows.next_due_note(view), request_rows.by_status, charts.of_statuses)
    panel("calls", t("overview.calls_note"), call_rows.by_month, charts.of_calls)

ui.methods(
    view,
    ("kpis", "past_retention"),
    ("series", "past_range"),
    ("kpis", "overdue_requests"),
    ("series", "request_rights"),
    ("series", "states"),
    ("series", "identity_code_history"),
)
