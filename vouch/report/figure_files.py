"""The figures of a pack as files: what the pages show and the report says, as tables."""

import json
from datetime import date

import numpy as np
import pandas as pd

from vouch import downloads, kpi_files, kpis, notice_findings, queries, small_cells, wording
from vouch.report.verify import FIGURES
from vouch.view import View

ASKED = {"snapshot", "as_of"}  # a series that wants more answers a choice that a reader makes
MONTHS_IN_YEAR = 12


def ground(view: View) -> dict[str, str]:
    """Say on every line what it rests on and for whom it was read."""
    notice = view.home.policy.notice
    rests = downloads.ground(view.snapshot, view.as_of, notice, view.generation)
    return rests | downloads.chosen(view.role, {})


def series() -> list[str]:
    """Name the series that follow from a snapshot and a day alone."""
    return [
        name
        for name in queries.names("series")
        if {param.name for param in queries.load("series", name).params} <= ASKED
    ]


def made(view: View, period: str) -> dict[str, bytes]:
    """Write all figures of a view, and of a year those of each of its snapshots."""
    measured = [view.kpi(name) for name in kpis.IDS]
    files = {f"{FIGURES}/kpis.json": as_json(view, measured)}
    files |= {f"{FIGURES}/kpis/{kpi.id}.csv": _rows(kpi, view) for kpi in measured}
    files |= {f"{FIGURES}/series/{name}.csv": of_series(view, name) for name in series()}
    files |= _findings(view)
    return files | (_year(view) if period == "year" else {})


def as_json(view: View, measured: list[kpis.Kpi]) -> bytes:
    """Write the key figures, byte for byte as ``kpis --format json`` prints them."""
    past = kpis.summed(view.series("past_range"))
    notice = view.home.policy.notice
    return f"{kpi_files.as_json(measured, past, notice, view.generation)}\n".encode()


def of_series(view: View, name: str) -> bytes:
    """Write one series; small numbers of people are told as on the pages."""
    rows = view.series(name)
    shown = small_cells.written_out(rows, view.t) if "is_withheld" in rows else rows
    return downloads.as_csv(shown.map(_cell), _beside(shown, view))


def _cell(value: object) -> object:
    """Write a list as one text; other values as they are."""
    return "; ".join(map(str, value)) if isinstance(value, list | np.ndarray) else value


def _beside(rows: pd.DataFrame, view: View) -> dict[str, str]:
    """Leave out of the ground what *rows* tell one by one: the snapshot of each, for one."""
    return {name: said for name, said in ground(view).items() if name not in rows}


def _rows(kpi: kpis.Kpi, view: View) -> bytes:
    rows = pd.DataFrame(list(kpi.rows), columns=list(kpis.Row._fields), dtype=object)
    return downloads.as_csv(rows, ground(view))


def _findings(view: View) -> dict[str, bytes]:
    """Write the findings: for programs, and in the words of the page."""
    rows = [
        {
            "finding": one.id,
            "severity": one.kind.severity,
            "section": one.kind.section,
            "count": one.count,
            "sentence": wording.plain(one.sentence),
            "basis": one.basis,
            "cure": wording.plain(one.cure),
        }
        for one in notice_findings.found(view)
    ]
    text = json.dumps(rows, ensure_ascii=False, indent=1) + "\n"
    head = ["finding", "severity", "section", "count", "sentence", "basis", "cure"]
    table = downloads.as_csv(pd.DataFrame(rows, columns=head), ground(view))
    return {f"{FIGURES}/findings.json": text.encode(), f"{FIGURES}/findings.csv": table}


def _year(view: View) -> dict[str, bytes]:
    """Write the figures of the year's snapshots, and its requests month by month with their sum."""
    measured = [view.kpi(name, day) for day in days_of_year(view) for name in kpis.IDS]
    rows = [
        {"snapshot": kpi.snapshot, "as_of": kpi.as_of, "kpi": kpi.id, "status": str(kpi.status)}
        | row
        for kpi in measured
        for row in kpi_files.rows(kpi)
    ]
    counts = pd.DataFrame(rows)
    months = view.series("request_months")
    total = months[["received", "in_time", "late"]].sum().to_frame().T
    dates = {"from_month": months["month"].min(), "to_month": months["month"].max()}
    return {
        f"{FIGURES}/year/kpis.csv": downloads.as_csv(counts, _beside(counts, view)),
        f"{FIGURES}/year/requests.csv": downloads.as_csv(total.assign(**dates), ground(view)),
    }


def days_of_year(view: View) -> list[date]:
    """List the snapshots of the twelve months to the chosen one, the oldest first."""
    last = view.snapshot
    before = (pd.Timestamp(last) - pd.DateOffset(months=MONTHS_IN_YEAR)).date()
    return [day for day in view.snapshots if before < day <= last]
