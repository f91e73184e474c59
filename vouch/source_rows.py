"""Export files in words: were they read, and does every physical record have a fate?"""

import json
from collections.abc import Iterator
from typing import Any

import pandas as pd

from vouch import sentences, theme
from vouch.key_figures import KeyFigure
from vouch.view import View
from vouch.wording import NOTHING, Words

COLUMNS = (
    "dataset", "file", "state", "physical", "header", "blank", "elsewhere", "rejected", "kept",
    "bytes", "sha256",
)  # fmt: skip
COUNTS = ("physical", "header", "blank", "elsewhere", "rejected", "kept")
NOT_READ = ("failed", "missing")
ODD_DATES = ("unreadable_dates", "epoch_dates", "future_dates")
SHORT_HASH = 12


def verdict(view: View, files: pd.DataFrame) -> str:
    """Say how many files were read, and how many records were kept or lost."""
    t = view.t
    read = files[files["state"] == "read"]
    opening = t("sources.verdict", n=len(read), total=int((files["state"] != "undeclared").sum()))
    rejected = _sum(files, "rejected")
    kept = t("clause.kept", n=int(read["kept"].fillna(0).sum()))
    lost = t("clause.rejected", n=rejected) if rejected else t("clause.rejected_none")
    return sentences.joined([opening, f"{kept}, {lost}"])


def figures(view: View, files: pd.DataFrame) -> list[KeyFigure]:
    """Write the page's key figures."""
    t = view.t
    unread, strange = files["state"].isin(NOT_READ), files["state"] == "undeclared"
    return [
        KeyFigure(t("kpi.read"), t.number(int((files["state"] == "read").sum()))),
        KeyFigure(t("kpi.unread"), t.number(int(unread.sum())), "failed" * bool(unread.any())),
        KeyFigure(
            t("kpi.undeclared"), t.number(int(strange.sum())), "undeclared" * bool(strange.any())
        ),
        KeyFigure(t("kpi.rejected"), t.number(_sum(files, "rejected"))),
        KeyFigure(
            t("kpi.odd_dates"),
            t.number(sum(_sum(files, name) for name in ODD_DATES)),
            change=t("kpi.odd_dates_note", **{name: _sum(files, name) for name in ODD_DATES}),
        ),
    ]


def _sum(files: pd.DataFrame, column: str) -> int:
    return int(files[column].fillna(0).sum())


def lost(files: pd.DataFrame, t: Words) -> list[str]:
    """Say of every dataset that could not be read what is missing, why, and what to do."""
    unread = files[files["state"].isin(NOT_READ)]
    return [
        t("sources.unread", dataset=row.dataset, reason=problem(row.problem, row.detail, t))
        for row in unread.itertuples()
    ]


def problem(key: object, detail: object, t: Words) -> str:
    """Write a file's problem in the reader's language; empty if it has none."""
    if not isinstance(key, str):
        return ""
    return t(key, **(json.loads(detail) if isinstance(detail, str) and detail else {}))


def rows(files: pd.DataFrame, t: Words) -> Iterator[dict]:
    """Write one row per file: its state, its records and what became of them, its hash."""
    for row in files.itertuples():
        yield {
            "dataset": row.dataset if isinstance(row.dataset, str) else NOTHING,
            "file": row.file if isinstance(row.file, str) else NOTHING,
            "status": theme.STATUSES[row.state],
            "word": t(f"status.{row.state}"),
            "problem": problem(row.problem, row.detail, t),
            "counts": [_count(row, name, t) for name in COUNTS],
            "bytes": _count(row, "bytes", t),
            "sha256": row.sha256[:SHORT_HASH] if isinstance(row.sha256, str) else NOTHING,
        }


def _count(row: Any, name: str, t: Words) -> str:
    """Write a count; of a file that is not there nothing was counted, which is not zero."""
    value = getattr(row, name)
    if row.state == "missing" or pd.isna(value):
        return NOTHING
    return t.size(int(value)) if name == "bytes" else t.write(value)


def total(files: pd.DataFrame, t: Words) -> dict:
    """Sum the counts over all files, so that the page agrees with itself."""
    counts = [t.number(_sum(files, name)) for name in COUNTS]
    return {"name": t("sources.total"), "counts": counts, "bytes": t.size(_sum(files, "bytes"))}


def rejects(found: pd.DataFrame, t: Words) -> list[list[str]]:
    """Write the rows that could not be taken in, by file and reason."""
    return [[r.dataset, r.file, t(r.reason), t.write(r.records)] for r in found.itertuples()]
