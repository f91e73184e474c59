"""The heading of delimited text: which columns a file has, and whether those needed are there."""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import NoReturn

from vouch import sources
from vouch.errors import VouchError
from vouch.intake import census, plain, records, shapes

HEAD = 16  # bytes of a file that tell whether its letters take two each
OTHER_DELIMITERS = (";", ",", "\t", "|")


@dataclass(frozen=True)
class Heading:
    """The columns of a file in their order, and those of them that the mapping needs."""

    names: list[str]
    needed: list[str]
    counted: census.Census
    shape: shapes.Shape

    @property
    def places(self) -> list[int]:
        """Tell where the needed columns stand."""
        return [self.names.index(name) for name in self.needed]


def read(file: plain.Plain, name: str, layout: sources.Layout, needed: list[str]) -> Heading:
    """Read the column names, and check that those needed are there, each once.

    Raises:
        VouchError: the file is empty, or its heading stands lower, or a mapped column is missing
            or doubled.
    """
    _refuse_wide(file, name, layout.encoding)
    counted = census.take(file.path, name, layout.delimiter)  # an endless line is never read whole
    found = list(islice(_filled(file, layout), 1 + layout.header))
    _refuse_unreadable(name, layout, found, needed)
    rows = [record.fields for record in found]
    names = [text.strip() for text in rows.pop(0)] if layout.header and rows else layout.names
    if not any(names):
        _refuse_blank(file, name, layout)
    shape = shapes.of(names, needed, width=len(rows[0]) if rows else None)
    _refuse_other_delimiter(name, needed, names, layout.delimiter)
    shapes.check(name, needed, names, shape)
    return Heading(names, needed, counted, shape)


def _filled(file: plain.Plain, layout: sources.Layout) -> Iterator[records.Record]:
    """Read the heading, whatever it is, and the rows below it that can be read."""
    found = islice(records.read(file, layout.delimiter, None), layout.skip, None)
    yield from islice(found, int(layout.header))
    yield from (record for record in islice(found, shapes.FIRST_ROWS) if not record.reason)


def _refuse_blank(file: plain.Plain, name: str, layout: sources.Layout) -> NoReturn:
    """Refuse a file without a heading, and say in which row it may stand if not in its own."""
    found = islice(records.read(file, layout.delimiter, None), layout.skip, shapes.FIRST_ROWS)
    for skip, record in enumerate(found, start=layout.skip):
        if record.reason not in ("", records.BLANK) or any(map(str.strip, record.fields)):
            said = {"blank": str(layout.skip + 1), "row": str(record.row), "skip": str(skip)}
            raise VouchError("problem.heading_below", file=name, **said)
    raise VouchError("problem.empty_file", file=name)


def _refuse_unreadable(
    file: str, layout: sources.Layout, found: list[records.Record], needed: list[str]
) -> None:
    """Refuse a heading that cannot be taken apart, or not be read where it names the columns."""
    if not (layout.header and found):
        return
    reason, names = found[0].reason, {text.strip() for text in found[0].fields}
    if reason in (records.QUOTES, records.RETURN):
        raise VouchError("problem.heading_unreadable", file=file, reason=reason)
    if reason == records.ENCODING and set(needed) - names:
        raise VouchError("problem.encoding", file=file, encoding=layout.encoding)


def _refuse_wide(file: plain.Plain, name: str, encoding: str) -> None:
    """Refuse a file in UTF-16 that is declared as something else: its mark or NULs tell."""
    with file.path.open("rb") as source:
        head = source.read(HEAD)
        is_every_other_nul = len(head) == HEAD and not (any(head[::2]) and any(head[1::2]))
        if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or is_every_other_nul:
            raise VouchError("problem.encoding", file=name, encoding=encoding)


def _refuse_other_delimiter(file: str, needed: list[str], names: list[str], delimiter: str) -> None:
    """Refuse a heading of one column that another delimiter would split."""
    found = [mark for mark in OTHER_DELIMITERS if mark != delimiter and mark in names[0]]
    if len(names) == 1 and found and set(needed) - set(names):
        said = {"file": file, "delimiter": delimiter, "found": found[0]}
        raise shapes.Unlike("problem.wrong_delimiter", shapes.of(names, needed), **said)
