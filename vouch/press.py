"""The press: puts the parts of a home together as one generation, and publishes it."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path

import duckdb

from vouch import (
    contents,
    history,
    people,
    practice,
    reference,
    sought,
    sources,
    tracing,
    warehouse,
)
from vouch.deletion import proof
from vouch.deletion.desk import AT_ONCE, Desk
from vouch.drift import standing
from vouch.home import Home
from vouch.parts import database, doubles, holds, ledger
from vouch.parts.identity import Part
from vouch.parts.making import KEYS
from vouch.planning import Plan
from vouch.store import Store

MEMORY = "600MB"


@dataclass(frozen=True)
class Press:
    """What is needed to publish: the home, its parts, a database and a folder for scratch."""

    home: Home
    store: Store
    db: duckdb.DuckDBPyConnection
    scratch: Path

    def publish(self, plan: Plan, generation: str, traced: sought.Traced) -> None:
        """Write both files of the generation, name it current, and drop parts of no use."""
        stood = self._stood(plan)
        trail = self._trail(stood.plan, traced)
        config = self._config()
        with contents.figures(self.home, generation, plan.days, config) as figures:
            kept, proven = self._figures(stood, trail, figures)
        listed = self._rows(stood.plan) | trail.rows(self.scratch) | {"deletions": proven.rows}
        people = _with_kept(plan, {contents.PEOPLE: kept[contents.PEOPLE]})
        contents.write_records(self.home, generation, listed, people[contents.PEOPLE], config)
        beside = [*(path for files in kept.values() for path in files), *proven.used]
        beside += map(self.store.found, traced.parts)
        note = self.store.note(generation, beside)
        warehouse.publish(self.home.warehouse, generation)
        used = [*map(self.store.figures, plan.parts), *map(self.store.rows, plan.newest)]
        self.store.sweep([*used, *beside, note])

    def _figures(
        self, stood: standing.Standing, trail: tracing.Trail, figures: contents.Figures
    ) -> tuple[dict[str, list[Path]], proof.Proof]:
        """Write the figures, while snapshots are held against snapshots.

        Return what is kept of holding the parts of each snapshot against one another, and what
        came of the proof.
        """
        plan = stood.plan
        tables = _with_kept(plan, self._tables(stood) | trail.figures(self.scratch))
        tables["files"] = [self._together(tables["files"])]
        with ThreadPoolExecutor(1) as aside:
            proven = aside.submit(self._proof, stood, tables["files"])
            figures.gather(tables | {"doubles": [self._doubles(plan)]})
            figures.judge()
            if not self._is_little(plan):
                wait([proven])
            kept = {contents.PEOPLE: self._people(plan)} | self._practice(plan)
            others = _with_kept(plan, kept)
            figures.show_people(others.pop(contents.PEOPLE))
            figures.gather(others)
            figures.gather(_with_kept(plan, proven.result().tables))
            return kept, proven.result()

    def _rows(self, plan: Plan) -> dict[str, list[Path]]:
        """List the Parquet files of the newest snapshot's rows to act on, by table."""
        newest = sorted(plan.newest, key=lambda part: part.name)
        folders = [self.store.rows(part) for part in newest]
        rows = {name: _with(folders, name) for name in contents.ROWS}
        return rows | practice.rows(self.db, folders, self.scratch)

    def _stood(self, plan: Plan) -> standing.Standing:
        """Hold every part against the last good one of its dataset."""
        declared = self.home.sources.datasets
        return standing.find(self.db, plan, self.store.figures, declared, self.scratch)

    def _config(self) -> dict[str, database.Option]:
        return {"memory_limit": MEMORY, "temp_directory": str(self.scratch / "spill")}

    def _trail(self, plan: Plan, traced: sought.Traced) -> tracing.Trail:
        """Lay the rows of the sought beside the list; those of a part that stopped do not count."""
        found = [self.store.found(part) for part in traced.among(plan)]
        folders = [self.store.figures(part) for part in plan.parts]
        return tracing.Trail(self.db, traced.listed, tuple(found), tuple(folders))

    def _tables(self, stood: standing.Standing) -> dict[str, list[Path]]:
        """List the Parquet files of each table: of the parts, and of what no part has."""
        folders = [self.store.figures(part) for part in stood.plan.parts]
        beside = stood.tables
        tables = {name: _with(folders, name) + beside.get(name, []) for name in contents.FIGURES}
        tables["files"] += self._undeclared(stood.plan)
        tables["rejects"].append(ledger.no_rejects(self.scratch / "rejects.parquet"))
        tables["problems"].append(self._problems(stood.plan))
        return tables

    def _together(self, files: list[Path]) -> Path:
        """Lay the files of parts together that are read twice: to open each takes longer."""
        path = self.scratch / "together.parquet"
        sought.copy(self.db, contents.scan(files, "figures", "fig_files"), path)
        return path

    def _is_little(self, plan: Plan) -> bool:
        """Tell whether there are so few records that two databases may be at work at once.

        Of many, each takes the memory that it is given, and uses all processors by itself.
        """
        keys = (self.store.figures(part) / KEYS for part in plan.parts)
        return sum(path.stat().st_size for path in keys if path.exists()) <= AT_ONCE

    def _proof(self, stood: standing.Standing, files: list[Path]) -> proof.Proof:
        """Compare the snapshots of each dataset with one another; only changed pairs anew."""
        aside = self.scratch / "proof"  # two databases may not spill into one folder
        aside.mkdir(exist_ok=True)
        with database.connect(aside, MEMORY) as db:
            reference.create(db, self.home)
            reference.snapshots(db, stood.plan.days, self.home.versions)
            folder, versions = self.store.figures, self.home.versions
            desk = Desk(db, self.store.folder, self.scratch, folder, versions)
            return proof.find(desk, stood, self.home.sources.datasets, files)

    def _problems(self, plan: Plan) -> Path:
        """Write what is wrong beside the parts."""
        said = holds.idle(plan.parts, self.store.figures, self.home.sources.datasets)
        newest = plan.found[-1]
        said += ledger.unfinished(newest.day, newest.unfinished)
        said += [
            ledger.problem(one.day, None, None, "problem.key_rotated", day=one.key_rotated_on)
            for one in plan.kept
            if one.key_rotated_on
        ]
        said += [
            ledger.problem(day, name, None, "problem.holds_stay", day=str(since))
            for (day, name), since in plan.holding.items()
        ]
        return ledger.write_problems(said, self.scratch / "problems.parquet")

    def _doubles(self, plan: Plan) -> Path:
        """Find the files with the same rows; rows that do not count are nobody's double."""
        prints = [self.store.figures(part) / doubles.PRINTS for part in plan.parts]
        prints += history.prints(plan.kept)
        return doubles.find(self.db, prints, self.scratch / "doubles.parquet")

    def _undeclared(self, plan: Plan) -> list[Path]:
        """Write the files that no dataset declares, of each snapshot; often there are none."""
        paths = [self.scratch / f"undeclared-{one.day}.parquet" for one in plan.found]
        for snapshot, path in zip(plan.found, paths, strict=True):
            ledger.undeclared(snapshot.day, snapshot.undeclared, path)
        return paths

    def _people(self, plan: Plan) -> list[Path]:
        """Count the people of each snapshot over all its parts; only a changed one anew."""
        return [
            people.count(
                self.db,
                snapshot.day,
                [
                    self._named(part)
                    for part in plan.parts
                    if part.snapshot == snapshot.day and "subject_id" in part.dataset.columns
                ],
                self.store.folder,
            )
            for snapshot in plan.found
        ]

    def _named(self, part: Part) -> people.Named:
        space = sources.space(part.name, part.dataset)
        folder = self.store.figures(part)
        return people.Named(
            part.name, space, folder / "people.parquet", folder / "fct_ties.parquet"
        )

    def _practice(self, plan: Plan) -> dict[str, list[Path]]:
        """Hold the parts of each snapshot against one another; only changed ones anew."""
        made = [
            practice.figures(
                self.db,
                [self.store.figures(part) for part in plan.parts if part.snapshot == snapshot.day],
                self.store.folder,
            )
            for snapshot in plan.found
        ]
        return {name: [tables[name] for tables in made] for name in practice.FIGURES}


def _with_kept(plan: Plan, tables: dict[str, list[Path]]) -> dict[str, list[Path]]:
    """Add to each table what is kept of snapshots whose exports are deleted."""
    return {
        name: [*files, *(path for one in plan.kept if (path := one.table(name)).exists())]
        for name, files in tables.items()
    }


def _with(folders: Sequence[Path], table: str) -> list[Path]:
    paths = (folder / f"{table}.parquet" for folder in folders)
    return [path for path in paths if path.exists()]
