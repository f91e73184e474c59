"""Worklists as files: what the owner of a system is to delete, in the form that they can use."""

import io
from collections.abc import Callable, Mapping
from datetime import date, datetime, time

import pandas as pd
import pyarrow as pa
import xlsxwriter
from pyarrow import parquet

from vouch import downloads, wording
from vouch.errors import VouchError

# A text is a text, whatever it looks like: no formula, no link, no number.
PLAIN = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
COLUMNS = (
    *("source", "dataset", "rule", "record_id", "starts_on", "last_on", "days_past"),
    *("file", "row"),
)
SHEETS = ("worklist", "about")
SHEET_ROWS = 1_048_575  # that a sheet takes below its heading; it would lose the others in silence
WIDTH = 18  # of each column, in characters
MIMES = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "parquet": "application/vnd.apache.parquet",
}


def refusal(unread_holds: pd.DataFrame, day: date) -> VouchError | None:
    """Say why no list for deletion is given while nobody knows all that is on hold.

    *unread_holds* are the rows of ``series/unread_holds`` of the snapshot of *day*.
    """
    if unread_holds.empty:
        return None
    names = ", ".join(unread_holds["dataset"])
    return VouchError("problem.worklist_unread_holds", names=names, day=day)


def as_xlsx(rows: pd.DataFrame, ground: Mapping[str, str]) -> bytes:
    """Write a workbook: the rows, and on a sheet of its own what they rest on.

    Raises:
        VouchError: there are more rows than a sheet takes.
    """
    if len(rows) > SHEET_ROWS:
        raise VouchError("problem.worklist_too_long", n=len(rows), most=SHEET_ROWS)
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, **PLAIN})
    made = date.fromisoformat(ground["snapshot"])
    book.set_properties({"created": datetime.combine(made, time())})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    head = book.add_format({"bold": True})
    about = pd.DataFrame({"name": [*ground], "value": [*ground.values()]})
    for name, table in zip(SHEETS, (rows, about), strict=True):
        sheet = book.add_worksheet(name)
        sheet.write_row(0, 0, [*table.columns], head)
        sheet.set_column(0, len(table.columns) - 1, WIDTH)
        sheet.freeze_panes(1, 0)
        for number, row in enumerate(table.itertuples(index=False), start=1):
            for column, value in enumerate(row):
                _write(sheet, (number, column), value, day)
    book.close()
    return file.getvalue()


def _write(
    sheet: xlsxwriter.workbook.Worksheet,
    place: tuple[int, int],
    value: object,
    day: xlsxwriter.workbook.Format,
) -> None:
    if wording.is_nothing(value):
        return
    if isinstance(value, date):
        sheet.write_datetime(*place, value, day)
    elif isinstance(value, str):
        sheet.write_string(*place, downloads.neutral(value))
    else:
        sheet.write_number(*place, value)


def as_parquet(rows: pd.DataFrame, ground: Mapping[str, str]) -> bytes:
    """Write Parquet, days as days; what the rows rest on stands in its metadata."""
    table = pa.Table.from_pandas(rows, preserve_index=False)
    for name in ("starts_on", "last_on"):
        place = table.schema.get_field_index(name)
        table = table.set_column(place, name, table.column(name).cast(pa.date32()))
    file = io.BytesIO()
    parquet.write_table(table.replace_schema_metadata(dict(ground)), file)
    return file.getvalue()


FORMS: dict[str, Callable[[pd.DataFrame, Mapping[str, str]], bytes]] = {
    "csv": downloads.as_csv,
    "xlsx": as_xlsx,
    "parquet": as_parquet,
}


def file_name(source: str | None, rule: str | None, day: date, form: str) -> str:
    """Name the file after what is on the list."""
    chosen = "-".join(part for part in (source, rule) if part)
    return f"vouch-worklist-{chosen or 'all'}-{day}.{form}"
