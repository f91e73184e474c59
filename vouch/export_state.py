"""Exports in words: those that stopped at an earlier snapshot, are suspect, or lie unread."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd

from vouch import snapshots
from vouch.errors import VouchError
from vouch.view import View, kept
from vouch.wording import Words

# What a page shows where that is not all; the page Sources has a section of its own for it.
KINDS: dict[str, tuple[str, ...]] = {
    "requests": ("rights_requests",),
    "calls": ("calls", "recordings", "transcripts"),
}
WITHOUT = "sources"


def stop(row: Any, t: Words) -> str:
    """Say since when a dataset is not read, why, and what the last good snapshot is."""
    reason = VouchError(row.problem, **json.loads(row.detail or "{}")).told(t)
    days = {"since": row.since_on, "good": row.good_on}
    return t("sources.stopped", dataset=row.dataset, reason=reason, **days)


def suspect(row: Any, t: Words) -> str:
    """Say how many rows an export has, and how many its last good one had."""
    counts = {"n": row.records, "before": row.good_records, "good": row.good_on}
    return t("sources.suspect", dataset=row.dataset, **counts)


@kept
def stops(view: View) -> dict[str, str]:
    """Say of each dataset that stopped why it has no figures, in the order of sources.toml."""
    return _said(view, "stops", stop)


@kept
def suspects(view: View) -> dict[str, str]:
    """Say of each dataset whose export is suspect what is odd about it."""
    return _said(view, "suspects", suspect)


def _said(view: View, name: str, say: Callable[[Any, Words], str]) -> dict[str, str]:
    found = view.series(name)
    here = found[found["snapshot"] == pd.Timestamp(view.snapshot)]
    return {row.dataset: say(row, view.t) for row in here.itertuples()}


@kept
def lacking(view: View) -> dict[date, set[str]]:
    """Name the datasets of which each of the last snapshots has nothing."""
    return {day: _lacking(view, day) for day in view.past_snapshots}


@kept
def without_rows(view: View) -> set[str]:
    """Name the datasets of which the chosen snapshot has nothing: 0 would be said of none."""
    return _lacking(view, view.snapshot)


def _lacking(view: View, day: date) -> set[str]:
    """Name those of which no file was read: beside what stopped, what never came."""
    files = view.series("files", snapshot=day)
    return set(view.home.sources.datasets) - set(files.loc[files["state"] == "read", "dataset"])


@kept
def unread_rules(view: View) -> set[str]:
    """Name the deletion rules of whose datasets the chosen snapshot has nothing."""
    lacks, declared = without_rows(view), view.home.sources.datasets
    read = {dataset.rule for name, dataset in declared.items() if name not in lacks}
    return set(view.home.policy.rules) - read


def banners(view: View, page: str) -> list[str]:
    """Say what the figures of a page lack, and what in them is suspect."""
    if page == WITHOUT:
        return []
    concerned = view.unread(view.snapshot, *KINDS.get(page, ()))
    return [said for dataset, said in stops(view).items() if dataset in concerned]


def unread(view: View) -> list[date]:
    """List the snapshots without figures; the folder is read again only when it has changed."""
    try:
        changed = view.home.snapshots.stat().st_mtime_ns
        found = view.keep(f"days {changed}", lambda: snapshots.days(view.home))
    except (FileNotFoundError, VouchError):  # exports may be gone while their figures stay
        return []
    return sorted(set(found) - set(view.snapshots))
