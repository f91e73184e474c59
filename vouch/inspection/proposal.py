"""The proposal: a table of sources.toml that loads as it stands, with the evidence beside it.

What the file itself decides is live. What it does not is switched off, with the question that a
person must answer.
"""

import glob
import re
from collections.abc import Iterator
from pathlib import Path

from vouch import kinds
from vouch.inspection import header_words
from vouch.inspection.day_lines import date_lines, days
from vouch.inspection.evidence import Column
from vouch.inspection.headers import quoted
from vouch.inspection.tables import Setting, Table
from vouch.policy import Policy

WIDTH = 100
BARE = re.compile(r"[A-Za-z0-9_-]+")
NO_SHOW = "its values are not shown: they might be somebody's"


def default_name(path: Path) -> str:
    """Name a dataset by its file; the part before the dot is to be chosen."""
    stem = re.sub(r"[^a-z0-9]+", "_", path.name.partition(".")[0].casefold()).strip("_")
    return f"new.{stem or 'export'}"


def write(file: str, name: str, table: Table, columns: list[Column], policy: Policy) -> str:
    """Write the proposal for one file as TOML."""
    kind, _ = header_words.kind([column.name for column in columns])
    header = ".".join(part if BARE.fullmatch(part) else quoted(part) for part in name.split("."))
    lines = [
        f"# Proposed from {quoted(file)}; looked at: {table.seen}.",
        "# What the file does not decide is switched off by a #, with the question to answer.",
        *(f"# Note: {note}." for note in table.notes),
        "",
        f"[{header}]",
        _line("files", quoted(glob.escape(file)), "or a pattern: several files are one dataset"),
        *_places(columns, policy),
        "",
        f"[{header}.format]",
        *(_setting(one) for one in table.settings),
        *date_lines(table, columns),
        *_decimal(columns),
        "",
        f"[{header}.columns]",
        "# ours = theirs; each is a suggestion by its heading. Take the # away where it is right.",
    ]
    for place, column in enumerate(columns, start=1):
        lines += ["#", *_column(place, column, kind)]
    return "\n".join(_wrapped(lines)) + "\n"


def _line(key: str, value: str, why: str = "", *, is_live: bool = True) -> str:
    return f"{'' if is_live else '#'}{key} = {value}{f'  # {why}' if why else ''}"


def _setting(one: Setting) -> str:
    return _line(one.key, one.value, one.why, is_live=one.is_decided)


def _places(columns: list[Column], policy: Policy) -> Iterator[str]:
    """Offer kind, category, rule and purpose: a file cannot tell why it is kept."""
    kind, telling = header_words.kind([column.name for column in columns])
    why = f"by its headings for {', '.join(telling)}" if telling else "no heading tells another"
    yield _line("kind", quoted(kind), f"{why}; one of {', '.join(kinds.KINDS)}", is_live=False)
    for key, known in (
        ("category", policy.categories),
        ("rule", policy.rules),
        ("purpose", policy.purposes),
    ):
        yield _line(key, '""', f"which? {', '.join(known)}", is_live=False)


def _decimal(columns: list[Column]) -> Iterator[str]:
    """Propose the mark before decimals, if all columns of decimals write it alike."""
    marks = {column.decimal for column in columns if column.decimal}
    places = [_called(i, one) for i, one in enumerate(columns, start=1) if one.decimal]
    for mark in sorted(marks):
        is_live = len(marks) == 1
        why = f"seen in {', '.join(places)}" if is_live else "which one? Both are seen"
        yield _line("decimal", quoted(mark), why, is_live=is_live)


def _called(place: int, column: Column) -> str:
    return quoted(column.name) if column.name else f"column {place}"


def _column(place: int, column: Column, kind: str) -> Iterator[str]:
    """Write what is known of a column, and what of ours it may be."""
    filled = f"{column.filled:,} of {column.rows:,} filled, {column.distinct:,} distinct"
    yield f"# {_called(place, column)}: {filled}; {'; '.join(column.looks)}."
    if column.days:
        yield from (f"#   {line}" for line in days(column.days, column.filled))
    if column.codes:
        yield f"#   codes: {', '.join(map(quoted, column.codes))}"
    elif column.filled and not column.days:
        yield f"#   {NO_SHOW}"
    theirs = quoted(column.name) if column.name else quoted(f"column_{place}")
    for ours in _suited(column, kind):
        yield _line(
            ours, f"[{theirs}]" if ours in ("free_text", "links") else theirs, is_live=False
        )


def _suited(column: Column, kind: str) -> list[str]:
    """List what of ours the column may be in this kind: days for days, the rest for the rest."""
    known = (*kinds.KINDS[kind].must, *kinds.KINDS[kind].may)
    is_day = column.days is not None
    found = [ours for ours in column.meanings if ours in known and (ours in kinds.DATES) == is_day]
    if is_day:
        return found or [ours for ours in known if ours in kinds.DATES]
    if column.has_codes and "free_text" not in found:
        found = ["identity_code", *(ours for ours in found if ours != "identity_code")]
    return [ours for ours in found if ours in known]


def _wrapped(lines: list[str]) -> Iterator[str]:
    """Break long comments, those behind a value as well, so that they can be read."""
    for line in lines:
        before, mark, why = line.rpartition("  # ")
        if len(line) > WIDTH and mark:
            yield from _broken(why, "# ")
            yield before
        elif len(line) > WIDTH and line.startswith("# "):
            yield from _broken(line[2:], "# ")
        else:
            yield line


def _broken(text: str, before: str) -> Iterator[str]:
    line = ""
    for word in text.split(" "):
        if line and len(before) + len(line) + len(word) >= WIDTH:
            yield before + line
            line = word
        else:
            line = f"{line} {word}" if line else word
    yield before + line
