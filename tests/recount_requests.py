"""Rights requests for the recount: the clock of GDPR Art. 12(3), by Regulation 1182/71."""

from dataclasses import dataclass
from datetime import date, timedelta

from tests import recount_days

CONSENT = "consent"
DATES = (
    "received_on",
    "identity_asked_on",
    "identity_verified_on",
    "extended_on",
    "closed_on",
    "told_on",
)


@dataclass(frozen=True)
class Request:
    """One request as of a day; stage and due state are None unless it is open."""

    dataset: str
    right: str | None
    outcome: str | None
    received_on: date | None
    closed_on: date | None
    told_on: date | None
    base_due_on: date | None
    is_extended: bool
    due_on: date | None
    suspended_due_on: date | None
    identity_asked_on: date | None
    is_waiting: bool
    is_received: bool
    is_open: bool
    stage: str | None
    due_state: str | None


def read(
    dataset: str, ours: dict[str, str], formats: list[str], clock: dict, as_of: date
) -> Request:
    """Work out one request's dates and where it stands on a day."""
    day = {name: recount_days.read(ours.get(name, ""), formats) for name in DATES}
    received, closed, extended = day["received_on"], day["closed_on"], day["extended_on"]
    right = ours.get("right") or None
    counted_from = received if right != CONSENT else None  # Art. 7(3) gives no month
    base_due = _due(counted_from, 1)
    is_extended = bool(received and extended and base_due and received <= extended <= base_due)
    due = _due(counted_from, 3 if is_extended else 1)
    is_received = received is None or received <= as_of
    is_open = is_received and (closed is None or closed > as_of)
    return Request(
        dataset,
        right,
        ours.get("outcome") or None,
        received,
        closed,
        day["told_on"],
        base_due,
        is_extended,
        due,
        _suspended(day | {"received_on": counted_from}, is_extended, as_of),
        day["identity_asked_on"],
        _is_waiting(day, as_of),
        is_received,
        is_open,
        _stage(day, is_extended, as_of) if is_open else None,
        _due_state(right == CONSENT, received, due, clock, as_of) if is_open else None,
    )


def _due(received: date | None, months: int) -> date | None:
    if received is None:
        return None
    return recount_days.next_working(recount_days.add_months(received, months))


def _suspended(day: dict[str, date | None], is_extended: bool, as_of: date) -> date | None:
    received, asked, verified = (day[name] for name in DATES[:3])
    if received is None or asked is None or verified is None or not asked <= verified <= as_of:
        return None
    unrolled = recount_days.add_months(received, 3 if is_extended else 1)
    return recount_days.next_working(unrolled + (verified - asked))


def _is_waiting(day: dict[str, date | None], as_of: date) -> bool:
    asked, verified = day["identity_asked_on"], day["identity_verified_on"]
    return bool(asked and asked <= as_of and not (verified and verified <= as_of))


def _stage(day: dict[str, date | None], is_extended: bool, as_of: date) -> str:
    extended = day["extended_on"]
    if _is_waiting(day, as_of):
        return "identity"
    return "extended" if is_extended and extended and extended <= as_of else "in_progress"


def _due_state(
    is_withdrawal: bool, received: date | None, due: date | None, clock: dict, as_of: date
) -> str:
    if received is None:
        return "undetermined"
    if is_withdrawal or due is None:
        is_old = (as_of - received).days > clock["consent_withdrawal_days"]
        return "over_limit" if is_old else "no_clock"
    if due < as_of:
        return "overdue"
    soon = as_of + timedelta(days=clock.get("due_soon_days", 10))
    return "due_soon" if due <= soon else "on_time"
