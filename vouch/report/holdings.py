"""Chapter 1: what personal data is held, where, of whom, and which calls are recorded."""

from vouch import call_rows as calls
from vouch import chart_rows, charts, export_state, small_cells, summaries
from vouch import code_rows as codes
from vouch import reconciled_rows as reconciled
from vouch import volume_rows as volumes
from vouch.report import blocks
from vouch.report.blocks import Block, Chapter, Section
from vouch.report.drawing import Drawn
from vouch.view import View


def write(view: View) -> Chapter:
    """Write the chapter."""
    t = view.t
    figures = [*volumes.held(view), *volumes.apart(view), summaries.identity_codes(view)]
    opening = (
        blocks.verdict(volumes.verdict(view)),
        blocks.quiet(t("volumes.note")),
        blocks.banners(export_state.banners(view, "volumes")),
        blocks.figures(figures, t),
    )
    sections = (_categories(view), _datasets(view), _once(view), _codes(view), _stray(view))
    return blocks.chapter(t("document.chapter_1"), opening, *sections, *_calls(view))


def _categories(view: View) -> Section:
    t, question = view.t, view.t("overview.held")
    rows = summaries.categories(view)
    whole: Drawn = charts.of_categories(rows), chart_rows.in_words(question, rows, t)
    panels = [volumes.panel(view, name) for name in view.home.policy.categories]
    return blocks.section(
        t("volumes.categories"),
        t("volumes.categories_note"),
        blocks.chart(whole, t),
        blocks.charts(panels, t, across=3),
    )


def _datasets(view: View) -> Section:
    t, rows = view.t, view.series("volumes_by_dataset")
    note = f"{t('volumes.datasets_note')} {small_cells.note(rows, t)}".strip()
    return blocks.section(t("volumes.datasets"), note, blocks.table(volumes.table(view)))


def _once(view: View) -> Section:
    t, rows = view.t, view.series("people_once")
    note = f"{t('volumes.once_note')} {small_cells.note(rows, t)}".strip()
    return blocks.section(t("volumes.once"), note, blocks.table(volumes.once(view)))


def _codes(view: View) -> Section:
    t = view.t
    shown = blocks.table(volumes.table_of_codes(view))
    nothing = blocks.well(t("volumes.no_codes", day=view.snapshot))
    return blocks.section(t("volumes.codes"), t("volumes.codes_note"), shown or nothing)


def _stray(view: View) -> Section | None:
    t, found = view.t, codes.sources(view)
    if not found:
        return None
    panels = [codes.panel(view, dataset) for dataset in found]
    return blocks.section(
        t("volumes.stray"),
        t("volumes.stray_note"),
        blocks.table(codes.table(view)),
        blocks.charts(panels, t, across=3),
    )


def _calls(view: View) -> list[Section]:
    t = view.t
    opening = blocks.section(
        t("page.calls"),
        "",
        blocks.verdict(calls.verdict(view)),
        blocks.quiet(t("calls.note")),
        blocks.banners(export_state.banners(view, "calls")),
        blocks.figures(calls.figures(view), t),
    )
    return [opening, _months(view), *_kept(view), _reconciled(view)]


def _months(view: View) -> Section:
    t = view.t
    panels = [calls.panel(view, *kind) for kind in calls.kinds_of_calls(view)]
    drawn: Block | None = blocks.charts(panels, t, across=2) if panels else None
    table = blocks.table(calls.table(view))
    return blocks.section(t("calls.months"), t("calls.months_note"), drawn, table)


def _kept(view: View) -> list[Section]:
    t, day = view.t, view.as_of
    whatif, ages = (blocks.chart(draw(view), t) for draw in (calls.if_kept, calls.by_age))
    return [
        blocks.section(t("calls.whatif"), t("calls.whatif_note", day=day), whatif),
        blocks.section(t("calls.ages"), t("calls.ages_note", day=day), ages),
    ]


def _reconciled(view: View) -> Section:
    t = view.t
    return blocks.section(
        t("calls.reconciled"),
        t("calls.reconciled_note"),
        blocks.table(reconciled.table(view)),
        blocks.table(reconciled.history(view)),
    )
