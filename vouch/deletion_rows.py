"""Deletion in words: what became of the records past their date, from snapshot to snapshot."""

from collections.abc import Sequence

import pandas as pd

from vouch import chart_rows, charts, findings, sentences
from vouch.key_figures import KeyFigure
from vouch.notice_tables import Table
from vouch.view import View, kept
from vouch.wording import NOTHING, Words

YEAR = pd.DateOffset(months=12)  # for which what happened stays a finding
# What an officer may look at row by row, the gravest first.
EVENTS = ("too_early", *findings.STAYED, "unproven", "released", "deleted", "in_time")
HEIGHT = 126  # of the chart
FAULTY = ("stopped", "suspect", "missing")
OUTCOMES = (
    *("listed", "deleted", "still", "re_keyed", "re_dated", "moved", "unproven"),
    *("in_time", "too_early", "reappeared"),
)
WIDE = tuple(range(6, 3 + len(OUTCOMES)))  # columns after "still": a phone has no room for them


@kept
def outcomes(view: View) -> pd.DataFrame:
    """Return what became of each dataset's records, of those alone that have a period."""
    found = view.series("deletion_outcomes")
    return found[found["state"] != "no_period"].reset_index(drop=True)


@kept
def year(view: View) -> pd.DataFrame:
    """Return the counts of the year up to the chosen snapshot."""
    history, until = view.series("deletion_history"), pd.Timestamp(view.snapshot)
    is_recent = (history["snapshot"] <= until) & (history["snapshot"] > until - YEAR)
    return history[is_recent]


@kept
def compared_on(view: View) -> set[pd.Timestamp]:
    """Name the last snapshots in which a dataset at least could be compared with an earlier one."""
    rows = view.over_time("deletion_outcomes")
    return {pd.Timestamp(day) for day in rows.loc[rows["state"] == "compared", "snapshot"]}


@kept
def counts(view: View) -> dict[str, int | None]:
    """Count the records of each event; who is still there after a hold, in this snapshot.

    Where nothing could be compared, nothing was counted.
    """
    sums, now = year(view).groupby("event")["records"].sum(), pd.Timestamp(view.snapshot)
    is_known = len(sums) or any(day > now - YEAR for day in compared_on(view))
    found = {event: int(sums.get(event, 0)) if is_known else None for event in EVENTS}
    released = int(outcomes(view)["released"].sum())
    return found | {"released": released if released or now in compared_on(view) else None}


@kept
def verdict(view: View) -> str:
    """Say how many records past their date have been deleted since, and how many are there."""
    t, rows = view.t, outcomes(view)
    compared = rows[rows["state"] == "compared"]
    if compared.empty:
        return t("deletion.nothing_compared", day=view.snapshot)
    listed, deleted, still = (int(compared[name].sum()) for name in ("listed", "deleted", "still"))
    if not listed:
        return t("deletion.none_listed")
    return t("deletion.verdict", n=listed, deleted=deleted, still=still, day=view.snapshot)


@kept
def note(view: View) -> str:
    """Say which datasets and ids can prove nothing, so that silence is not taken for deletion."""
    found, t = outcomes(view), view.t
    faulty, collisions = found.query("state in @FAULTY"), int(found["collisions"].sum())
    said = [t("deletion.collisions", n=collisions)] if collisions else []
    if not faulty.empty:
        named = t.listing([*faulty["dataset"]])
        said = [t("deletion.not_compared", n=len(faulty), datasets=named), *said]
    return " ".join(said)


def by_dataset_note(view: View) -> str:
    """Say with what each dataset is compared, and since when it is known what went before."""
    t, seen = view.t, [day for day in view.snapshots if not view.source.is_pruned(day)]
    said = [t("deletion.by_dataset_note")]
    if seen and min(view.snapshots) < min(seen) <= view.snapshot:
        said.append(t("deletion.known_since", day=min(seen)))
    return " ".join(said)


