"""Comparing: one pair of a dataset's snapshots after the other, each once."""

import hashlib
import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import duckdb

from vouch import queries, sources
from vouch.deletion import layout
from vouch.deletion.chains import Look
from vouch.deletion.desk import Desk, Made, Pair
from vouch.parts import database
from vouch.parts.identity import Part

QUERIES = (
    *("fig_deadlines", "fig_row_listed", "fig_row_early", "fig_row_faulty_files"),
    *("fig_row_steps", "fig_row_tracked", "fig_row_released", "fig_row_count_steps"),
    *("fig_deletions", "fig_comparisons", "fig_worklists"),
)
# What a pair leaves behind, each a Parquet file: for the next pair, and for the two files.
MADE = ("tracked", "released", "comparisons", "deletions", "deletion_rows")
IDS, COUNTS = "ids", "counts"


def listed(desk: Desk, part: Part, until: date) -> Path:
    """List the records of a part that are to be gone by *until*; made once."""
    said = [part.id, part.dataset.rule, part.dataset.is_running_on_empty, desk.judge(part.snapshot)]
    path = desk.path("listed", _hash(*said, until, *_texts()))
    if not path.exists():
        layout.say(desk, Look(until, part.name, "", part.snapshot, None), IDS)
        layout.holdings(desk, [part])
        layout.scan(
            desk.db, "fct_record_keys", "facts", "fct_record_keys", layout.keys(desk, [part])
        )
        _copy(desk.db, "figures", "fig_row_listed", path)
    return path


def step(desk: Desk, pair: Pair, last: Made) -> Made:
    """Compare a pair of a dataset's snapshots, the *last* pair's findings in hand; made once."""
    policy = desk.judge(pair.before.snapshot)
    said = [last.id, pair.before.id, pair.after.id, *(path.name for path in pair.lists), policy]
    beside = [f"{one.id} {one.dataset.rule}" for both in pair.others for one in both]
    name = _hash(*said, *beside, *_texts())
    made = Made(name, {table: desk.path(table, name) for table in MADE})
    if not all(path.exists() for path in made.paths.values()):
        layout.say(desk, pair.look, method(pair.before.dataset))
        layout.lay_out(desk, pair, last)
        _compare(desk.db, made)
    return made


def method(dataset: sources.Dataset) -> str:
    """Tell how a dataset is compared: by ids of its own, else by counts of starting days."""
    return IDS if dataset.has_ids else COUNTS


def _compare(db: duckdb.DuckDBPyConnection, made: Made) -> None:
    """Compare what is laid out, and write what is told of it."""
    for table, name in (
        ("fig_row_early", "fig_row_early"),
        ("fct_steps", "fig_row_steps"),
        ("fct_released_after", "fig_row_released"),
    ):
        sql = queries.load("figures", name).sql
        db.execute(f"CREATE OR REPLACE TEMP TABLE {table} AS {sql}")
    for layer, name, table in (
        ("figures", "fig_comparisons", "comparisons"),
        ("figures", "fig_deletions", "deletions"),
        ("figures", "fig_row_tracked", "tracked"),
        ("figures", "fig_row_released", "released"),
        ("records", "rec_deletions", "deletion_rows"),
    ):
        _copy(db, layer, name, made.paths[table])


def follow_up(desk: Desk, lists: Sequence[tuple[Part, Path]], counted: Look, last: Made) -> Path:
    """Tell of each list of a dataset what is left of it in the newest snapshot of its chain."""
    paths = [path for _, path in lists]
    made = desk.path("worklists", _hash(last.id, *(path.name for path in paths), *_texts()))
    if not made.exists():
        layout.say(desk, counted, IDS)
        layout.scan(desk.db, "fct_all_listed", "figures", "fig_row_listed", paths)
        tracked = [last.paths["tracked"]] if last.paths else []
        layout.scan(desk.db, "fct_tracked", "figures", "fig_row_tracked", tracked)
        _copy(desk.db, "figures", "fig_worklists", made)
    return made


def _copy(db: duckdb.DuckDBPyConnection, layer: str, name: str, path: Path) -> None:
    partial = path.with_suffix(".new")
    database.copy(db, layer, name, partial)
    partial.replace(path)


def _texts() -> list[str]:
    """Return the queries on which comparisons depend."""
    figures = [queries.load("figures", name).sql for name in QUERIES]
    return [*figures, queries.load("records", "rec_deletions").sql]


def _hash(*said: object) -> str:
    return hashlib.sha256(json.dumps([*map(str, said)]).encode()).hexdigest()[:24]
