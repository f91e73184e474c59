"""Was what should be gone really deleted?"""

from vouch import deletion_changes, hold_rows, list_rows, ui
from vouch import deletion_rows as deletion
from vouch import summaries as summary

view = ui.page("deletion")
t = view.t
names = summary.rule_names(view)

ui.opening(view, "deletion", deletion.verdict(view), deletion.note(view), deletion.figures(view))

with ui.section(t, "rows", t("deletion.rows"), t("deletion.rows_note")):
    ui.choose_event(view, names)

with ui.section(t, "outcomes", t("deletion.by_dataset"), deletion.by_dataset_note(view)):
    ui.counted(view, "outcomes", deletion.by_dataset(view))
    ui.download(view.series("deletion_outcomes"), view, "deletion-outcomes")

with ui.section(t, "over_time", t("deletion.over_time"), t("deletion.over_time_note")):
    ui.chart(view, "deletion.over_time", lambda: deletion.over_time(view))
    ui.download(view.series("deletion_history"), view, "deletion-history")

with ui.section(t, "worklist", t("deletion.worklist"), list_rows.follow_up_note(view)):
    ui.counted(view, "follow up", list_rows.follow_up(view))
    ui.download(view.series("worklists"), view, "worklists")
    ui.draw_list(view, names)

with ui.section(t, "holds", t("deletion.holds"), hold_rows.note(view)):
    ui.counted(view, "holds", hold_rows.by_dataset(view))
    ui.catch_up(view, names)

with ui.section(t, "changes", t("deletion.changes"), t("deletion.changes_note")):
    ui.facts(view, "changes", deletion_changes.sentences_of(view), t("deletion.changes"))

ui.methods(
    view,
    ("series", "deletion_outcomes"),
    ("series", "deletion_history"),
    ("series", "worklists"),
    ("series", "held_shares"),
    ("series", "findings_in_deletions"),
)
