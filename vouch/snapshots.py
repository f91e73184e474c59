"""Snapshot folders, the files in them, and which dataset each file belongs to."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from vouch import bounds, file_names, home, manifests, sharing, sources, written_days
from vouch.errors import VouchError


@dataclass(frozen=True)
class File:
    """One file of a snapshot; *name* is its path inside the snapshot folder.

    A *problem* (a message's id, *said* fills it) tells why it is not to be opened. *listed* is
    what the snapshot's manifest says of it; *is_unlisted* if there is one that says nothing.
    *within* are the bounds of its reading; *checksum* is that of its bytes, once they were read.
    *shared* is what other datasets take of it.
    """

    path: Path
    name: str
    size: int
    problem: str = ""
    said: tuple[tuple[str, object], ...] = ()
    listed: manifests.Entry | None = None
    is_unlisted: bool = False
    within: bounds.Bounds = bounds.USUAL
    checksum: str = ""
    shared: sharing.Sharing = sharing.Sharing()

    @property
    def fault(self) -> VouchError:
        """Return the problem as an error."""
        return VouchError(self.problem, **{"file": self.name} | dict(self.said))

    @property
    def standing(self) -> list[str]:
        """Return what is said of the file beside its content, as text."""
        listed = self.listed.model_dump_json() if self.listed else ""
        return [self.problem, repr(self.said), listed, str(self.is_unlisted), repr(self.shared)]


@dataclass(frozen=True)
class Snapshot:
    """The exports of one day, by dataset; *undeclared* belong to none.

    With the newest are told the later or earlier days that are *unfinished*, and so not taken.
    """

    day: date
    datasets: dict[str, tuple[File, ...]]
    undeclared: tuple[File, ...]
    unfinished: tuple[date, ...] = ()


def days(where: home.Home) -> dict[date, Path]:
    """List the snapshot folders that are finished by their day, oldest first.

    Raises:
        VouchError: there is none.
    """
    found = _folders(where)
    finished = {day: path for day, path in found.items() if not _is_unfinished(where, day, path)}
    astray = _astray(where)
    if found and not finished:
        mark = where.policy.settings.finished_by
        raise VouchError("problem.none_finished", days=", ".join(map(str, found)), mark=mark)
    if not found and astray:
        for file in astray:
            if file.problem == "problem.year_of_folder":
                raise file.fault
        raise VouchError("problem.no_day_among", names=", ".join(file.name for file in astray))
    if not found:
        raise VouchError("problem.no_snapshots", folder=str(where.snapshots))
    return finished


def _folders(where: home.Home) -> dict[date, Path]:
    entries = sorted(where.snapshots.glob("*"))
    return {
        day: path
        for path in entries
        if path.is_dir() and (day := written_days.of_snapshot(path.name))
    }


def _is_unfinished(where: home.Home, day: date, folder: Path) -> bool:
    """Tell whether the policy of the day wants a mark that the exporter has not set yet."""
    mark = where.versions.on(day).settings.finished_by
    return mark is not None and not (folder / mark).exists()


def find(where: home.Home) -> list[Snapshot]:
    """Find all snapshots, oldest first, and sort their files by dataset.

    What lies beside them is counted to the newest, so that it is seen.
    """
    taken = days(where)
    *older, newest = [look(day, folder, where.sources) for day, folder in taken.items()]
    strange = (*newest.undeclared, *_astray(where))
    unfinished = tuple(day for day in _folders(where) if day not in taken)
    return [*older, replace(newest, undeclared=strange, unfinished=unfinished)]


def is_one(where: home.Home, folder: Path) -> bool:
    """Tell whether a folder, by whatever path, is one that a build would take as a snapshot."""
    path = folder.absolute()  # not resolved: a snapshot may be a link, and has the link's name
    return (
        path.parent.resolve() == where.snapshots.resolve()
        and written_days.of_snapshot(path.name) is not None
    )


def _astray(where: home.Home) -> list[File]:
    """List what lies among the snapshot folders and is none of them."""
    return [
        File(path, file_names.shown(path.name), 0, *written_days.fault(path))
        for path in sorted(where.snapshots.glob("*"))
        if not (path.name.startswith(".") or file_names.is_ignored(path.name))
        and not (path.is_dir() and written_days.of_snapshot(path.name))
    ]


def look(day: date, folder: Path, declared: sources.Sources, *, is_bound: bool = True) -> Snapshot:
    """Give each file to the datasets whose pattern names it; links are never followed.

    It is bound by its manifest, unless a new one is to be written.
    """
    claims = {
        name: [path for path in sorted(folder.glob(dataset.files)) if _is_shown(path, folder)]
        for name, dataset in declared.datasets.items()
    }
    claimed = {path for paths in claims.values() for path in paths}
    here = _without_twins(list(_files(folder, claimed)))
    files = {file.path: file for file in (_bound(folder, here) if is_bound else here)}
    for name, dataset in declared.datasets.items():
        gone = [path for path in files if path not in claimed and not path.exists()]
        claims[name] += [
            path for path in gone if manifests.fits(path.relative_to(folder), dataset.files)
        ]
    taken = {name: frozenset(paths) for name, paths in claims.items()}
    claimed = set[Path]().union(*taken.values())
    datasets = {
        name: tuple(
            replace(files[path], shared=sharing.of(name, path, taken, declared.datasets))
            for path in sorted(paths)
            if path in files
        )
        for name, paths in claims.items()
    }
    return Snapshot(day, datasets, tuple(f for path, f in files.items() if path not in claimed))


def _without_twins(files: list[File]) -> list[File]:
    """Refuse files whose names are one on other systems: which of them is meant, nobody knows."""
    alike = defaultdict[str, list[str]](list)
    for file in files:
        alike[file_names.folded(file.name)].append(file.name)
    return [_with_twin(file, alike[file_names.folded(file.name)]) for file in files]


def _with_twin(file: File, names: list[str]) -> File:
    twin = next((name for name in names if name != file.name), "")
    if file.problem or not twin:
        return file
    return replace(file, problem="problem.name_twice", said=(("other", twin),))


def _bound(folder: Path, files: list[File]) -> list[File]:
    """Tell of each file what the folder's manifest says; add those that it lists in vain.

    A manifest that cannot be understood vouches for nothing, so no file is taken.
    """
    try:
        manifest = manifests.read(folder)
    except VouchError as error:
        said = tuple(error.values.items())
        return [replace(file, problem=error.key, said=said) for file in files]
    if manifest is None:
        return files
    listed, here = manifest.by_name, {file.name for file in files}
    gone = [
        File(folder / name, file_names.shown(name), 0, "problem.promised_file", _promised(entry))
        for name, entry in listed.items()
        if name not in here and not (folder / name).exists()
    ]
    marked = [
        replace(file, listed=listed.get(file.name), is_unlisted=file.name not in listed)
        for file in files
    ]
    return [*marked, *gone]


def _promised(entry: manifests.Entry) -> tuple[tuple[str, object], ...]:
    return (("file", entry.name), ("bytes", entry.bytes))


def _files(folder: Path, claimed: set[Path]) -> Iterator[File]:
    """List what could be an export: every file, and a folder that is named like one."""
    for path in sorted(folder.rglob("*")):
        problem = file_names.problem(path)
        is_inner = problem == "problem.is_folder" and not (path in claimed and path.suffix)
        if not is_inner and not file_names.is_ignored(path.name):
            size = 0 if problem else path.stat().st_size
            if not (problem or _is_shown(path, folder)):
                problem = "problem.name_not_text"
            yield File(path, file_names.shown(path.relative_to(folder).as_posix()), size, problem)


def _is_shown(path: Path, folder: Path) -> bool:
    """Tell whether a file's name is text: what stands in the figures must lead back to it."""
    name = path.relative_to(folder).as_posix()
    return file_names.shown(name) == name
