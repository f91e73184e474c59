"""The audit log in the report: is it whole, and how much was logged in the months that are over."""

from dataclasses import replace
from datetime import date, timedelta

from vouch import audit_rows
from vouch.audit import verifying
from vouch.audit.verifying import State
from vouch.report import blocks
from vouch.report.blocks import Block, Section
from vouch.view import View

LAST_MONTH = 12


def section(view: View) -> Section:
    """Say whether the log is whole, and count its entries by month and action.

    Only months that had ended by the as-of day are counted: the log goes on, and a report that is
    made again must be the same.
    """
    t, state = view.t, _until(verifying.check(view.home.audit), view.as_of)
    return blocks.section(
        t("page.audit"),
        f"{t('audit.note')} {t('document.log_note', day=view.as_of)}",
        blocks.verdict(audit_rows.verdict(state, t)) if _is_told(state) else _empty(view),
        blocks.banners(audit_rows.faults(state, t)),
        blocks.table(audit_rows.counts(state, t)),
    )


def _is_told(state: State) -> bool:
    return bool(state.faults or state.entries)


def _empty(view: View) -> Block | None:
    return blocks.text(view.t("document.log_empty", day=view.as_of))


def _until(state: State, day: date) -> State:
    """Leave out the months that had not ended by a day."""
    ended = {name for name in state.counts if _is_over(name, day)}
    counts, times = (
        {name: by_action for name, by_action in told.items() if name in ended}
        for told in (state.counts, state.times)
    )
    return replace(state, counts=counts, times=times)


def _is_over(month: str, day: date) -> bool:
    """Tell whether a month, such as 2026-10, had ended by a day; the day itself belongs to it."""
    year, number = map(int, month.split("-"))
    following = date(year + number // LAST_MONTH, number % LAST_MONTH + 1, 1)
    return following - timedelta(1) <= day
