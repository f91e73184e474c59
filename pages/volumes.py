"""What personal data do we hold, where, and on what ground?"""

from functools import partial

from vouch import code_rows as codes
from vouch import small_cells, ui
from vouch import summaries as summary
from vouch import volume_rows as volumes

view = ui.page("volumes")
t, datasets = view.t, view.series("volumes_by_dataset")

ui.opening(
    view,
    "volumes",
    volumes.verdict(view),
    t("volumes.note"),
    [*volumes.held(view), *volumes.apart(view), summary.identity_codes(view)],
)

note = t("volumes.categories_note")
with ui.section(t, "categories", t("volumes.categories"), note), ui.panels(4):
    for category in view.home.policy.categories:
        ui.chart(view, f"volumes.{category}", partial(volumes.panel, view, category))

note = f"{t('volumes.datasets_note')} {small_cells.note(datasets, t)}".strip()
with ui.section(t, "datasets", t("volumes.datasets"), note):
    ui.template(view, "figures.html", "datasets", lambda: volumes.table(view))
    ui.download(small_cells.written_out(datasets, t), view, "volumes")

once = view.series("people_once")
note = f"{t('volumes.once_note')} {small_cells.note(once, t)}".strip()
with ui.section(t, "once", t("volumes.once"), note):
    ui.template(view, "figures.html", "once", lambda: volumes.once(view))
    ui.download(small_cells.written_out(once, t), view, "people-once")

with ui.section(t, "codes", t("volumes.codes"), t("volumes.codes_note")):
    if volumes.codes_by_place(view):
        ui.template(view, "figures.html", "codes", lambda: volumes.table_of_codes(view))
        ui.download(datasets[list(volumes.CODES)], view, "identity-codes")
    else:
        ui.all_well(t("volumes.no_codes", day=view.snapshot))

if codes.sources(view):
    with ui.section(t, "stray", t("volumes.stray"), t("volumes.stray_note")):
        ui.template(view, "figures.html", "stray", lambda: codes.table(view))
        ui.download(view.series("stray_codes"), view, "codes-out-of-place")
        with ui.panels(3):
            for dataset in codes.sources(view):
                ui.chart(view, f"stray.{dataset}", partial(codes.panel, view, dataset))

ui.methods(
    view,
    ("kpis", "volumes"),
    ("series", "people"),
    ("series", "volumes_by_category"),
    ("series", "volumes_by_dataset"),
    ("series", "people_once"),
    ("series", "identity_code_history"),
    ("series", "stray_codes"),
)
