"""Formats that carry their own structure: Parquet, JSON arrays and the documents of JSON lines."""

import re
from pathlib import Path

import duckdb

from vouch import declarations
from vouch.errors import VouchError
from vouch.intake.columns import literal, quoted
from vouch.intake.delimited import Table

NOT_JSON, KEY_TWICE = "reject.not_json", "reject.key_twice"
DOCUMENT = "CASE WHEN json_valid(line) AND json_type(line) = 'OBJECT' THEN line::JSON END"


def load(
    db: duckdb.DuckDBPyConnection, path: Path, kind: str, needed: list[str], table: str
) -> Table:
    """Load a Parquet file, or a JSON file that holds one array of objects.

    Raises:
        VouchError: the file is not of its format, or a mapped column is not in it.
    """
    try:
        return (
            _parquet(db, path, needed, table)
            if kind == "parquet"
            else _json(db, path, needed, table)
        )
    except duckdb.Error as error:
        key = "problem.not_parquet" if kind == "parquet" else "problem.not_json"
        raise VouchError(key, file=path.name) from error


def _parquet(db: duckdb.DuckDBPyConnection, path: Path, needed: list[str], table: str) -> Table:
    place = f"read_parquet({literal(str(path))}, file_row_number = true)"
    names = [row[0] for row in db.execute(f"DESCRIBE SELECT * FROM {place}").fetchall()]
    _refuse_missing(path, needed, names)
    chosen = "".join(f", cast({quoted(name)} AS VARCHAR) AS {quoted(name)}" for name in needed)
    db.execute(
        f"CREATE OR REPLACE TEMP VIEW {table}_scan AS "
        f"SELECT file_row_number + 1 AS row{chosen} FROM {place}"
    )
    [(rows,)] = db.execute(f"SELECT count(*) FROM {place}").fetchall()
    return Table(f"{table}_scan", rows, 0, 0, [], None)


def _json(db: duckdb.DuckDBPyConnection, path: Path, needed: list[str], table: str) -> Table:
    db.execute(
        f"CREATE OR REPLACE TEMP TABLE {table} AS SELECT "
        "CASE WHEN json_type(json) = 'OBJECT' THEN json END AS document "
        f"FROM read_json_objects({literal(str(path))}, format = 'array')"
    )
    [(rows,)] = db.execute(f"SELECT count(*) FROM {table}").fetchall()
    if rows:
        keys = {
            key
            for (key,) in db.execute(
                f"SELECT DISTINCT unnest(json_keys(document)) FROM {table} "
                "WHERE document IS NOT NULL"
            ).fetchall()
        }
        _refuse_missing(path, needed, sorted(keys))
    return Table(table, rows, 0, 0, [], 1)


def _refuse_missing(path: Path, needed: list[str], names: list[str]) -> None:
    for column in needed:
        if column not in names and not column.startswith("/"):
            near = declarations.nearest(column, names)
            key = "problem.missing_column_near" if near else "problem.missing_column"
            raise VouchError(key, file=path.name, column=column, near=near)


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
