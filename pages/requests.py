"""Are data subjects answered in time?"""

from vouch import erasure_rows as erasures
from vouch import request_names, request_paces, request_tables, sentences, ui
from vouch import request_rows as rows
from vouch import summaries as summary

view = ui.page("requests")
t = view.t

ui.opening(
    view,
    "requests",
    sentences.joined([summary.requests_overdue(view), rows.next_clause(view)]),
    t("requests.note"),
    [
        summary.overdue(view),
        rows.due_soon(view),
        summary.answered_late(view),
        *rows.over_the_year(view),
    ],
)

drawn = rows.with_due_date(view)
note = t("requests.timeline_note", n=len(drawn))
with ui.section(t, "timeline", t("requests.timeline"), note if len(drawn) else ""):
    if len(drawn):
        names = request_names.made(view, drawn)
        ui.chart(view, "requests.timeline", lambda: rows.timeline_of(view, drawn, names()))
        if said := rows.reasons_note(view):
            ui.caption(said)
    else:
        ui.all_well(t("requests.none", day=view.as_of))

if any(request_paces.by_state(view).values()):
    with ui.section(t, "pace", request_paces.heading(view), t("requests.pace_note")):
        ui.template(view, "figures.html", "pace", lambda: request_paces.table(view))
        ui.download(view.series("request_paces"), view, "requests-pace")

narrow, wide = ui.columns(2, 3)
with narrow, ui.section(t, "months", t("requests.months"), t("requests.months_note")):
    ui.chart(view, "requests.received", lambda: rows.received(view))
    ui.chart(view, "requests.answered", lambda: rows.answered(view))
with wide, ui.section(t, "rights", t("requests.rights"), t("requests.rights_note")):
    ui.template(view, "figures.html", "rights", lambda: request_tables.speed(view))
    ui.download(view.series("request_rights"), view, "requests-by-right")

with ui.section(t, "care", t("requests.care"), t("requests.care_note")):
    ui.template(view, "figures.html", "care", lambda: request_tables.care(view))

with ui.section(t, "list", t("requests.list"), t("requests.list_note") if view.is_dpo else ""):
    if view.is_dpo:
        ui.choose_request(view)
    else:
        ui.withheld(view.kpi("open_requests").numerator, view)

with ui.section(t, "erasures", t("requests.erasures"), erasures.note(view)):
    if unverified := erasures.unverified(view):
        ui.banner(t("requests.erasures_unverified", n=unverified))
    if not erasures.total(view):
        ui.all_well(t("requests.erasures_none", day=view.snapshot))
    elif not erasures.left(view) and not unverified:
        ui.all_well(t("requests.erasures_nothing", day=view.snapshot))
    elif erasures.left(view):
        ui.template(view, "figures.html", "erased", lambda: erasures.table(view))
        ui.download(view.series("erased_rows"), view, "erased-by-reason")
    ui.list_erased(view)
    ui.template(view, "figures.html", "erasures", lambda: erasures.history(view))

with ui.section(t, "scopes", t("requests.scopes"), t("requests.scopes_note")):
    ui.template(view, "figures.html", "scopes", lambda: erasures.scopes(view))
    ui.list_scopes(view)

ui.methods(
    view,
    ("kpis", "open_requests"),
    ("kpis", "overdue_requests"),
    ("series", "open_requests"),
    ("series", "clock_reasons"),
    ("series", "request_paces"),
    ("series", "request_rights"),
    ("series", "request_months"),
    ("series", "erasures"),
    ("series", "erased_rows"),
    ("series", "scopes"),
)
