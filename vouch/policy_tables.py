"""The effects of another version of the policy as tables and a chart."""

from typing import Any

import pandas as pd

from vouch import chart_rows, charts, policy_effects, policy_terms, theme
from vouch.comparison import COUNTS, Effect
from vouch.policy_effects import Change
from vouch.view import View
from vouch.wording import Words

MORE, FEWER = "▲", "▼"


def written(view: View, change: Change) -> dict[str, Any]:
    """Write sentence, facts, terms and tables as their template takes them."""
    t = view.t
    return {
        "sentence": policy_effects.sentence(view, change),
        "facts": policy_effects.facts(view, change),
        "label": t("policy.title"),
        "terms": _terms(view, change),
        "tables": [table for table in (_datasets(view, change), _snapshots(view, change)) if table],
        "chart": t("policy.curves"),
    }


def _terms(view: View, change: Change) -> dict[str, Any] | None:
    t, rows = view.t, policy_terms.rows(view, change.before, change.after)
    head = [t("col.class"), *change.names.values()]
    return {"title": t("policy.terms"), "head": head, "rows": rows} if rows else None


def _snapshots(view: View, change: Change) -> dict[str, Any]:
    rows = [
        (view.t.day(total.snapshot), total)
        for total in reversed(policy_effects.totals(view, change))
    ]
    return _table("snapshots", "strip.snapshot", rows, view.t)


def _datasets(view: View, change: Change) -> dict[str, Any] | None:
    """List the datasets of the newest snapshot in which the versions part, and its total."""
    newest = policy_effects.newest(view, policy_effects.effects(view, change))
    rows = [(effect.dataset or "", effect) for effect in newest if effect.is_change]
    if not rows:
        return None
    whole = [(view.t("policy.whole"), policy_effects.totals(view, change)[-1])]
    return _table("datasets", "col.dataset", rows, view.t, whole)


def _table(
    name: str,
    first: str,
    rows: list[tuple[str, Effect]],
    t: Words,
    whole: list[tuple[str, Effect]] | None = None,
) -> dict[str, Any]:
    heads = [f"{theme.STATUSES[count].glyph} {t(f'status.{count}')}" for count in COUNTS]
    return {
        "title": t(f"policy.table_{name}"),
        "head": [t(first), *heads],
        "rows": [(said, _cells(effect, t)) for said, effect in rows],
        "whole": [(said, _cells(effect, t)) for said, effect in whole or []],
    }


def _cells(effect: Effect, t: Words) -> list[dict[str, str]]:
    pairs = zip(effect.before, effect.after, strict=True)
    return [cell(was, becomes, t) for was, becomes in pairs]


def cell(was: int, becomes: int, t: Words) -> dict[str, str]:
    """Write a count that becomes another one, with the step in shape and words."""
    if was == becomes:
        return {"was": t.number(was)}
    is_more, step = becomes > was, abs(becomes - was)
    return {
        "was": t.number(was),
        "becomes": t.number(becomes),
        "glyph": MORE if is_more else FEWER,
        "step": t("policy.more" if is_more else "policy.fewer", n=step),
    }


def curves(view: View, change: Change) -> charts.Drawn:
    """Draw the records past their date in every snapshot under both versions."""
    found = policy_effects.totals(view, change)
    days = [pd.Timestamp(total.snapshot) for total in found]
    sides = ([total.before[0] for total in found], [total.after[0] for total in found])
    was, becomes = (
        curve(name, days, counts, view.t)
        for name, counts in zip(change.names.values(), sides, strict=True)
    )
    return charts.two_curves(was, becomes), _in_words(view, change, found)


def curve(name: str, days: list[pd.Timestamp], counts: list[int], t: Words) -> pd.DataFrame:
    """Write counts on days as one of two curves (day, count, tip, text) that is called *name*."""
    rows = chart_rows.by_day(days, counts, t)
    return rows.assign(tip=f"{name} · " + rows["tip"], text=f"{name}: {t.number(counts[-1])}")


def _in_words(view: View, change: Change, found: list[Effect]) -> str:
    t = view.t
    counts = [
        t("policy.pair", day=total.snapshot, was=total.before[0], becomes=total.after[0])
        for total in found
    ]
    return t("alt.policy", values="; ".join(counts), **change.names)
