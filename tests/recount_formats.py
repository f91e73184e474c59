"""Formats for the recount: a file's text as a pile of blank, rejected and whole records."""

import csv
import io
import json
import re
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

LOG_START = re.compile(  # a name may have blanks, but where nobody stands before it
    r"(?P<address>\S+) (?:- (?P<user>[^\[]*)|\S+ (?P<other>\S+)) "
    r'\[(?P<day>\d{2}/[A-Z][a-z]{2}/\d{4})(?::\d{2}){3} [-+]\d{4}\] "'
)
LOG_COLUMNS = (
    "remote_addr",
    "remote_user",
    "time_local",
    "request",
    "status",
    "body_bytes_sent",
    "http_referer",
    "http_user_agent",
)
QUOTED_REQUEST = re.compile(r'\] "((?:[^"\\]|\\.)*)"')


@dataclass(frozen=True)
class Row:
    """One kept record: its number in the file and its texts by their column's name."""

    number: int
    values: dict[str, str]


@dataclass
class Pile:
    """A file's records sorted into blank, rejected and whole ones."""

    columns: set[str]
    physical: int = 0
    preamble: int = 0
    header: int = 0
    blank: int = 0
    rejected: list[int] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)


def read_csv(text: str, form: dict[str, Any]) -> Pile:
    """Sort a CSV text's records; a record is one although a field of it holds a line break."""
    stream, skip = io.StringIO(text, newline=""), form.get("skip", 0)
    for _ in range(skip):
        stream.readline()
    records = list(csv.reader(stream, delimiter=form.get("delimiter", ",")))
    has_header = form.get("header", True)
    names = records[0] if has_header and records else form.get("names", [])
    heading = int(has_header)
    pile = Pile({name.strip() for name in names}, skip + len(records), skip, heading)
    for number, record in enumerate(records[heading:], start=skip + heading + 1):
        if not "".join(record).strip() and len(record) <= 1:
            pile.blank += 1
        elif len(record) != len(names):
            pile.rejected.append(number)
        else:
            values = dict(zip([name.strip() for name in names], record, strict=True))
            pile.rows.append(Row(number, values))
    return pile


def _split(text: str) -> list[str]:
    lines = [line.removesuffix("\r") for line in text.split("\n")]
    return lines[:-1] if lines[-1] == "" else lines


def read_json_lines(text: str, form: dict[str, Any]) -> Pile:
    """Sort the lines of a JSON-lines text; what is no object is rejected."""
    lines, pile = _split(text), Pile(set())
    pile.physical = len(lines)
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            pile.blank += 1
            continue
        try:
            _add_object(pile, number, json.loads(line))
        except json.JSONDecodeError:
            pile.rejected.append(number)
    return _squared(pile)


def read_json(text: str, form: dict[str, Any]) -> Pile:
    """Sort the things of a JSON array; what is no object is rejected."""
    pile = Pile(set())
    for number, thing in enumerate(json.loads(text), start=1):
        pile.physical += 1
        _add_object(pile, number, thing)
    return _squared(pile)


def _add_object(pile: Pile, number: int, thing: Any) -> None:
    if isinstance(thing, dict):
        pile.rows.append(Row(number, {name: _text(value) for name, value in thing.items()}))
        pile.columns |= set(thing)
    else:
        pile.rejected.append(number)


def _squared(pile: Pile) -> Pile:
    """Give every object all columns: a key that one lacks is empty there."""
    empty = dict.fromkeys(pile.columns, "")
    pile.rows = [Row(row.number, empty | row.values) for row in pile.rows]
    return pile


def read_log(text: str, form: dict[str, Any]) -> Pile:
    """Sort a combined log's lines; without address, user and day a line is rejected."""
    lines = _split(text)
    pile = Pile(set(LOG_COLUMNS), len(lines))
    for number, line in enumerate(lines, start=1):
        found = LOG_START.match(line)
        if not line.strip():
            pile.blank += 1
        elif not found:
            pile.rejected.append(number)
        else:
            pile.rows.append(Row(number, _log_values(line, found)))
    return pile


def _log_values(line: str, found: re.Match[str]) -> dict[str, str]:
    said = (found["address"], found["user"] or found["other"] or "", found["day"])
    address, user, day = ("" if text == "-" else text for text in said)
    request = QUOTED_REQUEST.search(line)
    known = {
        "remote_addr": address,
        "remote_user": user,
        "time_local": day,
        "request": request[1] if request else "",
    }
    return dict.fromkeys(LOG_COLUMNS, "") | known


def read_parquet(path: Path) -> Pile:
    """Read a Parquet file; values become the text that they are compared as."""
    table = pq.read_table(path)
    rows = [
        Row(number, {name: _text(value) for name, value in record.items()})
        for number, record in enumerate(table.to_pylist(), start=1)
    ]
    return Pile(set(table.column_names), len(rows), rows=rows)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, str) else json.dumps(value)
