"""The making of parts: figures of each, and the newest snapshot's rows to act on."""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import duckdb

from vouch import bounds, kinds, sources
from vouch.intake.columns import literal
from vouch.intake.load import Loaded
from vouch.parts import (
    codes,
    database,
    doubles,
    excerpts,
    holds,
    ledger,
    named,
    repeats,
    replacements,
    shape_table,
    strays,
    unclaimed,
)
from vouch.parts.identity import Part

FIGURES = {
    "rights_requests": "requests",
    "calls": "calls",
    "holds": "holds",
    "disclosures": "disclosures",
    "processors": "processors",
}
# What of a kind is held against other datasets of its snapshot (vouch/practice.py); a column that
# is not mapped leaves nothing to hold.
MATCHED = {
    "permissions": ("permissions",),
    "mailings": ("mailings",),
    "rights_requests": ("objections", "answered", "asks"),
    "recordings": ("audio",),
    "transcripts": ("audio",),
    "calls": ("call_recordings",),
}
NEEDED = {"calls": "recording_id"}
KEYS = "record_keys.parquet"  # by what records are known again in other snapshots
# In which numbers of rows that follow one another take next to nothing.
KEYS_FORMAT = "FORMAT parquet, PARQUET_VERSION V2"
GOING = ".going"  # ending of what is being removed
BOUNDS = "bounds.json"  # of a part with a file that was stopped at them


@dataclass(frozen=True)
class Wanted:
    """What to make of a part: the folder of its figures, of its rows to act on, or both.

    *found* is the folder of the files of rows that name people who are looked for.
    """

    figures: Path | None
    rows: Path | None
    found: Path | None = None


def make(db: duckdb.DuckDBPyConnection, part: Part, wanted: Wanted, scratch: Path) -> None:
    """Make figures and rows of *part* from one reading of its files, each whole or not at all."""
    is_listed = wanted.rows is not None or wanted.found is not None
    is_listed |= named.is_listing(part)
    keeps_rows = is_listed or part.dataset.kind == "holds" or part.dataset.has_ids
    loaded = database.load_part(db, part, scratch, keeps_rows=keeps_rows)
    loaded = doubles.merge(db, part, loaded)
    named.look(db, part)
    if wanted.figures or wanted.rows:
        repeats.look(db, part, loaded)
        strays.look(db, part)
    if wanted.figures:
        with _whole(wanted.figures) as partial:
            _figures(db, part, loaded, partial)
    if wanted.rows:
        with _whole(wanted.rows) as partial:
            _rows(db, part, loaded, partial)
    if wanted.found:
        named.write(db, part, wanted.found)
    database.clear(db)
    for path in scratch.glob("plain-*"):
        path.unlink()


def _figures(db: duckdb.DuckDBPyConnection, part: Part, loaded: Loaded, folder: Path) -> None:
    unclaimed.look(db, part)
    files = ledger.write(db, part, loaded.counts, folder)
    shape_table.write(db, part, loaded, folder)
    found = [*ledger.unlisted(part), *unclaimed.problems(part, files)]
    found += codes.problems(db, part, loaded.counts)
    if found := [*found, *replacements.problems(db, part, loaded)]:
        ledger.write_problems(found, folder / "problems.parquet")
    if any(count.problem in bounds.STOPPED for count in loaded.counts):
        said = json.dumps(asdict(part.within))
        (folder / BOUNDS).write_text(said, encoding="ascii")
    doubles.write_prints(db, folder)
    codes_found = ["codes"] if strays.has_any(db) else []
    for table in ("holdings", *codes_found, "readings", "keys", *_own(part.dataset.kind)):
        database.copy(db, "figures", f"fig_{table}", folder / f"{table}.parquet")
    _matched(db, part, folder)
    _keys(db, part, folder)
    if named.is_listing(part):
        named.write_all(db, folder)
    if part.dataset.kind == "holds":
        holds.write(db, part, folder / "holds.json")


