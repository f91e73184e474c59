"""Files for the recount: every physical record of an export, kept or not, by plain Python."""

import gzip
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pyarrow as pa

from tests import recount_formats
from tests.recount_formats import Pile, Row

READERS = {
    "csv": recount_formats.read_csv,
    "jsonl": recount_formats.read_json_lines,
    "json": recount_formats.read_json,
    "combined-log": recount_formats.read_log,
}


@dataclass(frozen=True)
class FileCount:
    """What became of a file's physical records, for one dataset."""

    dataset: str | None
    file: str | None
    state: str  # read, failed, missing, undeclared
    physical: int = 0
    preamble: int = 0
    header: int = 0
    blank: int = 0
    elsewhere: int = 0
    unclaimed: int = 0  # of these, rows that no dataset takes
    rejected: int = 0
    kept: int = 0
    rejected_rows: tuple[int, ...] = ()


def load(
    path: Path, name: str, table: dict[str, Any], others: Sequence[dict[str, Any]] = ()
) -> tuple[FileCount, list[Row]]:
    """Read one file as one dataset, of which *others* may take rows as well."""
    count = FileCount(name, path.name, "failed")
    try:
        pile = _pile(path, table.get("format", {}))
    except (EOFError, OSError, zlib.error, UnicodeDecodeError, ValueError, pa.ArrowException):
        return count, []
    # Of a file that is refused as a whole, a line without content is still no row.
    refused = pile.physical - pile.blank
    count = replace(count, physical=pile.physical, blank=pile.blank, rejected=refused)
    if not needed(table) <= pile.columns:
        return count, []
    mine = [row for row in pile.rows if _belongs(row, table.get("only", {}))]
    taken = [row for row in pile.rows if any(_belongs(row, one.get("only", {})) for one in others)]
    whole = replace(
        count,
        state="read",
        preamble=pile.preamble,
        header=pile.header,
        blank=pile.blank,
        rejected=len(pile.rejected),
        kept=len(mine),
        elsewhere=len(pile.rows) - len(mine),
        unclaimed=len(pile.rows) - len({row.number for row in (*mine, *taken)}),
        rejected_rows=tuple(pile.rejected),
    )
    fates = (whole.preamble, whole.header, whole.blank, whole.rejected, whole.kept)
    assert whole.physical == sum(fates) + whole.elsewhere, whole
    return whole, mine


def needed(table: dict[str, Any]) -> set[str]:
    """List their columns that a file must have."""
    mapped = [
        [names] if isinstance(names, str) else names for names in table.get("columns", {}).values()
    ]
    return {name for names in mapped for name in names} | set(table.get("only", {}))


def _belongs(row: Row, only: dict[str, list[str]]) -> bool:
    return all(row.values[column].strip() in allowed for column, allowed in only.items())


def _pile(path: Path, form: dict[str, Any]) -> Pile:
    kind = form.get("type", "csv")
    if kind == "parquet":
        return recount_formats.read_parquet(path)
    text = unpacked(path).decode(_encoding(form))
    return READERS[kind](text, form)


def _encoding(form: dict[str, Any]) -> str:
    name = form.get("encoding", "utf-8")
    return "utf-8-sig" if name.lower() in {"utf-8", "utf8"} else name


def unpacked(path: Path) -> bytes:
    """Return a file's bytes, unpacked where it is packed."""
    if path.suffix == ".gz":
        return gzip.decompress(path.read_bytes())
    if path.suffix == ".zst":
        with pa.input_stream(str(path), compression="zstd") as stream:
            return stream.read()
    return path.read_bytes()
