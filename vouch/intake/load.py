"""One dataset's files, loaded with every physical row accounted for."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb
import pyarrow as pa

from vouch import bounds, snapshots, sources
from vouch.errors import VouchError
from vouch.intake import delimited, opening, places, rows, shapes, unpacking
from vouch.intake.counts import READ, FileCount

FEW_ROWS = 100_000
KEPT = "SELECT * FROM raw_kept"
REJECTS = pa.schema(
    [
        *(("file_no", pa.int32()), ("row", pa.int64()), ("reason", pa.string())),
        *(("column_name", pa.string()), ("expected", pa.int64()), ("found", pa.int64())),
        ("excerpt", pa.string()),
    ]
)


@dataclass(frozen=True)
class Loaded:
    """The files of a dataset: their counts, and raw_rows as SQL.

    *rows* has every row; *chosen* those alone that the table raw_chosen names, or, where there
    are few, every row too. *groups* has alike rows counted; None if there are few, or if figures
    depend on each of them. *shapes* are those of the files that have columns, by their numbers;
    *replaced* are the numbers of those that may hold replacement characters.
    """

    counts: list[FileCount]
    rows: str
    chosen: str
    groups: str | None
    shapes: dict[int, shapes.Shape]
    replaced: frozenset[int] = frozenset()

    @property
    def is_few(self) -> bool:
        """Tell whether there are so few rows that planning a query takes longer than running it."""
        return sum(count.physical for count in self.counts) <= FEW_ROWS


def load(
    db: duckdb.DuckDBPyConnection,
    dataset: sources.Dataset,
    files: dict[snapshots.File, str],
    scratch: Path,
    into: Callable[[int], delimited.Target],
) -> Loaded:
    """Load *files* (with their SHA-256); create raw_rejects, raw_cells, raw_lines and ref_files.

    A file that cannot be read is counted as failed, with the reason; the others are read.
    """
    counts: list[FileCount] = []
    tables: dict[int, delimited.Table] = {}
    found: dict[int, shapes.Shape | None] = {}
    for number, (file, digest) in enumerate(files.items()):
        start = _start(file, digest, dataset)
        try:
            opening.admit(file, digest)
            tables[number] = replace(
                opening.load(db, dataset, file, scratch, into(number)), others=file.shared.others
            )
        except unpacking.NoRoom:
            raise
        except VouchError as error:
            is_closed = file.problem or error.key in bounds.STOPPED
            lost = (dataset.format, file.path, scratch, file.within)
            counts.append(start.failed(error, *((0, 0) if is_closed else opening.lost(*lost))))
            found[number] = error.shape if isinstance(error, shapes.Unlike) else None
            continue
        counts.append(_counted(start, tables[number]))
        found[number] = tables[number].shape
    _publish(db, tables, counts)
    return _loaded(db, dataset, counts, tables, {n: one for n, one in found.items() if one})


def _start(file: snapshots.File, digest: str, dataset: sources.Dataset) -> FileCount:
    """Begin the account of a file; its checksum is another if it turns out to be packed."""
    return FileCount(
        file.name,
        READ,
        dataset.format.type,
        size=file.size,
        sha256=digest,
        checksum=file.checksum,
    )


def _loaded(
    db: duckdb.DuckDBPyConnection,
    dataset: sources.Dataset,
    counts: list[FileCount],
    tables: dict[int, delimited.Table],
    found: dict[int, shapes.Shape],
) -> Loaded:
    """Write the rows of all files as one, and what their columns hold."""
    scans = {number: rows.scan(dataset, number, table) for number, table in tables.items()}
    shown = {number: (scan, found[number]) for number, scan in scans.items() if number in found}
    cells = shapes.cells(dataset, shown, places.of(dataset))
    db.execute(f"CREATE OR REPLACE TEMP VIEW raw_cells AS {cells}")
    db.execute(f"CREATE OR REPLACE TEMP VIEW raw_lines AS {rows.lines(dataset, tables)}")
    listed, others = [*scans.values()], {number: table.others for number, table in tables.items()}
    each = rows.one_by_one(dataset, listed, others)
    replaced = frozenset(number for number, table in tables.items() if table.is_replaced)
    loaded = Loaded(counts, KEPT, KEPT, None, found, replaced)
    if loaded.is_few:
        db.execute(f"CREATE OR REPLACE TEMP TABLE raw_kept AS {each}")
        return loaded
    chosen = rows.one_by_one(dataset, listed, others, chosen="raw_chosen")
    return replace(loaded, rows=each, chosen=chosen, groups=rows.grouped(dataset, listed, others))


def _counted(start: FileCount, table: delimited.Table) -> FileCount:
    return replace(
        start,
        encoding=table.encoding,
        physical=table.physical,
        preamble=table.preamble,
        header=table.header,
        blank=table.blank,
        rejected=len(table.rejects),
        checksum=table.checksum or start.checksum,
    )


def _publish(
    db: duckdb.DuckDBPyConnection, tables: dict[int, delimited.Table], counts: list[FileCount]
) -> None:
    """Create the rejected rows, and the names and hashes of the files, as tables."""
    rejects = [(number, *said) for number, table in tables.items() for said in table.rejects]
    values = zip(*rejects, strict=True) if rejects else [[]] * len(REJECTS)
    incoming = pa.table(
        [pa.array(list(c), kind.type) for c, kind in zip(values, REJECTS, strict=True)],
        schema=REJECTS,
    )
    db.register("incoming", incoming)
    db.execute("CREATE OR REPLACE TEMP TABLE raw_rejects AS SELECT * FROM incoming")
    db.unregister("incoming")
    files = pa.table(
        {
            "file_no": pa.array(range(len(counts)), pa.int32()),
            "file": pa.array([count.file for count in counts], pa.string()),
            "sha256": pa.array([count.sha256 for count in counts], pa.string()),
            "checksum": pa.array([count.checksum for count in counts], pa.string()),
            "is_merged": pa.array([False] * len(counts), pa.bool_()),
        }
    )
    db.register("incoming", files)
    db.execute("CREATE OR REPLACE TEMP TABLE ref_files AS SELECT * FROM incoming")
    db.unregister("incoming")
