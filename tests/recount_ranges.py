"""Ranges for the recount: what is past its date at least and at most, and what would settle it."""

from collections import Counter
from datetime import date, timedelta

from tests import recount
from tests.recount_rows import Look, Record, kind_of

Step = tuple[str, str | None, str | None, bool]  # step, rule, dataset, period missing
UNDETERMINED = ("no_period", "no_start")


def bounds(seen: Look, as_of: date) -> dict[str, tuple[int, int, int]]:
    """Count the records past at least, at most and in all, by dataset that may hold people."""
    counts: dict[str, Counter] = {name: Counter() for name in recount.about_people(seen)}
    for record in seen.records:
        if record.is_personal:
            state, _ = recount.state(seen, record, as_of)
            is_past = state == "past"
            is_possible = state in UNDETERMINED and _is_possible(seen, record, as_of)
            counts[record.dataset].update(least=is_past, most=is_past or is_possible, all=1)
    return {name: (n["least"], n["most"], n["all"]) for name, n in counts.items()}


def steps(seen: Look, as_of: date) -> dict[Step, tuple[int, int]]:
    """Count what each step would settle, and how much of it could be past."""
    started = {
        record.dataset
        for record in seen.records
        if record.is_personal and record.start_state != "empty"
    }
    settles: Counter[Step] = Counter()
    possible: Counter[Step] = Counter()
    for record in seen.records:
        state = recount.state(seen, record, as_of)[0] if record.is_personal else ""
        if state in UNDETERMINED:
            step = _step(seen, record, state, record.dataset in started)
            settles[step] += 1
            possible[step] += _is_possible(seen, record, as_of)
    return {step: (n, possible[step]) for step, n in settles.items()}


def _runs(seen: Look, record: Record) -> bool:
    """Tell whether the record's period has not begun."""
    table = seen.datasets[record.dataset]
    runs = table.get("empty_start") == "running" or kind_of(seen, record) in recount.RUNS_ON_EMPTY
    return runs and record.start_state == "empty"


def _is_possible(seen: Look, record: Record, as_of: date) -> bool:
    """Tell whether some period or start would make an undetermined record past on a day."""
    if record.is_held or _runs(seen, record):
        return False
    return record.starts_on is None or record.starts_on + timedelta(days=1) < as_of


def _step(seen: Look, record: Record, state: str, has_starts: bool) -> Step:
    rule, is_missing = seen.datasets[record.dataset].get("rule"), state == "no_period"
    if record.starts_on or _runs(seen, record):
        return "period", rule, None if rule else record.dataset, is_missing
    if record.start_state == "unreadable":
        return "unreadable_starts", None, record.dataset, is_missing
    return "empty_starts" if has_starts else "start_column", None, record.dataset, is_missing
