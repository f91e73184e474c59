"""The policy: the privacy notice as rules, with every number that the figures depend on."""

from datetime import date
from pathlib import Path
from typing import Annotated, Literal

import pydantic

from vouch import bounds, calendar, declarations, periods, written_days
from vouch.declarations import Declaration

Starts = Literal[
    "event",
    "end-of-month",
    "end-of-year",
    "end-of-financial-year",
    "end-of-calendar-year-of-financial-year",
]
Basis = Literal["contract", "legitimate-interest", "consent", "legal-obligation"]
Texts = Annotated[dict[str, str], pydantic.Field(min_length=1)]
NOTICE_CATEGORIES = ("basic", "relationship", "contacts", "use", "other", "consents")
OUTSIDE = "outside-notice"
LEAP_YEAR = 2024
HIDES_NOTHING = 2  # below it lies 1 alone
KEYS_KEPT = periods.Period(months=13)  # where the home does not say for how long


class Notice(Declaration):
    """Which notice the rules come from, and who answers for it (notice, head and §2)."""

    version: str
    revision: str
    controller: str
    dpo: str
    valid_from: date
    address: str | None = None  # where the controller is reached (GDPR Art. 30(1)(a))
    joint_controller: str | None = None
    representative: str | None = None


class Category(Declaration):
    """One category of personal data (notice §4)."""

    title: Texts


class People(Declaration):
    """One category of people whom data are about (GDPR Art. 30(1)(c))."""

    title: Texts


class Purpose(Declaration):
    """One purpose and the legal bases it may rest on (notice §5, GDPR Art. 6)."""

    title: Texts
    bases: Annotated[list[Basis], pydantic.Field(min_length=1)]


class Minimum(Declaration):
    """A statutory minimum: deleting earlier breaks another law."""

    period: periods.Written
    starts: Starts = "event"
    basis: Texts


class Rule(Declaration):
    """One deletion rule: a starting point and a regular deletion period (ISO/IEC 27555)."""

    title: Texts
    starting_point: Texts
    section: str
    basis: Texts
    period: periods.Written | None = None
    starts: Starts = "event"
    at_least: Minimum | None = None
    indefinite: str | None = None
    not_set: bool = False

    @pydantic.model_validator(mode="after")
    def _decided_once(self) -> "Rule":
        given = [self.period is not None, self.indefinite is not None, self.not_set]
        if sum(given) != 1:
            raise declarations.mistake("problem.rule_not_decided")
        return self

    @property
    def determination(self) -> str:
        """Tell whether the rule has a ``period``, is ``indefinite`` or ``not_set``."""
        if self.not_set:
            return "not_set"
        return "period" if self.period else "indefinite"


class RequestClock(Declaration):
    """How days are counted for a request (GDPR Art. 12(3), Regulation 1182/71)."""

    country: str = "FI"
    eves: Literal["strict", "lenient"] = "strict"
    due_soon_days: periods.Days = 10
    consent_withdrawal_days: periods.Days = 7

    @pydantic.field_validator("country")
    @classmethod
    def _has_a_calendar(cls, code: str) -> str:
        if code not in calendar.countries():
            raise declarations.mistake("problem.country_unknown")
        return code


class Measure(Declaration):
    """One technical or organisational measure of security (notice §11, GDPR Art. 32(1))."""

    title: Texts


class Limit(Declaration):
    """What a figure may be at most; ``near`` is where a reader should be warned."""

    at_most: pydantic.NonNegativeFloat
    near: pydantic.NonNegativeFloat | None = None
    measure: Literal["numerator", "ratio"] = "numerator"
    owner: str
    review_on: date

    @pydantic.model_validator(mode="after")
    def _warns_before_it_breaks(self) -> "Limit":
        if self.near is not None and self.near > self.at_most:
            said = {"near": f"{self.near:g}", "most": f"{self.at_most:g}"}
            raise declarations.mistake("problem.near_above_limit", **said)
        return self


class Settings(Declaration):
    """Settings of the home."""

    financial_year_end: str = "12-31"
    due_soon_days: periods.Days = 90
    stale_after_days: periods.SomeDays = 35
    fall_at_most: pydantic.NonNegativeFloat = 0.5  # of the rows of the last good export
    rise_at_most: pydantic.NonNegativeFloat = 2.0
    list_days: periods.Days = 60  # that a marketing list may outlive its campaign
    hold_share_at_most: pydantic.NonNegativeFloat = (
        0.2  # of a dataset's records, before holds are wide
    )
    keep_exports: periods.Written | None = None
    keep_keys: periods.Written | None = None
    keep_audit_log: periods.Written | None = None
    keep_reports: periods.Written | None = None
    finished_by: Literal["_SUCCESS"] | None = None  # the file that an exporter writes last
    unpack_at_most: bounds.Bytes = bounds.Bounds.unpack_at_most
    unpack_ratio: pydantic.PositiveFloat = bounds.Bounds.unpack_ratio
    memory_at_most: bounds.Bytes = bounds.Bounds.memory_at_most  # of the process that reads a file
    seconds_at_most: declarations.Some = bounds.Bounds.seconds_at_most  # and 1 for each megabyte
    small_cell: declarations.Some = 5  # of fewer people only the officer sees the number

    @pydantic.field_validator("small_cell")
    @classmethod
    def _hides_something(cls, least: int) -> int:
        if least == HIDES_NOTHING:
            raise declarations.mistake("problem.threshold_of_two")
        return least

    @pydantic.field_validator("financial_year_end")
    @classmethod
    def _is_a_day(cls, text: str) -> str:
        if written_days.day(f"{LEAP_YEAR}-{text}") is None:
            raise declarations.mistake("problem.wrong_month_day")
        return text

    @pydantic.field_validator("memory_at_most")
    @classmethod
    def _is_enough(cls, size: int) -> int:
        if size < bounds.LEAST_MEMORY:
            least = f"{bounds.LEAST_MEMORY // bounds.MB} MB"
            raise declarations.mistake("problem.too_little_memory", least=least)
        return size

    @property
    def reading_bounds(self) -> bounds.Bounds:
        """Return what reading a dataset's files may take."""
        return bounds.Bounds(
            self.unpack_at_most, self.unpack_ratio, self.memory_at_most, self.seconds_at_most
        )

    @property
    def financial_year(self) -> tuple[int, int]:
        """Return month and day on which the financial year ends."""
        month, day = self.financial_year_end.split("-")
        return int(month), int(day)


class Policy(Declaration):
    """One version of the policy file."""

    notice: Notice
    categories: dict[str, Category]
    people: dict[str, People] = {}
    purposes: dict[str, Purpose]
    rules: dict[str, Rule]
    security: dict[str, Measure] = {}
    request_clock: RequestClock = RequestClock()
    limits: dict[str, Limit] = {}
    settings: Settings = Settings()

    @pydantic.field_validator("categories")
    @classmethod
    def _has_all_six(cls, categories: dict[str, Category]) -> dict[str, Category]:
        absent = [name for name in NOTICE_CATEGORIES if name not in categories]
        if absent:
            raise declarations.mistake("problem.category_absent", category=absent[0])
        return categories


def load(path: Path, name: str = "") -> Policy:
    """Read one policy file, called *name*; raise VouchError with file, table, key and cure."""
    return declarations.read(path, Policy, name=name)
