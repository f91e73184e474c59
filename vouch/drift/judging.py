"""The snapshots of a dataset one after the other: where it stops, and since when."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from vouch import sources
from vouch.drift import comparing
from vouch.drift.columns import Export, File, mapping
from vouch.drift.columns import Mapping as Wanted
from vouch.drift.comparing import Change
from vouch.intake.counts import FAILED
from vouch.parts import ledger, refusals


@dataclass(frozen=True)
class Stop:
    """A dataset that has no figures in a snapshot, since when, and why."""

    snapshot: date
    dataset: str
    since_on: date
    good_on: date
    file: str | None
    problem: str
    detail: str


@dataclass
class Verdict:
    """Where datasets stop, and what changed in those that were read (as fig_problems has it)."""

    stops: list[Stop] = field(default_factory=list)
    notices: list[dict[str, Any]] = field(default_factory=list)


def judge(
    exports: Mapping[str, Sequence[Export]], declared: Mapping[str, sources.Dataset]
) -> Verdict:
    """Hold each export against the last good one of its dataset."""
    verdict = Verdict()
    for name, dataset in declared.items():
        _follow(name, exports.get(name, ()), mapping(dataset), verdict)
    return verdict


def _follow(name: str, exported: Sequence[Export], wanted: Wanted, verdict: Verdict) -> None:
    good: Export | None = None
    since: date | None = None
    for export in exported:
        changes = list(_changes(good, export, wanted)) if good else []
        stop = _stop(name, good, export, changes) if good else None
        if stop:
            since = since or export.day
            verdict.stops.append(replace(stop, since_on=since))
            continue
        verdict.notices += [
            ledger.problem(export.day, name, file.name, change.problem, **change.values)
            for file, change in changes
        ]
        if export.is_whole and not export.is_refused:
            good, since = export, None


def _changes(good: Export, export: Export, wanted: Wanted) -> Iterator[tuple[File, Change]]:
    for file in export.files:
        if file.columns:
            for change in _least(good, file, wanted):
                yield file, change


def _least(good: Export, file: File, wanted: Wanted) -> list[Change]:
    """Compare a file with its namesake, or with the one that is most like it."""
    same = [one for one in good.files if one.name == file.name] or good.files
    found = [comparing.compare(one.columns, file, wanted) for one in same if one.columns]
    return min(found, key=lambda changes: (_stops(changes), len(changes)), default=[])


def _stops(changes: Sequence[Change]) -> int:
    return sum(change.is_stop for change in changes)


def _stop(
    name: str, good: Export, export: Export, changes: Sequence[tuple[File, Change]]
) -> Stop | None:
    """Say why a dataset stops: a change, or a file that has other columns or cannot be read."""
    start = Stop(export.day, name, export.day, good.day, None, "", "")
    for file, change in changes:
        if change.is_stop:
            detail = ledger.written({"file": file.name} | change.values)
            return replace(start, file=file.name, problem=change.problem, detail=detail)
    is_lost = export.is_missing or export.is_refused
    for file in export.files:
        is_unlike = file.state == FAILED and file.columns and file.problem != refusals.BESIDE
        if file.problem and (is_lost or is_unlike):
            detail = file.detail or json.dumps({})
            return replace(start, file=file.name or None, problem=file.problem, detail=detail)
    return None
