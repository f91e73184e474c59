"""Where one of an export's columns stands, as SQL, in each format."""

from collections.abc import Callable

from vouch import sources
from vouch.intake import columns, structured

LOG = {
    "remote_addr": "split_part(line, ' ', 1)",
    "remote_user": "split_part(line, ' ', 3)",
    "time_local": "substr(line, strpos(line, '[') + 1, 12)",  # 31/Oct/2026: and no more
    "request": "split_part(line, '\"', 2)",
    "status": "split_part(ltrim(split_part(line, '\"', 3)), ' ', 1)",
    "body_bytes_sent": "split_part(ltrim(split_part(line, '\"', 3)), ' ', 2)",
    "http_referer": "split_part(line, '\"', 4)",
    "http_user_agent": "split_part(line, '\"', 6)",
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
