"""Rows that came twice, and rows that no key tells from others, in words."""

from typing import Any

import pandas as pd

from vouch.view import View, kept
from vouch.wording import NOTHING, Words

FAULTS = {
    "repeated_id": "surplus_rows",
    "missing_id": "missing_ids",
    "unknown_person": "unknown_persons",
}
NOT_LOOKED_FOR = ("too_many", "off")
KEYS = ("repeated_ids", "surplus_rows", "missing_ids", "unknown_persons")


def table_of_doubles(view: View) -> dict[str, object]:
    """Write the table of files whose rows stand in another file too."""
    t, found = view.t, view.series("doubles")
    head = ("dataset", "file", "same_as", "sameness", "counted", "records")
    return {
        "caption": t("sources.doubles"),
        "head": [t(f"col.{name}") for name in head],
        "rows": [_double(row, view) for row in found.itertuples()],
        "words": 5,
        "wide": (4,),
    }


def _double(row: Any, view: View) -> list[str]:
    """Say of one file which rows it repeats, and what that means for the figures."""
    t = view.t
    there = row.first_file
    if row.first_dataset != row.dataset:
        there = f"{row.first_dataset}: {there}"
    sameness = t(f"sameness.{row.sameness}")
    return [row.dataset, row.file, there, sameness, _counted(row, view), t.write(row.records)]


def _counted(row: Any, view: View) -> str:
    t = view.t
    if row.first_snapshot < pd.Timestamp(view.snapshot):
        key = "doubles.unusual" if row.is_unusual else "doubles.unchanged"
        return t(key, day=row.first_snapshot)
    return t("doubles.once" if row.is_merged else "doubles.twice")


def table_of_keys(view: View) -> dict[str, object]:
    """Write the table of rows without a key, by dataset; what was not looked for says so."""
    t, found = view.t, view.series("keys")
    return {
        "caption": t("sources.keys"),
        "head": [t(f"col.{name}") for name in ("dataset", *KEYS)],
        "rows": [
            [row.dataset, *(_count(row, name, t) for name in KEYS)] for row in found.itertuples()
        ],
        "words": 1,
    }


def _count(row: Any, name: str, t: Words) -> str:
    value = getattr(row, name)
    if not pd.isna(value):
        return t.write(int(value))
    is_open = name == "repeated_ids" and row.search in NOT_LOOKED_FOR
    return t(f"keys.{row.search}") if is_open else NOTHING


@kept
def key_faults(view: View) -> dict[str, int]:
    """Count the rows with each fault of their key, over all datasets."""
    found = view.series("keys")
    counts = {fault: int(found[column].fillna(0).sum()) for fault, column in FAULTS.items()}
    return {fault: n for fault, n in counts.items() if n}
