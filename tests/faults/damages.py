"""Ways to damage an export, each with what must become of its rows: a model apart from the code."""

from collections.abc import Callable
from datetime import date

from tests.faults.dialects import NAMES, Export, encoded, read_day, written

Damage = Callable[[Export], None]


def nothing(export: Export) -> None:
    """Leave it as it is."""


def row_dropped(export: Export) -> None:
    """Lose a line without a trace: what is not there is not counted."""
    at = export.at
    export.lines.pop(at)
    export.truth.days -= {export.rows[at][2]: 1}


def row_doubled(export: Export) -> None:
    """Write a line twice: both count."""
    at = export.at
    export.lines.insert(at, export.lines[at])
    export.truth.put(export.rows[at][2])


def blank_lines(export: Export) -> None:
    """Put blank lines between the rows."""
    for text in ("", "   "):
        export.lines.insert(export.at, text)
    export.truth.blank += 2


def field_missing(export: Export) -> None:
    """Leave out the last field."""
    key, name, _ = export.rows[at := export.at]
    _replace(export, at, export.dialect.fields(key, name))


def separator_extra(export: Export) -> None:
    """End a row with a separator."""
    at = export.at
    _replace(export, at, f"{export.lines[at]}{export.dialect.delimiter}")


def quote_open(export: Export) -> None:
    """Begin a row with a quotation mark too many."""
    at = export.at
    _replace(export, at, f'"{export.lines[at]}')


def quote_stray(export: Export) -> None:
    """Put a quotation mark into a name: harmless, unless the name stands in quotation marks."""
    key, name, day = export.rows[at := export.at]
    dialect = export.dialect
    stray = dialect.fields(key, f"{name}\0", written(day)).replace("\0", 'T"T')
    _replace(export, at, stray, is_kept=dialect.fields(name) == name)


def nul_byte(export: Export) -> None:
    """Put a NUL byte into a name."""
    key, name, day = export.rows[at := export.at]
    _replace(export, at, export.dialect.fields(key, f"{name}\0x", written(day)))


def bad_byte(export: Export) -> None:
    """Put bytes into a row that its encoding does not know; Latin-1 knows all of them."""
    at = export.at
    byte = {"windows-1252": b"\x81", "utf-16": b"\x00\xd8"}.get(export.dialect.encoding, b"\xff")
    line = encoded(export.dialect, str(export.lines[at]))
    place = line.index(encoded(export.dialect, "Name"))
    _replace(
        export,
        at,
        line[:place] + byte + line[place:],
        is_kept=export.dialect.encoding == "latin-1",
    )
    export.truth.is_refused = export.dialect.encoding == "utf-16"


def columns_swapped(export: Export) -> None:
    """Put the id where the day should be: a row, but nobody can tell since when."""
    key, name, day = export.rows[at := export.at]
    _undated(export, at, export.dialect.fields(written(day), name, key))


def day_in_other_format(export: Export) -> None:
    """Write a day in a format that is not declared."""
    key, name, day = export.rows[at := export.at]
    _undated(export, at, export.dialect.fields(key, name, day.isoformat()))


def footnote(export: Export) -> None:
    """Count the rows below them."""
    export.lines.append(f"({len(export.rows)} rows)")
    export.truth.rejected += 1


def heading_again(export: Export) -> None:
    """Repeat the heading among the rows, where it is a row like any other, without a day."""
    export.lines.insert(export.at, export.dialect.fields(*NAMES))
    export.truth.put(None)


def row_cut(export: Export) -> None:
    """Break off within the last row, which is rejected unless all its fields are begun."""
    line = str(export.lines[-1])
    left = line[: export.dice.randrange(1, len(line))]
    fields = left.split(export.dialect.delimiter)
    is_open = export.dialect.quoting != "none" and left.count('"') % 2
    _replace(export, len(export.rows) - 1, left)
    whole = len(line.partition('] "')[0]) + 3  # of a log, as far as the time goes
    if export.dialect.type == "csv" and len(fields) == len(NAMES) and not is_open:
        _keep_after_all(export, read_day(fields[-1].strip('"')))
    elif export.dialect.type == "combined-log" and len(left) >= whole:
        _keep_after_all(export, export.rows[-1][2])


def archive_cut(export: Export) -> None:
    """Break off an archive: its first rows are not all of them."""
    length = export.dice.randrange(1, 12)
    export.change = lambda content: content[:-length]
    export.truth.is_refused = True


def archive_changed(export: Export) -> None:
    """Change a bit of an archive's checksum."""
    place = export.dice.randrange(1, 5) + (4 if export.dialect.packing == ".gz" else 0)
    export.change = lambda content: (
        content[:-place] + bytes([content[-place] ^ 1]) + content[len(content) - place + 1 :]
    )
    export.truth.is_refused = True


def _replace(export: Export, at: int, line: str | bytes, *, is_kept: bool = False) -> None:
    export.lines[at] = line
    if not is_kept:
        export.truth.days -= {export.rows[at][2]: 1}
        export.truth.rejected += 1


def _keep_after_all(export: Export, day: date | None) -> None:
    export.truth.rejected -= 1
    export.truth.put(day)


def _undated(export: Export, at: int, line: str) -> None:
    _replace(export, at, line, is_kept=True)
    export.truth.days -= {export.rows[at][2]: 1}
    export.truth.put(None)


OF_LINES = (nothing, row_dropped, row_doubled, blank_lines, bad_byte, footnote, row_cut)
OF_FIELDS = (
    *(field_missing, separator_extra, quote_open, quote_stray, nul_byte, columns_swapped),
    *(day_in_other_format, heading_again),
)
OF_ARCHIVES = (archive_cut, archive_changed)


def of(kind: str, packing: str) -> tuple[Damage, ...]:
    """List the damages that exports of a kind can have."""
    lines = OF_LINES + OF_FIELDS if kind == "csv" else OF_LINES
    return lines + (OF_ARCHIVES if packing else ())
