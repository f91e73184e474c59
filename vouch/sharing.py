"""What each dataset takes of a file that several read: a row that none takes must be told."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from vouch import sources

Only = tuple[tuple[str, tuple[str, ...]], ...]  # columns, and what may stand there; () is all rows


@dataclass(frozen=True)
class Sharing:
    """What of a file other datasets take, by their ``only``.

    *others* are their conditions, as far as they are about columns that the dataset's own ``only``
    names: others it does not read. *is_untold* if each of the datasets lacks a column of another,
    so that none of them can tell which rows are nobody's.
    """

    others: tuple[Only, ...] = ()
    is_untold: bool = False


def of(
    name: str,
    path: Path,
    claims: Mapping[str, Collection[Path]],
    declared: Mapping[str, sources.Dataset],
) -> Sharing:
    """Tell dataset *name* what the others take of the file at *path*; *claims* are who reads it."""
    mine = declared[name].only
    if not mine:
        return Sharing()
    theirs = [declared[one].only for one, paths in claims.items() if one != name and path in paths]
    every = {column for only in (mine, *theirs) for column in only}
    is_untold = all(theirs) and not any(every <= only.keys() for only in (mine, *theirs))
    others = {_about(mine.keys(), only) for only in theirs}
    return Sharing(tuple(sorted(others)), is_untold)


def _about(columns: Collection[str], only: Mapping[str, list[str]]) -> Only:
    return tuple((name, tuple(values)) for name, values in sorted(only.items()) if name in columns)
