"""The layout: what a comparison reads, as views over the Parquet files of parts and pairs."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path

import pyarrow as pa

from vouch import queries, sources
from vouch.deletion.chains import Look
from vouch.deletion.desk import Desk, Pair, Rows
from vouch.intake.columns import literal
from vouch.parts import database
from vouch.parts.identity import Part

IDS, COUNTS = "ids", "counts"
LISTED = {"before": "fct_drawn_before", "after": "fct_listed_after"}
AHEAD = 100  # days after a snapshot that its lists reach; by then there is mostly another one

Span = tuple[str, date, date, date]  # dataset, snapshot, and the last permitted days from, until


def method(dataset: sources.Dataset) -> str:
    """Tell how a dataset is compared: by ids of its own, else by counts of starting days."""
    return IDS if dataset.has_ids else COUNTS


def lay_out(desk: Desk, pairs: Sequence[Pair]) -> None:
    """Lay out all that a comparison reads."""
    say(desk, [(pair.look, method(pair.before.dataset)) for pair in pairs])
    holdings(desk, [part for pair in pairs for part in (pair.before, pair.after)])
    for place, (when, listed) in enumerate(LISTED.items()):
        parts = [(pair.before, pair.after)[place] for pair in pairs]
        keys(desk, f"fct_keys_{when}", parts)
        scan(desk, listed, "fig_row_listed", [pair.lists[place].rows("listed") for pair in pairs])
        _elsewhere(desk, f"fct_elsewhere_{when}", pairs, place)
    shared = [drawn.rows("collisions") for pair in pairs for drawn in pair.lists]
    scan(desk, "fct_collisions", "fig_row_collisions", shared)
    for table in ("tracked", "released"):
        found = [pair.last.rows(table) for pair in pairs if pair.last.paths]
        scan(desk, f"fct_{table}", f"fig_row_{table}", found)
    faulty = queries.load("figures", "fig_row_faulty_files").sql
    desk.db.execute(f"CREATE OR REPLACE TEMP TABLE fct_faulty_files AS {faulty}")
    _list_before(desk, pairs)


def until(day: date) -> date:
    """Return the last permitted day from which on a snapshot's lists tell nothing."""
    return day + timedelta(days=AHEAD)


def _list_before(desk: Desk, pairs: Sequence[Pair]) -> None:
    """List what was to be gone by the later snapshot, which may lie beyond the lists' end."""
    before, after = pairs[0].before.snapshot, pairs[0].look.snapshot
    by_then = f"FROM fct_drawn_before WHERE last_on < DATE '{after}'"
    if until(before) < after:
        span(desk, [(pair.look.dataset, before, until(before), after) for pair in pairs])
        desk.db.execute("CREATE OR REPLACE TEMP VIEW fct_held_keys AS FROM fct_keys_before")
        coming = queries.load("figures", "fig_row_listed").sql
        desk.db.execute(f"CREATE OR REPLACE TEMP TABLE fct_coming AS {coming}")
        by_then += " UNION ALL FROM fct_coming"
    desk.db.execute(f"CREATE OR REPLACE TEMP VIEW fct_listed_before AS {by_then}")


def say(desk: Desk, looks: Iterable[tuple[Look, str]]) -> None:
    """Tell which snapshots are compared, and by which method."""
    told, methods = zip(*looks, strict=True)
    days = pa.date32()
    database.register(
        desk.db,
        "ref_pairs",
        {
            "dataset": pa.array([look.dataset for look in told]),
            "before_on": pa.array([look.before_on for look in told], days),
            "after_on": pa.array([look.snapshot for look in told], days),
            "since_on": pa.array([look.since_on for look in told], days),
            "state": pa.array([look.state for look in told]),
            "method": pa.array(methods),
        },
    )


def span(desk: Desk, spans: Sequence[Span]) -> None:
    """Tell from which last permitted day until before which one records are listed."""
    names = ("dataset", "snapshot", "from_on", "until_on")
    columns = map(pa.array, zip(*spans, strict=True))
    database.register(desk.db, "ref_spans", dict(zip(names, columns, strict=True)))


def holdings(desk: Desk, parts: Sequence[Part]) -> None:
    """Count the parts' records by their deadlines, under the policy that the desk judges by."""
    files = ", ".join(literal(str(desk.folder(part) / "holdings.parquet")) for part in parts)
    desk.db.execute(f"CREATE OR REPLACE TEMP VIEW fig_holdings AS FROM read_parquet([{files}])")
    database.table(desk.db, "figures", "fig_deadlines")


def keys(desk: Desk, table: str, parts: Sequence[Part]) -> None:
    """Lay the keys of parts together, each with its dataset."""
    found = [(path, (part.name,)) for part in parts if (path := desk.keys(part))]
    _named(desk, table, ("dataset",), found)


def _elsewhere(desk: Desk, table: str, pairs: Sequence[Pair], place: int) -> None:
    """Lay other datasets' records together, each with its dataset and rule, and whose it may be."""
    found = [
        (path, (pair.look.dataset, part.name, part.dataset.rule))
        for pair in pairs
        for part in (both[place] for both in pair.others)
        if (path := desk.keys(part))
    ]
    _named(desk, table, ("of_dataset", "dataset", "rule"), found)


def _named(
    desk: Desk, table: str, names: Sequence[str], found: Sequence[tuple[Path, Sequence[str | None]]]
) -> None:
    """Create a view over files of keys, with columns of what is known of each file."""
    if found:
        listed = ", ".join(literal(str(path)) for path, _ in found)
        told = zip(*(said for _, said in found), strict=True)
        said = ", ".join(
            f"{_of_file(texts)} AS {name}" for name, texts in zip(names, told, strict=True)
        )
        source = f"SELECT {said}, * FROM read_parquet([{listed}])"
    else:
        none = ", ".join(f"NULL::VARCHAR AS {name}" for name in names)
        source = f"SELECT {none}, * FROM ({queries.empty('facts', 'fct_record_keys')})"
    desk.db.execute(f"CREATE OR REPLACE TEMP VIEW {table} AS {source}")


def scan(desk: Desk, table: str, like: str, found: Iterable[Rows]) -> None:
    """Create a view over the rows of datasets, as the query *like* declares them."""
    chosen: dict[Path, list[Rows]] = {}
    for rows in found:
        chosen.setdefault(rows.path, []).append(rows)
    scans = []
    for path, mine in chosen.items():
        source = f"FROM read_parquet({literal(str(path))})"
        if len(mine) < mine[0].datasets:  # to look at each row's dataset costs a join's half
            source += f" WHERE dataset IN ({', '.join(literal(rows.dataset) for rows in mine)})"
        scans.append(source)
    source = " UNION ALL ".join(scans) or queries.empty("figures", like)
    desk.db.execute(f"CREATE OR REPLACE TEMP VIEW {table} AS {source}")


def _of_file(texts: Sequence[str | None]) -> str:
    """Write what is known of the file that a row is from; of one alone, once for all rows."""
    written = ["NULL" if text is None else literal(text) for text in texts]
    if len(written) == 1:
        return f"{written[0]}::VARCHAR"
    return f"list_extract([{', '.join(written)}], file_index::BIGINT + 1)::VARCHAR"
