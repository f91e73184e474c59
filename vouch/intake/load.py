"""One dataset's files as the view raw_rows, with every physical row accounted for."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import duckdb
import pyarrow as pa

from vouch import kinds, snapshots, sources
from vouch.errors import VouchError
from vouch.intake import census, columns, delimited, lines, plain, records, structured
from vouch.intake.columns import literal, quoted
from vouch.intake.counts import READ, FileCount

LOG_PLACES = {
    "remote_addr": "split_part(line, ' ', 1)",
    "remote_user": "split_part(line, ' ', 3)",
    "time_local": "split_part(split_part(line, '[', 2), ':', 1)",
    "request": "split_part(line, '\"', 2)",
    "status": "split_part(ltrim(split_part(line, '\"', 3)), ' ', 1)",
    "body_bytes_sent": "split_part(ltrim(split_part(line, '\"', 3)), ' ', 2)",
    "http_referer": "split_part(line, '\"', 4)",
    "http_user_agent": "split_part(line, '\"', 6)",
}
FEW_ROWS = 100_000
REJECTS = pa.schema([("file_no", pa.int32()), ("row", pa.int64()), ("reason", pa.string())])


def load(
    db: duckdb.DuckDBPyConnection,
    dataset: sources.Dataset,
    files: dict[snapshots.File, str],
    scratch: Path,
    into: Callable[[int], delimited.Target],
) -> list[FileCount]:
    """Create raw_rows, raw_rejects and ref_files from *files* (with their SHA-256).

    Returns the counts of the files, in their order, before the content of their rows is judged.

    A file that cannot be read is counted as failed, with the reason; the others are read.
    """
    counts, scans, rejects = [], [], []
    for number, (file, digest) in enumerate(files.items()):
        start = FileCount(file.name, READ, dataset.format.type, size=file.size, sha256=digest)
        try:
            table = _one(db, dataset, file.path, scratch, into(number))
        except VouchError as error:
            counts.append(start.failed(error, _physical(dataset.format, file.path, scratch)))
            continue
        counts.append(_counted(start, table, dataset.format))
        scans.append(_scan(dataset, number, table))
        rejects += [(number, row, reason) for row, reason in table.rejects]
    is_small = sum(count.physical for count in counts) <= FEW_ROWS
    rows = _rows(dataset, scans) if scans else _nothing()
    _publish(db, rows, rejects, [count.file for count in counts], is_small)
    return counts


def _one(
    db: duckdb.DuckDBPyConnection,
    dataset: sources.Dataset,
    path: Path,
    scratch: Path,
    into: delimited.Target,
) -> delimited.Table:
    """Load one file, by its format."""
    layout, needed = dataset.format, columns.wanted(dataset)
    if layout.type in ("parquet", "json"):
        return structured.load(db, path, layout.type, needed, into.table)
    if path.stat().st_size == 0:
        raise VouchError("problem.empty_file", file=path.name)
    text = plain.prepare(path, layout.encoding, scratch)
    if layout.type == "csv":
        heading = delimited.header(text, path.name, layout, needed)
        return delimited.load(db, text, layout, heading, into)
    table = lines.load(db, text, into)
    _check_places(db, dataset, path.name, table.sql)
    return table


def _physical(layout: sources.Layout, path: Path, scratch: Path) -> int:
    """Count the rows of a file that was refused; 0 if not even that can be told."""
    if layout.type not in ("csv", "jsonl", "combined-log"):
        return 0
    try:
        text = plain.prepare(path, layout.encoding, scratch)
        if layout.type == "csv":
            return sum(1 for _ in records.read(text, layout.delimiter, None))
        return census.take(text.path, layout.delimiter).lines
    except VouchError:
        return 0


def _check_places(
    db: duckdb.DuckDBPyConnection,
    dataset: sources.Dataset,
    file: str,
    table: str,
) -> None:
    """Refuse a log column that does not exist, and a key that no JSON line has."""
    needed = columns.wanted(dataset)
    if dataset.format.type == "combined-log":
        absent = [name for name in needed if name not in LOG_PLACES]
    else:
        absent = structured.absent_keys(db, table, needed)
    if absent:
        raise VouchError("problem.missing_column", file=file, column=absent[0])


def _counted(start: FileCount, table: delimited.Table, layout: sources.Layout) -> FileCount:
    return replace(
        start,
        encoding="" if layout.type in ("parquet", "json") else layout.encoding,
        physical=table.physical,
        header=table.header,
        blank=table.blank,
        rejected=len(table.rejects),
    )


def _place(dataset: sources.Dataset) -> Callable[[str], str]:
    """Return how one of their columns is written in SQL."""
    match dataset.format.type:
        case "combined-log":
            return LOG_PLACES.__getitem__
        case "json" | "jsonl":
            return lambda name: f"(document ->> {literal(structured.path(name))})"
        case _:
            return quoted


def _scan(dataset: sources.Dataset, number: int, table: delimited.Table) -> str:
    """Write one file's rows: its number, theirs, and the columns as the file has them."""
    row = "row" if table.first_row is None else f"rowid + {table.first_row}"
    chosen = [f"{number} AS file_no", f"{'NULL::BIGINT' if table.is_view else row} AS row"]
    match dataset.format.type:
        case "combined-log":
            chosen.append("line")
        case "jsonl":
            chosen.append(f"{structured.DOCUMENT} AS document")
        case "json":
            chosen.append("document")
        case _:
            chosen += map(quoted, columns.wanted(dataset))
    return f"SELECT {', '.join(chosen)} FROM {table.sql}"


