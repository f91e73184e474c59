"""What is processed, why, about whom, for how long and who receives it (GDPR Art. 30)?"""

from vouch import ui
from vouch.register import content

view = ui.page("register")
t, register = view.t, content.write(view)

note = t("register.note", day=view.snapshot)
ui.opening(view, "register", register.sentence, note, content.figures(view))
ui.take_away(view, register)

with ui.section(t, "register_gaps", register.gaps.title, register.gaps.note):
    ui.register_table(view, register.gaps)

for number, entry in enumerate((register.controller, *register.entries)):
    with ui.section(t, f"register_{number}", entry.title):
        ui.entry(view, entry, number)

for table in register.tables:
    with ui.section(t, f"register_{table.id}", table.title, table.note):
        ui.register_table(view, table)

ui.methods(view, *(("series", name) for name in content.SERIES))
