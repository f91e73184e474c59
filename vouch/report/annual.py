"""The year in an annual report: its first snapshot against its last, and all of them in a row."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pandas as pd

from vouch import chart_rows, charts, kpis, notice_findings, notice_kinds
from vouch.notice_findings import Finding
from vouch.report import blocks, figure_files
from vouch.report.blocks import Block, Chapter, Section
from vouch.report.drawing import Drawn
from vouch.report.since import Since
from vouch.view import View

PANEL = 110  # height of a chart, in pixels
REQUESTS = ("rights_requests",)
# The kinds whose datasets must have been read for a figure to be one; of others all must.
KINDS = {"open_requests": REQUESTS, "overdue_requests": REQUESTS, "call_recordings": ("calls",)}


def days(view: View) -> list[date]:
    """List the snapshots that tell the year: the last one of each month, the oldest first."""
    found = figure_files.days_of_year(view)
    return [*{(day.year, day.month): day for day in found}.values()]


def span(view: View) -> str:
    """Write from which snapshot to which the year goes."""
    told = days(view)
    return view.t("document.year_days", first=told[0], last=told[-1])


def told(view: View) -> str:
    """Say what the year is told by, and what its first snapshot lacks."""
    t, told = view.t, days(view)
    if len(told) == 1:
        return t("document.year_alone")
    said = [t("document.year_span", n=len(told), first=told[0], last=told[-1])]
    if lacking := view.unread(told[0]):
        said.append(t("document.year_lacks", day=told[0], names=t.listing(sorted(lacking))))
    return " ".join(said)


def begun(view: View) -> Since | None:
    """Say what a report on the first snapshot would have said; None if there is but one."""
    first = days(view)[0]
    if first == view.snapshot:
        return None
    values = {name: _value(view, name, first) for name in kpis.IDS}
    known = {name: count for name, count in values.items() if count is not None}
    return Since(first, first, notice_findings.counts(_found(view, first)), known)


def write(view: View) -> Chapter | None:
    """Write the chapter on the year; a single snapshot has nothing to be held against."""
    if begun(view) is None:
        return None
    opening = (blocks.text(told(view)),)
    made = (_changed(view), _figures(view))
    return blocks.chapter(view.t("document.over_year"), opening, *made)


def _found(view: View, day: date) -> list[Finding]:
    """List the findings of an earlier snapshot, on its own day."""
    return notice_findings.found(replace(view, snapshot=day, as_of=day))


def _changed(view: View) -> Section:
    """List the findings that the first snapshot did not have, and those that the last has not."""
    t, first, last = view.t, _found(view, days(view)[0]), notice_findings.found(view)
    came, went = _without(last, first), _without(first, last)
    same = blocks.well(t("document.year_same")) if not came and not went else None
    listed = (*_listed(view, "came", came), *_listed(view, "went", went), same)
    return blocks.section(t("document.year_findings"), "", *listed)


def _without(some: Iterable[Finding], others: Iterable[Finding]) -> list[Finding]:
    """Leave out those that are among the others as well; the most serious come first."""
    known = {one.id for one in others}
    left = [one for one in some if one.id not in known]
    return sorted(left, key=lambda one: notice_kinds.SEVERITIES.index(one.kind.severity))


def _listed(view: View, name: str, found: list[Finding]) -> list[Block | None]:
    if not found:
        return []
    t = view.t
    lines = [(f"{blocks.status(one.kind.severity, t)}:", one.sentence) for one in found]
    return [blocks.lead(t(f"document.year_{name}", n=len(found))), blocks.facts(lines)]


def _figures(view: View) -> Section:
    """Show each key figure in every snapshot of the year, as a chart and as numbers."""
    t, names = view.t, {name: view.t(f"figure.kpis.{name}") for name in kpis.IDS}
    drawn = [_drawn(view, name, title) for name, title in names.items()]
    rows = [
        [t.write(day), *(t.write(_value(view, name, day)) for name in names)] for day in days(view)
    ]
    made = {"head": [t("col.snapshot"), *names.values()], "rows": rows, "words": 1}
    note = t("document.year_figures_note")
    shown = blocks.charts(drawn, t, across=3)
    return blocks.section(t("document.year_figures"), note, shown, blocks.table(made))


def _drawn(view: View, name: str, title: str) -> Drawn:
    values = [_value(view, name, day) for day in days(view)]
    rows = chart_rows.by_month(map(pd.Timestamp, days(view)), values, view.t)
    figure = charts.months(rows, chart_rows.ceiling(values), title, height=PANEL)
    return figure, chart_rows.in_words(title, rows, view.t)


def _value(view: View, name: str, day: date) -> int | None:
    """Count a key figure on a snapshot's day; None where a dataset lacks, or nothing is counted."""
    made = view.kpi(name, day)
    lacks = day != view.snapshot and view.unread(day, *KINDS.get(name, ()))
    return None if lacks or not made.denominator else made.numerator
