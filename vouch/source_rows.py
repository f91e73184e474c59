"""Export files in words: were they read, and does every physical record have a fate?"""

import json
from collections.abc import Iterator
from typing import Any

import pandas as pd

from vouch import export_state, sentences, theme
from vouch.errors import VouchError
from vouch.key_figures import KeyFigure
from vouch.view import View, kept
from vouch.wording import NOTHING, Words

COLUMNS = (
    "dataset", "file", "state", "physical", "preamble", "header", "blank", "elsewhere", "doubled",
    "rejected", "kept", "bytes", "encoding", "sha256",
)  # fmt: skip
COUNTS = ("physical", "preamble", "header", "blank", "elsewhere", "doubled", "rejected", "kept")
NOT_READ = ("failed", "missing")
ODD_DATES = ("unreadable_dates", "epoch_dates", "future_dates")
SHORT_HASH = 12
SOME_REJECTED, UNFINISHED = "problem.some_rejected", "problem.unfinished"


@kept
def verdict(view: View) -> str:
    """Say how many files were read, and how many records were kept or lost."""
    t, files = view.t, view.series("files")
    read = files[files["state"] == "read"]
    opening = t("sources.verdict", n=len(read), total=int((files["state"] != "undeclared").sum()))
    rejected = _sum(files, "rejected")
    taken = t("clause.kept", n=int(read["kept"].fillna(0).sum()))
    lost = t("clause.rejected", n=rejected) if rejected else t("clause.rejected_none")
    return sentences.joined([opening, f"{taken}, {lost}"])


@kept
def figures(view: View) -> list[KeyFigure]:
    """Write the page's key figures."""
    t, files = view.t, view.series("files")
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


@kept
def unfinished(view: View) -> list[str]:
    """Name the snapshots that are not taken because they are still being written."""
    found = _here(view)
    rows = found[found["problem"] == UNFINISHED]
    said = [problem(row.problem, row.detail, view.t) for row in rows.itertuples()]
    return [sentence[:1].upper() + sentence[1:] for sentence in said]


def _here(view: View) -> pd.DataFrame:
    """List the problems of the chosen snapshot."""
    found = view.series("problems")
    return found[found["snapshot"] == pd.Timestamp(view.snapshot)]


@kept
def lost(view: View) -> list[str]:
    """Say of every dataset that could not be read what is missing, why, and what to do."""
    t, files = view.t, view.series("files")
    unread = files[files["state"].isin(NOT_READ)]
    stops = export_state.stops(view)
    return [*stops.values()] + [
        t("sources.unread", dataset=row.dataset, reason=problem(row.problem, row.detail, t))
        for row in unread.itertuples()
        if row.dataset not in stops
    ]


def problem(key: object, detail: object, t: Words) -> str:
    """Write a file's problem in the reader's language; empty if it has none."""
    if not isinstance(key, str):
        return ""
    values = json.loads(detail) if isinstance(detail, str) and detail else {}
    return VouchError(key, **values).told(t)


def table(view: View) -> dict[str, object]:
    """Write the table of files as its template takes it."""
    t, files = view.t, view.series("files")
    return {
        "caption": t("sources.files"),
        "rows": list(_rows(files, _problems(view), view)),
        "head": {name: t(f"col.{name}") for name in COLUMNS},
        "total": _total(files, t),
    }


def _problems(view: View) -> dict[tuple[str, str], str]:
    """Say all that is wrong with each file; its refused rows have a table of their own."""
    here = _here(view)
    said: dict[tuple[str, str], str] = {}
    for row in here[here["problem"] != SOME_REJECTED].itertuples():
        sentence = problem(row.problem, row.detail, view.t)
        said[_place(row)] = "; ".join(filter(None, [said.get(_place(row)), sentence]))
    return said


def _place(row: Any) -> tuple[str, str]:
    """Return dataset and file, each empty where there is none."""
    dataset, file = (name if isinstance(name, str) else "" for name in (row.dataset, row.file))
    return dataset, file


def _rows(files: pd.DataFrame, said: dict[tuple[str, str], str], view: View) -> Iterator[dict]:
    """Write one row per file: its state, its records and what became of them, its hash."""
    t, states = view.t, _states(view)
    for row in files.itertuples():
        dataset, file = _place(row)
        yield {
            "dataset": dataset or NOTHING,
            "file": file or NOTHING,
            "status": theme.STATUSES[states.get(dataset, (row.state, ""))[0]],
            "word": states.get(dataset, ("", t(f"status.{row.state}")))[1],
            "problem": said.get((dataset, file), ""),
            "counts": [_count(row, name, t) for name in COUNTS],
            "bytes": _count(row, "bytes", t),
            "encoding": _encoding(row.encoding, t),
            "sha256": row.sha256[:SHORT_HASH] if isinstance(row.sha256, str) else NOTHING,
        }


def _states(view: View) -> dict[str, tuple[str, str]]:
    """Return status and word of the datasets that stopped, or whose export is suspect."""
    t, found = view.t, view.series("stops")
    here = found[found["snapshot"] == pd.Timestamp(view.snapshot)]
    suspects = dict.fromkeys(export_state.suspects(view), ("suspect", t("status.suspect")))
    return suspects | {
        row.dataset: ("failed", t("sources.stopped_since", since=row.since_on))
        for row in here.itertuples()
    }


def _count(row: Any, name: str, t: Words) -> str:
    """Write a count; of a file that is not there nothing was counted, which is not zero."""
    value = getattr(row, name)
    if row.state == "missing" or pd.isna(value):
        return NOTHING
    return t.size(int(value)) if name == "bytes" else t.write(value)


def _encoding(name: object, t: Words) -> str:
    """Name the encoding in which a text came; other formats have none to name."""
    if not (isinstance(name, str) and name):
        return NOTHING
    return t.known(f"encoding.{name}", name)


def _total(files: pd.DataFrame, t: Words) -> dict:
    """Sum the counts over all files, so that the page agrees with itself."""
    counts = [t.number(_sum(files, name)) for name in COUNTS]
    return {"name": t("sources.total"), "counts": counts, "bytes": t.size(_sum(files, "bytes"))}


def table_of_rejects(view: View) -> dict[str, object]:
    """Write the table of rows that could not be taken in, by file and reason."""
    t, found = view.t, view.series("rejects").itertuples()
    return {
        "caption": t("sources.rejects"),
        "head": [t(f"col.{name}") for name in ("dataset", "file", "reason", "records")],
        "rows": [[r.dataset, r.file, t(r.reason), t.write(r.records)] for r in found],
        "words": 3,
    }
