"""Delimited text into a table: by DuckDB where a count proves it safe, else by records."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

import duckdb
import pyarrow as pa

from vouch import sharing, sources
from vouch.intake import census, columns, headings, plain, records, rejected, shapes

BATCH = 50_000
NO_NULL = "\x02"


@dataclass(frozen=True)
class Target:
    """Where a file is loaded to, and how.

    With *keeps_rows* into a table that tells their numbers, else as a view that is read once.
    *is_careful* forbids the fast way, after it was seen to count other rows than there are.
    """

    table: str
    keeps_rows: bool
    is_careful: bool

    @property
    def name(self) -> str:
        """Name what is created: a view never takes the name of a table."""
        return self.table if self.keeps_rows else f"{self.table}_scan"


@dataclass(frozen=True)
class Table:
    """A loaded file: where its rows are, and how its physical rows were spent.

    *first_row* is the number of the first row where the table's own order tells the others;
    None if the table has a column ``row``. The rows of a view have no numbers. *shape* is what
    its columns are like; None if its format fixes them.
    """

    sql: str
    physical: int
    header: int
    blank: int
    rejects: list[rejected.Reject]
    first_row: int | None
    is_view: bool = False
    shape: shapes.Shape | None = None
    checksum: str = ""  # of the file as it was before packing; empty if it was not packed
    preamble: int = 0
    encoding: str = ""  # in which it was written; empty if its format fixes that
    is_replaced: bool = True  # may hold replacement characters
    others: tuple[sharing.Only, ...] = ()  # what other datasets take of it

    @property
    def rows(self) -> int:
        """Count the rows below the heading that are not blank."""
        return self.physical - self.preamble - self.header - self.blank


@dataclass
class Spent:
    """What became of the records of a file, as far as it has been read.

    The first row comes after *above* records, of which the first *skip* are no heading.
    """

    skip: int = 0
    above: int = 0
    physical: int = 0
    preamble: int = 0
    header: int = 0
    blank: int = 0
    rejects: list[rejected.Reject] = field(default_factory=list)

    def keeps(self, record: records.Record) -> bool:
        """Account for one record."""
        self.physical += 1
        if record.row <= self.skip:
            self.preamble += 1
        elif record.row <= self.above:
            self.header += 1
        elif record.reason == records.BLANK:
            self.blank += 1
        elif record.reason:
            is_listed = len(self.rejects) < rejected.MOST
            self.rejects.append(
                rejected.reject(record.row, record.reason, record.told, is_listed=is_listed)
            )
        else:
            return True
        return False


def load(
    db: duckdb.DuckDBPyConnection,
    file: plain.Plain,
    layout: sources.Layout,
    heading: headings.Heading,
    into: Target,
) -> Table:
    """Load the needed columns of *file* into a table or, where rows need no number, a view."""
    above = layout.skip + layout.header
    counted = heading.counted
    if not into.is_careful and _is_plain(file, counted, len(heading.names), layout.skip):
        scan = _scan(file, layout, heading, above)
        is_told = len(heading.names) > 1 or _has_no_blank(db, scan)
        if is_told and attempt(db, scan, into, counted.lines - above):
            return Table(
                into.name, counted.lines, above, 0, [], above + 1, is_view=not into.keeps_rows
            )
    return _by_record(db, file, layout, heading, into.table)


def _is_plain(file: plain.Plain, counted: census.Census, width: int, skip: int) -> bool:
    """Tell whether every line must be one record of *width* fields, if DuckDB finds none bad.

    A line with one separator too many is read by DuckDB without an error when its last field
    is empty, and shifts its values; the number of separators gives it away.
    """
    return (
        file.encoding == plain.UTF8
        and counted.is_utf8
        and skip == 0
        and counted.quotes == 0
        and counted.nuls == 0
        and counted.returns in (0, counted.lines)
        and counted.separators == counted.lines * (width - 1)
    )


def _scan(file: plain.Plain, layout: sources.Layout, heading: headings.Heading, above: int) -> str:
    types = ", ".join(f"'f{i}': 'VARCHAR'" for i in range(len(heading.names)))
    pairs = zip(heading.places, columns.loaded(heading.needed).values(), strict=True)
    chosen = ", ".join(f"f{place} AS {name}" for place, name in pairs)
    return (
        f"SELECT {chosen or 'f0'} FROM read_csv({columns.literal(str(file.path))}, header = false, "
        f"skip = {above}, columns = {{{types}}}, delim = {columns.literal(layout.delimiter)}, "
        f"quote = '', escape = '', auto_detect = false, nullstr = '{NO_NULL}')"
    )


def _has_no_blank(db: duckdb.DuckDBPyConnection, scan: str) -> bool:
    """Tell whether each line of one column has a sign of ASCII; white space alone is no row."""
    asked = f"SELECT 1 FROM ({scan}) AS one (text) WHERE regexp_matches(text, '[!-~]') IS NOT TRUE"
    try:
        return not db.execute(f"{asked} LIMIT 1").fetchall()
    except (duckdb.InvalidInputException, UnicodeDecodeError):
        return False


def attempt(db: duckdb.DuckDBPyConnection, scan: str, into: Target, body: int) -> bool:
    """Load by DuckDB; say no if it stumbles or counts other rows than there are lines.

    A view is only read when its rows are counted: what it yields is compared then.
    """
    if not into.keeps_rows:
        db.execute(f"CREATE OR REPLACE TEMP VIEW {into.name} AS {scan}")
        return True
    try:
        db.execute(f"CREATE OR REPLACE TEMP TABLE {into.name} AS {scan}")
        [(kept,)] = db.execute(f"SELECT count(*) FROM {into.name}").fetchall()
    except (duckdb.InvalidInputException, UnicodeDecodeError):  # of a message that quotes bytes
        return False
    return bool(kept == body)


def _by_record(
    db: duckdb.DuckDBPyConnection,
    file: plain.Plain,
    layout: sources.Layout,
    heading: headings.Heading,
    table: str,
) -> Table:
    """Load record by record, and remember what was blank and what was rejected, and why."""
    spent = Spent(layout.skip, layout.skip + layout.header)
    schema = table_of(heading.needed)
    places = heading.places
    found = records.read(file, layout.delimiter, len(heading.names))
    rows = (
        (record.row, *(record.fields[place] for place in places))
        for record in found
        if spent.keeps(record)
    )
    fill(db, table, schema, rows)
    counts = spent.physical, spent.header, spent.blank
    return Table(table, *counts, spent.rejects, None, preamble=spent.preamble)


def table_of(needed: Sequence[str]) -> pa.Schema:
    """Describe a table of numbered rows with the columns needed."""
    names = columns.loaded(needed).values()
    return pa.schema([("row", pa.int64()), *((name, pa.string()) for name in names)])


def fill(
    db: duckdb.DuckDBPyConnection, table: str, schema: pa.Schema, rows: Iterator[tuple]
) -> None:
    """Create *table* from rows as they come, some thousands at a time."""
    batches = iter(lambda: list(islice(rows, BATCH)), [])
    reader = pa.RecordBatchReader.from_batches(
        schema,
        (
            pa.RecordBatch.from_arrays(
                [
                    pa.array(values, kind.type)
                    for values, kind in zip(zip(*batch, strict=True), schema, strict=True)
                ],
                schema=schema,
            )
            for batch in batches
        ),
    )
    db.register("incoming", reader)
    db.execute(f"CREATE OR REPLACE TEMP TABLE {table} AS SELECT * FROM incoming")
    db.unregister("incoming")
