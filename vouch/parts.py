"""Parts: one dataset in one snapshot, built once and named by all that it depends on."""

import hashlib
import json
import shutil
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from vouch import keys, kinds, queries, snapshots, sources
from vouch.intake import columns, delimited, load
from vouch.intake.columns import literal
from vouch.intake.counts import FAILED, FileCount

HERE = Path(__file__).parent
CODE = ("intake/*.py", "parts.py", "kinds.py", "../queries/[sfr]*/*.sql")
NOT_IN_PART = {"category", "rule", "purpose", "basis", "origin", "empty_start"}
PERSONAL_ID = (
    r"@|^(\+|00)[0-9][0-9 ()-]{6,}$|^0[1-9][0-9 ()-]{5,}$|\d{6}[-+ABCDEFYXWVU]\d{3}[0-9A-Y]"
)
VIEWS = (
    ("staging", "stg_rows"),
    ("facts", "fct_rows"),
    ("staging", "stg_requests"),
    ("staging", "stg_calls"),
    ("staging", "stg_holds"),
)
FIGURES = {"rights_requests": "requests", "calls": "calls"}
ATTEMPTS = 2


@dataclass(frozen=True)
class Hold:
    """One suspension of deletion, open on the snapshot's day."""

    space: str
    record_id: str | None
    dataset: str | None
    subject_id: str | None


@dataclass(frozen=True)
class Held:
    """What of one dataset is held: single records, people, or all of it."""

    records: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    is_dataset: bool = False


@dataclass(frozen=True)
class Part:
    """One dataset in one snapshot, with the files and holds that its figures come from."""

    snapshot: date
    name: str
    dataset: sources.Dataset
    files: tuple[tuple[snapshots.File, str], ...]
    held: Held
    key: str
    horizon: int

    @property
    def id(self) -> str:
        """Name the part by the hash of all that its figures depend on."""
        mapping = self.dataset.model_dump(mode="json", exclude=NOT_IN_PART)
        said = [
            str(self.snapshot),
            self.name,
            mapping,
            [(file.name, digest) for file, digest in self.files],
            asdict(self.held),
            keys.fingerprint(self.key),
            code_fingerprint(),
        ]
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:24]


@cache
def code_fingerprint() -> str:
    """Hash the code that makes parts, so that a change of it makes others."""
    texts = [path.read_bytes() for name in CODE for path in sorted(HERE.glob(name))]
    return hashlib.sha256(b"\0".join(texts)).hexdigest()


def held(name: str, dataset: sources.Dataset, holds: Iterable[Hold]) -> Held:
    """Choose the holds that concern one dataset."""
    records, subjects, is_dataset = set(), set(), False
    space = sources.space(name, dataset)
    for hold in holds:
        if hold.record_id:
            records |= {hold.record_id} if hold.dataset == name else set()
        elif hold.subject_id:
            here = hold.space == space and hold.dataset in (None, name)
            subjects |= {hold.subject_id} if here else set()
        else:
            is_dataset |= hold.dataset == name
    return Held(tuple(sorted(records)), tuple(sorted(subjects)), is_dataset)


def connect(scratch: Path, memory: str = "600MB") -> duckdb.DuckDBPyConnection:
    """Open a database in memory for building parts, bounded in memory."""
    db = duckdb.connect(config={"memory_limit": memory, "temp_directory": str(scratch / "spill")})
    db.execute("SET TimeZone = 'UTC'")
    return db


def build(db: duckdb.DuckDBPyConnection, part: Part, folder: Path, scratch: Path) -> None:
    """Build the figures and keys of *part* into *folder*, whole or not at all."""
    partial = folder.with_name(f"{folder.name}.new")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    counts = _load(db, part, scratch, keeps_rows=False)
    _write_counts(db, part, counts, partial)
    for table in ("holdings", *_figures(part.dataset.kind)):
        _copy(db, "figures", f"fig_{table}", partial / f"{table}.parquet")
    _copy(db, "facts", "fct_people", partial / "people.parquet")
    if "record_id" in part.dataset.columns:
        _copy(db, "facts", "fct_keys", partial / "keys.parquet")
    if part.dataset.kind == "holds":
        (partial / "holds.json").write_text(json.dumps(_open_holds(db, part)), encoding="utf-8")
    partial.replace(folder)
    _forget(scratch)


def build_rows(db: duckdb.DuckDBPyConnection, part: Part, folder: Path, scratch: Path) -> None:
    """Build the rows that must be acted on, of the newest snapshot's *part*."""
    partial = folder.with_name(f"{folder.name}.new")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    _load(db, part, scratch, keeps_rows=True)
    _table(db, "figures", "fig_holdings")
    _view(db, "figures", "fig_deadlines")
    for table in _records(part.dataset.kind):
        _copy(db, "records", f"rec_{table}", partial / f"{table}.parquet")
    partial.replace(folder)
    _forget(scratch)


