"""Personal identity codes out of place, in words: by column, and over the snapshots."""

import pandas as pd

from vouch import chart_rows, charts
from vouch.view import View, kept

STRAY = ("dataset", "column_name", "codes", "test_codes")
PANEL = 130  # height of a small multiple


def _seen(view: View) -> pd.DataFrame:
    """Return the counts of the snapshots up to the chosen one."""
    found = view.series("stray_codes")
    return found[found["snapshot"].isin([pd.Timestamp(day) for day in view.past_snapshots])]


@kept
def sources(view: View) -> list[str]:
    """Name the datasets in which a code stood in any of these snapshots."""
    found = _seen(view)
    found = found[found["codes"] + found["test_codes"] > 0]
    return sorted(found["dataset"].unique())


def table(view: View) -> dict[str, object]:
    """Write the columns in which codes stand, or stood: how many now, those for tests apart."""
    t, found = view.t, _seen(view)
    held = found.groupby(["dataset", "column_name"])[["codes", "test_codes"]].sum().sum(axis=1)
    now = found[found["snapshot"] == pd.Timestamp(view.snapshot)]
    rows = [
        [row.dataset, row.column_name, t.number(row.codes), t.number(row.test_codes)]
        for row in now.itertuples()
        if held[row.dataset, row.column_name]
    ]
    head = [t(f"col.{name}") for name in STRAY]
    return {"caption": t("volumes.stray"), "head": head, "rows": rows, "words": 2}


def panel(view: View, dataset: str) -> charts.Drawn:
    """Draw one dataset's codes out of place over the snapshots, all columns together."""
    t, found = view.t, _seen(view)
    mine = found[found["dataset"] == dataset].groupby("snapshot")[["codes", "test_codes"]].sum()
    counts = [int(mine.sum(axis=1).get(pd.Timestamp(day), 0)) for day in view.past_snapshots]
    shown = view.gapped(counts)
    rows = chart_rows.by_month([pd.Timestamp(day) for day in view.past_snapshots], shown, t)
    figure = charts.months(rows, chart_rows.ceiling(shown), dataset, height=PANEL)
    return figure, chart_rows.in_words(dataset, rows, t)
