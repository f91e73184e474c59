"""Computing a pack's figures anew: from the exports, by the pack's own policy and sources."""

import csv
import io
import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from pathlib import Path

from vouch import asked, build, hashes, home
from vouch.report import declared, evidence_files, figure_files
from vouch.report.grounds import Grounds
from vouch.report.verify import FIGURES
from vouch.steps import Progress

VERSION_FILE = re.compile(r"policies/[\w.-]+\.toml")
PRUNED_SINCE = f"{FIGURES}/series/snapshots.csv"  # tells of each snapshot whether it was pruned
MISSING, CHANGED, PRUNED = "missing", "changed", "pruned"
Files = Mapping[str, bytes]


@dataclass(frozen=True)
class Change:
    """An export that is no longer what it was: missing, changed, or its whole snapshot pruned."""

    day: date
    file: str
    state: str


@dataclass(frozen=True)
class Difference:
    """One value that is another when it is computed anew; *line* counts the heading as first."""

    file: str
    line: int
    row: str
    column: str
    said: str
    computed: str


def changes(where: home.Home, said: Grounds) -> list[Change]:
    """List the exports that are no longer as the pack has them; a pruned snapshot is named once."""
    listed: dict[date, dict[str, str | None]] = {}
    for entry in said.exports:
        if not entry.is_pruned:
            listed.setdefault(entry.snapshot, {})[entry.file] = entry.sha256
    return [change for day, files in listed.items() for change in _of_day(where, day, files)]


def _of_day(where: home.Home, day: date, listed: dict[str, str | None]) -> Iterator[Change]:
    folder = where.snapshots / day.isoformat()
    if not folder.is_dir() and (where.history / folder.name).is_dir():
        yield Change(day, "", PRUNED)
        return
    paths = {path.relative_to(folder).as_posix(): path for path in _regular(folder)}
    for file, sha256 in listed.items():
        if sha256 is None or sha256 == hashes.UNREADABLE:
            continue
        if file not in paths:
            yield Change(day, file, MISSING)
        elif hashes.digest(paths[file]) != sha256:
            yield Change(day, file, CHANGED)


def _regular(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def differences(
    where: home.Home, files: Files, said: Grounds, progress: Progress
) -> list[Difference]:
    """Compute every figure anew, and list the values that are not those of the pack.

    A warehouse is built in a folder of its own; nothing in the home is written.

    Raises:
        VouchError: what the pack declares, or the home has, cannot be built.
    """
    with _scratch(where, files, said) as folder:
        computed = _computed(home.load(folder), said, progress)
    ours = (f"{FIGURES}/", f"{evidence_files.FOLDER}/")
    theirs = {name: data for name, data in files.items() if name.startswith(ours)}
    if any(one.state == PRUNED for one in changes(where, said)):
        theirs.pop(PRUNED_SINCE, None)
        computed.pop(PRUNED_SINCE, None)
    return [
        one
        for name in sorted(theirs.keys() | computed.keys(), key=_rank)
        for one in _between(name, theirs.get(name, b""), computed.get(name, b""))
    ]


def _rank(name: str) -> tuple[bool, bool, str]:
    """Put the key figures first, and what says the same for programs last."""
    return name.endswith(".json"), not name.startswith(f"{FIGURES}/kpis/"), name


@contextmanager
def _scratch(where: home.Home, files: Files, said: Grounds) -> Iterator[Path]:
    """Lay out a home with the pack's declarations over links to the exports of its snapshots."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        own = [declared.SOURCES] + [declared.POLICY] * (not said.policy.is_borrowed)
        for name in [*own, *filter(VERSION_FILE.fullmatch, files)]:
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_bytes(files.get(name, b""))
        for place in (where.snapshots, where.history):
            (folder / place.name).mkdir()
        for day in sorted({one.snapshot for one in said.exports}):
            _lend(where, folder, day.isoformat())
        if os.access(where.key, os.R_OK):  # else hashes are others, and counts the same
            shutil.copy(where.key, folder)
        yield folder


def _lend(where: home.Home, folder: Path, day: str) -> None:
    """Link a snapshot's exports; of one that was pruned, copy what is left of it."""
    if (where.snapshots / day).is_dir():
        (folder / where.snapshots.name / day).symlink_to((where.snapshots / day).absolute())
    elif (where.history / day).is_dir():
        shutil.copytree(where.history / day, folder / where.history.name / day)


def _computed(where: home.Home, said: Grounds, progress: Progress) -> dict[str, bytes]:
    """Write the figures of a home as the pack has them; only the generation is called as in it."""
    generation = build.run(where, progress).generation
    judged, reader, _ = asked.opened(where, generation, said.role, said.snapshot)
    view = asked.look(judged, reader, said.snapshot, said.as_of, said.language)
    made = figure_files.made(view, said.period)
    rows, _ = evidence_files.made(view, lambda *_: None)  # compared, and shown to nobody
    names = generation.encode(), said.generation.encode()
    return {name: data.replace(*names) for name, data in (made | rows).items()}


def _between(name: str, said: bytes, computed: bytes) -> Iterator[Difference]:
    """Name the values that differ between two files; two of JSON are compared line by line."""
    if said == computed:
        return
    read = _table if name.endswith(".csv") else _lines
    (head, *rows), (_, *others) = read(said), read(computed)
    for line, (row, other) in enumerate(zip_longest(rows, others, fillvalue=()), start=2):
        pairs = zip_longest(head, row, other, fillvalue="")
        for column, mine, theirs in pairs:
            if mine != theirs:
                yield Difference(name, line, (row or other)[0], column, mine, theirs)


def _table(data: bytes) -> list[tuple[str, ...]]:
    text = io.StringIO(data.decode("utf-8-sig", errors="replace"), newline="")
    return [tuple(row) for row in csv.reader(text)] or [()]


def _lines(data: bytes) -> list[tuple[str, ...]]:
    lines = data.decode(errors="replace").splitlines()
    return [("line",), *((line.strip(),) for line in lines)]
