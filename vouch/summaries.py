"""What several pages say of the same figures, so that they cannot disagree."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from vouch import (
    chart_rows,
    export_state,
    findings,
    key_figures,
    notice_findings,
    request_figures,
    retention_classes,
    sentences,
    theme,
)
from vouch.key_figures import KeyFigure
from vouch.policy import Limit
from vouch.retention_classes import RetentionClass
from vouch.view import View, kept

DATED = ("past", "on_hold", "overdue")  # figures that depend on the day looked at
KINDS = {"overdue": ("rights_requests",)}  # that a figure counts, where not all


@kept
def trends(view: View) -> dict[str, list[int]]:
    """Return the counts of the last snapshots, each on its own day."""
    states = view.over_time("states")
    return {
        name: _by_snapshot(states[states["state"] == name], "records", view)
        for name in ("past", "no_start", "no_period", "on_hold")
    }


def _by_snapshot(rows: pd.DataFrame, column: str, view: View) -> list[int]:
    counts = rows.groupby("snapshot")[column].sum()
    return [int(counts.get(day, 0)) for day in view.past_snapshots]


@kept
def classes(view: View) -> list[RetentionClass]:
    """Gather the deletion rules' figures of the chosen snapshot and day."""
    rules = {name: rule.determination for name, rule in view.home.policy.rules.items()}
    states, ages = view.over_time("states"), view.series("age_bands")
    unread = export_state.lacking(view)
    found = retention_classes.gather(rules, states, ages, view.past_snapshots, unread)
    is_compared = view.compared is not None
    return [replace(one, is_compared=is_compared) for one in found]


@kept
def open_requests(view: View) -> dict[str, int]:
    """Count the open requests by status."""
    return request_figures.by_status(view.series("open_requests"))


@kept
def rule_names(view: View) -> dict[str, str]:
    """Name every deletion rule in the reader's language."""
    names = {name: view.named("rules", name) for name in view.home.policy.rules}
    return names | {retention_classes.NO_RULE: view.t("rule.undeclared")}


def figure(
    view: View,
    name: str,
    trend: Sequence[int],
    limit: Limit | None = None,
    *,
    of: int = 1,
) -> KeyFigure:
    """Write a count as a key figure, held against its limit if the policy sets one.

    *of* is what it was counted among: out of nothing there is no count, and no limit is kept.
    """
    t, since = view.t, view.compared if name in DATED else view.previous
    if not of:
        return KeyFigure(t(f"kpi.{name}"), t.write(None), "nothing")
    return KeyFigure(
        label=t(f"kpi.{name}"),
        value=t.number(trend[-1]),
        status=key_figures.judge(trend[-1], limit, of),
        change=key_figures.change(trend, since, t),
        trend=view.gapped(trend, *KINDS.get(name, ())),
        limit=key_figures.limit_text(limit, t),
    )


@kept
def past(view: View) -> KeyFigure:
    """Write how many records are past their date."""
    limit, dated = view.home.policy.limits.get("past_retention"), view.kpi("past_retention")
    return figure(view, "past", trends(view)["past"], limit, of=dated.denominator)


@kept
def on_hold(view: View) -> KeyFigure:
    """Write how many records are past their date and kept by a hold."""
    return figure(view, "on_hold", trends(view)["on_hold"])


@kept
def overdue(view: View) -> KeyFigure:
    """Write how many open requests are overdue; with none open there is nothing to count."""
    limit, trend = view.home.policy.limits.get("overdue_requests"), view.trend("overdue_requests")
    return figure(view, "overdue", trend, limit, of=view.kpi("open_requests").numerator)


@kept
def without_period(view: View) -> KeyFigure:
    """Write how many records no period applies to."""
    trend = trends(view)["no_period"]
    made = figure(view, "no_period", trend, of=view.kpi("volumes").numerator)
    return replace(made, status="no_period") if trend[-1] else made


