"""Delimited text: its delimiter by counted fields, its heading, and rows taken apart."""

from collections import Counter
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from vouch.inspection import encodings, headers
from vouch.inspection.encodings import Encoding
from vouch.inspection.samples import Sample
from vouch.inspection.tables import Setting, Table, seen
from vouch.intake import plain, records

DELIMITERS = (";", ",", "\t", "|")
NAMES = {";": "semicolon", ",": "comma", "\t": "tab", "|": "bar"}
LOOKED_AT = 1000
ENOUGH = 1 << 20  # characters, for as many records
MOST = 0.8
HALF = 2


def read(sample: Sample, file: str, most: int, scratch: Path) -> Table:
    """Take a sample apart as text with delimiters.

    Raises:
        VouchError: it is no text.
    """
    encoding = encodings.tell(sample.bytes, file)
    texts = [piece.decode(encoding.name, errors="replace") for piece in sample.each]
    place = scratch / "sample.txt"
    delimiter = _delimiter(texts[0], place)
    mark = delimiter.value if delimiter.is_decided else ","
    share = most // HALF if len(texts) > 1 else most
    first = _records(texts[0], mark, share + LOOKED_AT, place)
    start = headers.start([_width(one) for one in first[:LOOKED_AT]])
    heading = headers.tell([one.fields for one in first[start:] if not _is_blank(one)])
    body = [one for one in first[start + heading.is_header :] if not _is_blank(one)]
    is_all = sample.is_whole and len(first) < share + LOOKED_AT and len(body) <= share
    taken = [*body[:share], *_later(texts[1:], mark, most - share, place)]
    width = len(first[start].fields)
    rows = [one.fields for one in taken if len(one.fields) == width]
    settings = [*_settings(delimiter, encoding), *heading.settings, *headers.skipped(start)]
    said = seen(len(rows), is_whole=is_all, places=len(texts) - 1)
    return Table("csv", heading.names, rows, said, settings, _ragged(body[:share], width))


def _settings(delimiter: Setting, encoding: Encoding) -> list[Setting]:
    return [
        Setting("type", '"csv"', "text with delimiters"),
        _quoted(delimiter),
        Setting("encoding", headers.quoted(encoding.name), encoding.why, encoding.is_sure),
    ]


def _later(texts: list[str], mark: str, most: int, place: Path) -> list[records.Record]:
    """Take the same number of records from each of the further places."""
    share = most // max(1, len(texts))
    return [one for text in texts for one in _records(text, mark, share, place)]


def _records(text: str, delimiter: str, most: int, place: Path) -> list[records.Record]:
    """Take texts apart exactly as a build would."""
    place.write_text(text, encoding="utf-8", newline="")
    return list(islice(records.read(plain.Plain(place, plain.UTF8), delimiter, None), most))


def _is_blank(record: records.Record) -> bool:
    return record.reason == records.BLANK or not record.fields


def _width(record: records.Record) -> int:
    return 0 if _is_blank(record) else len(record.fields)


def _delimiter(text: str, place: Path) -> Setting:
    """Count the fields of the first records for each candidate: who divides them most alike?"""
    widths = {mark: _widths(text, mark, place) for mark in DELIMITERS}
    said = "; ".join(f"{NAMES[mark]}: {_counted(found)}" for mark, found in widths.items())
    steady = {mark: _common(found) for mark, found in widths.items() if _is_steady(found)}
    if not steady:
        is_one = all(set(found) <= {1} for found in widths.values())
        why = "nothing divides the rows: one column" if is_one else f"which one is it? {said}"
        return Setting("delimiter", ",", why, is_decided=is_one)
    best = max(steady, key=lambda mark: steady[mark])
    is_sure = sum(width == steady[best] for width in steady.values()) == 1
    return Setting("delimiter", best, said if is_sure else f"which one is it? {said}", is_sure)


def _widths(text: str, mark: str, place: Path) -> Counter[int]:
    found = _records(text[:ENOUGH], mark, LOOKED_AT, place)
    return Counter(_width(one) for one in found if not _is_blank(one))


def _common(widths: Counter[int]) -> int:
    return max(widths, key=lambda width: (widths[width], width))


def _is_steady(widths: Counter[int]) -> bool:
    """Tell whether most records have the same number of fields, and more than one."""
    if not widths:
        return False
    common = _common(widths)
    return common > 1 and widths[common] >= MOST * widths.total()


def _counted(widths: Counter[int]) -> str:
    """Say how many fields how many records have, the most frequent number first."""
    shown = [f"{width} fields ×{n:,}" for width, n in widths.most_common(3) if width > 1]
    return ", ".join(shown) or "never"


def _quoted(delimiter: Setting) -> Setting:
    value = "\\t" if delimiter.value == "\t" else delimiter.value
    return Setting("delimiter", f'"{value}"', delimiter.why, delimiter.is_decided)


def _ragged(body: Sequence[records.Record], width: int) -> list[str]:
    """Say how many rows have another number of fields than the heading: a build rejects them."""
    other = sum(len(one.fields) != width for one in body)
    return [f"rows without {width} fields, which a build would reject: {other:,}"] * bool(other)
