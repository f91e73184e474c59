"""Access logs of web servers, told by their lines."""

import re
from itertools import islice

from vouch.inspection.tables import Setting, Table, seen

LINE = re.compile(
    r'(\S+) \S+ (\S+) \[(\d\d/[A-Z][a-z]{2}/\d{4}:[^\]]*)\] "([^"]*)" (\d{3}) (\S+)'
    r'(?: "([^"]*)" "([^"]*)")?'
)
NAMES = (
    *("remote_addr", "remote_user", "time_local", "request", "status", "body_bytes_sent"),
    *("http_referer", "http_user_agent"),
)
LOOKED_AT, MOST = 200, 0.8


def is_log(text: str) -> bool:
    """Tell whether most of the first lines are those of a combined log."""
    lines = [line for line in islice(text.splitlines(), LOOKED_AT) if line.strip()]
    return bool(lines) and sum(map(bool, map(LINE.match, lines))) >= MOST * len(lines)


def read(text: str, most: int, *, is_whole: bool) -> Table:
    """Take lines apart into the columns that vouch gives a combined log."""
    lines = [line for line in islice(text.splitlines(), most) if line.strip()]
    found = [match for match in map(LINE.match, lines) if match]
    rows = [["" if part in (None, "-") else part for part in match.groups()] for match in found]
    why = f"{len(found):,} of {len(lines):,} lines are such"
    return Table(
        "combined-log",
        list(NAMES),
        rows,
        seen(len(lines), is_whole=is_whole and len(text.splitlines()) <= most),
        [Setting("type", '"combined-log"', why)],
        has_typed_days=True,
    )
