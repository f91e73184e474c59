"""How much must be deleted to keep the limit by a chosen day, in words."""

from datetime import date, timedelta
from typing import Any

import pandas as pd

from vouch import export_state, key_figures, summaries, theme
from vouch.view import View
from vouch.wording import NOTHING

HORIZONS = (30, 90, 180, 365)  # days from the day looked at
USUAL = 90
COUNTS = ("past", "coming", "deletions", "weekly")


def until(view: View, days: int) -> date:
    """Return the day on which the limit must be kept."""
    return view.as_of + timedelta(days)


def needed(view: View, days: int) -> pd.DataFrame:
    """Return what must be deleted within so many days: of all rules together, then of each."""
    return view.series("deletions_needed", until=until(view, days))


def sentence(view: View, days: int) -> str:
    """Say how many records must go by the day, and how many a week; or why that is not so."""
    t, whole, day = view.t, needed(view, days).iloc[0], until(view, days)
    limit = key_figures.limit_text(view.home.policy.limits.get("past_retention"), t)
    if not whole["dated"]:
        return t("deletions.nothing")
    if pd.isna(whole["deletions"]):
        return t("deletions.no_limit", n=int(whole["past"] + whole["coming"]), day=day)
    if not whole["deletions"]:
        n = int(whole["past"] + whole["coming"])
        return t("deletions.none_needed", n=n, day=day, limit=limit)
    said = {"n": int(whole["deletions"]), "day": day, "limit": limit}
    if whole["is_emptied"]:
        return t("deletions.emptied", **said)
    return t("deletions.needed", weekly=int(whole["weekly"]), **said)


def pace(view: View, days: int) -> str:
    """Say which day leaves the least time for all that falls due from it on, if one does."""
    whole = needed(view, days).iloc[0]
    if pd.isna(whole["paced_on"]):
        return ""
    return view.t("deletions.paced", day=whole["paced_on"])


def table(view: View, days: int) -> dict[str, Any]:
    """Write past, coming, to be deleted and a week, by rule and in all, as its template takes it.

    Rules without a period have no line: nothing of them can be past. Of those of which nothing was
    read, nobody knows what must go.
    """
    t, rows, rules = view.t, needed(view, days), view.home.policy.rules
    names, lacks = summaries.rule_names(view), export_state.unread_rules(view)
    judged = [row for _, row in rows.iloc[1:].iterrows() if rules[row["rule"]].period]
    nothing = [NOTHING] * len(COUNTS)
    body = [
        [names[row["rule"]], *(nothing if row["rule"] in lacks else _counts(view, row))]
        for row in judged
    ]
    whole = [t("retention.total"), *_counts(view, rows.iloc[0])]
    glyph = theme.STATUSES["past"].glyph
    head = [t("col.class"), f"{glyph} {t('deletions.past')}"]
    head += [t(f"deletions.{name}") for name in ("coming", "total", "weekly")]
    return {"caption": t("deletions.table"), "head": head, "rows": body, "total": whole}


def _counts(view: View, row: pd.Series) -> list[str]:
    return [NOTHING if pd.isna(row[name]) else view.t.number(row[name]) for name in COUNTS]
