"""Write exports byte for byte alike on every machine.

Compression goes through pyarrow, whose pinned wheel brings its own zlib and zstd; the
system's zlib may be another one that packs the same bytes differently.
"""

import csv
import io
import json
from datetime import date, datetime, time
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from vouch.sample import items
from vouch.sample.exports import Export
from vouch.sample.items import Item

GZIP_MOMENT, GZIP_SYSTEM, UNKNOWN_SYSTEM = slice(4, 8), 9, 255


def write(folder: Path, export: Export, held: list[Item], day: date) -> None:
    """Write one export of *day*."""
    path = folder / export.file
    if export.form == "parquet":
        _parquet(path, export, held, day)
        return
    write_text = {"csv": _csv, "json": _json, "jsonl": _json_lines, "lines": _lines}[export.form]
    path.write_bytes(_packed(path.suffix, write_text(export, held, day).encode(export.encoding)))


def _packed(suffix: str, data: bytes) -> bytes:
    if suffix == ".gz":
        packed = bytearray(pa.Codec("gzip", compression_level=9).compress(data, asbytes=True))
        packed[GZIP_MOMENT], packed[GZIP_SYSTEM] = bytes(4), UNKNOWN_SYSTEM
        return bytes(packed)
    if suffix == ".zst":
        return pa.Codec("zstd", compression_level=9).compress(data, asbytes=True)
    return data


def _csv(export: Export, held: list[Item], day: date) -> str:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=export.delimiter, lineterminator=export.newline)
    if export.has_header:
        writer.writerow(export.columns)
    for item in held:
        if item.line is not None:
            text.write(item.line + export.newline)
        else:
            writer.writerow(items.shown(item.fields, day, export.date))
    return text.getvalue()


def _objects(export: Export, held: list[Item], day: date) -> list[str]:
    """Write records as JSON; an empty field is null."""
    rows = [items.shown(item.fields, day, export.date) for item in held]
    return [
        json.dumps(
            dict(zip(export.columns, [text or None for text in row], strict=True)),
            ensure_ascii=False,
            separators=(",", ":"),
        )
        for row in rows
    ]


def _json(export: Export, held: list[Item], day: date) -> str:
    return "[\n" + ",\n".join(_objects(export, held, day)) + "\n]\n"


def _json_lines(export: Export, held: list[Item], day: date) -> str:
    return "".join(f"{line}\n" for line in _objects(export, held, day))


def _lines(export: Export, held: list[Item], day: date) -> str:
    return "".join(f"{item.line}\n" for item in held)


def _parquet(path: Path, export: Export, held: list[Item], day: date) -> None:
    rows = [items.shown(item.fields, day, export.date) for item in held]
    columns = dict(zip(export.columns, zip(*rows, strict=True), strict=True))
    first, last = columns.pop("first_seen"), columns.pop("last_seen")
    table = pa.table({name: pa.array(values, pa.string()) for name, values in columns.items()})
    table = table.append_column("first_seen", pa.array(map(date.fromisoformat, first)))
    noon = [datetime.combine(date.fromisoformat(text), time(12)) for text in last]
    table = table.append_column("last_seen", pa.array(noon, pa.timestamp("us")))
    pq.write_table(table, path, compression="none", use_dictionary=True, store_schema=False)
