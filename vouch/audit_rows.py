"""The audit log in words: is it whole, how much is in it, and what each entry says."""

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime
from typing import Any

import pandas as pd

from vouch import viewers
from vouch.audit import extents, verifying
from vouch.audit.entries import Action, Record
from vouch.audit.extents import Extent
from vouch.audit.verifying import State
from vouch.audit.walking import Fault
from vouch.key_figures import KeyFigure
from vouch.view import View
from vouch.wording import NOTHING, Words

SHOWN_FAULTS = 20
DONE = "done"
FOREIGN = re.compile(r"[^0-9A-Za-z.-]")  # what no name or number of ours has; an edit may have any
COLUMNS = ("at", "who", "role", "action", "place", "query", "filters", "rows", "outcome")
TAKEN = (
    *("seq", "at", "who", "role", "session", "action", "place", "query", "params", "rows"),
    *("generation", "snapshot", "policy", "outcome", "hash"),
)


def state(view: View) -> State:
    """Verify the log: all of it, or for a report as it stood at the end of the as-of day."""
    folder, extent = view.home.audit, extent_of(view)
    return extents.state(folder, extent) if extent else verifying.check(folder)


def until(view: View) -> date | None:
    """Name the day at whose end a report shows the log; None where all of it is shown."""
    return view.as_of if view.viewer.is_report else None


def extent_of(view: View) -> Extent | None:
    """Find how much of the log a report shows; None where all of it is shown."""
    day = until(view)
    return extents.until(view.home.audit, day) if day else None


def status(state: State) -> str:
    """Name the status of the log: is the chain whole?"""
    if state.faults:
        return "broken"
    return "intact" if state.head.seq else "nothing"


def verdict(state: State, t: Words, until: date | None = None) -> str:
    """Say whether the log can be relied on, all of it or *until* a day."""
    if state.faults:
        return t("audit.is_broken", n=len(state.faults))
    return t("audit.is_intact", n=state.entries) if state.head.seq else nothing(t, until)


def nothing(t: Words, until: date | None) -> str:
    """Say that there is no entry, at all or *until* a day."""
    return t("audit.empty_until", day=until) if until else t("audit.is_empty")


def figures(state: State, t: Words) -> list[KeyFigure]:
    """Write the key figures: verification, looks, exports, refusals and the last entry."""
    sums = {action: sum(n.get(action, 0) for n in state.times.values()) for action in Action}
    return [
        KeyFigure(t("audit.kpi_faults"), t.number(len(state.faults)), status(state)),
        KeyFigure(t("audit.kpi_entries"), t.number(state.entries)),
        KeyFigure(t("audit.kpi_looks"), t.number(sums[Action.LOOK])),
        KeyFigure(t("audit.kpi_exports"), t.number(sums[Action.EXPORT])),
        KeyFigure(t("audit.kpi_refusals"), t.number(sums[Action.REFUSAL])),
    ]


def faults(state: State, t: Words) -> list[str]:
    """Say where the log is not as it was written; of many, the first."""
    said = [fault(one, t) for one in state.faults[:SHOWN_FAULTS]]
    more = len(state.faults) - len(said)
    return [*said, t("audit.more_faults", n=more)] if more else said


def fault(one: Fault, t: Words) -> str:
    """Say where the log is not as it was written, and in what."""
    values = {"file": f"{one.segment}.jsonl", "line": one.line, **one.values}
    said = {name: FOREIGN.sub("?", str(value)) for name, value in values.items()}
    return t(f"audit.fault_{one.kind}", **said)


def counts(state: State, t: Words) -> dict[str, Any]:
    """Lay out how often each action occurs in each month, the newest first."""
    there = {action for by_action in state.times.values() for action in by_action}
    actions = [action for action in Action if action in there]
    rows = [
        [month(name, t), *(t.number(n.get(action, 0)) for action in actions)]
        for name, n in sorted(state.times.items(), reverse=True)
    ]
    head = [t("col.month"), *(action_word(action, t) for action in actions)]
    return {"caption": t("audit.counts"), "head": head, "rows": rows, "words": 1}


def month(name: str, t: Words) -> str:
    """Write the name of a segment as a month."""
    year, number = map(int, name.split("-"))
    try:
        return t.month(date(year, number, 1))
    except ValueError:  # a file that somebody else put there
        return name


def action_word(action: str, t: Words) -> str:
    """Name an action."""
    return t.known(f"audit.action_{action}", action)


def who_word(name: str, t: Words) -> str:
    """Name a viewer; the local operator and the report have no names but these."""
    own = {viewers.LOCAL: "audit.local", viewers.REPORT: "audit.report"}
    return t(own[name]) if name in own else name


def lines(records: Sequence[Record], t: Words) -> pd.DataFrame:
    """Write entries as the rows of the page's table."""
    said = [
        {
            "at": _time(record["at"]),
            "who": who_word(str(record.get("who")), t),
            "role": t.known(f"role.{record.get('role')}", str(record.get("role") or NOTHING)),
            "action": action_word(record["action"], t),
            "place": t.known(f"page.{record.get('place')}", str(record.get("place"))),
            "query": str(record.get("query")),
            "filters": _filters(record.get("params") or record["detail"]),
            "rows": _count(record.get("rows"), t),
            "outcome": _outcome(str(record.get("outcome")), t),
        }
        for record in records
    ]
    return pd.DataFrame(said, columns=list(COLUMNS))


def taken(records: Sequence[Record]) -> pd.DataFrame:
    """Lay out entries as they stand in the log, to be taken away."""
    said = [{**record, "params": _filters(record.get("params"))} for record in records]
    return pd.DataFrame(said, columns=list(TAKEN)).astype({"rows": "Int64"})


def _filters(values: object) -> str:
    given = values if isinstance(values, Mapping) else {}
    return ", ".join(f"{name} = {value}" for name, value in given.items() if value is not None)


def _count(rows: object, t: Words) -> str:
    return t.number(rows) if isinstance(rows, int) else ""


def _time(text: str) -> str:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return text
    return f"{at.date().isoformat()} {at:%H:%M:%S}"


def _outcome(key: str, t: Words) -> str:
    """Write how it ended; the sentence of a refusal that has no values of its own."""
    if key == DONE:
        return t("audit.done")
    with suppress(KeyError):
        return t.known(key, key)
    return key