def _figures(kind: str) -> list[str]:
    return [FIGURES[kind]] if kind in FIGURES else []


def _records(kind: str) -> list[str]:
    if not kinds.KINDS[kind].is_personal:
        return ["rejects"]
    own = {"recordings": ["recordings"], "transcripts": ["recordings"]}.get(kind, _figures(kind))
    return ["records", "volumes", "identity_codes", "rejects", *own]


def _load(
    db: duckdb.DuckDBPyConnection, part: Part, scratch: Path, *, keeps_rows: bool
) -> list[FileCount]:
    """Load the files and count their rows; a file that counts wrongly is read with care."""
    _set_up(db, part)
    careful: set[int] = set()
    while True:
        counts = load.load(
            db,
            part.dataset,
            dict(part.files),
            scratch,
            lambda number: delimited.Target(f"raw_{number}", keeps_rows, number in careful),
        ).counts
        wrong = _group(db, counts)
        if not wrong - careful:
            return counts
        careful |= wrong


def _set_up(db: duckdb.DuckDBPyConnection, part: Part) -> None:
    """Tell the database which part this is, and how its texts are to be read."""
    layout = part.dataset.format
    formats = {"combined-log": [sources.COMBINED_LOG_DAY], "parquet": [*layout.date, sources.ISO_DAY]}
    written = ", ".join(map(literal, formats.get(layout.type, layout.date)))
    db.execute(f"SET VARIABLE date_formats = [{written}]")
    db.execute(f"SET VARIABLE decimal = {literal(layout.decimal)}")
    db.execute(f"SET VARIABLE key = {literal(part.key)}")
    db.execute(f"SET VARIABLE personal_id = {literal(PERSONAL_ID)}")
    _register(
        db,
        "ref_holds",
        {
            "record_id": pa.array([*part.held.records, *[None] * len(part.held.subjects)], pa.string()),
            "subject_id": pa.array([*[None] * len(part.held.records), *part.held.subjects], pa.string()),
        },
    )
    _register(
        db,
        "ref_part",
        {
            "snapshot": pa.array([part.snapshot], pa.date32()),
            "dataset": pa.array([part.name]),
            "space": pa.array([sources.space(part.name, part.dataset)]),
            "is_log": pa.array([layout.type == "combined-log"]),
            "is_dataset_held": pa.array([part.held.is_dataset]),
            "horizon_on": pa.array([part.snapshot + timedelta(days=part.horizon)], pa.date32()),
        },
    )


def _register(db: duckdb.DuckDBPyConnection, name: str, arrays: dict[str, pa.Array]) -> None:
    db.register("incoming", pa.table(arrays))
    db.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT * FROM incoming")
    db.unregister("incoming")


def _group(db: duckdb.DuckDBPyConnection, counts: list[FileCount]) -> set[int]:
    """Count the rows by what figures depend on; return the files whose count is not theirs."""
    _views(db)
    try:
        _table(db, "facts", "fct_row_groups")
    except duckdb.InvalidInputException:
        return set(range(len(counts)))
    texts = " UNION ".join(
        f"SELECT {name} AS text FROM fct_row_groups WHERE {name} IS NOT NULL"
        for name in ("start_text", "deleted_text", "line_text")
    )
    db.execute(f"CREATE OR REPLACE TEMP VIEW raw_days AS {texts}")
    _table(db, "staging", "stg_days")
    _table(db, "facts", "fct_typed_groups")
    found = dict(
        db.execute("SELECT file_no, sum(records) FROM fct_row_groups GROUP BY file_no").fetchall()
    )
    return {
        number
        for number, count in enumerate(counts)
        if count.state != FAILED
        and found.get(number, 0) != count.physical - count.header - count.blank - count.rejected
    }


def _write_counts(
    db: duckdb.DuckDBPyConnection, part: Part, counts: list[FileCount], folder: Path
) -> None:
    """Write what became of each file's rows; the numbers must add up."""
    cursor = db.execute(queries.load("figures", "fig_row_fates").sql)
    fates = {row[0]: row[1:] for row in cursor.fetchall()}
    rejects = db.execute(
        "SELECT file_no, reason, count(*) FROM raw_rejects GROUP BY file_no, reason "
        f"UNION ALL ({queries.load('figures', 'fig_row_rejects').sql})"
    ).fetchall()
    files = [_entry(part, count, fates.get(i)) for i, count in enumerate(counts)]
    _write(files or [_entry(part, _no_file(), None)], FILES, folder / "files.parquet")
    _write(
        [
            {
                "snapshot": part.snapshot,
                "dataset": part.name,
                "file": counts[number].file,
                "reason": reason,
                "records": records,
            }
            for number, reason, records in sorted(rejects)
        ],
        REJECTS,
        folder / "rejects.parquet",
    )


