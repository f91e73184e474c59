"""The heading of delimited text: which columns a file has, and whether those needed are there."""

import codecs
from dataclasses import dataclass
from itertools import islice

from vouch import declarations, sources
from vouch.errors import VouchError
from vouch.intake import census, plain, records

OTHER_DELIMITERS = (";", ",", "\t", "|")


@dataclass(frozen=True)
class Heading:
    """The columns of a file in their order, and those of them that the mapping needs."""

    names: list[str]
    needed: list[str]
    counted: census.Census

    @property
    def places(self) -> list[int]:
        """Tell where the needed columns stand."""
        return [self.names.index(name) for name in self.needed]


def read(file: plain.Plain, name: str, layout: sources.Layout, needed: list[str]) -> Heading:
    """Read the column names, and check that those needed are there, each once.

    Raises:
        VouchError: the file is empty, or a mapped column is missing or doubled.
    """
    _refuse_wide(file, name, layout.encoding)
    counted = census.take(file.path, name, layout.delimiter)  # an endless line is never read whole
    if layout.header:
        rows = islice(records.read(file, layout.delimiter, None), layout.skip, layout.skip + 1)
        names = [text.strip() for record in rows for text in record.fields]
    else:
        names = layout.names
    if not any(names):
        raise VouchError("problem.empty_file", file=name)
    _refuse_other_delimiter(name, needed, names, layout.delimiter)
    check(name, needed, names)
    return Heading(names, needed, counted)


def check(file: str, needed: list[str], names: list[str]) -> None:
    """See that the columns needed are there, each once.

    Raises:
        VouchError: a mapped column is missing or doubled.
    """
    for column in needed:
        if names.count(column) > 1:
            raise VouchError("problem.column_twice", file=file, column=column)
        if column not in names:
            near = declarations.nearest(column, names)
            key = "problem.missing_column_near" if near else "problem.missing_column"
            raise VouchError(key, file=file, column=column, near=near)


def _refuse_wide(file: plain.Plain, name: str, encoding: str) -> None:
    """Refuse a file in UTF-16 that is declared as something else: its mark gives it away."""
    with file.path.open("rb") as source:
        if source.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            raise VouchError("problem.encoding", file=name, encoding=encoding)


def _refuse_other_delimiter(file: str, needed: list[str], names: list[str], delimiter: str) -> None:
    """Refuse a heading of one column that another delimiter would split."""
    found = [mark for mark in OTHER_DELIMITERS if mark != delimiter and mark in names[0]]
    if len(names) == 1 and found and set(needed) - set(names):
        raise VouchError("problem.wrong_delimiter", file=file, delimiter=delimiter, found=found[0])
