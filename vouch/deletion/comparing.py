"""Comparing: the pairs of datasets' snapshots that end on one day, each once."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

from vouch import queries
from vouch.deletion import desk as desks
from vouch.deletion import layout
from vouch.deletion.chains import Look
from vouch.deletion.desk import Desk, Made, Pair
from vouch.intake.columns import literal
from vouch.parts import database
from vouch.parts.identity import Part

QUERIES = (
    *("fig_deadlines", "fig_row_listed", "fig_row_tallies", "fig_row_early"),
    *("fig_row_collisions", "fig_row_turnover", "fig_row_faulty_files"),
    *("fig_row_steps", "fig_row_tracked", "fig_row_released", "fig_row_count_steps"),
    *("fig_deletions", "fig_comparisons", "fig_worklists"),
)
# What pairs leave behind, each a Parquet file: for the next pairs, and for the two files.
MADE = ("tracked", "released", "comparisons", "deletions", "deletion_rows")

PROTECTED = "SELECT count(*) > 0 FROM fig_deadlines WHERE earliest_on IS NOT NULL"
LISTS = ("listed", "tallies", "collisions")


def draw(desk: Desk, parts: Sequence[Part]) -> dict[str, Made]:
    """List the records of one snapshot's parts that are past their date, or soon will be.

    Made once, whatever the snapshot is compared with. Return each dataset's list.
    """
    day = parts[0].snapshot
    policy = desk.judge(day)
    ids = [_hash(policy, _said(part), *_texts()) for part in parts]
    paths = {table: desk.path(table, _hash(*ids)) for table in LISTS}
    if not all(path.exists() for path in paths.values()):
        layout.span(desk, [(part.name, day, date.min, layout.until(day)) for part in parts])
        layout.holdings(desk, parts)
        layout.keys(desk, "fct_held_keys", parts)
        _copy(desk, "figures", "fig_row_listed", paths["listed"])
        listed = literal(str(paths["listed"]))
        desk.db.execute(f"CREATE OR REPLACE TEMP VIEW fct_listed AS FROM read_parquet({listed})")
        _copy(desk, "figures", "fig_row_tallies", paths["tallies"])
        is_small = sum(map(desk.size, parts)) <= desks.AT_ONCE
        # An id in two rows has two keys unless repeated ids are looked for, as if they were two.
        layout.keys(
            desk, "fct_held_keys", [one for one in parts if one.dataset.repeated_ids != "skip"]
        )
        _copy(desk, "figures", "fig_row_collisions", paths["collisions"], is_asked=is_small)
    names = [part.name for part in parts]
    return {name: Made(id_, paths, name, len(ids)) for name, id_ in zip(names, ids, strict=True)}


def step(desk: Desk, pairs: Sequence[Pair]) -> dict[str, Made]:
    """Compare pairs that are judged by one policy; made once. Return what each left, by dataset."""
    later = desk.judge(pairs[0].look.snapshot)
    policy = desk.judge(pairs[0].before.snapshot)
    ids = [_id(pair, policy, later) for pair in pairs]
    paths = {table: desk.path(table, _hash(*ids)) for table in MADE}
    if not all(path.exists() for path in paths.values()):
        layout.lay_out(desk, pairs)
        _compare(desk, pairs, paths)
    names = [pair.look.dataset for pair in pairs]
    return {name: Made(id_, paths, name, len(ids)) for name, id_ in zip(names, ids, strict=True)}


def _id(pair: Pair, policy: str, later: str) -> str:
    """Name all that the comparison of a pair depends on."""
    mine = [pair.last.id, _said(pair.before), _said(pair.after), policy, later]
    beside = [f"{one.id} {one.dataset.rule}" for both in pair.others for one in both]
    return _hash(*mine, *beside, *_texts())


def _compare(desk: Desk, pairs: Sequence[Pair], paths: Mapping[str, Path]) -> None:
    """Compare what is laid out, and write what is told of it."""
    for table, sql in (
        ("fig_row_early", _early(desk)),
        ("fct_steps", queries.load("figures", "fig_row_steps").sql),
        ("fct_released_after", queries.load("figures", "fig_row_released").sql),
        ("fig_row_turnover", _turnover(desk, pairs)),
    ):
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


def _early(desk: Desk) -> str:
    """Write what looks for records that went too early; without a minimum in law, for none.

    DuckDB would at times remember all keys before it finds that there is nothing to hold them to.
    """
    [(is_asked,)] = desk.db.execute(PROTECTED).fetchall()
    return _or_none("figures", "fig_row_early", is_asked=is_asked)


def _turnover(desk: Desk, pairs: Sequence[Pair]) -> str:
    """Write what counts who came and went; of a large dataset nobody.

    All its keys would be held against one another, for what its counts tell nearly as well.
    """
    size = sum(desk.size(part) for pair in pairs for part in (pair.before, pair.after))
    return _or_none("figures", "fig_row_turnover", is_asked=size <= desks.AT_ONCE)


def follow_up(
    desk: Desk, lists: Sequence[Made], counted: Sequence[Look], last: Mapping[str, Made]
) -> Path:
    """Tell of each list of a dataset what is left of it in the newest snapshot of its chain.

    *counted* are the looks at those.
    """
    tracked = [last[look.dataset] for look in counted if look.dataset in last]
    said = [(look.dataset, look.snapshot) for look in counted]
    path = desk.path("worklists", _hash(said, *(made.id for made in (*lists, *tracked)), *_texts()))
    if not path.exists():
        layout.say(desk, [(look, layout.IDS) for look in counted])
        for table, like in (("fct_all_listed", "listed"), ("fct_tallies", "tallies")):
            layout.scan(desk, table, f"fig_row_{like}", [made.rows(like) for made in lists])
        left = [made.rows("tracked") for made in tracked]
        layout.scan(desk, "fct_tracked", "fig_row_tracked", left)
        _copy(desk, "figures", "fig_worklists", path)
    return path


def _or_none(layer: str, name: str, *, is_asked: bool) -> str:
    """Write a query, or one without rows for what is not asked."""
    return queries.load(layer, name).sql if is_asked else queries.empty(layer, name)


def _copy(desk: Desk, layer: str, name: str, path: Path, *, is_asked: bool = True) -> None:
    partial = path.with_suffix(".new")
    sql = _or_none(layer, name, is_asked=is_asked)
    desk.db.execute(f"COPY ({sql}) TO {literal(str(partial))} (FORMAT parquet)")
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
