"""KPI results and the verdict that each one earns."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

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


class Row(NamedTuple):
    """What one dataset adds to a KPI; its ratio is None, never 0, with nothing to count."""

    dataset: str
    category: str | None
    rule: str | None
    numerator: int
    denominator: int
    ratio: float | None


@dataclass(frozen=True)
class Kpi:
    """One KPI of one snapshot on one day: its definition, rows, totals and verdict."""

    id: str
    query: queries.Query
    snapshot: date
    as_of: date
    rows: tuple[Row, ...]
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


@dataclass(frozen=True)
class PastRange:
    """How many of *records* are past their date, where some cannot be judged."""

    at_least: int
    at_most: int
    records: int

    @property
    def unknown(self) -> int:
        """Records of which nobody can tell."""
        return self.at_most - self.at_least

    @property
    def is_open(self) -> bool:
        """Tell whether there are any."""
        return self.unknown > 0


def past_range(reader: Reader, snapshot: date, as_of: date) -> PastRange:
    """Count the records past their date, and those that could be."""
    return summed(reader.rows("series", "past_range", snapshot=snapshot, as_of=as_of))


def summed(datasets: pd.DataFrame) -> PastRange:
    """Sum the rows of past_range (at_least, at_most, records), one for each dataset."""
    return PastRange(*(int(datasets[name].sum()) for name in ("at_least", "at_most", "records")))


def measure(reader: Reader, kpi: str, snapshot: date, as_of: date) -> Kpi:
    """Run one KPI query and judge it by the policy's limit."""
    return measure_all(reader, snapshot, as_of, [kpi])[0]


def measure_all(
    reader: Reader, snapshot: date, as_of: date, names: Sequence[str] = IDS
) -> list[Kpi]:
    """Run several KPI queries as one statement, which costs little more than a single one."""
    found: dict[str, list[Row]] = {name: [] for name in names}
    days = {"snapshot": snapshot, "as_of": as_of}
    for name, *row in reader.each("kpis", tuple(names), Row._fields, **days):
        found[name].append(Row(*row))
    known = limits(reader)
    return [
        _judged(name, snapshot, as_of, tuple(rows), known.get(name)) for name, rows in found.items()
    ]


def _judged(
    name: str, snapshot: date, as_of: date, rows: tuple[Row, ...], limit: Limit | None
) -> Kpi:
    numerator, denominator = (
        sum(row.numerator for row in rows),
        sum(row.denominator for row in rows),
    )
    status = judge(numerator, denominator, limit)
    query = queries.load("kpis", name)
    return Kpi(name, query, snapshot, as_of, rows, numerator, denominator, status, limit)


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