def _no_file() -> FileCount:
    return FileCount("", "missing", problem="problem.not_in_snapshot")


def _entry(part: Part, count: FileCount, fate: tuple | None) -> dict[str, Any]:
    """Write one line of fig_files; a file that does not add up is refused with its numbers."""
    kept, elsewhere, refused, unreadable, epoch, future, shape = fate or (0, 0, 0, 0, 0, 0, None)
    full = replace(count, kept=kept, elsewhere=elsewhere, rejected=count.rejected + refused).check()
    problem, detail = full.problem, full.detail
    if unreadable and unreadable == kept:
        problem = "problem.no_date_fits"
        detail = {"file": full.file, "shape": shape, "formats": ", ".join(part.dataset.format.date)}
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
        "header": full.header,
        "blank": full.blank,
        "elsewhere": full.elsewhere,
        "rejected": full.rejected,
        "kept": full.kept,
        "unreadable_dates": unreadable,
        "epoch_dates": epoch,
        "future_dates": future,
        "problem": problem,
        "detail": json.dumps(detail, sort_keys=True, ensure_ascii=False) if problem else None,
    }


_TEXT, _COUNT, _DAY = pa.string(), pa.int64(), pa.date32()
FILES = pa.schema(
    [("snapshot", _DAY)]
    + [(name, _TEXT) for name in ("dataset", "file", "state", "format", "encoding")]
    + [("bytes", _COUNT), ("sha256", _TEXT)]
    + [(name, _COUNT) for name in ("physical", "header", "blank", "elsewhere", "rejected", "kept")]
    + [(name, _COUNT) for name in ("unreadable_dates", "epoch_dates", "future_dates")]
    + [("problem", _TEXT), ("detail", _TEXT)]
)
REJECTS = pa.schema(
    [("snapshot", _DAY), ("dataset", _TEXT), ("file", _TEXT), ("reason", _TEXT), ("records", _COUNT)]
)


def _write(rows: list[dict[str, Any]], schema: pa.Schema, path: Path) -> None:
    pq.write_table(pa.Table.from_pylist(rows, schema=schema), path)


def undeclared(day: date, files: Iterable[snapshots.File], path: Path) -> None:
    """Write the files of a snapshot that no dataset's pattern names."""
    blank = dict.fromkeys(FILES.names)
    zero = dict.fromkeys((field.name for field in FILES if field.type == _COUNT), 0)
    rows = [
        blank | zero | {
            "snapshot": day,
            "file": file.name,
            "state": "undeclared",
            "bytes": file.size,
            "problem": "problem.undeclared",
            "detail": json.dumps({"file": file.name}, ensure_ascii=False),
        }
        for file in files
    ]
    _write(rows, FILES, path)


def _open_holds(db: duckdb.DuckDBPyConnection, part: Part) -> list[dict[str, Any]]:
    """List the holds that are open on the snapshot's day."""
    rows = db.execute(
        "SELECT record_id, dataset, subject_id FROM stg_holds "
        "WHERE opened_on <= $day AND (released_on IS NULL OR released_on > $day) "
        "ORDER BY ALL",
        {"day": part.snapshot},
    ).fetchall()
    space = sources.space(part.name, part.dataset)
    return [asdict(Hold(space, *row)) for row in rows]


def read_holds(folder: Path) -> list[Hold]:
    """Read the open holds of a part of kind ``holds``."""
    return [Hold(**entry) for entry in json.loads((folder / "holds.json").read_text("utf-8"))]


def _views(db: duckdb.DuckDBPyConnection) -> None:
    """Create the views over raw_rows, once: they follow when raw_rows is replaced."""
    if db.execute("SELECT 1 FROM duckdb_views() WHERE view_name = 'fct_rows'").fetchall():
        return
    for layer, name in VIEWS:
        _view(db, layer, name)


def _view(db: duckdb.DuckDBPyConnection, layer: str, name: str) -> None:
    db.execute(f"CREATE OR REPLACE TEMP VIEW {name} AS {queries.load(layer, name).sql}")


def _table(db: duckdb.DuckDBPyConnection, layer: str, name: str) -> None:
    db.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {queries.load(layer, name).sql}")


def _copy(db: duckdb.DuckDBPyConnection, layer: str, name: str, path: Path) -> None:
    db.execute(f"COPY ({queries.load(layer, name).sql}) TO {literal(str(path))} (FORMAT parquet)")


def _forget(scratch: Path) -> None:
    for path in scratch.glob("plain-*"):
        path.unlink()
