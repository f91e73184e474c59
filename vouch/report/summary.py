"""The first page: what management has to know, and what has changed since the last report."""

from collections.abc import Callable, Mapping

from vouch import (
    key_figures,
    notice_findings,
    past_range,
    retention_rows,
    sentences,
    summaries,
    volume_rows,
    wording,
)
from vouch.key_figures import KeyFigure
from vouch.report import annual, blocks, since
from vouch.report.blocks import Block, Section
from vouch.report.since import Since
from vouch.view import View

Before = Mapping[str, Since | None]  # what was said before, by the message that heads its column

# The id of the KPI behind a figure, by which the last report is asked for it.
FIGURES: tuple[tuple[str, Callable[[View], KeyFigure]], ...] = (
    ("volumes", lambda view: volume_rows.held(view)[0]),
    ("past_retention", past_range.past),
    ("undetermined_retention", retention_rows.undetermined),
    ("open_requests", lambda view: _counted(view, "open_requests")),
    ("overdue_requests", summaries.overdue),
    ("", summaries.answered_late),
    ("", summaries.without_period),
    ("", summaries.identity_codes),
    ("call_recordings", lambda view: _counted(view, "call_recordings")),
)


def write(view: View, last: Since | None, *, is_annual: bool = False) -> Section:
    """Write the summary: verdict, findings by severity, key figures, and what needs a decision.

    Of both it is told what has changed since the *last* report, and over the year of an annual one.
    """
    t = view.t
    said = sentences.joined([summaries.records_past(view), summaries.requests_overdue(view)])
    begun = annual.begun(view) if is_annual else None
    before = {"change": last} | ({"over_year": begun} if begun else {})
    made = (
        blocks.verdict(said),
        blocks.quiet(past_range.note(view)),
        blocks.text(notice_findings.verdict(view)),
        blocks.text(since.sentence(last, t)),
        blocks.text(annual.told(view)) if is_annual else None,
        _severities(view, before),
        _figures(view, before),
        *_decisions(view),
    )
    return Section(t("document.summary"), tuple(filter(None, made)))


def _severities(view: View, before: Before) -> Block | None:
    """Count the findings by severity, and how each count has changed."""
    t, counts = view.t, notice_findings.counts(notice_findings.found(view))
    rows = [
        [blocks.status(name, t), t.number(n)]
        + [since.change(n, one.findings if one else None, name, t) for one in before.values()]
        for name, n in counts.items()
    ]
    head = [t(f"document.{name}") for name in ("severity", "findings", *before)]
    return blocks.table({"head": head, "rows": rows, "words": 1})


def _figures(view: View, before: Before) -> Block | None:
    t, rows = view.t, []
    for name, make in FIGURES:
        one = make(view)
        rows.append([one.label, one.value, blocks.state(one, t), one.change])
        rows[-1] += [_moved(view, name, then) for then in before.values()]
    head = [t(f"document.{name}") for name in ("figure", "value", "verdict", "beside", *before)]
    return blocks.table({"head": head, "rows": rows, "words": 1}, long=(2, 3))


def _moved(view: View, name: str, then: Since | None) -> str:
    """Write by how much a KPI differs from what it was; a dash for a figure that is none."""
    if not name:
        return wording.NOTHING
    return since.change(view.kpi(name).numerator, then.kpis if then else None, name, view.t)


def _counted(view: View, name: str) -> KeyFigure:
    """Write a KPI's count; out of nothing there is none."""
    t, kpi, limit = view.t, view.kpi(name), view.home.policy.limits.get(name)
    label = t(f"figure.kpis.{name}")
    if not kpi.denominator:
        return KeyFigure(label, wording.NOTHING, "nothing")
    return KeyFigure(
        label,
        t.number(kpi.numerator),
        key_figures.judge(kpi.numerator, limit, kpi.denominator),
        key_figures.change(view.trend(name), view.compared, t),
        limit=key_figures.limit_text(limit, t),
    )


def _decisions(view: View) -> list[Block | None]:
    """List what needs a decision, most serious first."""
    t, found = view.t, summaries.findings_of(view)
    if not found:
        return [blocks.well(t("overview.no_findings"))]
    lines = [(blocks.status(one.status, t) + ":", one.sentence) for one in found]
    said = f"{wording.STRONG}{t('overview.findings', n=len(found))}{wording.STRONG}"
    return [blocks.text(said), blocks.facts(lines)]
