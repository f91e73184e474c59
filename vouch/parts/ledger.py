"""The ledger of files: what became of every physical row, and the rows that were refused."""

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from vouch import hashes, manifests, queries, snapshots, sources
from vouch.errors import VouchError
from vouch.intake import cells
from vouch.intake.counts import FAILED, MISSING, READ, UNDECLARED, FileCount
from vouch.parts.identity import Part

WHOLE_FILE = "reject.file"  # message: its rows are refused together
_TEXT, _COUNT, _DAY = pa.string(), pa.int64(), pa.date32()
FILES = pa.schema(
    [("snapshot", _DAY)]
    + [(name, _TEXT) for name in ("dataset", "file", "state", "format", "encoding")]
    + [("bytes", _COUNT), ("sha256", _TEXT)]
    + [(name, _COUNT) for name in ("physical", "preamble", "header", "blank", "elsewhere")]
    + [(name, _COUNT) for name in ("unclaimed", "rejected", "doubled", "kept")]
    + [(name, _COUNT) for name in ("unreadable_dates", "epoch_dates", "future_dates")]
    + [("problem", _TEXT), ("detail", _TEXT)]
)
COLUMNS = pa.schema(
    [("snapshot", _DAY), ("dataset", _TEXT), ("file", _TEXT)]
    + [("place", _COUNT), ("name", _TEXT), ("type", _TEXT), ("width", _COUNT)]
    + [(name, _COUNT) for name in ("records", "filled", "days", "wholes", "decimals", "names")]
    + [(name, _TEXT) for name in ("content", "days_read", "filling")]
)
PROBLEMS = pa.schema(
    [("snapshot", _DAY)] + [(name, _TEXT) for name in ("dataset", "file", "problem", "detail")]
)
STOPS = pa.schema(
    [("snapshot", _DAY), ("dataset", _TEXT), ("since_on", _DAY), ("good_on", _DAY)]
    + [(name, _TEXT) for name in ("file", "problem", "detail")]
)
REJECTS = pa.schema(
    [
        ("snapshot", _DAY),
        ("dataset", _TEXT),
        ("file", _TEXT),
        ("reason", _TEXT),
        ("records", _COUNT),
    ]
)


def write(
    db: duckdb.DuckDBPyConnection, part: Part, counts: list[FileCount], folder: Path
) -> list[dict[str, Any]]:
    """Write and return what became of each file's rows; the numbers must add up."""
    cursor = db.execute(queries.load("figures", "fig_row_fates").sql)
    fates = {row[0]: row[1:] for row in cursor.fetchall()}
    rejects = db.execute(
        "SELECT file_no, reason, count(*) FROM raw_rejects GROUP BY file_no, reason "
        f"UNION ALL ({queries.load('figures', 'fig_row_rejects').sql})"
    ).fetchall()
    rejects += [
        (i, WHOLE_FILE, count.rejected)
        for i, count in enumerate(counts)
        if count.state == FAILED and count.rejected
    ]
    files = [_entry(part, count, fates.get(i)) for i, count in enumerate(counts)]
    write_table(files or [_entry(part, _no_file(), None)], FILES, folder / "files.parquet")
    lost = [
        (part.snapshot, part.name, counts[number].file, reason, records)
        for number, reason, records in sorted(rejects)
    ]
    if lost:
        named = [dict(zip(REJECTS.names, row, strict=True)) for row in lost]
        write_table(named, REJECTS, folder / "rejects.parquet")
    return files


def _no_file() -> FileCount:
    return FileCount("", MISSING, problem="problem.not_in_snapshot")


def _entry(part: Part, count: FileCount, fate: tuple | None) -> dict[str, Any]:
    """Write one line of fig_files; a file that does not add up is refused with its numbers."""
    kept, elsewhere, unclaimed, refused, *odd, shape = fate or (*[0] * 7, None)
    unreadable, epoch, future = odd
    elsewhere -= count.doubled  # to the queries they are another dataset's
    full = replace(count, kept=kept, elsewhere=elsewhere, rejected=count.rejected + refused).check()
    problem, detail = full.problem, full.detail
    if full.state == READ and full.rejected and not (kept or elsewhere or full.doubled):
        problem, detail = "problem.all_rejected", {"file": full.file, "n": full.rejected}
    if elsewhere and not kept and full.state == READ:
        problem = "problem.only_matches_nothing"
        detail = {"file": full.file, "condition": _condition(part.dataset)}
    if unreadable and unreadable == kept:
        problem, detail = _no_date(part, full.file, shape)
    return {
        "snapshot": part.snapshot,
        "dataset": part.name,
        "file": full.file or None,
        "state": full.state,
        "format": full.format,
        "encoding": full.encoding,
        "bytes": full.size,
        "sha256": full.sha256,
        "physical": full.physical,
        "preamble": full.preamble,
        "header": full.header,
        "blank": full.blank,
        "elsewhere": full.elsewhere,
        # Of none, none are told, as in what was kept before they were counted.
        "unclaimed": unclaimed if full.elsewhere else None,
        "rejected": full.rejected,
        "doubled": full.doubled,
        "kept": full.kept,
        "unreadable_dates": unreadable,
        "epoch_dates": epoch,
        "future_dates": future,
        "problem": problem,
        "detail": written(detail) if problem else None,
    }


