"""What personal data do we hold, where, and on what ground?"""

from functools import partial

from vouch import sentences, ui
from vouch import summaries as summary
from vouch import volume_rows as volumes

view = ui.page("volumes")
t = view.t
people, records = volumes.people_trend(view), view.trend("volumes")
datasets = view.series("volumes_by_dataset")

opening = sentences.with_change(t("volumes.verdict", n=records[-1]), records, view.previous, t)
ui.verdict(
    t("page.volumes"),
    sentences.joined([opening, t("clause.people", n=people[-1])]),
    t("volumes.note"),
)
ui.kpis(
    [
        summary.figure(view, "records", records),
        summary.figure(view, "people", people),
        *volumes.apart(view, datasets),
        summary.identity_codes(view),
    ],
    t,
)

with ui.section(t, "categories", t("volumes.categories"), t("volumes.categories_note")):
    panels = ui.panels(4, 240)
    for category in view.home.policy.categories:
        with panels.cell():
            ui.chart(view, f"volumes.{category}", partial(volumes.panel, view, category))

with ui.section(t, "datasets", t("volumes.datasets"), t("volumes.datasets_note")):
    ui.template(
        "figures.html",
        caption=t("volumes.datasets"),
        head=volumes.head(t),
        rows=volumes.by_dataset(view),
        words=volumes.WORDS,
        wide=volumes.WIDE,
    )
    ui.download(datasets, view, "volumes")

with ui.section(t, "codes", t("volumes.codes"), t("volumes.codes_note")):
    coded = volumes.codes_by_place(datasets, t)
    if coded:
        head = [t(f"col.{name}") for name in ("dataset", "identity_codes", "stray_codes")]
        ui.template("figures.html", caption=t("volumes.codes"), head=head, rows=coded, words=1)
        ui.download(datasets[["dataset", "identity_codes", "stray_codes"]], view, "identity-codes")
    else:
        ui.all_well(t("volumes.no_codes", day=view.snapshot))

ui.methods(
    view,
    ("kpis", "volumes"),
    ("series", "people"),
    ("series", "volumes_by_category"),
    ("series", "volumes_by_dataset"),
    ("series", "identity_code_history"),
)
