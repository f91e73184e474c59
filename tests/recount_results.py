"""Results of the recount, for comparing them with what the queries say."""

from dataclasses import dataclass, field
from datetime import date

from tests.recount_requests import Request

STATES = ("indefinite", "no_period", "running", "no_start", "within", "due_soon", "on_hold", "past")
DATED = ("within", "due_soon", "on_hold", "past")
KPIS = (
    "volumes",
    "past_retention",
    "undetermined_retention",
    "open_requests",
    "overdue_requests",
    "call_recordings",
)


@dataclass(frozen=True)
class Volume:
    """Rows of one dataset by what they are."""

    kept: int
    personal: int
    company_only: int
    deleted: int
    person_unknown: int
    identity_codes: int
    stray_codes: int
    unreadable_starts: int
    epoch_starts: int
    future_starts: int


@dataclass(frozen=True)
class CallCount:
    """Calls of one month, direction and topic (None: not in the export)."""

    calls: int = 0
    recorded: int = 0
    announced: int = 0
    seconds: int = 0
    recorded_seconds: int = 0


@dataclass(frozen=True)
class Figures:
    """All figures of one snapshot as of one day."""

    snapshot: date
    as_of: date
    volumes: dict[str, Volume]
    people: dict[tuple[str, ...], int]
    states: dict[tuple[str, str], int]
    bands: dict[tuple[str, str], int]
    requests: list[Request]
    calls: dict[tuple[date | None, str | None, str | None], CallCount]
    kpis: dict[str, dict[str, tuple[int, int]]] = field(default_factory=dict)

    def total(self, kpi: str) -> tuple[int, int]:
        """Return a KPI's numerator and denominator over all datasets."""
        rows = self.kpis[kpi].values()
        return sum(row[0] for row in rows), sum(row[1] for row in rows)
