"""Sealing: writes down what the files of a snapshot are, so that any change of them is seen."""

import tempfile
from datetime import date
from pathlib import Path

import duckdb

from vouch import hashes, manifests, snapshots, sources, warehouse
from vouch.errors import VouchError
from vouch.home import Home
from vouch.intake import opening
from vouch.manifests import Entry, Manifest
from vouch.parts import database

MEMORY = "600MB"
PARTIAL = f"._{manifests.NAME}"  # ignored by a build that runs meanwhile


def seal(home: Home, folder: Path, *, again: bool = False) -> Manifest:
    """Write the manifest of a snapshot folder: bytes, SHA-256 and, of datasets, rows of each file.

    Raises:
        VouchError: there is no such snapshot or nothing in it, a file cannot be read, or the folder
            bears a manifest that says something else and is not to be sealed *again*.
    """
    if not folder.is_dir():
        raise VouchError("problem.no_folder", folder=str(folder))
    if not snapshots.is_one(home, folder):
        said = {"folder": str(folder), "place": str(home.snapshots)}
        raise VouchError("problem.no_snapshot_folder", **said)
    made = Manifest(files=_entries(home.sources, folder))
    if not made.files:
        raise VouchError("problem.nothing_to_seal", folder=str(folder))
    if not again and _is_other(folder, made):
        raise VouchError("problem.sealed_otherwise", folder=str(folder))
    _write(folder, made)
    return made


def _entries(declared: sources.Sources, folder: Path) -> list[Entry]:
    """Describe every file; rows are counted as the first dataset that claims it reads it."""
    found = snapshots.look(date.min, folder, declared, is_bound=False)
    claimed = {
        file: declared.datasets[name]
        for name in reversed(declared.datasets)
        for file in found.datasets[name]
    }
    files: dict[snapshots.File, sources.Dataset | None] = {**dict.fromkeys(found.undeclared)}
    files |= claimed
    ordered = sorted(files, key=lambda file: file.name)
    with (
        tempfile.TemporaryDirectory() as scratch,
        database.connect(Path(scratch), MEMORY) as db,
    ):
        return [_entry(db, file, files[file], Path(scratch)) for file in ordered]


def _entry(
    db: duckdb.DuckDBPyConnection,
    file: snapshots.File,
    dataset: sources.Dataset | None,
    scratch: Path,
) -> Entry:
    if file.problem:
        raise file.fault
    rows = opening.count(db, dataset, file, scratch) if dataset else None
    return Entry(name=file.name, bytes=file.size, sha256=hashes.digest(file.path), rows=rows)


def _is_other(folder: Path, made: Manifest) -> bool:
    """Tell whether the folder bears a manifest that is not the one just made."""
    try:
        there = manifests.read(folder)
    except VouchError:
        return True
    return there is not None and there != made


def _write(folder: Path, made: Manifest) -> None:
    """Replace the manifest in one step, when it is on disk."""
    partial = folder / PARTIAL
    partial.write_text(made.model_dump_json(indent=1, exclude_none=True) + "\n", encoding="utf-8")
    warehouse.sync(partial)
    partial.replace(folder / manifests.NAME)
    warehouse.sync(folder)
