"""What another version of the policy would change in the figures, in words (notice §12)."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from vouch import comparison, policy_terms, theme
from vouch.comparison import COUNTS, Effect
from vouch.policy import Policy
from vouch.view import View
from vouch.wording import Words

Fact = tuple[str, str]  # a shape, and a sentence


@dataclass(frozen=True)
class Change:
    """One version of the policy in the place of another."""

    before: Policy
    after: Policy

    @property
    def names(self) -> dict[str, str]:
        """Name both versions."""
        return {"before": self.before.notice.version, "after": self.after.notice.version}


def effects(view: View, change: Change) -> list[Effect]:
    """Judge every dataset in every snapshot by both versions, oldest first."""
    return _judged(view, change, "standing_history")


def totals(view: View, change: Change) -> list[Effect]:
    """Judge every snapshot as a whole by both versions, oldest first."""
    return _judged(view, change, "standing_totals")


def _judged(view: View, change: Change, name: str) -> list[Effect]:
    sides = (view.series_under(version, name) for version in (change.before, change.after))
    return comparison.paired(*sides)


def sentence(view: View, change: Change) -> str:
    """Say what the change does to the newest snapshot; if nothing, why."""
    t, names = view.t, change.names
    moved = [effect for effect in effects(view, change) if effect.is_change]
    if n := len(newest(view, moved)):
        return _moved(view, change, n)
    if moved:
        return t("policy.earlier_only", n=len({effect.snapshot for effect in moved}), **names)
    return t(_unmoved(change), **names)


def _unmoved(change: Change) -> str:
    """Tell apart a version against itself, other words, and terms that touch nothing held."""
    if change.before == change.after:
        return "policy.same"
    differ = [
        *comparison.rule_changes(change.before, change.after),
        *comparison.term_changes(change.before, change.after),
    ]
    return "policy.no_figure" if differ else "policy.wording_only"


def _moved(view: View, change: Change, n: int) -> str:
    t, total = view.t, totals(view, change)[-1]
    steps = zip(COUNTS, total.before, total.after, strict=True)
    said = [
        t(f"policy.more_{name}" if becomes > was else f"policy.fewer_{name}", n=abs(becomes - was))
        for name, was, becomes in steps
        if becomes != was
    ]
    if not said:
        return t("policy.balanced", n=n, day=total.snapshot, **change.names)
    return t("policy.moved", n=n, day=total.snapshot, listed=t.listing(said), **change.names)


def newest(view: View, found: list[Effect]) -> list[Effect]:
    """Choose the effects on the newest snapshot."""
    return [effect for effect in found if effect.snapshot == view.snapshots[-1]]


def facts(view: View, change: Change) -> list[Fact]:
    """Say which version is not yet in force, what breaks a minimum, and what else differs."""
    return [*_not_in_force(view, change), *_too_short(view, change), *_beside(view, change)]


def _not_in_force(view: View, change: Change) -> list[Fact]:
    t, day = view.t, view.snapshots[-1]
    notices = {one.notice.version: one.notice for one in (change.before, change.after)}
    return [
        (
            theme.STATUSES["not_in_force"].glyph,
            t("policy.not_in_force", version=name, start=notice.valid_from, day=day),
        )
        for name, notice in notices.items()
        if notice.valid_from > day
    ]


def _too_short(view: View, change: Change) -> list[Fact]:
    """Name the rules by which records of the newest snapshot go before the law lets them."""
    t, rules = view.t, view.series_under(change.after, "rules", snapshot=view.snapshots[-1])
    return [
        (
            theme.STATUSES["breach"].glyph,
            t(
                "policy.too_short",
                n=int(row.conflicting),
                rule=t.named(change.after.rules[row.rule].title),
                version=change.names["after"],
            ),
        )
        for row in rules[rules["conflicting"] > 0].itertuples()
    ]


def _beside(view: View, change: Change) -> list[Fact]:
    names = policy_terms.beside(change.before, change.after)
    return [("", view.t("policy.beside", n=len(names), listed=", ".join(names)))] if names else []


def table(view: View, change: Change) -> pd.DataFrame:
    """Lay every effect out for a file, changed or not, oldest snapshot first."""
    return comparison.table(effects(view, change))


def ground(before: Policy, after: Policy) -> dict[str, str]:
    """Name what the file rests on: both versions, each with its revision."""
    sides = {"policy_before": before.notice, "policy_after": after.notice}
    return {side: f"{notice.version} {notice.revision}" for side, notice in sides.items()}


def version_words(version: Policy, newest: date, t: Words) -> str:
    """Name a version and its first day, and say if that lies after the *newest* snapshot."""
    notice = version.notice
    if notice.valid_from <= newest:
        return t("strip.policy_from", version=notice.version, day=notice.valid_from)
    said = t("strip.policy_coming", version=notice.version, day=notice.valid_from)
    return f"{theme.STATUSES['not_in_force'].glyph} {said}"
