"""Data volumes in words: per category over time, and per dataset with its ground."""

from typing import Any

import pandas as pd

from vouch import (
    chart_rows,
    charts,
    export_state,
    key_figures,
    kinds,
    sentences,
    small_cells,
    summaries,
)
from vouch.key_figures import KeyFigure
from vouch.view import View, kept
from vouch.wording import NOTHING, is_nothing

CODES = ("dataset", "identity_codes", "stray_codes")
COLUMNS = (
    "dataset", "category", "purpose", "basis", "origin", "records", "people", "company_only",
)  # fmt: skip
PANEL = 130  # height of a small multiple
WIDE = (3, 4, 5, 8)  # columns that a phone leaves out
WORDS = 5  # columns of words before the columns of numbers


@kept
def verdict(view: View) -> str:
    """Say how many records are held, how that has changed, and how many people they concern."""
    t, records = view.t, view.trend("volumes")
    opening = sentences.with_change(t("volumes.verdict", n=records[-1]), records, view.previous, t)
    ((end, n),) = map(small_cells.told, view.series("people").itertuples())
    return sentences.joined([opening, t(f"clause.{end}", n=n)])


@kept
def held(view: View) -> list[KeyFigure]:
    """Write how many records are held, and of how many people."""
    return [
        summaries.figure(view, "records", view.trend("volumes")),
        _people(view),
    ]


def _people(view: View) -> KeyFigure:
    """Write how many distinct people there are; nothing is told of a change from or to small."""
    t, rows = view.t, list(view.over_time("people").itertuples())
    trend = [None if row.is_withheld else int(row.people) for row in rows]
    known = [count for count in trend[-2:] if count is not None]
    return KeyFigure(
        label=t("kpi.people"),
        value=small_cells.write(rows[-1], t),
        change=key_figures.change(known, view.previous, t),
        trend=view.gapped(trend),
    )


@kept
def apart(view: View) -> list[KeyFigure]:
    """Write what is counted apart: companies alone, and records whose person is unknown."""
    t, datasets = view.t, view.series("volumes_by_dataset")
    return [
        KeyFigure(
            t(f"kpi.{name}"), t.number(int(datasets[name].sum())), change=t(f"kpi.{name}_note")
        )
        for name in ("company_only", "person_unknown")
    ]


def panel(view: View, category: str) -> charts.Drawn:
    """Draw one category's records per snapshot, on a scale of its own."""
    counts = view.series("volume_history").set_index(["category", "snapshot"])["records"]
    days = [pd.Timestamp(day) for day in view.past_snapshots]
    known = [counts.get((category, day), 0) for day in days]
    values = [None if is_nothing(n) else int(n) for n in known]
    rows = chart_rows.by_month(days, values, view.t).assign(key=category)
    title, top = view.named("categories", category), chart_rows.ceiling(values)
    figure = charts.months(rows, top, title, colour=charts.category_colour(), height=PANEL)
    return figure, chart_rows.in_words(title, rows, view.t)


def table(view: View) -> dict[str, object]:
    """Write the table of datasets as its template takes it."""
    return {
        "caption": view.t("volumes.datasets"),
        "head": [view.t(f"col.{name}") for name in COLUMNS],
        "rows": _by_dataset(view),
        "words": WORDS,
        "wide": WIDE,
    }


def _by_dataset(view: View) -> list[list[str]]:
    """Write one row per dataset of personal data: what, where, why, on what ground, how many."""
    datasets = view.series("volumes_by_dataset")
    rows = datasets[[kinds.KINDS[kind].is_personal for kind in datasets["kind"]]]
    return [_row(row, view) for row in rows.itertuples()]


def _row(row: Any, view: View) -> list[str]:
    t, is_lacking = view.t, row.dataset in export_state.without_rows(view)
    return [
        row.dataset,
        _named(view, "categories", row.category),
        _named(view, "purposes", row.purpose),
        _basis(view, row.purpose, row.basis),
        t(f"origin.{row.origin}") if isinstance(row.origin, str) else NOTHING,
        NOTHING if is_lacking else t.write(row.personal),
        small_cells.write(row, t) if row.is_withheld or row.people else NOTHING,
        NOTHING if is_lacking else t.write(row.company_only),
    ]


def _basis(view: View, purpose: object, basis: object) -> str:
    """Write the legal basis: the declared one, or the only one that the purpose has."""
    if isinstance(basis, str):
        return view.t(f"basis.{basis}")
    found = view.home.policy.purposes.get(purpose) if isinstance(purpose, str) else None
    return view.t(f"basis.{found.bases[0]}") if found and len(found.bases) == 1 else NOTHING


def _named(view: View, kind: str, name: object) -> str:
    return view.named(kind, name) if isinstance(name, str) else NOTHING


def once(view: View) -> dict[str, object]:
    """Write how many people there are by their numbers, and when each counts once."""
    t, head = view.t, [view.t(f"col.{name}") for name in ("counted_as", "people", "share")]
    rows = [
        [t(f"once.{row.scope}"), small_cells.write(row, t), t.share(row.ratio)]
        for row in view.series("people_once").itertuples()
    ]
    return {"caption": t("volumes.once"), "head": head, "rows": rows, "words": 1}


@kept
def codes_by_place(view: View) -> list[list[str]]:
    """Write the datasets whose rows carry identity codes: in their column, and elsewhere."""
    t, datasets = view.t, view.series("volumes_by_dataset")
    found = datasets[(datasets["identity_codes"] > 0) | (datasets["stray_codes"] > 0)]
    return [
        [row.dataset, t.write(row.identity_codes), t.write(row.stray_codes)]
        for row in found.itertuples()
    ]


def table_of_codes(view: View) -> dict[str, object]:
    """Write the table of identity codes as its template takes it."""
    t, head = view.t, [view.t(f"col.{name}") for name in CODES]
    return {"caption": t("volumes.codes"), "head": head, "rows": codes_by_place(view), "words": 1}
