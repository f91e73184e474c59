"""What changed between two snapshots, in sentences that name the cause."""

import pandas as pd

from vouch import export_state
from vouch.view import View, kept

GONE = ("deleted", "in_time", "too_early", "moved")
TOLD = (*GONE, "re_keyed", "re_dated", "reappeared")


@kept
def sentences_of(view: View) -> list[tuple[str, str]]:
    """Say of each dataset what changed and why, (glyph, sentence); policy and exports first."""
    return [("", said) for said in (*_policy(view), *_exports(view), *_records(view))]


def _policy(view: View) -> list[str]:
    """Say whether the snapshot before was judged by another policy, or read by another mapping."""
    before = [day for day in view.snapshots if day < view.snapshot]
    if not before:
        return []
    was, now = (view.home.versions.on(day).notice.version for day in (before[-1], view.snapshot))
    days = {"before": before[-1], "day": view.snapshot}
    mapping = "mapping_then" if view.source.is_pruned(before[-1]) else "mapping_same"
    said = view.t(f"change.{mapping}", **days)
    if was == now:
        return [view.t("change.policy_same", version=now, **days), said]
    return [view.t("change.policy_other", was=was, version=now, **days), said]


def _exports(view: View) -> list[str]:
    """Say which exports can tell nothing, and what is odd about them."""
    return [*export_state.stops(view).values(), *export_state.suspects(view).values()]


def _records(view: View) -> list[str]:
    rows = view.series("deletion_outcomes")
    # Where nothing can be past its date, the counts alone are compared.
    return [said for row in rows.itertuples() if (said := _record(row, view))]


def _record(row: tuple, view: View) -> str:
    t, before, after = view.t, row.before, row.after  # type: ignore[attr-defined]
    if pd.isna(row.before_on) or not pd.isna(row.since_on):  # type: ignore[attr-defined]
        return ""
    before, after = (int(n) if pd.notna(n) else 0 for n in (before, after))
    came, left = _turnover(row, after - before, view)
    causes = [*came, *(t(f"change.{k}", n=n) for k in TOLD if (n := int(getattr(row, k)))), *left]
    if not causes:
        return ""
    said = {"dataset": row.dataset, "before": before, "after": after}  # type: ignore[attr-defined]
    return t("change.records", **said, causes=t.listing(causes))


def _turnover(row: tuple, growth: int, view: View) -> tuple[list[str], list[str]]:
    """Say how many came and how many else went: by their ids, or else by the counts alone."""
    told = {name: int(getattr(row, name)) for name in TOLD}
    gone = sum(told[name] for name in GONE)
    if pd.isna(row.came):  # type: ignore[attr-defined]
        more = growth + gone
        return _told("more_came", more, view), _told("left", -more, view)
    came = int(row.came) - told["re_keyed"] - told["reappeared"]  # type: ignore[attr-defined]
    left = int(row.went) - told["re_keyed"] - gone  # type: ignore[attr-defined]
    return _told("came", came, view), _told("gone", left, view)


def _told(name: str, n: int, view: View) -> list[str]:
    return [view.t(f"change.{name}", n=n)] if n > 0 else []
