"""What-ifs: one deletion rule of a policy with another period, for a look and never for a build."""

import re
from dataclasses import dataclass

from vouch import periods
from vouch.errors import VouchError
from vouch.periods import Period
from vouch.policy import Policy

NOT_SET = "not_set"
UNITS = ("year", "month", "day")
WRITTEN = re.compile(rf"(-?\d{{1,9}}) ({'|'.join(UNITS)})s?")
MOST_YEARS = 100  # longer than anybody is kept waiting; far days would fit no calendar
MOST = {"year": MOST_YEARS, "month": periods.MONTHS_IN_YEAR * MOST_YEARS, "day": 36_525}


@dataclass(frozen=True)
class Supposition:
    """A *policy*, and the same one *supposed* to have another *period* for one *rule*.

    Without a period the rule is supposed to have none. *text* writes it: ``6 years``, ``not_set``.
    """

    policy: Policy
    supposed: Policy
    rule: str
    text: str

    @property
    def period(self) -> Period | None:
        """The period that is supposed."""
        return self.supposed.rules[self.rule].period

    @property
    def is_own(self) -> bool:
        """Tell whether what is supposed is what the policy says anyway."""
        return self.period == self.policy.rules[self.rule].period

    @property
    def name(self) -> str:
        """Name it in files and where answers are kept, so that it is never taken for the policy."""
        own = write(self.policy.rules[self.rule].period)
        return f"what-if, not the policy: {self.rule} = {self.text} (policy: {own})"


def rules(policy: Policy) -> list[str]:
    """List the rules whose period may be another.

    What is kept indefinitely is ended by its purpose, and by no period.
    """
    return [name for name, rule in policy.rules.items() if rule.indefinite is None]


def suppose(policy: Policy, rule: str, text: str) -> Supposition:
    """Put the period that *text* writes in the place of a rule's own.

    Raises:
        VouchError: there is no such rule, or the text is no period of a day to a hundred years.
    """
    if rule not in rules(policy):
        raise VouchError("problem.supposed_rule", known=", ".join(rules(policy)))
    period = None if text == NOT_SET else _period(text)
    changed = policy.rules[rule].model_copy(update={"period": period, "not_set": period is None})
    supposed = policy.model_copy(update={"rules": policy.rules | {rule: changed}})
    made = Supposition(policy, supposed, rule, text)
    # Answers are kept by the version that they were given under.
    named = policy.notice.model_copy(update={"version": f"{policy.notice.version}, {made.name}"})
    return Supposition(policy, supposed.model_copy(update={"notice": named}), rule, text)


def parts(text: str) -> tuple[int, str] | None:
    """Take a written period apart into number and unit, whether or not it may be supposed."""
    if text == NOT_SET:
        return 1, NOT_SET
    found = WRITTEN.fullmatch(text)
    return (int(found[1]), found[2]) if found else None


def join(number: int, unit: str) -> str:
    """Write a number and a unit as a policy would."""
    if unit == NOT_SET:
        return NOT_SET
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"


def write(period: Period | None) -> str:
    """Write a period as a policy would: ``10 years``, ``18 months``, ``90 days``, ``not_set``."""
    if period is None:
        return NOT_SET
    if period.days is not None:
        return join(period.days, "day")
    years, rest = divmod(period.months or 0, periods.MONTHS_IN_YEAR)
    return join(period.months or 0, "month") if rest else join(years, "year")


def _period(text: str) -> Period:
    found = parts(text)
    if found is None:
        raise VouchError("problem.supposed_period")  # no word of an address is put onto a page
    number, unit = found
    if number < 1:
        raise VouchError("problem.supposed_zero", value=text)
    if number > MOST[unit]:
        raise VouchError("problem.supposed_long", value=text, most=MOST_YEARS)
    if unit == "day":
        return Period(days=number)
    return Period(months=number * (periods.MONTHS_IN_YEAR if unit == "year" else 1))
