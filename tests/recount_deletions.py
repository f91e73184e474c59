"""Deletions for the recount: what became of each record, by plain sets of ids over the files."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from tests import recount_days, recount_findings, recount_rows
from tests.recount_rows import Look, Record

Shelf = dict[str, Record]
GONE = ("deleted", "in_time", "too_early", "re_keyed", "moved")


@dataclass
class Outcome:
    """What was found of one dataset in one snapshot."""

    state: str
    before_on: date | None = None
    since_on: date | None = None
    listed: int = 0
    turnover: tuple[int, int] | None = None  # how many came and went, where ids tell
    released: int = 0
    events: Counter[str] = field(default_factory=Counter)


def outcomes(looks: Sequence[Look]) -> dict[tuple[date, str], Outcome]:
    """Compare every dataset that has a period, from snapshot to snapshot."""
    faulty = _faulty(looks)
    found = {}
    for name in looks[0].datasets:
        if not _has_period(looks[0], name):
            continue
        before, since, gone, freed = None, None, set[str](), set[str]()
        for look in looks:
            place = look.day, name
            if place in faulty:
                since = since or look.day
                found[place] = Outcome(faulty[place], before and before.day, since)
                continue
            found[place] = _pair(before, look, name, gone) if before else Outcome("first")
            if before and _has_ids(look.datasets[name]):
                freed = _freed(before, look, name, freed)
                found[place].released = len(freed)
            before, since = look, None
    return found


def _freed(before: Look, after: Look, name: str, freed: set[str]) -> set[str]:
    """List what is past its date and there, and was so while a hold kept it that is over."""
    was, now = shelf(before, name), shelf(after, name)
    kept = {number for number, row in was.items() if row.is_held and is_past(before, row)}
    return {
        number
        for number in (freed | kept) & now.keys()
        if is_past(after, now[number]) and not now[number].is_held
    }


def oldest(looks: Sequence[Look]) -> dict[tuple[date, str], date]:
    """Tell since when the oldest record of each list that is still there is past its date."""
    faulty, found = _faulty(looks), {}
    for name, table in looks[0].datasets.items():
        if not _has_period(looks[0], name) or not _has_ids(table):
            continue
        good = [look for look in looks if (look.day, name) not in faulty]
        now = shelf(good[-1], name)
        for look in good:
            still = [
                _day(look, row)
                for number, row in shelf(look, name).items()
                if is_past(look, row) and not row.is_held and _fate(now.get(number), row) == "still"
            ]
            found |= {(look.day, name): min(filter(None, still))} if still else {}
    return found


def left(looks: Sequence[Look]) -> dict[tuple[date, str], Counter[str]]:
    """Tell of each snapshot's records past their date what the newest good one still has."""
    faulty, found = _faulty(looks), {}
    for name, table in looks[0].datasets.items():
        if not _has_period(looks[0], name) or not _has_ids(table):
            continue
        good = [look for look in looks if (look.day, name) not in faulty]
        now = shelf(good[-1], name)
        for look in good:
            due = {n: row for n, row in shelf(look, name).items() if is_past(look, row)}
            fates = Counter(_fate(now.get(n), row) for n, row in due.items() if not row.is_held)
            found |= {(look.day, name): fates} if fates else {}
    return found


def shelf(look: Look, name: str) -> Shelf:
    """List a dataset's personal records by id; of a repeated id, the one that starts first."""
    found: Shelf = {}
    for row in look.records:
        number = row.ours.get("record_id", "")
        if row.dataset != name or not number or not row.is_personal:
            continue
        other = found.get(number)
        if other is None or (row.starts_on or date.max) < (other.starts_on or date.max):
            found[number] = row
    return found


def held(look: Look) -> dict[str, tuple[int, int, bool]]:
    """Tell of each dataset how many of how many records are held, and whether all by one hold.

    A list of holds keeps nothing of itself.
    """
    whole = {row.ours["dataset"] for row in look.records if _is_whole(look, row)}
    found = {}
    for name, table in look.datasets.items():
        rows = [row for row in look.records if row.dataset == name and row.is_personal]
        mine = sum(row.is_held for row in rows)
        if rows and table.get("kind") != "holds" and (mine or name in whole):
            found[name] = mine, len(rows), name in whole
    return found


def _is_whole(look: Look, row: Record) -> bool:
    """Tell whether a row is a hold, open on the snapshot's day, that names a dataset alone."""
    table = look.datasets[row.dataset]
    if table.get("kind") != "holds" or row.ours.get("record_id") or row.ours.get("subject_id"):
        return False
    opened, released = (
        recount_days.read(row.ours.get(name, ""), recount_rows.formats(table))
        for name in ("opened_on", "released_on")
    )
    return bool(opened and opened <= look.day and (released is None or released > look.day))


def is_past(look: Look, row: Record) -> bool:
    """Tell whether a record's last permitted day lies before the snapshot's."""
    last = _day(look, row)
    return last is not None and last < look.day


def _fate(now: Record | None, row: Record) -> str:
    if now is None:
        return "not there"
    return "still" if now.starts_on == row.starts_on else "re_dated"


def _faulty(looks: Sequence[Look]) -> dict[tuple[date, str], str]:
    states = {
        (look.day, file.dataset): "stopped"
        for look in looks
        for file in look.files
        if file.dataset and file.state != "read"
    }
    return dict.fromkeys(recount_findings.suspects(looks), "suspect") | states


