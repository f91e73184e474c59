"""What-ifs in figures: how every snapshot would stand, beside how it does."""

from dataclasses import replace

import pandas as pd

from vouch import key_figures, readers
from vouch.suppositions import Supposition
from vouch.view import View

SIDES = ("policy", "if")
COUNTS = ("past", "on_hold", "undetermined", "within_30", "within_90", "within_365")
OF_DATASETS = {
    "past": ("past",),
    "on_hold": ("on_hold",),
    "undetermined": ("no_period", "no_start"),
    "within": ("within", "due_soon"),
}
LIMITED = {"past": "past_retention", "undetermined": "undetermined_retention"}


def supposed(view: View, what_if: Supposition) -> View:
    """Return the view as it would be under what is supposed; nothing is built anew."""
    judgement = readers.Judgement(what_if.supposed, is_everywhere=True, is_supposed=True)
    home = view.home.under(what_if.supposed)
    return replace(view, home=home, source=view.source.under(judgement))


def standing(view: View, what_if: Supposition) -> pd.DataFrame:
    """Return how every snapshot stands under the policy and under what is supposed.

    One row a snapshot, oldest first: each column of ``retention_standing``, twice, as
    ``past_policy`` and ``past_if``. Every snapshot is judged by the policy that the page shows.
    """
    days = {"snapshot": view.snapshot, "as_of": view.as_of}
    sides = [
        view.series_under(version, "retention_standing", **days).set_index("snapshot")
        for version in (what_if.policy, what_if.supposed)
    ]
    looked_on = sides[0][["looked_on"]]
    suffixed = [
        side.drop(columns="looked_on").add_suffix(f"_{name}")
        for side, name in zip(sides, SIDES, strict=True)
    ]
    return pd.concat([looked_on, *suffixed], axis=1).reset_index()


def now(view: View, what_if: Supposition) -> pd.Series:
    """Return the row of the snapshot and day that the page shows."""
    rows = standing(view, what_if)
    return rows[rows["snapshot"] == pd.Timestamp(view.snapshot)].iloc[0]


def status(view: View, row: pd.Series, count: str, side: str) -> tuple[str, str]:
    """Return a count's status against the policy's limit, and its words; empty without one."""
    limit = view.home.policy.limits.get(LIMITED.get(count, ""))
    if limit is None:
        return "", ""
    ratio = row[f"{count}_ratio_{side}"]
    if pd.isna(ratio):
        return "nothing", view.t("status.nothing")
    value = ratio if limit.measure == "ratio" else row[f"{count}_{side}"]
    name = key_figures.judge(float(value), limit)
    return name, view.t(f"status.{name}", limit=key_figures.limit_text(limit, view.t))


def datasets(view: View, what_if: Supposition) -> pd.DataFrame:
    """Return the counts of each dataset that follows the rule, under both (``past_policy`` …)."""
    both = zip(SIDES, (view, supposed(view, what_if)), strict=True)
    sides = [_by_dataset(side, what_if.rule).add_suffix(f"_{name}") for name, side in both]
    return pd.concat(sides, axis=1).reset_index()


def _by_dataset(view: View, rule: str) -> pd.DataFrame:
    states = view.series("states")
    mine = states[states["rule"] == rule]
    names = pd.Index(mine["dataset"].unique(), name="dataset")
    counts = {
        kind: mine[mine["state"].isin(found)].groupby("dataset")["records"].sum()
        for kind, found in OF_DATASETS.items()
    }
    return pd.DataFrame(counts, index=names).astype("int64")
