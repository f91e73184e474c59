"""Tables as files: CSV that says what it rests on and that no spreadsheet executes."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date

import pandas as pd

from vouch import characters, wording
from vouch.policy import Notice

SIGNS = "=+-@"
MINUS = "\u2212"  # a sign to spreadsheets; Unicode's compatibility forms do not make it one
COMMANDS = ("\t", "\r", "\n")  # what stands behind one of them at the start, some look at
QUOTES = "\"'"
# Where a spreadsheet that expects another separator than ours begins a cell or a row: the lists of
# a Finnish one are parted by semicolons.
JOINT = re.compile(r"(?<=[;\t\r\n])")
BYTE_ORDER_MARK = "\ufeff"  # else Excel takes UTF-8 for the machine's own encoding


def as_csv(rows: pd.DataFrame, ground: Mapping[str, str]) -> bytes:
    """Write *rows* as CSV; every line carries its *ground* (snapshot, policy and so on)."""
    said = [*ground.values()]
    lines = [[*row, *said] for row in rows.itertuples(index=False, name=None)]
    return (BYTE_ORDER_MARK + text([*rows.columns, *ground], lines, "\r\n")).encode()


def ground(snapshot: date, as_of: date, notice: Notice, generation: str) -> dict[str, str]:
    """Say what figures and rows rest on."""
    return {
        "snapshot": snapshot.isoformat(),
        "as_of": as_of.isoformat(),
        "policy": f"{notice.version} {notice.revision}",
        "generation": generation,
    }


def chosen(role: str, filters: Mapping[str, object]) -> dict[str, str]:
    """Say for whom rows were read, and by which choices they are fewer than all."""
    said = ", ".join(f"{name}={value}" for name, value in filters.items() if value is not None)
    return {"role": role, "filters": said}


def text(head: Iterable[object], rows: Iterable[Iterable[object]], end: str = "\n") -> str:
    """Write CSV that a spreadsheet reads as it stands: numbers, days, and texts that do nothing."""
    made = io.StringIO()
    writer = csv.writer(made, lineterminator=end)
    writer.writerow(map(_cell, head))
    writer.writerows(map(_cell, row) for row in rows)
    return made.getvalue()


def is_formula(text: str) -> bool:
    """Tell whether a spreadsheet could take a text for a formula, or a command in disguise.

    It passes over spaces, quotes and what acts unseen, and knows the signs in full width.
    """
    first = next((mark for mark in text if not _is_passed_over(mark)), "")
    return bool(first) and (unicodedata.normalize("NFKC", first)[0] in SIGNS or first == MINUS)


def neutral(text: str) -> str:
    """Put an apostrophe before whatever of a text a spreadsheet could take for a formula."""
    parts = [f"'{part}" if is_formula(part) else part for part in JOINT.split(text)]
    before = "'" if text.startswith(COMMANDS) else ""
    return before + "".join(parts)


def _is_passed_over(mark: str) -> bool:
    return mark.isspace() or mark in QUOTES or characters.is_unseen(mark)


def _cell(value: object) -> object:
    """Write a value; only a text can be taken for a formula."""
    if isinstance(value, str):
        return neutral(value)
    if pd.api.types.is_list_like(value):
        return neutral(", ".join(map(str, value)))  # type: ignore[call-overload]
    if wording.is_nothing(value):
        return ""
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value