def _has_period(look: Look, name: str) -> bool:
    rule = look.policy["rules"].get(look.datasets[name].get("rule"), {})
    return "period" in rule and look.datasets[name].get("kind") != "processors"


def _has_ids(table: dict) -> bool:
    return "record_id" in table.get("columns", {}) and table.get("kind") != "holds"


def _day(look: Look, row: Record, *, is_least: bool = False) -> date | None:
    """Return a record's last permitted day, or the last of its statutory minimum."""
    rule = look.policy["rules"].get(look.datasets[row.dataset].get("rule"), {})
    rule = rule.get("at_least", {}) if is_least else rule
    if "period" not in rule or row.starts_on is None:
        return None
    return recount_days.last_permitted(row.starts_on, rule, look.policy["settings"])


def _pair(before: Look, after: Look, name: str, gone: set[str]) -> Outcome:
    found = Outcome("compared", before.day)
    if _has_ids(before.datasets[name]):
        was, now = shelf(before, name), shelf(after, name)
        found.listed = sum(is_past(before, row) for row in was.values())
        found.turnover = len(now.keys() - was.keys()), len(was.keys() - now.keys())
        found.events["reappeared"] = len(gone & now.keys())
        gone.difference_update(now)
        taken: set[str] = set()
        for number, event in _events(before, after, name, taken):
            found.events[event] += 1
            if event in GONE:
                gone.add(number)
    else:
        found.listed = _by_counts(before, after, name, found.events)
    found.events = +found.events
    return found


def _events(before: Look, after: Look, name: str, taken: set[str]) -> Iterator[tuple[str, str]]:
    was, now = shelf(before, name), shelf(after, name)
    for number, row in was.items():
        if number not in now:
            twin = _twin(row, {one: now[one] for one in now if one not in was}, taken)
            if event := _missing(before, after, row, twin):
                yield number, event
        elif is_past(before, row) and now[number].starts_on != row.starts_on:
            yield number, "re_dated"


def _twin(row: Record, came: Shelf, taken: set[str]) -> str:
    """Find a record that came with the same content, and give it to nobody else."""
    same = (one for one in came if one not in taken and _content(came[one]) == _content(row))
    twin = next(same, "") if _content(row) else ""
    taken.add(twin)
    return twin


def _missing(before: Look, after: Look, row: Record, twin: str) -> str:
    """Say what became of a record that is not there; empty if nothing need be said."""
    past = is_past(before, row)
    if twin:
        return "re_keyed" if past else ""
    if _is_elsewhere(before, after, row):
        return "moved" if past else ""
    is_whole = row.file not in _unreliable(before, after, row.dataset)
    return _fewer(before, after, row, is_whole=is_whole)


def _is_protected(before: Look, after: Look, row: Record) -> bool:
    """Tell whether the law still asks for a record on the day of a snapshot that lacks it."""
    least = _day(before, row, is_least=True)
    return least is not None and least >= after.day


def _unreliable(before: Look, after: Look, name: str) -> set[str]:
    """List a dataset's files that are missing beside others, or have lost most of their rows.

    Log files are rotated, and prove what they prove.
    """
    if before.datasets[name].get("format", {}).get("type") == "combined-log":
        return set()
    was, now = (
        {file.file: file for file in look.files if file.dataset == name and file.file}
        for look in (before, after)
    )
    settings = {**before.policy["settings"], **before.datasets[name]}
    most = Fraction(str(settings["fall_at_most"]))
    missing = was.keys() - now.keys() if was.keys() & now.keys() else set()
    return missing | {
        file
        for file in was.keys() & now.keys()
        if was[file].kept >= 50 and was[file].kept - now[file].kept > most * was[file].kept
    }


def _content(row: Record) -> str:
    return row.ours.get("fingerprint", "").replace("\n", "")


def _is_elsewhere(before: Look, after: Look, row: Record) -> bool:
    """Tell whether another dataset has newly what this record said."""
    rule = after.datasets[row.dataset].get("rule")
    others = [n for n, table in after.datasets.items() if table.get("rule") != rule]
    known = {_content(one) for name in others for one in shelf(before, name).values()}
    came = {_content(one) for name in others for one in shelf(after, name).values()}
    return bool(_content(row)) and _content(row) in came - known


def _by_counts(before: Look, after: Look, name: str, events: Counter[str]) -> int:
    """Count by starting day, where no id tells rows apart; return how many were past."""
    rows = {
        look.day: [r for r in look.records if r.dataset == name and r.is_personal]
        for look in (before, after)
    }
    was, now = (Counter(r.starts_on for r in rows[look.day]) for look in (before, after))
    sample = {row.starts_on: row for row in (*rows[before.day], *rows[after.day])}
    listed, is_whole = 0, not _unreliable(before, after, name)
    for start, row in sample.items():
        last = _day(before, row)
        if last is None or start is None:
            continue
        less, past = was[start] - now[start], last < before.day
        listed += was[start] * past
        if less < 0 and past:
            events["added"] -= less
        elif less > 0:
            events[_fewer(before, after, row, is_whole=is_whole)] += less
    del events[""]
    return listed


def _fewer(before: Look, after: Look, row: Record, *, is_whole: bool) -> str:
    """Say what became of those who are fewer under a starting day; empty if nothing need be."""
    last, past = _day(before, row), is_past(before, row)
    if not is_whole:
        return "unproven" if past else ""
    if _is_protected(before, after, row):
        return "too_early"
    if past:
        return "deleted"
    return "in_time" if last and last < after.day else ""