@kept
def answered_late(view: View) -> KeyFigure:
    """Write how many of the year's answers came late, of those that had a due date."""
    t, limit = view.t, view.home.policy.limits.get("answered_late")
    rights = view.over_time("request_rights")
    late = _by_snapshot(rights, "late", view)
    dated = request_figures.dated(view.series("request_rights"))
    return KeyFigure(
        label=t("kpi.late"),
        value=key_figures.of(late[-1], dated, t),
        status=key_figures.judge(late[-1], limit, dated) if dated else "",
        change=key_figures.change(late, view.compared, t),
        trend=view.gapped(late, "rights_requests"),
        limit=key_figures.limit_text(limit, t),
    )


@kept
def identity_codes(view: View) -> KeyFigure:
    """Write how many records carry an identity code where none should stand."""
    history = view.series("identity_code_history")
    days = [pd.Timestamp(day) for day in view.past_snapshots]
    counts = history.set_index("snapshot")["stray_codes"]
    limit = view.home.policy.limits.get("identity_codes_out_of_place")
    trend = [int(counts.get(day, 0)) for day in days]
    return figure(view, "identity_codes", trend, limit, of=view.kpi("volumes").denominator)


@kept
def findings_of(view: View) -> list[findings.Finding]:
    """List what needs a decision, most serious first."""
    t, names, found, states = view.t, rule_names(view), classes(view), open_requests(view)
    stray = int(next(iter(reversed(identity_codes(view).trend)), 0) or 0)
    listed = [
        *findings.of_classes(found, names, t),
        *findings.of_requests(states, t),
        *findings.of_codes(stray, t),
        *findings.of_notice(notice_findings.counts(notice_findings.found(view)), t),
        *findings.of_deletions(view.series("findings_in_deletions"), t),
        *findings.of_files(view.series("files"), t),
        *findings.of_suspects(len(export_state.suspects(view)), t),
        *findings.of_undetermined(found, names, t),
    ]
    return findings.ordered(listed)


@kept
def records_past(view: View) -> str:
    """Say how many records are past their date: a clause."""
    dated = view.kpi("past_retention").denominator
    return sentences.records_past(trends(view)["past"], view.compared, view.t, dated)


@kept
def share_of_past(view: View) -> str:
    """Say which classes most of the records past their date belong to: a sentence."""
    return sentences.share_of_past(classes(view), rule_names(view), view.t)


@kept
def requests_overdue(view: View) -> str:
    """Say whether open requests are on time: a clause."""
    opened, late = view.kpi("open_requests"), open_requests(view)["overdue"]
    return sentences.requests(late, opened.numerator, view.t, opened.denominator)


@kept
def unjudged_note(view: View) -> str:
    """Say how many records no period applies to, so that silence is not taken for order."""
    unset = sum(c.held for c in classes(view) if c.determination == "not_set")
    return view.t("note.no_period", n=unset) if unset else ""


@kept
def categories(view: View) -> pd.DataFrame:
    """Write the records per category of the notice as bars, in the notice's order."""
    rows = view.series("volumes_by_category")
    labels = [view.named("categories", name) for name in rows["category"]]
    return chart_rows.labelled(list(rows["category"]), labels, rows["records"], view.t)


@kept
def past_by_class(view: View) -> pd.DataFrame:
    """Write the records past their date per class as bars; those without a period say so."""
    t, names = view.t, rule_names(view)
    shown = [c for c in classes(view) if c.is_declared and c.determination != "indefinite"]
    shown = shown or [c for c in classes(view) if c.is_judged]  # then no dataset follows one
    counts = [c.past[-1] if c.is_judged else 0 for c in shown]
    rows = chart_rows.labelled([c.rule for c in shown], [names[c.rule] for c in shown], counts, t)
    said = {
        name: f"{theme.STATUSES[name].glyph} {t(f'status.{name}')}"
        for name in ("no_period", "not_exported")
    }
    rows["text"] = [
        text if c.is_judged and c.is_exported else said[c.unjudged]
        for text, c in zip(rows["text"], shown, strict=True)
    ]
    return rows
