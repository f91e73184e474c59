"""How many records are past their date at least and at most, and what would settle the rest."""

from dataclasses import replace

import pandas as pd

from vouch import kpis, summaries
from vouch.key_figures import KeyFigure
from vouch.view import View, kept
from vouch.wording import Words


@kept
def found(view: View) -> kpis.PastRange:
    """Sum how many records are past their date at least, and how many at most."""
    return kpis.summed(view.series("past_range"))


@kept
def past(view: View) -> KeyFigure:
    """Write how many records are past their date, and how many at most."""
    made, known = summaries.past(view), found(view)
    if not known.is_open:
        return made
    return replace(made, bounds=view.t("kpi.at_most", n=known.at_most, total=known.records))


@kept
def note(view: View) -> str:
    """Say of how many records nobody can tell, so that silence is not taken for order."""
    known = found(view)
    if not known.is_open:
        return summaries.unjudged_note(view)
    said = {"least": known.at_least, "most": known.at_most, "records": known.records}
    return view.t("note.past_range", n=known.unknown, **said)


def settling(view: View) -> dict[str, object]:
    """Write what would let undetermined records be judged, the step that settles most first."""
    t, steps = view.t, view.series("settling")
    names = ("step", "settles", "possible")
    total = [t("retention.settling_total"), *(t.number(steps[name].sum()) for name in names[1:])]
    return {
        "caption": t("retention.settling_table"),
        "head": [t(f"col.{name}") for name in names],
        "rows": [_row(row, view) for _, row in steps.iterrows()],
        "total": total,
        "words": 1,
        "wide": (),
    }


def _row(row: pd.Series, view: View) -> list[str]:
    said = _step(row, view)
    if row["is_period_missing"] and row["step"] != "period":
        said = view.t("settle.beside", step=said)
    return [said, view.t.number(row["settles"]), view.t.number(row["possible"])]


def _step(row: pd.Series, view: View) -> str:
    """Say what is to be done: a period, a rule, or starting days that can be read."""
    t: Words = view.t
    if row["step"] != "period":
        return t(f"settle.{row['step']}", n=int(row["settles"]), dataset=row["dataset"])
    if pd.isna(row["rule"]):
        return t("settle.rule", dataset=row["dataset"])
    # A version of the policy may lack a rule that sources.toml names.
    name = summaries.rule_names(view).get(row["rule"], row["rule"])
    return t("settle.period", name=name)


@kept
def heading(view: View) -> str:
    """Ask what would settle the records of which nobody can tell, or say that there is none."""
    known = found(view)
    if not known.is_open:
        return view.t("retention.settled")
    return view.t("retention.settling", n=known.unknown)
