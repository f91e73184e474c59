"""What two versions of the policy say differently, in words: rules, and terms beside them."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from vouch import comparison, notice_findings, notice_tables, policy
from vouch.comparison import RuleChange
from vouch.policy import Minimum, Policy, Rule
from vouch.sources import Sources
from vouch.view import View
from vouch.wording import Words


def rows(view: View, before: Policy, after: Policy) -> list[dict[str, Any]]:
    """Write what moves the counts: name, the datasets that follow it, and lines of either side."""
    t, sources = view.t, view.home.sources
    rules = [_rule(change, sources, t) for change in comparison.rule_changes(before, after)]
    return [*rules, *_terms(before, after, t)]


def beside(before: Policy, after: Policy) -> list[str]:
    """Name the terms that differ and move no count, as policy.toml names them."""
    changes = comparison.term_changes(before, after)
    return [change.name for change in changes if not change.is_moving]


def rule_lines(rule: Rule | None, t: Words, *, is_followed: bool = False) -> list[str]:
    """Write the terms of a rule: period, where it starts, and the statutory minimum."""
    if rule is None:
        return [t("policy.no_rule_followed" if is_followed else "policy.no_rule")]
    if rule.period is None:
        return [notice_tables.period(rule, t)]
    period = t.period(rule.period)
    if rule.starts == "event":
        said = t("rule.period", period=period, start=t.named(rule.starting_point))
    else:
        said = t("policy.counted_from", period=period, start=t(f"starts.{rule.starts}"))
    return [said, minimum(rule.at_least, t)] if rule.at_least else [said]


def minimum(least: Minimum, t: Words) -> str:
    """Write a statutory minimum: its period, and where it starts unless that is the event."""
    period = t.period(least.period)
    if least.starts == "event":
        return t("policy.at_least", period=period)
    return t("policy.at_least_from", period=period, start=t(f"starts.{least.starts}"))


def _rule(change: RuleChange, sources: Sources, t: Words) -> dict[str, Any]:
    followers = [name for name, one in sources.datasets.items() if one.rule == change.rule]
    sides = (change.before, change.after)
    said = next(side for side in reversed(sides) if side)
    return {
        "name": t.named(said.title),
        "datasets": ", ".join(followers) or t("policy.no_dataset"),
        "sides": [rule_lines(side, t, is_followed=bool(followers)) for side in sides],
    }


def _terms(before: Policy, after: Policy, t: Words) -> Iterator[dict[str, Any]]:
    for change in comparison.term_changes(before, after):
        if change.is_moving:
            write = TERMS[change.name]
            sides = [[write(change.before, t)], [write(change.after, t)]]
            yield {"name": t(f"term.{change.name}"), "datasets": "", "sides": sides}


def _month_day(text: str, t: Words) -> str:
    return t.short_day(date.fromisoformat(f"{policy.LEAP_YEAR}-{text}"))


TERMS: dict[str, Callable[[str, Words], str]] = {
    "settings.financial_year_end": _month_day,
    "request_clock.country": notice_findings.country,
    "request_clock.eves": lambda name, t: t(f"eves.{name}"),
}
