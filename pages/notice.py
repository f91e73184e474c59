"""Do we do what the notice says, section by section?"""

from vouch import notice_findings as findings
from vouch import notice_kinds as kinds
from vouch import notice_tables as tables
from vouch import ui

view = ui.page("notice")
t, found = view.t, findings.found(view)

note = t("notice.note", day=view.snapshot)
ui.opening(view, "notice", findings.verdict(view), note, tables.figures(view))

for number in range(kinds.HEAD, kinds.SECTIONS + 1):
    title, said = t(f"notice.title_{number}"), t(f"notice.says_{number}")
    mark = t("notice.mark", section=number, title=title) if number else title
    with ui.section(t, f"notice_{number}", mark, said):
        ui.practice(view, number, findings.of_section(found, number))
        if number == kinds.CHANGES:
            ui.compare_versions(view)

if not view.is_dpo:
    ui.withheld(sum(one.count for one in found if one.kind.has_rows), view)

ui.methods(view, *(("series", name) for name in (*kinds.SERIES, *kinds.STANDING)))
