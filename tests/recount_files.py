"""Files for the recount: every physical record of an export, kept or not, by plain Python."""

import csv
import fnmatch
import gzip
import io
import json
import re
import zlib
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

LOG_START = re.compile(r"(\S+) \S+ (\S+) \[(\d{2}/[A-Z][a-z]{2}/\d{4}):[^\]]*\]")
LOG_COLUMNS = ("remote_addr", "remote_user", "time_local", "request", "status", "body_bytes_sent",
               "http_referer", "http_user_agent")
QUOTED_REQUEST = re.compile(r'\] "((?:[^"\\]|\\.)*)"')


@dataclass(frozen=True)
class Row:
    """One kept record: its number in the file and its texts by their column's name."""

    number: int
    values: dict[str, str]


@dataclass(frozen=True)
class FileCount:
    """What became of a file's physical records, for one dataset."""

    dataset: str | None
    file: str | None
    state: str  # read, failed, missing, undeclared
    physical: int = 0
    header: int = 0
    blank: int = 0
    elsewhere: int = 0
    rejected: int = 0
    kept: int = 0
    rejected_rows: tuple[int, ...] = ()


@dataclass
class Pile:
    """A file's records sorted into blank, rejected and whole ones."""

    columns: set[str]
    physical: int = 0
    header: int = 0
    blank: int = 0
    rejected: list[int] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)


def matching(folder: Path, pattern: str) -> list[Path]:
    """List the files of a snapshot folder that a pattern names."""
    return sorted(path for path in folder.iterdir() if fnmatch.fnmatchcase(path.name, pattern))


def load(path: Path, name: str, table: dict[str, Any]) -> tuple[FileCount, list[Row]]:
    """Read one file as one dataset."""
    count = FileCount(name, path.name, "failed")
    try:
        pile = _pile(path, table.get("format", {}))
    except (EOFError, OSError, zlib.error, UnicodeDecodeError, ValueError, pa.ArrowException):
        return count, []
    count = replace(count, physical=pile.physical)
    if not needed(table) <= pile.columns:
        return count, []
    mine = [row for row in pile.rows if _belongs(row, table.get("only", {}))]
    whole = replace(
        count, state="read", header=pile.header, blank=pile.blank, rejected=len(pile.rejected),
        kept=len(mine), elsewhere=len(pile.rows) - len(mine), rejected_rows=tuple(pile.rejected),
    )
    assert whole.physical == (whole.header + whole.blank + whole.rejected + whole.kept
                              + whole.elsewhere), whole
    return whole, mine


def needed(table: dict[str, Any]) -> set[str]:
    """List their columns that a file must have."""
    mapped = [[names] if isinstance(names, str) else names
              for names in table.get("columns", {}).values()]
    return {name for names in mapped for name in names} | set(table.get("only", {}))


def _belongs(row: Row, only: dict[str, list[str]]) -> bool:
    return all(row.values[column].strip() in allowed for column, allowed in only.items())


def _pile(path: Path, form: dict[str, Any]) -> Pile:
    kind = form.get("type", "csv")
    if kind == "parquet":
        return _parquet(path)
    text = _bytes(path).decode(_encoding(form))
    return {"csv": _csv, "jsonl": _json_lines, "json": _json, "combined-log": _log}[kind](
        text, form
    )


def _encoding(form: dict[str, Any]) -> str:
    name = form.get("encoding", "utf-8")
    return "utf-8-sig" if name.lower() in {"utf-8", "utf8"} else name


def _bytes(path: Path) -> bytes:
    if path.suffix == ".gz":
        return gzip.decompress(path.read_bytes())
    if path.suffix == ".zst":
        with pa.input_stream(str(path), compression="zstd") as stream:
            return stream.read()
    return path.read_bytes()


def _csv(text: str, form: dict[str, Any]) -> Pile:
    stream, skip = io.StringIO(text, newline=""), form.get("skip", 0)
    for _ in range(skip):
        stream.readline()
    records = list(csv.reader(stream, delimiter=form.get("delimiter", ",")))
    has_header = form.get("header", True)
    names = records[0] if has_header and records else form.get("names", [])
    pile = Pile({name.strip() for name in names}, skip + len(records), skip + int(has_header))
    for number, record in enumerate(records[int(has_header):], start=pile.header + 1):
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


def _json_lines(text: str, form: dict[str, Any]) -> Pile:
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


def _json(text: str, form: dict[str, Any]) -> Pile:
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


def _log(text: str, form: dict[str, Any]) -> Pile:
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
    address, user, day = ("" if text == "-" else text for text in found.groups())
    request = QUOTED_REQUEST.search(line)
    known = {"remote_addr": address, "remote_user": user, "time_local": day,
             "request": request[1] if request else ""}
    return dict.fromkeys(LOG_COLUMNS, "") | known


def _parquet(path: Path) -> Pile:
    table = pq.read_table(path)
    rows = [Row(number, {name: _text(value) for name, value in record.items()})
            for number, record in enumerate(table.to_pylist(), start=1)]
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