def _no_date(part: Part, file: str, shape: str) -> tuple[str, dict[str, Any]]:
    """Say that no starting day was understood, and what they look like."""
    if shape.startswith(cells.NUMBER) and part.dataset.format.type == "xlsx":
        return "problem.no_date_cells", {"file": file, "shape": shape.removeprefix(cells.NUMBER)}
    formats = ", ".join(part.dataset.format.date)
    return "problem.no_date_fits", {"file": file, "shape": shape, "formats": formats}


def _condition(dataset: sources.Dataset) -> str:
    """Write which rows of a file ``only`` takes, as sources.toml says it."""
    return ", ".join(f"{name} = {' / '.join(values)}" for name, values in dataset.only.items())


def written(values: dict[str, Any]) -> str:
    """Write the values of a message as they are kept."""
    return json.dumps(values, sort_keys=True, ensure_ascii=False)


def problem(
    day: date, dataset: str | None, file: str | None, key: str, /, **values: object
) -> dict[str, Any]:
    """Make an entry that says what is wrong with rows of a file that was read."""
    detail = written({"file": file, **values})
    return {"snapshot": day, "dataset": dataset, "file": file, "problem": key, "detail": detail}


def write_problems(found: list[dict[str, Any]], path: Path) -> Path:
    """Write what is wrong with rows that were kept nevertheless."""
    return write_table(found, PROBLEMS, path)


def write_stops(found: list[dict[str, Any]], path: Path) -> Path:
    """Write which datasets stopped at an earlier snapshot."""
    return write_table(found, STOPS, path)


def undeclared(day: date, files: Iterable[snapshots.File], path: Path) -> None:
    """Write the files of a snapshot that no dataset's pattern names."""
    blank = dict.fromkeys(FILES.names)
    zero = dict.fromkeys((field.name for field in FILES if field.type == _COUNT), 0)
    rows = [
        blank
        | zero
        | {
            "snapshot": day,
            "file": file.name,
            "state": UNDECLARED,
            "unclaimed": None,
            "bytes": file.size,
            "problem": fault.key,
            "detail": written(fault.values),
        }
        for file, fault in ((file, _strange(file)) for file in files)
    ]
    write_table(rows, FILES, path)


def _strange(file: snapshots.File) -> VouchError:
    """Say why a file of no dataset is not counted; one that a manifest lists is held to it."""
    if file.problem:
        return file.fault
    try:
        if file.listed:
            manifests.hold(file.listed, file.size, hashes.digest(file.path))
    except VouchError as error:
        return error
    except PermissionError:
        return VouchError("problem.may_not_read", file=file.name)
    return VouchError("problem.undeclared", file=file.name)


def unlisted(part: Part) -> list[dict[str, Any]]:
    """Name the files that their snapshot's manifest does not list."""
    return [
        problem(part.snapshot, part.name, file.name, "problem.unlisted")
        for file, _ in part.files
        if file.is_unlisted
    ]


def unfinished(day: date, waiting: Iterable[date]) -> list[dict[str, Any]]:
    """Name, with the snapshot of *day*, the snapshots that are still being written."""
    return [problem(day, None, None, "problem.unfinished", day=str(other)) for other in waiting]


def no_rejects(path: Path) -> Path:
    """Write a table of rejects without rows, for a home in which nothing was rejected."""
    return write_table([], REJECTS, path)


def write_table(rows: list[dict[str, Any]], schema: pa.Schema, path: Path) -> Path:
    """Write rows as a Parquet file of this *schema*."""
    pq.write_table(pa.Table.from_pylist(rows, schema=schema), path)
    return path
