"""The six KPIs for the recount: numerator and denominator of every dataset counted."""

from tests.recount_results import DATED, Figures
from tests.recount_rows import Look, about_people


def count(kpi: str, seen: Look, made: Figures) -> dict[str, tuple[int, int]]:
    """Return numerator and denominator for every dataset of the kinds counted."""
    if kpi == "call_recordings":
        return {name: _recorded(seen, name) for name in _of_kind(seen, "calls")}
    if kpi in {"open_requests", "overdue_requests"}:
        return {name: _asked(kpi, name, made) for name in _of_kind(seen, "rights_requests")}
    counts = {"volumes": _kept, "past_retention": _past, "undetermined_retention": _undetermined}
    return {name: counts[kpi](name, made) for name in about_people(seen)}


def _of_kind(seen: Look, kind: str) -> list[str]:
    return [name for name, table in seen.datasets.items() if table.get("kind") == kind]


def _recorded(seen: Look, name: str) -> tuple[int, int]:
    rows = [record for record in seen.records if record.dataset == name]
    return sum(row.ours.get("is_recorded") == "yes" for row in rows), len(rows)


def _asked(kpi: str, name: str, made: Figures) -> tuple[int, int]:
    received = [request for request in made.requests if request.dataset == name]
    pending = [request for request in received if request.is_open]
    if kpi == "open_requests":
        return len(pending), len(received)
    return sum(request.due_state == "overdue" for request in pending), len(pending)


def _kept(name: str, made: Figures) -> tuple[int, int]:
    return made.volumes[name].personal, made.volumes[name].kept


def _past(name: str, made: Figures) -> tuple[int, int]:
    return made.states[name, "past"], sum(made.states[name, state] for state in DATED)


def _undetermined(name: str, made: Figures) -> tuple[int, int]:
    unsure = made.states[name, "no_period"] + made.states[name, "no_start"]
    return unsure, made.volumes[name].personal
