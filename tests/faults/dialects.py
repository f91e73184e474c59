"""Ways to write a table of people, and ways to damage it, each with what must become of its rows.

The truth is kept beside the text while it is written and damaged; nothing of it is read back.
"""

import gzip
import io
import json
import random
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq
import zstandard

from tests.faults import workbook

NAMES = ("id", "name", "ended")
DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
LOG = '192.0.2.1 - - [{day:%d/%b/%Y}:10:00:00 +0200] "GET /{key} HTTP/1.1" 200 5 "-" "{name}"'
Row = tuple[str, str, date]


@dataclass(frozen=True)
class Dialect:
    """One way to write a table."""

    name: str
    type: str = "csv"
    delimiter: str = ";"
    quoting: str = "none"
    encoding: str = "utf-8"
    end: str = "\n"
    header: bool = True
    skip: int = 0
    packing: str = ""

    @property
    def file(self) -> str:
        """Name its file."""
        return f"{self.type}{self.packing}"

    @property
    def is_text(self) -> bool:
        """Tell whether it is written line by line."""
        return self.type in ("csv", "jsonl", "combined-log")

    def layout(self) -> dict[str, object]:
        """Write its table ``format`` of sources.toml."""
        if self.type == "combined-log":
            return {"type": self.type, "encoding": self.encoding, "date": ["%d/%b/%Y:"]}
        said = {"type": self.type, "date": ["%d.%m.%Y"]}
        if self.type == "csv":
            said |= {"delimiter": self.delimiter, "header": self.header, "skip": self.skip}
            said |= {"names": [] if self.header else list(NAMES)}
        return said | ({"encoding": self.encoding} if self.is_text else {})

    def fields(self, *texts: str) -> str:
        """Write fields as a line."""
        return self.delimiter.join(map(self._quoted, texts))

    def _quoted(self, text: str) -> str:
        needs = self.quoting == "all" or (
            self.quoting == "minimal" and set(text) & {self.delimiter, '"'}
        )
        return '"' + text.replace('"', '""') + '"' if needs else text

    def line(self, row: Row) -> str:
        """Write a row as a line."""
        key, name, day = row
        if self.type == "jsonl":
            return json.dumps(dict(zip(NAMES, (key, name, written(day)), strict=True)))
        if self.type == "combined-log":
            return LOG.format(key=key, name=name, day=day)
        return self.fields(key, name, written(day))


DIALECTS = (
    *(Dialect(f"{mark!r}", delimiter=mark) for mark in (";", ",", "|", "\t")),
    *(Dialect(f"{mark!r} quoted", delimiter=mark, quoting="all") for mark in (";", ",", "\t")),
    *(Dialect(f"{mark!r} minimal", delimiter=mark, quoting="minimal") for mark in (";", ",", "|")),
    Dialect("mark", encoding="utf-8-sig"),
    Dialect("windows", encoding="windows-1252", end="\r\n"),
    Dialect("latin", encoding="latin-1", quoting="minimal"),
    Dialect("utf-16", encoding="utf-16", delimiter="\t"),
    Dialect("utf-16 quoted", encoding="utf-16", quoting="all", end="\r\n"),
    Dialect("crlf", end="\r\n"),
    Dialect("crlf quoted", end="\r\n", quoting="all", delimiter=","),
    Dialect("cr", end="\r"),
    Dialect("headerless", header=False),
    Dialect("headerless quoted", header=False, quoting="all"),
    Dialect("skipped", skip=2),
    Dialect("gz", packing=".gz"),
    Dialect("gz windows", packing=".gz", encoding="windows-1252", quoting="minimal"),
    Dialect("zst", packing=".zst", end="\r\n"),
    Dialect("jsonl", type="jsonl"),
    Dialect("jsonl gz", type="jsonl", packing=".gz"),
    Dialect("log", type="combined-log"),
    Dialect("log zst", type="combined-log", packing=".zst"),
    Dialect("json", type="json"),
    Dialect("parquet", type="parquet"),
    Dialect("xlsx", type="xlsx"),
)


@dataclass
class Truth:
    """What must become of a file's rows; *days* has None where the start is not known."""

    header: int = 0
    blank: int = 0
    rejected: int = 0
    days: Counter[date | None] = field(default_factory=Counter)
    is_refused: bool = False

    def put(self, day: date | None, times: int = 1) -> None:
        """Expect rows to be kept."""
        self.days[day] += times


@dataclass
class Export:
    """A table on its way to a file: what is written of it, and what is true of it."""

    dialect: Dialect
    rows: list[Row]
    dice: random.Random
    lines: list[str | bytes]
    truth: Truth
    change: Callable[[bytes], bytes] = lambda content: content

    @property
    def at(self) -> int:
        """Choose a row."""
        return self.dice.randrange(len(self.rows))


def begin(dialect: Dialect, rows: list[Row], seed: int) -> Export:
    """Write a table without damage."""
    truth = Truth(days=Counter(day for _, _, day in rows))
    return Export(dialect, rows, random.Random(seed), [dialect.line(row) for row in rows], truth)  # noqa: S311


def written(day: date) -> str:
    """Write a day as the dialects have it."""
    return f"{day.day}.{day.month}.{day.year}"


def encoded(dialect: Dialect, line: str) -> bytes:
    """Encode one line, without the mark that stands at the beginning of a file alone."""
    bare = {"utf-16": "utf-16-le", "utf-8-sig": "utf-8"}
    return line.encode(bare.get(dialect.encoding, dialect.encoding))


def content(export: Export) -> bytes:
    """Write the file, and account for what stands above its rows."""
    dialect = export.dialect
    above = [f"Lista {n}" for n in range(dialect.skip)]
    if dialect.type == "csv" and dialect.header:
        above.append(dialect.fields(*NAMES))
    export.truth.header = len(above)
    end = encoded(dialect, dialect.end)
    mark = {"utf-16": b"\xff\xfe", "utf-8-sig": b"\xef\xbb\xbf"}.get(dialect.encoding, b"")
    whole = [*above, *export.lines]
    texts = [one if isinstance(one, bytes) else encoded(dialect, one) for one in whole]
    return export.change(packed(dialect, mark + b"".join(one + end for one in texts)))


def packed(dialect: Dialect, text: bytes) -> bytes:
    """Pack a text as its dialect has it."""
    if dialect.packing == ".gz":
        return gzip.compress(text, mtime=0)
    if dialect.packing == ".zst":
        return zstandard.ZstdCompressor(write_checksum=True).compress(text)
    return text


def table(dialect: Dialect, rows: list[tuple[str, str, str]]) -> bytes:
    """Write a table in a format that carries its own structure."""
    if dialect.type == "json":
        return json.dumps([dict(zip(NAMES, row, strict=True)) for row in rows]).encode()
    if dialect.type == "xlsx":
        return workbook.write(NAMES, *rows)
    columns = dict(zip(NAMES, map(list, zip(*rows, strict=True)), strict=True))
    out = io.BytesIO()
    pq.write_table(pa.table(columns), out)
    return out.getvalue()


def read_day(text: str) -> date | None:
    """Read a day as the mapping's one format has it."""
    found = DAY.fullmatch(text)
    return date(int(found[3]), int(found[2]), int(found[1])) if found else None
