"""Snapshot folders, the files in them, and which dataset each file belongs to."""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from vouch import home, sources
from vouch.errors import VouchError

BESIDE = ("manifest.json", "_SUCCESS", "README.md")
UNREADABLE = "unreadable"  # in place of the hash of a file that may not be read


@dataclass(frozen=True)
class File:
    """One file of a snapshot; *name* is its path inside the snapshot folder."""

    path: Path
    name: str
    size: int


@dataclass(frozen=True)
class Snapshot:
    """The exports of one day, by dataset; *undeclared* belong to none."""

    day: date
    datasets: dict[str, tuple[File, ...]]
    undeclared: tuple[File, ...]


def days(where: home.Home) -> dict[date, Path]:
    """List the snapshot folders by their day, oldest first.

    Raises:
        VouchError: there is none, or one is not named for a day.
    """
    folders = sorted(p for p in where.snapshots.glob("*") if p.is_dir() and p.name[0] != ".")
    if not folders:
        raise VouchError("problem.no_snapshots", folder=str(where.snapshots))
    return {_day(folder): folder for folder in folders}


def find(where: home.Home) -> list[Snapshot]:
    """Find all snapshots, oldest first, and sort their files by dataset."""
    return [_sort(day, folder, where.sources) for day, folder in days(where).items()]


def _day(folder: Path) -> date:
    try:
        return date.fromisoformat(folder.name)
    except ValueError:
        raise VouchError("problem.not_a_day", folder=folder.name) from None


def _sort(day: date, folder: Path, declared: sources.Sources) -> Snapshot:
    """Give each file to the datasets whose pattern names it; links are never followed."""
    files = {
        path: File(path, _shown(path.relative_to(folder).as_posix()), path.stat().st_size)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink() and path.name not in BESIDE
    }
    datasets = {
        name: tuple(
            files[path]
            for path in sorted(folder.glob(dataset.files))
            if path in files and files[path].name == path.relative_to(folder).as_posix()
        )
        for name, dataset in declared.datasets.items()
    }
    claimed = {file.path for found in datasets.values() for file in found}
    return Snapshot(day, datasets, tuple(f for path, f in files.items() if path not in claimed))


def _shown(name: str) -> str:
    """Write a file's name; what is no text in it is replaced, and such a file is not read."""
    return name.encode("utf-8", errors="replace").decode()


@dataclass
class Hashes:
    """SHA-256 of files, remembered by path, size and time so that nothing is read twice."""

    memory: Path
    known: dict[str, list] = field(default_factory=dict)

    def load(self) -> "Hashes":
        """Read what was remembered; a damaged memory is only an empty one."""
        try:
            self.known = json.loads(self.memory.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            self.known = {}
        return self

    def of(self, file: File) -> str:
        """Return the hash of a file, reading it only if it is new or was touched."""
        seen = [file.size, file.path.stat().st_mtime_ns]
        entry = self.known.get(str(file.path))
        if entry is None or entry[:2] != seen:
            try:
                with file.path.open("rb") as content:
                    entry = [*seen, hashlib.file_digest(content, "sha256").hexdigest()]
            except PermissionError:
                return UNREADABLE
            self.known[str(file.path)] = entry
        return str(entry[2])

    def save(self) -> None:
        """Remember for the next build."""
        self.memory.write_text(json.dumps(self.known), encoding="utf-8")
