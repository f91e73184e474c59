"""The history: the figures of snapshots whose exports were deleted, one folder per day.

Exports kept for ever would themselves be a breach (GDPR Art. 5(1)(e)). What is left of them is
what was published: counts, one line per request without an id, and no person; beside them a hash
of each file's rows and, for as long as ``keep_keys`` allows, the keyed hashes of people.
"""

import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from vouch import contents, practice, queries, warehouse
from vouch.home import Home

TABLES = (*contents.FIGURES, *contents.PROOF, *practice.FIGURES, *contents.TRACED)
RECORD = "pruned.json"
ASIDE = ".pruned-"  # exports on their way out; no build looks into them
KEYS, PRINTS = "keys", "prints"
SOUGHT = "sought.parquet"  # among the keys: by what people of granted requests are looked for


@dataclass(frozen=True)
class Kept:
    """What is left of one snapshot without its exports."""

    day: date
    folder: Path

    def table(self, name: str) -> Path:
        """Return the Parquet file of one table of the figures file, named without its prefix."""
        return self.folder / f"{name}.parquet"

    @property
    def keys(self) -> Path:
        """Return the folder of keyed hashes, which may be gone already."""
        return self.folder / KEYS

    @property
    def sought(self) -> Path:
        """Return the list of keyed hashes by which people are looked for, which may be gone."""
        return self.keys / SOUGHT

    @property
    def identity(self) -> str:
        """Return what was written down when the exports were deleted."""
        return (self.folder / RECORD).read_text(encoding="utf-8")

    @property
    def key_rotated_on(self) -> str | None:
        """Return the day on which its keyed hashes became useless, as ISO text."""
        day: str | None = json.loads(self.identity).get("key_rotated_on")
        return day

    def mark(self, said: Mapping[str, object]) -> None:
        """Write down anew what became of it, whole or not at all."""
        partial = self.folder / f"{RECORD}.new"
        partial.write_text(json.dumps(said, indent=1, ensure_ascii=False), encoding="utf-8")
        warehouse.sync(partial)
        partial.replace(self.folder / RECORD)


def clear(home: Home) -> None:
    """Finish what a pruning that was stopped has begun: drop half a history, and exports set aside.

    Keyed hashes and exports would else stay for longer than they may. What was set aside has its
    figures on disk; a folder of that name without them is somebody else's.
    """
    for partial in home.history.glob(".[0-9]*"):
        shutil.rmtree(partial)
    for aside in home.snapshots.glob(f"{ASIDE}*"):
        if (home.history / aside.name.removeprefix(ASIDE) / RECORD).exists():
            shutil.rmtree(aside)


def kept(home: Home) -> list[Kept]:
    """List the snapshots of which only the figures are left, oldest first."""
    found = [
        Kept(date.fromisoformat(record.parent.name), record.parent)
        for record in sorted(home.history.glob(f"[0-9]*/{RECORD}"))
    ]
    return [one for one in found if not (home.snapshots / one.folder.name).exists()]


def prints(found: Sequence[Kept]) -> list[Path]:
    """List what the files of these snapshots are compared by with those of others."""
    return [path for one in found for path in sorted((one.folder / PRINTS).glob("*.parquet"))]


def keep(home: Home, day: date, generation: str, beside: Mapping[str, Path], on: date) -> None:
    """Keep one snapshot's figures as *generation* has them, whole or not at all.

    *beside* them other files are kept, by their place in the folder. *on* is the day on which
    that is done.
    """
    folder, partial = home.history / day.isoformat(), home.history / f".{day.isoformat()}"
    for path in (partial, folder):
        shutil.rmtree(path, ignore_errors=True)
    partial.mkdir(parents=True)
    figures = warehouse.figures_file(home.warehouse, generation)
    with duckdb.connect(str(figures), read_only=True) as db:
        _write(db, TABLES, day, partial)
        listed = db.execute(queries.load("series", "files").sql, {"snapshot": day}).df()
    # The figures file lacks the numbers of people that only the officer may see.
    records = warehouse.records_file(home.warehouse, generation)
    with duckdb.connect(str(records), read_only=True) as db:
        _write(db, (contents.PEOPLE,), day, partial)
    for name, path in beside.items():
        (partial / name).parent.mkdir(exist_ok=True)
        shutil.copyfile(path, partial / name)
    said = {
        "snapshot": day.isoformat(),
        "pruned_on": on.isoformat(),
        "exports": dict(listed.dropna(subset=["file"])[["file", "sha256"]].values.tolist()),
    }
    (partial / RECORD).write_text(json.dumps(said, indent=1, ensure_ascii=False), encoding="utf-8")
    # On disk before any export goes: after that nothing could be computed again.
    for path in (*partial.rglob("*"), partial):
        warehouse.sync(path)
    partial.rename(folder)
    warehouse.sync(home.history)


def _write(db: duckdb.DuckDBPyConnection, names: Sequence[str], day: date, folder: Path) -> None:
    """Write what tables of counts have of one snapshot, each to a Parquet file."""
    for name in names:
        # Its exports are what a pair can no longer be compared without.
        when = "coalesce(before_on, snapshot)" if name in contents.PAIRS else "snapshot"
        table = db.table(f"fig_{name}").filter(f"{when} = DATE '{day}'")
        table.write_parquet(str(folder / f"{name}.parquet"))
