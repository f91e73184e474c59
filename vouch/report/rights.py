"""Chapter 5: data subjects' rights: are they answered in time, and erased when they ask?"""

from vouch import (
    chart_rows,
    charts,
    export_state,
    request_names,
    request_paces,
    request_tables,
    sentences,
    summaries,
)
from vouch import erasure_rows as erasures
from vouch import request_rows as requests
from vouch.report import blocks, principles
from vouch.report.blocks import Block, Chapter, Section
from vouch.view import View

ANSWERS = 10  # section of the notice


def write(view: View) -> Chapter:
    """Write the chapter."""
    t = view.t
    said = sentences.joined([summaries.requests_overdue(view), requests.next_clause(view)])
    figures = [
        summaries.overdue(view),
        requests.due_soon(view),
        summaries.answered_late(view),
        *requests.over_the_year(view),
    ]
    opening = (
        blocks.verdict(said),
        blocks.quiet(t("requests.note")),
        blocks.banners(export_state.banners(view, "requests")),
        blocks.figures(figures, t),
    )
    answers = principles.notice(view, ANSWERS)
    made = (
        _standing(view),
        _timeline(view),
        _pace(view),
        *_answered(view),
        *_erasures(view),
        answers,
    )
    return blocks.chapter(t("document.chapter_5"), opening, *made)


def _standing(view: View) -> Section:
    """Draw the open requests by status."""
    t, question = view.t, view.t("overview.due")
    rows = requests.by_status(view)
    drawn = charts.of_statuses(rows), chart_rows.in_words(question, rows, t)
    return blocks.section(question, requests.next_due_note(view), blocks.chart(drawn, t))


def _timeline(view: View) -> Section:
    t, drawn = view.t, requests.with_due_date(view)
    if not len(drawn):
        nothing = blocks.well(t("requests.none", day=view.as_of))
        return blocks.section(t("requests.timeline"), "", nothing)
    names = request_names.made(view, drawn)
    return blocks.section(
        t("requests.timeline"),
        t("requests.timeline_note", n=len(drawn)),
        blocks.chart(requests.timeline_of(view, drawn, names()), t),
        blocks.quiet(requests.reasons_note(view)),
    )


def _pace(view: View) -> Section | None:
    if not any(request_paces.by_state(view).values()):
        return None
    made = blocks.table(request_paces.table(view))
    return blocks.section(request_paces.heading(view), view.t("requests.pace_note"), made)


def _answered(view: View) -> list[Section]:
    t = view.t
    months = blocks.charts([requests.received(view), requests.answered(view)], t, across=2)
    speed, care = (blocks.table(make(view)) for make in (request_tables.speed, request_tables.care))
    return [
        blocks.section(t("requests.months"), t("requests.months_note"), months),
        blocks.section(t("requests.rights"), t("requests.rights_note"), speed),
        blocks.section(t("requests.care"), t("requests.care_note"), care),
    ]


def _erasures(view: View) -> list[Section]:
    t = view.t
    history, scopes = (blocks.table(make(view)) for make in (erasures.history, erasures.scopes))
    return [
        blocks.section(t("requests.erasures"), erasures.note(view), *_left(view), history),
        blocks.section(t("requests.scopes"), t("requests.scopes_note"), scopes),
    ]


def _left(view: View) -> list[Block | None]:
    """Show what is left of erased people, or say that nothing is, as far as that is known."""
    t, n = view.t, erasures.unverified(view)
    if not erasures.total(view):
        return [blocks.well(t("requests.erasures_none", day=view.snapshot))]
    said = [blocks.banners([t("requests.erasures_unverified", n=n)] if n else [])]
    if erasures.left(view):
        return [*said, blocks.table(erasures.table(view))]
    return said if n else [blocks.well(t("requests.erasures_nothing", day=view.snapshot))]
