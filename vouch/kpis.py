"""KPI results and the verdict that each one earns."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import pandas as pd

from vouch import queries
from vouch.readers import Reader

IDS = (
    "volumes",
    "past_retention",
    "undetermined_retention",
    "open_requests",
    "overdue_requests",
    "call_recordings",
)


class Status(StrEnum):
    """What an auditor may conclude from a figure."""

    PASS = "pass"
    FAIL = "fail"
    NOT_APPLICABLE = "not_applicable"
    NO_LIMIT = "no_limit"


@dataclass(frozen=True)
class Limit:
    """What a figure may be at most, in records or as a ratio; *near* warns before it."""

    measure: str
    at_most: float
    near: float | None


@dataclass(frozen=True)
class Kpi:
    """One KPI of one snapshot on one day: its definition, rows, totals and verdict."""

    id: str
    query: queries.Query
    snapshot: date
    as_of: date
    rows: pd.DataFrame
    numerator: int
    denominator: int
    status: Status
    limit: Limit | None

    @property
    def ratio(self) -> float | None:
        """The overall ratio; None, never 0, when there was nothing to count."""
        return self.numerator / self.denominator if self.denominator else None

    @property
    def is_near(self) -> bool:
        """Tell whether the figure is within its limit, but where a reader should be warned."""
        if self.status is not Status.PASS or self.limit is None or self.limit.near is None:
            return False
        return _measured(self.numerator, self.denominator, self.limit) >= self.limit.near


def measure(reader: Reader, kpi: str, snapshot: date, as_of: date) -> Kpi:
    """Run one KPI query and judge it by the policy's limit."""
    rows = reader.rows("kpis", kpi, snapshot=snapshot, as_of=as_of)
    numerator, denominator = int(rows["numerator"].sum()), int(rows["denominator"].sum())
    limit = limits(reader).get(kpi)
    status = judge(numerator, denominator, limit)
    query = queries.load("kpis", kpi)
    return Kpi(kpi, query, snapshot, as_of, rows, numerator, denominator, status, limit)


def evidence(reader: Reader, kpi: str, snapshot: date, as_of: date) -> pd.DataFrame:
    """List the rows behind a KPI's numerator, within the horizon of the records file.

    Raises:
        readers.Withheld: the reader's role may not see records.
    """
    return reader.rows("evidence", kpi, snapshot=snapshot, as_of=as_of)


def history(reader: Reader, kpi: str) -> list[Kpi]:
    """Measure one KPI for every snapshot, each on its own day, oldest first."""
    return [measure(reader, kpi, day, day) for day in reader.snapshots()]


def limits(reader: Reader) -> dict[str, Limit]:
    """Read the limits that the policy sets, by KPI."""
    return {kpi: Limit(*limit) for kpi, *limit in reader.limits}


def judge(numerator: int, denominator: int, limit: Limit | None) -> Status:
    """Hold a figure against its limit; nothing to count is neither a pass nor a failure."""
    if not denominator:
        return Status.NOT_APPLICABLE
    if limit is None:
        return Status.NO_LIMIT
    within = _measured(numerator, denominator, limit) <= limit.at_most
    return Status.PASS if within else Status.FAIL


def _measured(numerator: int, denominator: int, limit: Limit) -> float:
    return numerator / denominator if limit.measure == "ratio" else numerator
