"""The SQL files in queries/, and what their header comments promise."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import duckdb

ROOT = Path(__file__).parent.parent / "queries"
LAYERS = ("staging", "facts", "figures", "records", "kpis", "series", "evidence")


@dataclass(frozen=True)
class Field:
    """One parameter or column, as a header declares it."""

    name: str
    type: str
    meaning: str


@dataclass(frozen=True)
class Query:
    """One SQL file: what it promises and the statement that must keep it."""

    name: str
    layer: str
    title: str
    summary: str
    grain: str
    params: tuple[Field, ...]
    columns: tuple[Field, ...]
    reads: tuple[str, ...]
    basis: str
    sql: str


@cache
def load(layer: str, name: str) -> Query:
    """Read one file, for instance ``load("kpis", "overdue_retention")``."""
    text = (ROOT / layer / f"{name}.sql").read_text(encoding="utf-8")
    head, entries = _header(text)
    title, _, summary = head.partition(": ")
    return Query(
        name=name,
        layer=layer,
        title=title,
        summary=summary,
        grain=" ".join(entries.get("grain", [])),
        params=tuple(_field(line) for line in entries.get("params", [])),
        columns=tuple(_field(line) for line in entries.get("columns", [])),
        reads=tuple(re.findall(r"\w+", " ".join(entries.get("reads", [])))),
        basis=" ".join(entries.get("basis", [])),
        sql=text,
    )


@cache
def statement(layer: str, name: str) -> duckdb.Statement:
    """Return one query parsed: parsing the text anew costs a fifth of answering it."""
    return _parsed(load(layer, name).sql)


@cache
def together(layer: str, names: tuple[str, ...], columns: tuple[str, ...]) -> duckdb.Statement:
    """Ask several queries for *columns* in one statement; the query's name leads each row."""
    listed = ", ".join(columns)
    return _parsed(
        " UNION ALL ".join(
            f"SELECT '{name}' AS query, {listed} FROM ({load(layer, name).sql})" for name in names
        )
    )


def _parsed(text: str) -> duckdb.Statement:
    (statement,) = duckdb.extract_statements(text)
    return statement


def empty(layer: str, name: str) -> str:
    """Write a table without rows, by the columns that the query's header declares."""
    columns = ", ".join(
        f'NULL::{column.type} AS "{column.name}"' for column in load(layer, name).columns
    )
    return f"SELECT {columns} WHERE false"


def names(layer: str) -> list[str]:
    """Name every query in *layer*, in alphabetical order."""
    return sorted(path.stem for path in (ROOT / layer).glob("*.sql"))


def _header(text: str) -> tuple[str, dict[str, list[str]]]:
    """Split the leading comment into its first line and its keyed entries."""
    lines = _leading(text).replace("--", "").splitlines()
    entries: dict[str, list[str]] = {}
    for line in lines[1:]:
        if found := re.match(r" (\w+): +(.+)", line):
            key = found[1]
            entries[key] = [found[2]]
        elif line.strip():
            entries[key].append(line.strip())
    return lines[0].strip(), entries


def _leading(text: str) -> str:
    """Return the lines of comment that a file begins with; a file without is a mistake of ours."""
    found = re.match(r"(?:--.*\n)+", text)
    if found is None:
        raise ValueError("a query begins with its header")
    return found.group()


def _field(line: str) -> Field:
    name, type_, meaning = re.split(r"\s{2,}", line, maxsplit=2)
    return Field(name.removeprefix("$"), type_, meaning)
