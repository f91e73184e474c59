"""Lists to work off in words: what is left of each, and on which day that was seen."""

import pandas as pd

from vouch.notice_tables import Table
from vouch.view import View, kept

FOLLOWED = ("listed", "gone", "elsewhere", "re_dated", "unproven", "still")


@kept
def followed(view: View) -> pd.DataFrame:
    """Return what is left of each list that was drawn up to the chosen snapshot."""
    lists = view.series("worklists")
    return lists[lists["snapshot"] <= pd.Timestamp(view.snapshot)]


def _counted_on(lists: pd.DataFrame, view: View) -> str:
    """Write the day on which it was seen what is left; of several, the first and the last."""
    days = sorted({*lists["counted_on"]}) or [view.snapshots[-1]]
    return " – ".join(dict.fromkeys(map(view.t.day, (days[0], days[-1]))))


def follow_up(view: View) -> Table:
    """Write for each snapshot what is left of the records that were past their date in it."""
    t = view.t
    cells = []
    for day, rows in sorted(followed(view).groupby("snapshot"), reverse=True):
        oldest = rows["oldest_on"].min()
        sums = [t.number(int(rows[name].sum())) for name in FOLLOWED]
        cells.append([t.day(day), *sums, t.write(oldest)])
    head = [t(f"col.{name}") for name in ("snapshot", *FOLLOWED, "oldest_on")]
    caption = t("deletion.follow_up", counted=_counted_on(followed(view), view))
    return {"caption": caption, "head": head, "words": 1, "rows": cells, "wide": (4, 5, 6)}


def follow_up_note(view: View) -> str:
    """Say what is left of the list before the chosen snapshot's own."""
    lists = followed(view)
    before = lists[lists["snapshot"] < pd.Timestamp(view.snapshot)]
    if before.empty:
        return view.t("deletion.no_list_before")
    rows = before[before["snapshot"] == before["snapshot"].max()]
    n, gone, still = (int(rows[name].sum()) for name in ("listed", "gone", "still"))
    days = {"day": rows["snapshot"].max(), "counted": _counted_on(rows, view)}
    said = view.t("deletion.followed", n=n, gone=gone, still=still, **days)
    oldest = [view.t("deletion.oldest", day=rows["oldest_on"].min())] if still else []
    return " ".join([said, *oldest, view.t("deletion.only_ids")])
