"""The sought: people whose requests were granted, and the parts that still name them."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa

from vouch import queries
from vouch.home import Home
from vouch.intake.columns import literal
from vouch.parts.identity import Part
from vouch.planning import Plan

LIST = "fct_sought"
FOUND = "found.parquet"  # in the history: who was found in snapshots that still have exports
# What of a part is held against the list: whom it names, and by what.
NAMED = {"people": "person", "fct_ties": "link"}


@dataclass(frozen=True)
class Traced:
    """The list of the sought as a Parquet file, and the parts that name any of them."""

    listed: Path = Path()
    parts: tuple[Part, ...] = ()

    def among(self, plan: Plan) -> list[Part]:
        """Choose the parts that a plan has."""
        wanted = {part.id for part in plan.parts}
        return [part for part in self.parts if part.id in wanted]


def find(
    db: duckdb.DuckDBPyConnection,
    plan: Plan,
    folder: Callable[[Part], Path],
    home: Home,
    scratch: Path,
) -> Traced:
    """List who is sought in each snapshot, and find the parts that name them.

    *folder* has a part's figures. ref_settings and ref_snapshots are there.
    """
    listed = _list(db, plan, folder, home, scratch)
    found = _named(db, plan.parts, folder, home)
    named = [
        replace(part, sought=tuple(sorted(found[place])))
        for place, part in enumerate(plan.parts)
        if place in found
    ]
    leave(db, ("sought",))
    return Traced(listed, tuple(named))


def choose(db: duckdb.DuckDBPyConnection, part: Part, named: Path, found: Path) -> None:
    """Write the rows that name a part's sought, from the file of all that name anybody."""
    identifiers = ", ".join(map(str, part.sought))
    partial = found.with_suffix(".new")
    copy(
        db, f"FROM read_parquet({literal(str(named))}) WHERE identifier IN ({identifiers})", partial
    )
    partial.replace(found)


def by_part(
    db: duckdb.DuckDBPyConnection,
    plan: Plan,
    folder: Callable[[Part], Path],
    home: Home,
    scratch: Path,
) -> Callable[[Part], tuple[int, ...]]:
    """Return by what people are sought in a part, named there or not.

    All parts that are telling have figures.
    """
    _list(db, plan, folder, home, scratch)
    rows = db.execute(f'SELECT snapshot, "right", identifier FROM {LIST}').fetchall()
    leave(db, ("sought",))
    listed: dict[tuple[date, str], set[int]] = defaultdict(set)
    for day, right, identifier in rows:
        listed[day, right].add(identifier)
    return lambda part: tuple(
        sorted(set().union(*(listed[part.snapshot, right] for right in _rights(part, home))))
    )


def _list(
    db: duckdb.DuckDBPyConnection,
    plan: Plan,
    folder: Callable[[Part], Path],
    home: Home,
    scratch: Path,
) -> Path:
    """Write the list of the sought, as far as parts have figures, and show it as a table."""
    listed = scratch / f"{LIST}.parquet"
    meet(db, [folder(part) for part in plan.parts], ("answered", "ties"))
    lists = [*(one.sought for one in plan.kept), home.history / FOUND]
    kept = [path for path in lists if path.exists()]
    view(db, "fct_kept_sought", kept, LIST)
    copy(db, queries.load("facts", LIST).sql, listed)
    leave(db, ("answered", "ties", "kept_sought"))
    view(db, LIST, [listed])
    return listed


def _named(
    db: duckdb.DuckDBPyConnection,
    parts: Sequence[Part],
    folder: Callable[[Part], Path],
    home: Home,
) -> dict[int, set[int]]:
    """Find by which of the sought identifiers each part names anybody, by the part's place."""
    found: dict[int, set[int]] = defaultdict(set)
    for name, column in NAMED.items():
        among = [
            (str(path), place, part.snapshot, _rights(part, home))
            for place, part in enumerate(parts)
            if (path := folder(part) / f"{name}.parquet").exists()
        ]
        if not among:
            continue
        columns = zip(*among, strict=True)
        names = ("filename", "place", "snapshot", "rights")
        db.register("incoming", pa.table(dict(zip(names, map(pa.array, columns), strict=True))))
        listed = ", ".join(literal(path) for path, *_ in among)
        rows = db.execute(
            "SELECT DISTINCT incoming.place, sought.identifier "
            f"FROM read_parquet([{listed}], filename = true) AS named "
            f"INNER JOIN {LIST} AS sought ON named.{column} = sought.identifier "
            "INNER JOIN incoming ON named.filename = incoming.filename "
            "AND sought.snapshot = incoming.snapshot "
            'AND list_contains(incoming.rights, sought."right")'
        ).fetchall()
        db.unregister("incoming")
        for place, identifier in rows:
            found[place].add(identifier)
    return found


def _rights(part: Part, home: Home) -> tuple[str, ...]:
    """Name the rights after whose exercise a part should name nobody."""
    return ("erasure", "consent") if _rests_on_consent(part, home) else ("erasure",)


def _rests_on_consent(part: Part, home: Home) -> bool:
    """Tell whether a dataset's records rest on consent alone; mailings have rules of their own."""
    if part.dataset.kind != "records":
        return False
    purpose = home.policy.purposes.get(part.dataset.purpose or "")
    only = purpose.bases[0] if purpose and len(purpose.bases) == 1 else None
    return (part.dataset.basis or only) == "consent"


def meet(db: duckdb.DuckDBPyConnection, folders: Iterable[Path], names: Sequence[str]) -> None:
    """Show what of parts is held against the sought as tables, from the folders that have it."""
    among = [*folders]
    for name in names:
        table = f"fct_{name}"
        view(db, table, [path for one in among if (path := one / f"{table}.parquet").exists()])


def view(db: duckdb.DuckDBPyConnection, name: str, files: Sequence[Path], like: str = "") -> None:
    """Show Parquet files as one table; without any, an empty one of its columns."""
    listed = ", ".join(literal(str(path)) for path in files)
    scan = f"FROM read_parquet([{listed}])" if files else queries.empty("facts", like or name)
    db.execute(f"CREATE OR REPLACE TEMP VIEW {name} AS {scan}")


def leave(db: duckdb.DuckDBPyConnection, names: Sequence[str]) -> None:
    """Drop the views: parts that are made here make tables of the same names."""
    for name in names:
        db.execute(f"DROP VIEW IF EXISTS fct_{name}")


def copy(db: duckdb.DuckDBPyConnection, sql: str, path: Path) -> None:
    """Write the rows of a query to a Parquet file."""
    db.execute(f"COPY ({sql}) TO {literal(str(path))} (FORMAT parquet)")
