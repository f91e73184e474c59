"""Where one of an export's columns stands, as SQL, in each format."""

from collections.abc import Callable

from vouch import sources
from vouch.intake import columns, structured

# Of a line's quoted fields, as Apache writes their own backslashes and quotes.
SLASH, QUOTE = r"\\", r"\""
# Where the bracket of [31/Oct/2026:10:00:00 +0200] closes, which is always as long;
# of its time no more is taken than 31/Oct/2026: alone.
END = "nullif(strpos(line, '] \"'), 0)"
HEAD = f"string_split(left(line, {END} - 29), ' ')"
IS_USUAL = "strpos(line, ' - ') = strpos(line, ' ')"


def _part(number: int) -> str:
    """Write what stands between two quotes, or outside of them; one behind a backslash is no end.

    Such lines are few, and take the long way: their signs in pairs are set aside and put back.
    """
    hidden = f"replace(replace(line, '{SLASH}', '\x01'), '{QUOTE}', '\x02')"
    part = f"split_part({hidden}, '\"', {number})"
    shown = f"replace(replace({part}, '\x02', '{QUOTE}'), '\x01', '{SLASH}')"
    return (
        f"CASE WHEN contains(line, '{QUOTE}') THEN {shown} "
        f"ELSE split_part(line, '\"', {number}) END"
    )


LOG = {
    "remote_addr": "split_part(line, ' ', 1)",
    # A name may have blanks: it goes on up to the time.
    "remote_user": f"array_to_string({HEAD}[3:], ' ')",
    # A line that begins otherwise is no line of a combined log, and has no day. Nearly all have a
    # hyphen in the second place, which costs little to see; a virtual host before it shifts it.
    "time_local": f"substr(line, {END} - CASE WHEN {IS_USUAL} OR len({HEAD}) = 3 THEN 26 END, 12)",
    "request": _part(2),
    "status": f"split_part(ltrim({_part(3)}), ' ', 1)",
    "body_bytes_sent": f"split_part(ltrim({_part(3)}), ' ', 2)",
    "http_referer": _part(4),
    "http_user_agent": _part(6),
}

Place = Callable[[str], str]


def of(dataset: sources.Dataset) -> Place:
    """Return how one of their columns is written."""
    match dataset.format.type:
        case "combined-log":
            return LOG.__getitem__
        case "json" | "jsonl":
            return lambda name: f"(document ->> {columns.literal(structured.path(name))})"
        case _:
            return columns.loaded(columns.wanted(dataset)).__getitem__


def cleaned(dataset: sources.Dataset, place: Place) -> Place:
    """Return how one of them is written without the space around it."""
    empty = "-" if dataset.format.type == "combined-log" else ""
    return lambda name: columns.cleaned(place(name), empty)
