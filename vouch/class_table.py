"""The table of retention classes in words: what is held, what is past its date, since when."""

from collections.abc import Sequence

from vouch import key_figures, retention_classes, summaries, theme
from vouch.policy import Policy, Rule
from vouch.retention_classes import RetentionClass
from vouch.view import View
from vouch.wording import NOTHING, Words

STRONGEST = 40  # per cent of red in the darkest cell; ink on it keeps 7:1
COLUMNS = (
    "class", "rule", "held", "past", "change", "trend", "past_for", "no_start", "on_hold",
)  # fmt: skip


def table(view: View) -> dict[str, object]:
    """Write the table as its template takes it."""
    t, classes, names = view.t, summaries.classes(view), summaries.rule_names(view)
    return {
        "caption": t("retention.table"),
        "rows": rows(classes, view.home.policy, names, t),
        "total": total(classes, t),
        "bands": [t(f"age.{band}") for band in retention_classes.BANDS],
        "head": {name: t(f"col.{name}") for name in COLUMNS},
    }


def rows(
    classes: Sequence[RetentionClass], policy: Policy, names: dict[str, str], t: Words
) -> list[dict]:
    """Write one row per class, those without a period last."""
    judged = [c for c in classes if c.is_judged and c.is_exported]
    longest = max((c.past[-1] for c in judged), default=0) or 1
    fullest = max((n for c in judged for n in c.ages), default=0) or 1
    return [
        {"name": names[c.rule], "rule": rule_words(policy.rules.get(c.rule), t)}
        | _row(c, (longest, fullest), t)
        for c in classes
    ]


def _row(c: RetentionClass, most: tuple[int, int], t: Words) -> dict:
    common = {
        "held": t.number(c.held) if c.is_exported else NOTHING,
        "no_start": t.number(c.states.get("no_start", 0)),
        "on_hold": t.number(c.states.get("on_hold", 0)),
    }
    if c.is_judged and c.is_exported:
        return common | _judged(c, most, t)
    return common | _unjudged(c, t)


def _judged(c: RetentionClass, most: tuple[int, int], t: Words) -> dict:
    longest, fullest = most
    past, standing = c.past[-1], c.standing
    return {
        "status": theme.STATUSES[standing],
        "verdict": t.number(past) if past else t(f"status.{standing}"),
        "share": past / longest,
        "change": _change([c], t),
        "heights": key_figures.heights(c.trend),
        "trend_words": t("change.trend", n=len(c.past), values=", ".join(map(t.write, c.trend))),
        "ages": [(t.number(n), round(STRONGEST * n / fullest)) for n in c.ages],
    }


def _change(classes: Sequence[RetentionClass], t: Words) -> str:
    """Write how many more or fewer are past their date; a dash where that cannot be said."""
    changes = [c.change for c in classes]
    known = [change for change in changes if change is not None]
    return t.difference(sum(known)) if len(known) == len(changes) else NOTHING


def _unjudged(c: RetentionClass, t: Words) -> dict:
    """Write a class that cannot be judged: never as compliant, and never as zero."""
    name = {"not_set": "no_period", "indefinite": "indefinite"}.get(c.determination, "")
    if not c.is_exported:
        name = "not_exported"
    return {
        "status": theme.STATUSES[name],
        "verdict": t(f"status.{name}"),
        "change": NOTHING,
        "ages": [(NOTHING, 0)] * len(c.ages),
        "no_start": NOTHING,
        "on_hold": NOTHING,
    }


def rule_words(rule: Rule | None, t: Words) -> str:
    """Write a deletion rule: its period and its starting point."""
    if rule is None:
        return t("rule.not_set")
    if rule.period is None:
        return t(f"rule.{rule.determination}")
    return t("rule.period", period=t.period(rule.period), start=t.named(rule.starting_point))


def total(classes: Sequence[RetentionClass], t: Words) -> dict:
    """Sum the classes that have a period, so that the table agrees with the key figures."""
    judged = [c for c in classes if c.is_judged and c.is_exported]
    if not judged:
        nothing = dict.fromkeys(("held", "past", "change", "no_start", "on_hold"), NOTHING)
        return nothing | {
            "name": t("retention.total"),
            "ages": [NOTHING] * len(retention_classes.BANDS),
        }
    columns = zip(*(c.ages for c in judged), strict=True)
    return {
        "name": t("retention.total"),
        "held": t.number(sum(c.held for c in judged)),
        "past": t.number(sum(c.past[-1] for c in judged)),
        "change": _change(judged, t),
        "ages": [t.number(sum(column)) for column in columns],
        "no_start": t.number(sum(c.states.get("no_start", 0) for c in judged)),
        "on_hold": t.number(sum(c.states.get("on_hold", 0) for c in judged)),
    }
