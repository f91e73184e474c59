"""A log of three months, written entry by entry."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from vouch.audit.entries import Action, Event
from vouch.audit.log import Log

MONTHS = (9, 10, 11)
A_MONTH = 12  # entries in each

Write = Callable[..., Log]


def event(month: int = 11, day: int = 1, **said: object) -> Event:
    """Return a look at records, as a page tells of it."""
    given = {
        "who": "Alpha",
        "role": "dpo",
        "place": "retention",
        "query": "evidence/deadline_rows",
        "params": {"as_of": f"2026-{month}-{day:02}", "state": "past"},
        "rows": day,
    }
    return Event(datetime(2026, month, day, 12, tzinfo=UTC), Action.LOOK, **{**given, **said})


@pytest.fixture
def log(tmp_path: Path) -> Log:
    """Return an empty log."""
    return Log(tmp_path / "audit")


@pytest.fixture
def full(log: Log) -> Log:
    """Return a log with three segments."""
    for month in MONTHS:
        for day in range(1, A_MONTH + 1):
            log.append(event(month, day))
    return log
