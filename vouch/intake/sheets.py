"""A sheet of an xlsx workbook into a table, each row under the number that it has there.

A sheet is read as it is stored: hidden rows and columns count like others, of merged cells only
the first has a value. Its physical rows are those from row 1 to the last with anything in it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np
import numpy.typing as npt
import python_calamine

from vouch import bounds, snapshots, sources
from vouch.errors import VouchError
from vouch.intake import cells, columns, delimited, marks, records, rejected, shapes, workbooks
from vouch.intake.delimited import Table


@dataclass(frozen=True)
class Column:
    """A column that the mapping needs: its place in a row, and how its cells are written."""

    name: str
    place: int
    write: cells.Writer
    covered: npt.NDArray[np.bool_] | None  # by row: hidden under a merged cell

    def hides(self, row: int) -> bool:
        """Tell whether the cell of *row* lies under another one."""
        return self.covered is not None and bool(self.covered[row])


@dataclass(frozen=True)
class Grid:
    """A sheet and where its rows begin; columns count from A, whatever the first used one is."""

    sheet: python_calamine.CalamineSheet
    preamble: int
    above: int
    names: list[str]

    @property
    def offset(self) -> int:
        """Count the columns before the first used one, which the reader leaves out."""
        return self.sheet.start[1] if self.sheet.start else 0

    @property
    def width(self) -> int:
        """Count the cells of a row that lie within the heading."""
        return max(0, len(self.names) - self.offset)


def load(
    db: duckdb.DuckDBPyConnection,
    file: snapshots.File,
    dataset: sources.Dataset,
    scratch: Path,
    table: str,
) -> Table:
    """Load the needed columns of one sheet, row by row.

    Raises:
        VouchError: the file is no sound workbook, or its sheet or a mapped column is not there.
    """
    path, needed = file.path, columns.wanted(dataset)
    grid = _grid(path, _open(path, dataset.format, scratch, file.within), dataset.format)
    shape = shapes.of(grid.names, needed)
    shapes.check(path.name, needed, grid.names, shape)
    wanted = [_column(grid, dataset, name) for name in needed]
    spent = delimited.Spent(grid.preamble, grid.above)
    rows = (
        (record.row, *record.fields) for record in _records(grid, wanted) if spent.keeps(record)
    )
    delimited.fill(db, table, delimited.table_of(needed), rows)
    counts = spent.physical, spent.header, spent.blank
    return Table(table, *counts, spent.rejects, None, shape=shape, preamble=spent.preamble)


def count(
    path: Path, layout: sources.Layout, scratch: Path, within: bounds.Bounds
) -> tuple[int, int]:
    """Count the physical rows of a sheet, and the blank ones among them."""
    sheet = _open(path, layout, scratch, within)
    filled = [any(map(cells.is_filled, row)) for row in sheet.iter_rows()] if sheet.end else []
    return len(filled), filled.count(False)


def _open(
    path: Path, layout: sources.Layout, scratch: Path, within: bounds.Bounds
) -> python_calamine.CalamineSheet:
    safe = workbooks.prepare(path, layout.sheet, scratch, within)
    try:
        return python_calamine.load_workbook(safe).get_sheet_by_index(0)
    except python_calamine.CalamineError as error:
        raise VouchError("problem.workbook_damaged", file=path.name) from error


def _grid(path: Path, sheet: python_calamine.CalamineSheet, layout: sources.Layout) -> Grid:
    """Find the heading: the first row with anything in it, after those to be skipped."""
    if not sheet.end:
        raise VouchError("problem.empty_file", file=path.name)
    if not layout.header:
        return Grid(sheet, layout.skip, layout.skip, layout.names)
    offset = sheet.start[1] if sheet.start else 0
    for row, found in enumerate(sheet.iter_rows(), start=1):
        if row > layout.skip and any(map(cells.is_filled, found)):
            names = [cells.text(cell).strip() for cell in found]
            while not names[-1]:
                names.pop()
            return Grid(sheet, row - 1, row, [""] * offset + names)
    raise VouchError("problem.empty_file", file=path.name)


def _column(grid: Grid, dataset: sources.Dataset, name: str) -> Column:
    place = grid.names.index(name)
    covered = _covered(grid.sheet, place)
    return Column(name, place - grid.offset, cells.writer(dataset, name), covered)


def _covered(sheet: python_calamine.CalamineSheet, column: int) -> npt.NDArray[np.bool_] | None:
    """Tell in which rows a column's cell lies under a merged one; None if in none."""
    last = sheet.end[0] + 1 if sheet.end else 0
    steps = np.zeros(last + 2, np.int32)
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or []:
        first = top + 1 + (left == column)  # the value stands in the merged cell's own corner
        if left <= column <= right and first <= min(bottom + 1, last):
            steps[first] += 1
            steps[min(bottom + 1, last) + 1] -= 1
    return np.cumsum(steps) > 0 if steps.any() else None


def _records(grid: Grid, wanted: list[Column]) -> Iterator[records.Record]:
    """Read every physical row, to a record or to the reason why it is none."""
    for row, found in enumerate(grid.sheet.iter_rows(), start=1):
        if row <= grid.above:
            yield records.Record(row, [])
        elif not any(map(cells.is_filled, found)):
            yield records.Record(row, [], records.BLANK)
        elif any(map(cells.is_filled, found[grid.width :])):
            yield _too_wide(row, found, grid)
        else:
            yield _record(row, found, wanted)


def _too_wide(row: int, found: list[cells.Cell], grid: Grid) -> records.Record:
    last = max(place for place, cell in enumerate(found, start=1) if cells.is_filled(cell))
    told = rejected.Told(_shown(found), expected=len(grid.names), found=grid.offset + last)
    return records.Record(row, [], records.FIELDS, told)


def _shown(found: list[cells.Cell]) -> str:
    """Write the cells of a rejected row as a line of text, as far as an excerpt goes."""
    return "|".join(
        marks.SIGNS.get(cell, cell) for cell in map(cells.text, found[: rejected.LONGEST])
    )


def _record(row: int, found: list[cells.Cell], wanted: list[Column]) -> records.Record:
    fields = []
    for column in wanted:
        is_there = 0 <= column.place < len(found)
        cell = found[column.place] if is_there else ""
        if reason := _fault(cell, is_covered=column.hides(row)):
            return records.Record(row, [], reason, rejected.Told(_shown(found), column.name))
        fields.append(column.write(cell))
    return records.Record(row, fields)


def _fault(cell: cells.Cell, *, is_covered: bool) -> str:
    """Tell why a needed cell's row cannot be used; empty if it can."""
    if is_covered and not cells.is_filled(cell):
        return "reject.merged"
    return marks.REASONS.get(cell, "") if isinstance(cell, str) else ""
