"""Chapter 4: how it is watched: exports, deletion dates, proof of deletion, and the audit log."""

from typing import Any

from vouch import (
    chart_rows,
    charts,
    class_table,
    deletion_changes,
    export_state,
    hold_rows,
    list_rows,
    past_range,
    sentences,
    summaries,
    wording,
)
from vouch import deletion_rows as deletion
from vouch import retention_rows as retention
from vouch.report import blocks, logged, reading
from vouch.report.blocks import Block, Chapter, Section
from vouch.view import View

AS_IT_SHOULD = ("deleted", "in_time")  # what became of records as it should: counts are enough


def write(view: View) -> Chapter:
    """Write the chapter; its answer is what is past its date."""
    t = view.t
    figures = [
        past_range.past(view),
        retention.longest(view),
        retention.undetermined(view),
        summaries.on_hold(view),
        retention.due_soon(view),
    ]
    opening = (
        blocks.verdict(sentences.joined([summaries.records_past(view)])),
        blocks.text(summaries.share_of_past(view).strip()),
        blocks.quiet(past_range.note(view)),
        blocks.banners(export_state.banners(view, "retention")),
        blocks.figures(figures, t),
    )
    made = (_classes(view), *_deletion(view), *reading.sections(view), logged.section(view))
    return blocks.chapter(t("document.chapter_4"), opening, *made)


def _classes(view: View) -> Section:
    t, rows = view.t, summaries.past_by_class(view)
    note = t("retention.classes_note", day=view.as_of)
    drawn = charts.of_past(rows), chart_rows.in_words(t("overview.past"), rows, t)
    shown = blocks.chart(drawn, t) if len(rows) else None
    return blocks.section(t("retention.classes"), note, shown, blocks.table(_by_class(view)))


def _by_class(view: View) -> dict[str, Any]:
    """Lay out the table of classes, whose statuses the page shows in colour."""
    made: dict[str, Any] = class_table.table(view)
    head, total = made["head"], made["total"]
    names = ("class", "rule", "past", "held", "change")
    rows = [
        [row["name"], row["rule"], f"{row['status'].glyph} {row['verdict']}", row["held"]]
        + [row["change"], *(text for text, _ in row["ages"]), row["no_start"], row["on_hold"]]
        for row in made["rows"]
    ]
    first, *others = made["bands"]
    none = [wording.NOTHING] * len(made["bands"])  # where no class is judged
    ages = [f"{head['past_for']}: {first}", *others]
    return {
        "head": [*(head[name] for name in names), *ages, head["no_start"], head["on_hold"]],
        "rows": rows,
        "total": [total["name"], "", total["past"], total["held"], total["change"]]
        + [*(total["ages"] or none), total["no_start"], total["on_hold"]],
        "words": 3,
    }


def _deletion(view: View) -> list[Section]:
    t = view.t
    opening = blocks.section(
        t("page.deletion"),
        "",
        blocks.verdict(deletion.verdict(view)),
        blocks.quiet(deletion.note(view)),
        blocks.banners(export_state.banners(view, "deletion")),
        blocks.figures(deletion.figures(view), t),
    )
    return [opening, *_outcomes(view), _over_time(view), *_followed(view)]


def _outcomes(view: View) -> list[Section]:
    t, counts = view.t, deletion.counts(view)
    made = blocks.table(deletion.by_dataset(view))
    rows = [[t(f"event.{name}"), t.write(n), t(f"event.{name}.note")] for name, n in counts.items()]
    head = [t("document.event"), t("col.records"), t("document.meaning")]
    events = blocks.table({"head": head, "rows": rows, "words": 1}, long=(2,))
    where = [
        block
        for name, n in counts.items()
        if n and name not in AS_IT_SHOULD
        for block in (
            blocks.lead(t(f"event.{name}")),
            blocks.table(deletion.by_snapshot(view, name)),
        )
    ]
    return [
        blocks.section(t("deletion.by_dataset"), t("deletion.by_dataset_note"), made),
        blocks.section(
            t("document.events"), t("document.events_note"), events, *where, _laws(view)
        ),
    ]


def _laws(view: View) -> Block | None:
    return blocks.quiet(deletion.least_laws(view)) if deletion.counts(view)["too_early"] else None


def _over_time(view: View) -> Section:
    t = view.t
    drawn = blocks.chart(deletion.over_time(view), t)
    return blocks.section(t("deletion.over_time"), t("deletion.over_time_note"), drawn)


def _followed(view: View) -> list[Section]:
    t = view.t
    changes = blocks.facts(deletion_changes.sentences_of(view))
    lists, holds = (
        blocks.table(make(view)) for make in (list_rows.follow_up, hold_rows.by_dataset)
    )
    return [
        blocks.section(t("deletion.worklist"), list_rows.follow_up_note(view), lists),
        blocks.section(t("deletion.holds"), hold_rows.note(view), holds),
        blocks.section(t("deletion.changes"), t("deletion.changes_note"), changes),
    ]