def _rows(dataset: sources.Dataset, scans: list[str]) -> str:
    """Write raw_rows over the files' scans: the mapping, applied once to all of them."""
    kind, is_log = dataset.format.type, dataset.format.type == "combined-log"
    mapped = columns.select(dataset, _place(dataset), is_dash_empty=is_log)
    line = LOG_PLACES["time_local"] if is_log else "NULL::VARCHAR"
    refused = "CASE WHEN document IS NULL THEN 'reject.not_json' END"
    start = kinds.KINDS[dataset.kind].start
    inner = (
        f"SELECT file_no, row, {mapped}, {line} AS line_text, "
        f"{refused if kind == 'jsonl' else 'NULL::VARCHAR'} AS reject_reason "
        f"FROM ({' UNION ALL '.join(scans)})"
    )
    return f"SELECT *, {quoted(start) if start else 'NULL::VARCHAR'} AS start_text FROM ({inner})"


def _nothing() -> str:
    """Write a raw_rows without rows, for a dataset of which no file could be read."""
    chosen = ", ".join(f"NULL::VARCHAR AS {quoted(name)}" for name in columns.TEXTS)
    return (
        f"SELECT 0 AS file_no, 0::BIGINT AS row, {chosen}, false AS is_elsewhere, "
        "NULL::VARCHAR AS line_text, NULL::VARCHAR AS reject_reason, "
        "NULL::VARCHAR AS start_text WHERE false"
    )


def _publish(
    db: duckdb.DuckDBPyConnection,
    rows: str,
    rejects: list[tuple[int, int, str]],
    names: list[str],
    is_small: bool,
) -> None:
    """Create raw_rows; few rows are read once and kept, many are read where they lie."""
    if is_small:
        db.execute(f"CREATE OR REPLACE TEMP TABLE raw_kept AS {rows}")
        rows = "SELECT * FROM raw_kept"
    db.execute(f"CREATE OR REPLACE TEMP VIEW raw_rows AS {rows}")
    columns_ = zip(*rejects, strict=True) if rejects else ([], [], [])
    incoming = pa.table([pa.array(list(c)) for c in columns_], names=REJECTS.names).cast(REJECTS)
    db.register("incoming", incoming)
    db.execute("CREATE OR REPLACE TEMP TABLE raw_rejects AS SELECT * FROM incoming")
    db.unregister("incoming")
    files = pa.table(
        {"file_no": pa.array(range(len(names)), pa.int32()), "file": pa.array(names, pa.string())}
    )
    db.register("incoming", files)
    db.execute("CREATE OR REPLACE TEMP TABLE ref_files AS SELECT * FROM incoming")
    db.unregister("incoming")
