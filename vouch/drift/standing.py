"""What of a home may be published: parts whose dataset stopped are left out, and say why."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path

import duckdb

from vouch import history, sources
from vouch.drift import columns, judging
from vouch.parts import ledger, refusals
from vouch.parts.identity import Part
from vouch.planning import Plan

WHOLE, PARTLY, NOT = "whole", "partly", "not"


@dataclass(frozen=True)
class Standing:
    """The plan without the parts that stopped, and the tables that stand in for theirs."""

    plan: Plan
    tables: dict[str, list[Path]]


def find(
    db: duckdb.DuckDBPyConnection,
    plan: Plan,
    folder: Callable[[Part], Path],
    declared: dict[str, sources.Dataset],
    scratch: Path,
) -> Standing:
    """Hold every part against the last good one of its dataset; *folder* has a part's figures.

    What was found of snapshots whose exports are deleted stands in their history.
    """
    verdict = judging.judge(_exports(db, plan.parts, plan.kept, folder), declared)
    stops = {(stop.snapshot, stop.dataset): stop for stop in verdict.stops}
    stopped = [part for part in plan.parts if (part.snapshot, part.name) in stops]
    blank = ledger.write_table([], ledger.COLUMNS, scratch / "columns.parquet")
    tables = {"columns": [blank]}
    for part in stopped:
        _refuse(tables, folder(part), stops[part.snapshot, part.name], scratch / f"stop-{part.id}")
    here = {snapshot.day for snapshot in plan.found}
    _say(tables, verdict, here, scratch)
    counted = [part for part in plan.parts if (part.snapshot, part.name) not in stops]
    return Standing(replace(plan, parts=counted), tables)


def how_read(
    db: duckdb.DuckDBPyConnection,
    parts: Sequence[Part],
    kept: Sequence[history.Kept],
    folder: Callable[[Part], Path],
) -> dict[date, str]:
    """Tell how one dataset, whose *parts* these are, was read: WHOLE, PARTLY or NOT at all."""
    name, declared = parts[0].name, parts[0].dataset
    exported = _exports(db, parts, kept, folder).get(name, [])
    stopped = {stop.snapshot for stop in judging.judge({name: exported}, {name: declared}).stops}
    return {
        export.day: NOT if export.day in stopped else WHOLE if export.is_complete else PARTLY
        for export in exported
    }


def _exports(
    db: duckdb.DuckDBPyConnection,
    parts: Iterable[Part],
    kept: Iterable[history.Kept],
    folder: Callable[[Part], Path],
) -> dict[str, list[columns.Export]]:
    """Read what the ledgers of parts, and of days whose exports are deleted, tell of exports."""
    ledgers = {
        name: [path for part in parts if (path := folder(part) / f"{name}.parquet").exists()]
        + [path for one in kept if (path := one.table(name)).exists()]
        for name in ("files", "columns", "refused")
    }
    return columns.exports(db, ledgers["files"], ledgers["columns"] + ledgers["refused"])


def _refuse(tables: dict[str, list[Path]], part: Path, stop: judging.Stop, folder: Path) -> None:
    """Write the ledger of a part that stopped: none of its rows was taken in."""
    folder.mkdir()
    refusals.write(part, folder, (stop.file, stop.problem, stop.detail))
    for name in ("files", "rejects"):
        tables.setdefault(name, []).append(folder / f"{name}.parquet")


def _say(
    tables: dict[str, list[Path]], verdict: judging.Verdict, here: set[date], scratch: Path
) -> None:
    """Write where datasets stop, and what changed in the others."""
    stops = [asdict(stop) for stop in verdict.stops if stop.snapshot in here]
    tables["stops"] = [ledger.write_stops(stops, scratch / "stops.parquet")]
    changed = [notice for notice in verdict.notices if notice["snapshot"] in here]
    tables["problems"] = [ledger.write_problems(changed, scratch / "changes.parquet")]
