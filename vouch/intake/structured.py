"""Formats that carry their own structure: Parquet, JSON arrays and the documents of JSON lines."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from vouch.errors import VouchError
from vouch.intake import columns, plain, shapes
from vouch.intake.columns import literal, quoted
from vouch.intake.delimited import Table

ROW_NUMBER = "file_row_number"
NOT_JSON, KEY_TWICE = "reject.not_json", "reject.key_twice"
DOCUMENT = "CASE WHEN json_valid(line) AND json_type(line) = 'OBJECT' THEN line::JSON END"


@contextmanager
def _of_its_format(key: str, file: str) -> Iterator[None]:
    """Call what the database cannot follow a file of another format; a lack of memory is none."""
    try:
        yield
    except duckdb.OutOfMemoryException:
        raise
    except (duckdb.Error, UnicodeDecodeError) as error:  # a message may quote bytes
        raise VouchError(key, file=file) from error


@contextmanager
def _of_json(text: plain.Plain, file: str) -> Iterator[None]:
    """Tell JSON in another encoding from what is no JSON: its cure is another."""
    try:
        with _of_its_format("problem.not_json", file):
            yield
    except VouchError:
        plain.refuse_not_utf8(text, file)
        raise


def parquet(db: duckdb.DuckDBPyConnection, path: Path, needed: list[str], table: str) -> Table:
    """Load a Parquet file.

    Raises:
        VouchError: it is none, or a mapped column is not in it.
    """
    with _of_its_format("problem.not_parquet", path.name):
        return _parquet(db, path, needed, table)


def json(
    db: duckdb.DuckDBPyConnection, text: plain.Plain, file: str, needed: list[str], table: str
) -> Table:
    """Load a JSON file that holds one array of objects; *file* is what the export is called.

    Raises:
        VouchError: it holds something else, or a mapped key is in no object.
    """
    if text.encoding != plain.UTF8:
        raise VouchError("problem.encoding", file=file, encoding=text.encoding)
    with _of_json(text, file):
        db.execute(
            f"CREATE OR REPLACE TEMP TABLE {table} AS SELECT "
            "CASE WHEN json_type(json) = 'OBJECT' THEN json END AS document, "
            "CASE WHEN json_type(json) = 'OBJECT' THEN NULL ELSE json::VARCHAR END AS line "
            f"FROM read_json_objects({literal(str(text.path))}, format = 'array')"
        )
        [(rows,)] = db.execute(f"SELECT count(*) FROM {table}").fetchall()
        keys, shape = keys_of(db, f"SELECT document FROM {table}", needed)
    if rows:
        shapes.check(file, [name for name in needed if not _is_pointer(name)], keys, shape)
    return Table(table, rows, 0, 0, [], 1, shape=shape)


def _parquet(db: duckdb.DuckDBPyConnection, path: Path, needed: list[str], table: str) -> Table:
    place = f"{literal(str(path))}, hive_partitioning = false"  # a folder's name is no column
    found = db.execute(f"DESCRIBE SELECT * FROM read_parquet({place})").fetchall()
    given, types = [row[0] for row in found], [row[1] for row in found]
    names = _names(db, path)
    shape = shapes.of(names, needed, types)
    shapes.check(path.name, needed, names, shape)
    chosen = "".join(
        f", cast({quoted(given[names.index(name)])} AS VARCHAR) AS {ours}"
        for name, ours in columns.loaded(needed).items()
    )
    db.execute(f"CREATE OR REPLACE TEMP VIEW {table}_scan AS {_numbered(place, given, chosen)}")
    _read_through(db, f"{table}_scan", [*columns.loaded(needed).values()])
    [(rows,)] = db.execute(f"SELECT count(*) FROM read_parquet({place})").fetchall()
    return Table(f"{table}_scan", rows, 0, 0, [], None, shape=shape)


def _names(db: duckdb.DuckDBPyConnection, path: Path) -> list[str]:
    """List a Parquet file's columns as it names them: of two alike DuckDB renames the second.

    Its schema is written out in depth, each step before those inside it.
    """
    sql = f"SELECT name, coalesce(num_children, 0) FROM parquet_schema({literal(str(path))})"
    names, inside = [], 0
    for name, children in db.execute(sql).fetchall()[1:]:  # the first is the row as a whole
        if inside:
            inside -= 1
        else:
            names.append(name)
        inside += children
    return names


def _numbered(place: str, given: list[str], chosen: str) -> str:
    """Write the scan of *chosen* columns with the number of each row, which DuckDB knows.

    It must count them itself where a column is called as the number is.
    """
    if ROW_NUMBER in map(str.lower, given):
        return f"SELECT row_number() OVER () AS row{chosen} FROM read_parquet({place})"
    numbered = f"read_parquet({place}, {ROW_NUMBER} = true)"
    return f"SELECT {ROW_NUMBER} + 1 AS row{chosen} FROM {numbered}"


def _read_through(db: duckdb.DuckDBPyConnection, view: str, names: list[str]) -> None:
    """Read every value once: a page that is damaged shows only then, and must show here."""
    if names:
        db.execute(f"SELECT bit_xor(hash({', '.join(names)})) FROM {view}").fetchall()


def keys_of(
    db: duckdb.DuckDBPyConnection, documents: str, needed: list[str]
) -> tuple[list[str], shapes.Shape]:
    """List the keys of objects in the order of their first places, with what is reached inside."""
    found = db.execute(
        "SELECT key FROM (SELECT unnest(json_keys(document)) AS key, "
        "generate_subscripts(json_keys(document), 1) AS place "
        f"FROM ({documents}) WHERE document IS NOT NULL) "
        "GROUP BY key ORDER BY min(place), key"
    ).fetchall()
    keys = [key for (key,) in found]
    return keys, shapes.of([*keys, *filter(_is_pointer, needed)], needed)


def _is_pointer(name: str) -> bool:
    return name.startswith("/")


def absent_keys(db: duckdb.DuckDBPyConnection, table: str, needed: list[str]) -> list[str]:
    """List the keys that no line of *table* has, if it has any line that is an object."""
    tests = ", ".join(
        f"coalesce(bool_or(json_exists(document, {literal(path(name))})), true)" for name in needed
    )
    if not tests:
        return []
    [found] = db.execute(
        f"SELECT {tests} FROM (SELECT {DOCUMENT} AS document FROM {table}) "
        "WHERE document IS NOT NULL"
    ).fetchall()
    return [name for name, is_there in zip(needed, found, strict=True) if not is_there]


def reason(needed: list[str]) -> str:
    """Write why a document cannot be used: it is none, or says twice what is read of it."""
    twice = " OR ".join(map(_said_twice, needed)) or "false"
    return f"CASE WHEN document IS NULL THEN '{NOT_JSON}' WHEN {twice} THEN '{KEY_TWICE}' END"


def key_twice(needed: list[str]) -> str:
    """Write which key a document says twice: the first of those that are read."""
    cases = " ".join(f"WHEN {_said_twice(name)} THEN {literal(name)}" for name in needed)
    return f"CASE {cases} END" if cases else "NULL"


def _said_twice(name: str) -> str:
    """Write whether an object has a key twice; a glance at the text spares most the count."""
    place, key = "", name
    if name.startswith("/"):  # a JSON pointer
        place, _, last = name.rpartition("/")
        key = last.replace("~1", "/").replace("~0", "~")
    seen = '%"' + re.sub("[^A-Za-z0-9]+", "%", key) + '"%'
    return (
        f"(document::VARCHAR LIKE {literal(seen * 2)} AND len(list_filter(json_keys(document, "
        f"{literal(place)}), LAMBDA key: key = {literal(key)})) > 1)"
    )


def path(name: str) -> str:
    """Write a key as a JSON path; one that begins with a slash is a JSON pointer already."""
    if name.startswith("/"):
        return name
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'$."{escaped}"'
