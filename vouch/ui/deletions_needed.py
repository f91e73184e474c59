"""The deletions that are needed by a day of the reader's choice."""

import streamlit as st

from vouch import deletions_needed
from vouch.ui import address, markup
from vouch.ui.tables import download
from vouch.view import View


def choose_deletions(view: View) -> None:
    """Let the day be chosen, and show what must be deleted by it, in all and by rule."""
    days = _choose(view)
    markup.show_kept(view, "needed.html", f"deletions {days}", lambda: _written(view, days))
    rows = deletions_needed.needed(view, days).assign(until=deletions_needed.until(view, days))
    download(rows, view, "retention-deletions")


def _written(view: View, days: int) -> dict[str, object]:
    said = deletions_needed.sentence(view, days), deletions_needed.pace(view, days)
    return {"sentence": said[0], "pace": said[1], "words": 1} | deletions_needed.table(view, days)


def _choose(view: View) -> int:
    """Let one of the horizons be chosen; the choice stands in the address."""
    t, horizons = view.t, deletions_needed.HORIZONS
    chosen = st.pills(
        t("deletions.by"),
        horizons,
        format_func=lambda days: t(
            "deletions.within", n=days, day=deletions_needed.until(view, days)
        ),
        key=address.seat("by_days", horizons, deletions_needed.USUAL),
        required=True,
    )
    address.put({"by_days": str(chosen or deletions_needed.USUAL)})
    return chosen or deletions_needed.USUAL
