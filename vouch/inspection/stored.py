"""Formats with types of their own: Parquet, and a sheet of a workbook."""

from itertools import islice
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import python_calamine

from vouch.errors import VouchError
from vouch.inspection import headers
from vouch.inspection.tables import Setting, Table, seen
from vouch.intake import cells, marks, workbooks


def parquet(path: Path, most: int) -> Table:
    """Read the first rows of a Parquet file.

    Raises:
        VouchError: the file is damaged.
    """
    try:
        with pq.ParquetFile(path) as file:
            batch = next(file.iter_batches(batch_size=most), None)
            total, names = file.metadata.num_rows, file.schema_arrow.names
    except (pa.ArrowException, OSError) as error:
        raise VouchError("problem.not_parquet", file=path.name) from error
    columns = [[_written(one) for one in column.to_pylist()] for column in batch] if batch else []
    rows = [list(row) for row in zip(*columns, strict=True)]
    why = "begins as Parquet does; its columns have types, and days need no format"
    kind = [Setting("type", '"parquet"', why)]
    return Table("parquet", names, rows, seen(len(rows), is_whole=total <= most), kind)


def _written(value: object) -> str:
    return "" if value is None else str(value)


def workbook(path: Path, most: int, sheet: str | None, scratch: Path) -> Table:
    """Read the first rows of a sheet: the one that is named, else the only one with content.

    Raises:
        VouchError: the file is no sound workbook, or it is not plain which sheet is meant.
    """
    read = _texts(path, most + 2, sheet, scratch)
    widths = [_width(row) for row in read]
    place = headers.start(widths)
    texts = [row[: max(widths)] for row in read[place:] if _width(row)]
    heading = headers.tell(texts)
    body = texts[1:] if heading.is_header else texts
    settings = [
        Setting("type", '"xlsx"', "a workbook; cells with a date format need no `date`"),
        *([Setting("sheet", headers.quoted(sheet), "as named")] if sheet is not None else []),
        *heading.settings,
        *headers.skipped(place if any(widths[:place]) else 0),
    ]
    said = seen(len(body), is_whole=len(read) <= most + 1)
    return Table("xlsx", heading.names, body, said, settings)


def _texts(path: Path, most: int, sheet: str | None, scratch: Path) -> list[list[str]]:
    """Read the cells of a sheet as texts, column A first."""
    try:
        safe = workbooks.prepare(path, sheet, scratch)
        found = python_calamine.load_workbook(safe).get_sheet_by_index(0)
    except python_calamine.CalamineError as error:
        raise VouchError("problem.workbook_damaged", file=path.name) from error
    if not found.end:
        raise VouchError("problem.empty_file", file=path.name)
    offset = found.start[1] if found.start else 0
    return [[""] * offset + [_cell(one) for one in row] for row in islice(found.iter_rows(), most)]


def _width(row: list[str]) -> int:
    """Count the cells of a row up to the last with anything in it."""
    return next((place for place in range(len(row), 0, -1) if row[place - 1].strip()), 0)


def _cell(cell: cells.Cell) -> str:
    text = cells.text(cell)
    return "" if text in marks.REASONS else text.removesuffix(" 00:00:00")
