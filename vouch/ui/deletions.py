"""The deletions that are needed by a day of the reader's choice."""

import streamlit as st

from vouch import deletion_rows
from vouch.ui import address, markup
from vouch.ui.tables import download
from vouch.view import View


def deletions(view: View) -> None:
    """Let the day be chosen, and show what must be deleted by it, in all and by rule."""
    days = _choose(view)
    markup.show_kept(view, "needed.html", f"deletions {days}", lambda: _written(view, days))
    rows = deletion_rows.needed(view, days).assign(until=deletion_rows.until(view, days))
    download(rows, view, "retention-deletions")


def _written(view: View, days: int) -> dict[str, object]:
    said = deletion_rows.sentence(view, days), deletion_rows.pace(view, days)
    return {"sentence": said[0], "pace": said[1], "words": 1} | deletion_rows.table(view, days)


def _choose(view: View) -> int:
    """Let one of the horizons be chosen; the choice stands in the address."""
    t, horizons = view.t, deletion_rows.HORIZONS
    chosen = st.pills(
        t("deletions.by"),
        horizons,
        format_func=lambda days: t("deletions.within", n=days, day=deletion_rows.until(view, days)),
        key=address.seat("by_days", horizons, deletion_rows.USUAL),
        required=True,
    )
    address.put({"by_days": str(chosen or deletion_rows.USUAL)})
    return chosen or deletion_rows.USUAL
