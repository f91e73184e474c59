"""The proof: all datasets of a home, compared over all its snapshots."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import parquet

from vouch import kinds, sources
from vouch.deletion import chains, layout, rounds
from vouch.deletion.chains import Look
from vouch.deletion.desk import Desk
from vouch.deletion.rounds import Chain
from vouch.drift.standing import Standing
from vouch.intake.columns import literal
from vouch.parts import ledger

TABLES, ROWS = ("comparisons", "deletions", "worklists"), "deletion_rows"
_TEXT, _COUNT, _DAY = pa.string(), pa.int64(), pa.date32()
COMPARISONS = pa.schema(
    [("snapshot", _DAY)]
    + [(name, _TEXT) for name in ("dataset", "rule", "method", "state")]
    + [(name, _DAY) for name in ("before_on", "since_on")]
    + [(name, _COUNT) for name in ("listed", "past", "on_hold", "released")]
    + [(name, _COUNT) for name in ("came", "went", "collisions")]
)


@dataclass(frozen=True)
class Proof:
    """Parquet files: of each table of counts, and of the rows behind them."""

    tables: dict[str, list[Path]]
    rows: list[Path]
    used: list[Path]


def find(
    desk: Desk, stood: Standing, declared: Mapping[str, sources.Dataset], files: Sequence[Path]
) -> Proof:
    """Compare all that can be compared; *files* are those of fig_files.

    What pairs with a deleted snapshot have told stands in its history.
    """
    live = [snapshot.day for snapshot in stood.plan.found]
    faulty = _faults(desk, stood, files)
    parts = {(part.snapshot, part.name): part for part in stood.plan.parts}
    compared: list[Chain] = []
    plain: list[Look] = []
    for name, dataset in declared.items():
        looks = list(chains.follow(name, live, faulty))
        if chains.has_period(dataset, desk.versions, live):
            compared.append(Chain(looks, parts, declared, faulty))
            plain += [look for look in looks if look.state != chains.COMPARED]
        elif kinds.KINDS[dataset.kind].is_personal:
            plain += map(_without_period, looks)
    found = rounds.go(desk, live, compared)
    known = _known(stood)
    rows = [_row(look, declared) for look in plain if (look.snapshot, look.dataset) not in known]
    plain_rows = desk.scratch / "comparisons.parquet"
    found["comparisons"].append(ledger.write_table(rows, COMPARISONS, plain_rows))
    return Proof({name: found[name] for name in TABLES}, found[ROWS], desk.used)


def _faults(desk: Desk, stood: Standing, files: Sequence[Path]) -> dict[tuple[date, str], str]:
    named = ", ".join(literal(str(path)) for path in files)
    desk.db.execute(
        "CREATE OR REPLACE TEMP TABLE fig_files AS "  # asked once for each pair
        f"SELECT * FROM read_parquet([{named}], union_by_name = true)"
    )
    stops = {
        (row["snapshot"], row["dataset"])
        for path in stood.tables["stops"]
        for row in parquet.read_table(path).to_pylist()
    }
    desk.judged = None
    return chains.faults(desk.db, desk.versions, list(stood.plan.days), stops)


def _without_period(look: Look) -> Look:
    """Say that nothing can be past its date, and with which snapshot counts can be compared."""
    before = look.before_on if look.state == chains.COMPARED else None
    return Look(look.snapshot, look.dataset, chains.NO_PERIOD, before, None)


def _known(stood: Standing) -> set[tuple[date, str]]:
    """List what histories tell: the first pair after a deleted snapshot is its own."""
    return {
        (row["snapshot"], row["dataset"])
        for one in stood.plan.kept
        if (path := one.table("comparisons")).exists()
        for row in parquet.read_table(path, columns=["snapshot", "dataset"]).to_pylist()
    }


def _row(look: Look, declared: Mapping[str, sources.Dataset]) -> dict[str, Any]:
    dataset = declared[look.dataset]
    return {
        "snapshot": look.snapshot,
        "dataset": look.dataset,
        "rule": dataset.rule,
        "method": layout.method(dataset),
        "state": look.state,
        "before_on": look.before_on,
        "since_on": look.since_on,
    }
