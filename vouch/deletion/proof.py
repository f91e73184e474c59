"""The proof: all datasets of a home, compared over all its snapshots."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import parquet

from vouch import kinds, sources
from vouch.deletion import chains, comparing
from vouch.deletion.chains import Look
from vouch.deletion.desk import NOTHING, Desk, Pair
from vouch.drift.standing import Standing
from vouch.intake.columns import literal
from vouch.parts import ledger
from vouch.parts.identity import Part

TABLES, ROWS = ("comparisons", "deletions", "worklists"), "deletion_rows"
_TEXT, _COUNT, _DAY = pa.string(), pa.int64(), pa.date32()
COMPARISONS = pa.schema(
    [("snapshot", _DAY)]
    + [(name, _TEXT) for name in ("dataset", "rule", "method", "state")]
    + [(name, _DAY) for name in ("before_on", "since_on")]
    + [(name, _COUNT) for name in ("listed", "past", "on_hold", "released")]
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
    found: dict[str, list[Path]] = {name: [] for name in (*TABLES, ROWS)}
    plain: list[Look] = []
    parts = {(part.snapshot, part.name): part for part in stood.plan.parts}
    for name, dataset in declared.items():
        looks = list(chains.follow(name, live, faulty))
        if chains.has_period(dataset, desk.versions, live):
            _follow(desk, Chain(looks, parts, declared, faulty), found)
        elif kinds.KINDS[dataset.kind].is_personal:
            looks = [_without_period(one) for one in looks]
        else:
            looks = []
        plain += [look for look in looks if look.state != chains.COMPARED]
    known = _known(stood)
    rows = [_row(look, declared) for look in plain if (look.snapshot, look.dataset) not in known]
    plain_rows = desk.scratch / "comparisons.parquet"
    found["comparisons"].append(ledger.write_table(rows, COMPARISONS, plain_rows))
    return Proof({name: found[name] for name in TABLES}, found[ROWS], desk.used)


@dataclass(frozen=True)
class Chain:
    """One dataset's looks, and what the looks at it and at others rest on."""

    looks: Sequence[Look]
    parts: Mapping[tuple[date, str], Part]
    declared: Mapping[str, sources.Dataset]
    faulty: chains.Faults

    def part(self, day: date | None, name: str = "") -> Part | None:
        """Find a part that can be relied on, of this dataset or of another."""
        place = (day, name or self.looks[0].dataset)
        return None if place in self.faulty else self.parts.get(place)  # type: ignore[arg-type]


def _follow(desk: Desk, chain: Chain, found: dict[str, list[Path]]) -> None:
    """Compare the pairs of a chain, then tell of each list what is left of it."""
    good = [
        (look, part)
        for look in chain.looks
        if look.since_on is None and (part := chain.part(look.snapshot))
    ]
    own = [(part, comparing.listed(desk, part, look.snapshot)) for look, part in good]
    last = NOTHING
    for (before, _), (after, listed), (look, _) in zip(own, own[1:], good[1:], strict=False):
        lists = comparing.listed(desk, before, look.snapshot), listed
        beside = _beside(chain, before, after)
        last = comparing.step(desk, Pair(look, before, after, lists, beside), last)
        for name in ("comparisons", "deletions"):
            found[name].append(last.paths[name])
        found[ROWS].append(last.paths["deletion_rows"])
    if own and own[0][0].dataset.has_ids:
        found["worklists"].append(comparing.follow_up(desk, own, good[-1][0], last))


def _beside(chain: Chain, before: Part, after: Part) -> list[tuple[Part, Part]]:
    """Pair the parts of other datasets in which a record may stand instead."""
    pairs = (
        (chain.part(before.snapshot, name), chain.part(after.snapshot, name))
        for name in chains.elsewhere(after, chain.declared)
    )
    return [(one, other) for one, other in pairs if one and other]


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
        "method": comparing.method(dataset),
        "state": look.state,
        "before_on": look.before_on,
        "since_on": look.since_on,
    }
