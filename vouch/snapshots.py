"""Snapshot folders, the files in them, and which dataset each file belongs to."""

import fnmatch
import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from vouch import home, sources
from vouch.errors import VouchError

# Names that no export bears: notes about the folder, and what systems and editors leave behind.
IGNORED = (
    *("README.md", "manifest.json", "_SUCCESS"),
    *(".DS_Store", "._*", "Thumbs.db", "desktop.ini"),
    *("*~", "~$*", ".~lock.*#", ".*.swp"),
)
UNREADABLE = "unreadable"  # in place of the hash of what may not be read or opened


@dataclass(frozen=True)
class File:
    """One file of a snapshot; *name* is its path inside the snapshot folder.

    A *problem* (a message's id) tells why it is not to be opened.
    """

    path: Path
    name: str
    size: int
    problem: str = ""


@dataclass(frozen=True)
class Snapshot:
    """The exports of one day, by dataset; *undeclared* belong to none."""

    day: date
    datasets: dict[str, tuple[File, ...]]
    undeclared: tuple[File, ...]


def days(where: home.Home) -> dict[date, Path]:
    """List the snapshot folders by their day, oldest first.

    Raises:
        VouchError: there is none.
    """
    entries = sorted(where.snapshots.glob("*"))
    found = {day: path for path in entries if path.is_dir() and (day := _day(path.name))}
    astray = [file.name for file in _astray(where)]
    if not found and astray:
        raise VouchError("problem.no_day_among", names=", ".join(astray))
    if not found:
        raise VouchError("problem.no_snapshots", folder=str(where.snapshots))
    return found


def find(where: home.Home) -> list[Snapshot]:
    """Find all snapshots, oldest first, and sort their files by dataset.

    What lies beside them is counted to the newest, so that it is seen.
    """
    *older, newest = [_sort(day, folder, where.sources) for day, folder in days(where).items()]
    strange = (*newest.undeclared, *_astray(where))
    return [*older, replace(newest, undeclared=strange)]


def _day(name: str) -> date | None:
    """Read a folder's name as a day; ISO 8601 knows other forms, and one day needs one folder."""
    try:
        day = date.fromisoformat(name)
    except ValueError:
        return None
    return day if day.isoformat() == name else None


def _astray(where: home.Home) -> list[File]:
    """List what lies among the snapshot folders and is none of them."""
    return [
        File(path, _shown(path.name), 0, "problem.not_a_day")
        for path in sorted(where.snapshots.glob("*"))
        if not (path.name.startswith(".") or _is_ignored(path.name))
        and not (path.is_dir() and _day(path.name))
    ]


def _is_ignored(name: str) -> bool:
    return any(fnmatch.fnmatch(name.casefold(), mark.casefold()) for mark in IGNORED)


def _sort(day: date, folder: Path, declared: sources.Sources) -> Snapshot:
    """Give each file to the datasets whose pattern names it; links are never followed."""
    claims = {
        name: [path for path in sorted(folder.glob(dataset.files)) if _is_shown(path, folder)]
        for name, dataset in declared.datasets.items()
    }
    claimed = {path for paths in claims.values() for path in paths}
    files = {file.path: file for file in _files(folder, claimed)}
    datasets = {
        name: tuple(files[path] for path in paths if path in files)
        for name, paths in claims.items()
    }
    return Snapshot(day, datasets, tuple(f for path, f in files.items() if path not in claimed))


def _files(folder: Path, claimed: set[Path]) -> Iterator[File]:
    """List what could be an export: every file, and a folder that is named like one."""
    for path in sorted(folder.rglob("*")):
        problem = _problem(path)
        is_inner = problem == "problem.is_folder" and not (path in claimed and path.suffix)
        if not is_inner and not _is_ignored(path.name):
            size = 0 if problem else path.stat().st_size
            yield File(path, _shown(path.relative_to(folder).as_posix()), size, problem)


def _problem(path: Path) -> str:
    """Tell why something may not be read as an export; to open a pipe would wait for ever."""
    if path.is_symlink():
        return "problem.is_link"
    if path.is_dir():
        return "problem.is_folder" if os.access(path, os.R_OK | os.X_OK) else "problem.may_not_read"
    return "" if path.is_file() else "problem.is_device"


def _is_shown(path: Path, folder: Path) -> bool:
    """Tell whether a file's name is text: what stands in the figures must lead back to it."""
    name = path.relative_to(folder).as_posix()
    return _shown(name) == name


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
        if file.problem:
            return UNREADABLE
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