@kept
def figures(view: View) -> list[KeyFigure]:
    """Write the page's key figures."""
    t, rows, found = view.t, outcomes(view), counts(view)
    known = [n for event in findings.STAYED if (n := found[event]) is not None]
    faulty, is_compared = int(rows["state"].isin(FAULTY).sum()), (rows["state"] == "compared").any()
    return [
        _figure("deleted", _last(rows, "deleted"), "", t, _trend(view)),
        _figure("still", _last(rows, "still"), "", t),
        _figure("too_early", found["too_early"], "breach", t),
        _figure("stayed", sum(known) if known else None, "warning", t),
        _figure("not_compared", faulty if faulty or is_compared else None, "suspect", t),
    ]


def _figure(
    name: str, count: int | None, status: str, t: Words, trend: Sequence[int | None] = ()
) -> KeyFigure:
    """Write a count, with its *status* if there is any; where nothing was compared, say that."""
    look = "nothing" if count is None else status * bool(count)
    return KeyFigure(t(f"kpi.{name}"), t.write(count), look, trend=trend)


def _last(rows: pd.DataFrame, name: str) -> int | None:
    """Sum what was compared in the chosen snapshot; None where nothing was."""
    compared = rows[rows["state"] == "compared"]
    return None if compared.empty else int(compared[name].sum())


def _trend(view: View) -> list[int | None]:
    history, known = view.series("deletion_history"), compared_on(view)
    sums = history[history["event"] == "deleted"].groupby("snapshot")["records"].sum()
    days = map(pd.Timestamp, view.past_snapshots)
    return [int(sums.get(day, 0)) if day in known else None for day in days]


def by_dataset(view: View) -> Table:
    """Write what became of each dataset's records as a table."""
    t = view.t
    cells = [
        [row.dataset, _state(row, view), *(t.number(getattr(row, name)) for name in OUTCOMES)]
        if row.state == "compared"
        else [row.dataset, _state(row, view), *[NOTHING] * len(OUTCOMES)]
        for row in outcomes(view).itertuples()
    ]
    said = ("deleted_in_time" if name == "in_time" else name for name in OUTCOMES)
    head = [t(f"col.{name}") for name in ("dataset", "compared_with", *said)]
    caption = t("deletion.by_dataset")
    return {"caption": caption, "head": head, "words": 2, "rows": cells, "wide": WIDE}


def _state(row: tuple, view: View) -> str:
    """Say what a dataset was compared with and how, or why not and since when."""
    state, by = row.state, row.method  # type: ignore[attr-defined]
    if state == "compared":
        return view.t(f"deletion.by_{by}", day=row.before_on)  # type: ignore[attr-defined]
    since = view.snapshot if state == "first" else row.since_on  # type: ignore[attr-defined]
    return view.t(f"deletion.{state}", day=since)


def over_time(view: View) -> charts.Drawn:
    """Draw how many records past their date were deleted by each snapshot."""
    t, days = view.t, [pd.Timestamp(day) for day in view.past_snapshots]
    trend = _trend(view)
    rows = chart_rows.by_month(days, trend, t)
    drawn = charts.months(rows, chart_rows.ceiling(trend), height=HEIGHT)
    return drawn, chart_rows.in_words(t("deletion.over_time"), rows, t)


def by_snapshot(view: View, event: str) -> Table:
    """Write one event's counts by snapshot and dataset, the latest first."""
    t, rows = view.t, year(view)
    rows = rows[rows["event"] == event].sort_values("snapshot", ascending=False, kind="stable")
    cells = [[t.day(row.snapshot), row.dataset, t.number(row.records)] for row in rows.itertuples()]
    if event == "released":
        cells = [
            [t.day(view.snapshot), row.dataset, t.number(row.released)]
            for row in outcomes(view).itertuples()
            if row.released
        ]
    head = [t(f"col.{name}") for name in ("snapshot", "dataset", "records")]
    return {"caption": t(f"event.{event}"), "head": head, "words": 2, "rows": cells, "wide": ()}


def least_laws(view: View) -> str:
    """Name the law behind each minimum that records went before."""
    rules = view.home.policy.rules
    named = dict.fromkeys(
        view.t(
            "deletion.law", rule=view.named("rules", name), law=view.t.named(rule.at_least.basis)
        )
        for name, rule in rules.items()
        if rule.at_least
    )
    return sentences.joined([*named])
