"""Planted faults between snapshots for the recount: what went, came back, or changed its day."""

from collections.abc import Callable, Iterator
from datetime import date
from itertools import pairwise

from tests.recount import Record
from tests.recount_views import View

STATUTE_YEARS, NOTICE_YEARS = 6, 10


def _shelves(views: list[View], file: str) -> list[tuple[date, dict[str, Record]]]:
    """List a file's rows by id for each snapshot in which the file was read."""
    return [
        (view.look.day, {row.ours["record_id"]: row for row in view.rows(file)})
        for view in views
        if view.rows(file)
    ]


def _gone(views: list[View], file: str) -> Iterator[tuple[date, Record, dict[str, Record]]]:
    """Yield each row that the next snapshot lacks, with that snapshot's day and rows."""
    for (_, before), (day, now) in pairwise(_shelves(views, file)):
        for name, row in before.items():
            if name not in now:
                yield day, row, now


def _too_early(views: list[View], file: str) -> int:
    return sum(
        day <= date(row.starts_on.year + STATUTE_YEARS, 12, 31)
        for day, row, _ in _gone(views, file)
        if row.starts_on
    )


def _fingerprint(row: Record) -> tuple[date | None, str]:
    return row.starts_on, row.ours["fingerprint"]


def _rekeyed(views: list[View], file: str) -> int:
    found = 0
    for day, row, now in _gone(views, file):
        is_past = row.starts_on and date(row.starts_on.year + NOTICE_YEARS, 12, 31) < day
        found += bool(is_past and _fingerprint(row) in map(_fingerprint, now.values()))
    return found


def _redated(views: list[View], file: str) -> int:
    return len(
        {
            name
            for (_, before), (_, now) in pairwise(_shelves(views, file))
            for name, row in before.items()
            if name and name in now and now[name].starts_on != row.starts_on
        }
    )


def _reappeared(views: list[View], file: str) -> int:
    back, seen, last = set(), set(), set()
    for _, rows in _shelves(views, file):
        back |= (set(rows) & seen) - last
        seen |= set(rows)
        last = set(rows)
    return len(back)


def _moved(views: list[View], file: str) -> int:
    """Count the rows that came with the content of a ticket that went."""
    tickets = [f for f in views[0].by_file if f.startswith("yhteydenotot")]
    went = {
        row.ours["fingerprint"]
        for archive in tickets
        for _, row, now in _gone(views, archive)
        if row.ours["fingerprint"] not in {one.ours["fingerprint"] for one in now.values()}
    }
    came = {
        row.ours["record_id"]
        for view in views
        for row in view.rows(file)
        if row.ours["fingerprint"] in went
    }
    return len(came)


def _has_state(state: str) -> Callable[[View, str], int]:
    return lambda view, file: sum(
        count.state == state
        and file in {count.file, view.look.datasets.get(count.dataset, {}).get("files")}
        for count in view.look.files
    )


HISTORY: dict[str, Callable[[list[View], str], int]] = {
    "deleted-too-early": _too_early,
    "re-keyed": _rekeyed,
    "re-dated": _redated,
    "reappeared": _reappeared,
    "moved-to-another-rule": _moved,
}
WHOLE_FILES: dict[str, Callable[[View, str], int]] = {
    "missing-export": _has_state("missing"),
    "renamed-column": _has_state("failed"),
    "undeclared-file": _has_state("undeclared"),
}
