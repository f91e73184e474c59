"""Holds in words: how much of each dataset they keep, and which keep more than a hold should."""

from vouch.notice_tables import Table
from vouch.view import View


def by_dataset(view: View) -> Table:
    """Write how much of each dataset holds keep, and which keep more than a hold should."""
    t = view.t
    cells = [
        [
            row.dataset,
            _width(row, view),
            t.number(row.held),
            t.number(row.records),
            t.share(row.ratio),
        ]
        for row in view.series("held_shares").itertuples()
    ]
    head = [t(f"col.{name}") for name in ("dataset", "width", "held_back", "records", "share")]
    return {"caption": t("deletion.holds"), "head": head, "words": 2, "rows": cells, "wide": (4,)}


def _width(row: tuple, view: View) -> str:
    key = "whole" if row.is_whole else "wide" if row.is_wide else "narrow"  # type: ignore[attr-defined]
    return view.t(f"deletion.hold_{key}")


def note(view: View) -> str:
    """Say what calls a hold wide, and how many are to be reviewed."""
    t, limit = view.t, view.home.policy.settings.hold_share_at_most
    found = view.series("findings_in_registers")
    overdue = int(found.loc[found["finding"] == "hold_review_overdue", "records"].sum())
    said = [t("deletion.holds_note", share=t.share(limit))]
    if overdue:
        said.append(t("notice.hold_review_overdue", n=overdue))
    return " ".join(said)
