"""Chapter 6: how the practice stands against the notice, and what is to be done next."""

from vouch import (
    deletions_needed,
    notice_findings,
    notice_kinds,
    notice_tables,
    past_range,
    summaries,
)
from vouch import forecast_rows as forecast
from vouch.report import blocks, findings
from vouch.report.blocks import Chapter, Section
from vouch.view import View


def write(view: View) -> Chapter:
    """Write the chapter."""
    t = view.t
    opening = (
        blocks.verdict(notice_findings.verdict(view)),
        blocks.quiet(t("notice.note", day=view.snapshot)),
        blocks.figures(notice_tables.figures(view), t),
    )
    made = (*_by_section(view), findings.evidence(view), _settling(view), *_ahead(view))
    return blocks.chapter(t("document.chapter_6"), opening, *made)


def _by_section(view: View) -> list[Section]:
    """List the findings by section of the notice, the most serious first."""
    t, found = view.t, notice_findings.found(view)
    sections = []
    for number in range(notice_kinds.HEAD, notice_kinds.SECTIONS + 1):
        if mine := notice_findings.of_section(found, number):
            title = t(f"notice.title_{number}")
            mark = t("notice.mark", section=number, title=title) if number else title
            sections.append(blocks.section(mark, "", findings.table(mine, t)))
    return sections


def _settling(view: View) -> Section:
    t = view.t
    steps = blocks.table(past_range.settling(view))
    note = t("retention.settling_note") if steps else ""
    settled = blocks.well(t("retention.settled_note", day=view.as_of))
    return blocks.section(past_range.heading(view), note, steps or settled)


def _ahead(view: View) -> list[Section]:
    """Show what falls due if nothing is deleted, and how much must go to keep the limit."""
    t, day, days = view.t, view.as_of, deletions_needed.USUAL
    heading = t("retention.curve", n=int(forecast.ahead(view)["count"].iloc[-1]))
    drawn = blocks.chart(forecast.curve(view, summaries.trends(view)["past"]), t)
    facts = blocks.facts(forecast.facts(view)["facts"])
    due = blocks.table(forecast.due_table(view) | {"words": 2})
    said = [deletions_needed.sentence(view, days), deletions_needed.pace(view, days)]
    needed = blocks.table(deletions_needed.table(view, days) | {"words": 1})
    text = blocks.text(" ".join(filter(None, said)))
    return [
        blocks.section(heading, t("retention.curve_note", day=day), facts, drawn),
        blocks.section(t("forecast.due"), t("forecast.due_note", day=day), due),
        blocks.section(t("deletions.title"), t("deletions.note", day=day), text, needed),
    ]
