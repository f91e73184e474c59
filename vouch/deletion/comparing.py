"""Comparing: the pairs of datasets' snapshots that end on one day, each once."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

from vouch import queries
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
# What pairs leave behind, each a Parquet file: for the next pairs, and for the two files.
MADE = ("tracked", "released", "comparisons", "deletions", "deletion_rows")

Lists = Mapping[tuple[date, str], Path]  # by snapshot and dataset


def listed(desk: Desk, parts: Sequence[Part]) -> Path:
    """List the records of one snapshot's parts that are past their date on its day; made once."""
    day = parts[0].snapshot
    policy = desk.judge(day)
    path = desk.path("listed", _hash(policy, *(_said(part) for part in parts), *_texts()))
    if not path.exists():
        layout.span(desk, [(part.name, day, date.min, day) for part in parts])
        layout.holdings(desk, parts)
        layout.keys(desk, "fct_held_keys", parts)
        _copy(desk, "figures", "fig_row_listed", path)
    return path


def step(desk: Desk, pairs: Sequence[Pair]) -> dict[str, Made]:
    """Compare pairs that are judged by one policy; made once. Return what each left, by dataset."""
    later = desk.judge(pairs[0].look.snapshot)
    policy = desk.judge(pairs[0].before.snapshot)
    ids = [_id(pair, policy, later) for pair in pairs]
    paths = {table: desk.path(table, _hash(*ids)) for table in MADE}
    if not all(path.exists() for path in paths.values()):
        layout.lay_out(desk, pairs)
        _compare(desk, paths)
    return {pair.look.dataset: Made(name, paths) for pair, name in zip(pairs, ids, strict=True)}


def _id(pair: Pair, policy: str, later: str) -> str:
    """Name all that the comparison of a pair depends on."""
    mine = [pair.last.id, _said(pair.before), _said(pair.after), policy, later]
    beside = [f"{one.id} {one.dataset.rule}" for both in pair.others for one in both]
    return _hash(*mine, *beside, *_texts())


def _compare(desk: Desk, paths: Mapping[str, Path]) -> None:
    """Compare what is laid out, and write what is told of it."""
    for table, name in (
        ("fig_row_early", "fig_row_early"),
        ("fct_steps", "fig_row_steps"),
        ("fct_released_after", "fig_row_released"),
    ):
        sql = queries.load("figures", name).sql
        desk.db.execute(f"CREATE OR REPLACE TEMP TABLE {table} AS {sql}")
    database.view(desk.db, "figures", "fig_row_count_steps")
    for layer, name, table in (
        ("figures", "fig_comparisons", "comparisons"),
        ("figures", "fig_deletions", "deletions"),
        ("figures", "fig_row_tracked", "tracked"),
        ("figures", "fig_row_released", "released"),
        ("records", "rec_deletions", "deletion_rows"),
    ):
        _copy(desk, layer, name, paths[table])


def follow_up(desk: Desk, lists: Lists, counted: Sequence[Look], last: Mapping[str, Made]) -> Path:
    """Tell of each list of a dataset what is left of it in the newest snapshot of its chain.

    *counted* are the looks at those.
    """
    tracked = {look.dataset: last[look.dataset] for look in counted if look.dataset in last}
    names = {place: path.name for place, path in lists.items()}
    said = [(one.dataset, one.snapshot) for one in counted]
    depends = [said, names, [made.id for made in tracked.values()]]
    path = desk.path("worklists", _hash(*depends, *_texts()))
    if not path.exists():
        layout.say(desk, [(look, layout.IDS) for look in counted])
        found = [(path, name) for (_, name), path in lists.items()]
        layout.scan(desk, "fct_all_listed", "fig_row_listed", found)
        left = [(made.paths["tracked"], name) for name, made in tracked.items()]
        layout.scan(desk, "fct_tracked", "fig_row_tracked", left)
        _copy(desk, "figures", "fig_worklists", path)
    return path


def _copy(desk: Desk, layer: str, name: str, path: Path) -> None:
    partial = path.with_suffix(".new")
    database.copy(desk.db, layer, name, partial)
    partial.replace(path)


def _said(part: Part) -> str:
    """Name what of a part matters: its records, and by which rule they are judged."""
    return json.dumps([part.id, part.dataset.rule, part.dataset.is_running_on_empty])


def _texts() -> Iterable[str]:
    """Return the queries on which comparisons depend."""
    figures = [queries.load("figures", name).sql for name in QUERIES]
    return [*figures, queries.load("records", "rec_deletions").sql]


def _hash(*said: object) -> str:
    return hashlib.sha256(json.dumps([*map(str, said)]).encode()).hexdigest()[:24]
