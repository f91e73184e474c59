"""Tables as files: CSV that says what it rests on and that no spreadsheet executes."""

import csv
import io
from collections.abc import Mapping

import pandas as pd

from vouch import wording

FORMULA = ("=", "+", "-", "@", "\t", "\r")
BYTE_ORDER_MARK = "\ufeff"  # else Excel takes UTF-8 for the machine's own encoding


def as_csv(rows: pd.DataFrame, ground: Mapping[str, str]) -> bytes:
    """Write *rows* as CSV; every line carries its *ground* (snapshot, policy and so on)."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([*rows.columns, *ground])
    for row in rows.itertuples(index=False):
        writer.writerow([*map(_cell, row), *ground.values()])
    return (BYTE_ORDER_MARK + text.getvalue()).encode()


def _cell(value: object) -> object:
    """Write a value; text that a spreadsheet would take for a formula gets an apostrophe."""
    if wording.is_nothing(value):
        return ""
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, str) and value.startswith(FORMULA):
        return f"'{value}"
    return value
