"""Who looked at which records, and is the log of it whole?"""

from vouch import audit_rows as log
from vouch import ui

view = ui.page("audit")
t, state = view.t, log.state(view)

ui.opening_now(
    view, "audit", log.verdict(state, t, log.until(view)), t("audit.note"), log.figures(state, t)
)

if log.status(state) != "nothing":  # else the opening has said so, and there is no more to show
    with ui.section(t, "log_state", t("audit.state"), t("audit.state_note")):
        ui.log_state(view, state)

    if state.counts:
        with ui.section(t, "log_counts", t("audit.counts"), t("audit.counts_note")):
            ui.log_counts(view, state)

    with ui.section(t, "log_entries", t("audit.entries"), t("audit.entries_note")):
        if ui.may_read_log(view):
            ui.list_log(view)
        else:
            ui.withheld_log(view)

with ui.section(t, "method", t("method.title")):
    ui.log_method(view)