def _keys(db: duckdb.DuckDBPyConnection, part: Part, folder: Path) -> None:
    """Write by what records and people are known again elsewhere."""
    if part.dataset.has_ids:
        database.copy(db, "facts", "fct_record_keys", folder / KEYS, KEYS_FORMAT)
    if "subject_id" in part.dataset.columns:
        people = folder / "people.parquet"
        db.execute(
            f"COPY (SELECT person FROM fct_people) TO {literal(str(people))} (FORMAT parquet)"
        )


def _rows(db: duckdb.DuckDBPyConnection, part: Part, loaded: Loaded, folder: Path) -> None:
    excerpts.take(db, part.dataset)
    tables = [*_listed(part.dataset), *(["keys"] if repeats.has_faults(db) else [])]
    for table in tables:
        database.copy(db, "records", f"rec_{table}", folder / f"{table}.parquet")
    _matched(db, part, folder)
    if kinds.KINDS[part.dataset.kind].is_personal:
        if strays.has_any(db):
            database.copy(db, "records", "rec_identity_codes", folder / "identity_codes.parquet")
        _due_rows(db, loaded, folder / "due_rows.parquet")


def _matched(db: duckdb.DuckDBPyConnection, part: Part, folder: Path) -> None:
    """Write what other datasets are held against; only beside rows to act on, with numbers."""
    kind, columns = part.dataset.kind, part.dataset.columns
    is_told = kind not in NEEDED or NEEDED[kind] in columns
    names = [*(MATCHED.get(kind, ()) if is_told else ()), *(["ties"] if "links" in columns else [])]
    for name in names:
        database.copy(db, "facts", f"fct_{name}", folder / f"fct_{name}.parquet")


def _due_rows(db: duckdb.DuckDBPyConnection, loaded: Loaded, path: Path) -> None:
    """Write the rows to act on: few of many, chosen before anything else is asked of them."""
    database.table(db, "figures", "fig_holdings")
    database.view(db, "figures", "fig_deadlines")
    database.table(db, "figures", "fig_row_deadlines")
    db.execute("CREATE OR REPLACE TEMP VIEW raw_chosen AS FROM fig_row_deadlines")
    database.stage(db, loaded.chosen, is_few=loaded.is_few)
    # DuckDB guesses that few are chosen, and would look each person up among them.
    db.execute("SET disabled_optimizers = 'build_side_probe_side'")
    database.copy(db, "records", "rec_due_rows", path, "FORMAT parquet, PRESERVE_ORDER false")
    db.execute("RESET disabled_optimizers")
    # The build itself has views of these names, when it publishes.
    for kind, name in (
        ("VIEW", "fig_deadlines"),
        ("TABLE", "fig_row_deadlines"),
        ("TABLE", "fig_holdings"),
    ):
        db.execute(f"DROP {kind} {name}")


@contextmanager
def _whole(folder: Path) -> Iterator[Path]:
    """Lend a folder of another name, and give it its own only when all in it is done."""
    partial = folder.with_name(f"{folder.name}.{os.getpid()}.new")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    yield partial
    try:
        partial.replace(folder)
    except OSError:  # the worker of a build that was killed has just finished the same part
        if not folder.exists():
            raise
        shutil.rmtree(partial)


def drop(path: Path) -> None:
    """Remove a part or a file beside it; what is left of one by halves is taken for no part."""
    if not path.is_dir():
        path.unlink(missing_ok=True)
        return
    going = path.with_suffix(GOING)
    if going != path:
        shutil.rmtree(going, ignore_errors=True)
        path.replace(going)
    shutil.rmtree(going)


def _own(kind: str) -> list[str]:
    return [FIGURES[kind]] if kind in FIGURES else []


def _listed(dataset: sources.Dataset) -> list[str]:
    """List the kinds of rows that a dataset can have."""
    if not kinds.KINDS[dataset.kind].is_personal:
        return ["rejects", *_own(dataset.kind)]
    listed = ["files", "volumes", "rejects", *_own(dataset.kind)]
    if dataset.kind in ("recordings", "transcripts"):
        listed.append("recordings")
    return listed
