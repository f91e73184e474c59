"""What-ifs as tables and a chart: the policy's own figures beside what is supposed."""

from collections.abc import Iterable
from typing import Any

import pandas as pd

from vouch import charts, policy_tables, theme, what_if_rows
from vouch import what_if_figures as figures
from vouch.suppositions import Supposition
from vouch.view import View

OF_HISTORY = ("past", "on_hold", "undetermined", "within_90")


def written(view: View, what_if: Supposition) -> dict[str, Any]:
    """Write sentence, warnings and tables as their template takes them."""
    t = view.t
    return {
        "sentence": what_if_rows.sentence(view, what_if),
        "facts": what_if_rows.facts(view, what_if),
        "label": t("what_if.title"),
        "figures": _figures(view, what_if),
        "tables": [_datasets(view, what_if), _history(view, what_if)],
        "chart": t("what_if.curves"),
    }


def _figures(view: View, what_if: Supposition) -> dict[str, Any]:
    """Lay each figure of the snapshot under the policy beside the same one under the what-if."""
    t, row = view.t, figures.now(view, what_if)
    rows = [
        {
            "name": t(f"what_if.{name}"),
            "sides": [_side(view, row, name, side) for side in figures.SIDES],
            "change": t.difference(int(row[f"{name}_if"] - row[f"{name}_policy"])),
        }
        for name in figures.COUNTS
    ]
    head = [t("what_if.figure"), t("what_if.by_policy"), t("what_if.by_if"), t("col.change")]
    return {"title": t("what_if.figures", day=view.as_of), "head": head, "rows": rows}


def _side(view: View, row: pd.Series, name: str, side: str) -> dict[str, Any]:
    t, (verdict, word) = view.t, figures.status(view, row, name, side)
    share = f" ({t.share(row[f'{name}_ratio_{side}'])})" if name in figures.LIMITED else ""
    look = theme.STATUSES.get(verdict)
    return {"value": t.number(row[f"{name}_{side}"]) + share, "status": look, "word": word}


def _datasets(view: View, what_if: Supposition) -> dict[str, Any]:
    rows = figures.datasets(view, what_if)
    return {
        "title": view.t("what_if.datasets", day=view.as_of),
        "head": [
            view.t("col.dataset"),
            *(view.t(f"what_if.{name}") for name in figures.OF_DATASETS),
        ],
        "rows": [
            (row["dataset"], _cells(view, row, figures.OF_DATASETS)) for _, row in rows.iterrows()
        ],
    }


def _history(view: View, what_if: Supposition) -> dict[str, Any]:
    t, rows = view.t, figures.standing(view, what_if).iloc[::-1]
    head = [t("strip.snapshot"), *(t(f"what_if.{name}") for name in OF_HISTORY), t("col.status")]
    return {
        "title": t("what_if.history"),
        "head": head,
        "rows": [
            (t.day(row["snapshot"]), [*_cells(view, row, OF_HISTORY), _verdict(view, row)])
            for _, row in rows.iterrows()
        ],
    }


def _cells(view: View, row: pd.Series, names: Iterable[str]) -> list[dict[str, str]]:
    pairs = [(int(row[f"{name}_policy"]), int(row[f"{name}_if"])) for name in names]
    return [policy_tables.cell(was, becomes, view.t) for was, becomes in pairs]


def _verdict(view: View, row: pd.Series) -> dict[str, str]:
    """Write the status of what is past under both, once if they agree."""
    (_, was), (colour, becomes) = (_said(view, row, side) for side in figures.SIDES)
    said = {"was": was} if was == becomes else {"was": was, "becomes": becomes}
    return said | {"colour": colour}


def _said(view: View, row: pd.Series, side: str) -> tuple[str, str]:
    """Return a status as colour, and as shape and word."""
    name, word = figures.status(view, row, "past", side)
    if not name:
        return "", view.t.write(None)
    return theme.STATUSES[name].colour, f"{theme.STATUSES[name].glyph} {word}"


def curves(view: View, what_if: Supposition) -> charts.Drawn:
    """Draw the records past their date in every snapshot, by the policy and by the what-if."""
    t, rows = view.t, figures.standing(view, what_if)
    names = [t("what_if.by_policy"), t("what_if.by_if")]
    was, becomes = (
        policy_tables.curve(name, list(rows["looked_on"]), list(rows[f"past_{side}"]), t)
        for name, side in zip(names, figures.SIDES, strict=True)
    )
    return charts.two_curves(was, becomes), _in_words(view, rows)


def _in_words(view: View, rows: pd.DataFrame) -> str:
    t = view.t
    pairs = [
        t("policy.pair", day=row.looked_on, was=int(row.past_policy), becomes=int(row.past_if))
        for row in rows.itertuples()
    ]
    return t("alt.what_if", values="; ".join(pairs))
