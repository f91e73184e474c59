"""The audit log on its page: is it whole, and who looked at what."""

from collections import Counter
from collections.abc import Callable, Sequence

import streamlit as st

from vouch import audit_rows
from vouch.audit import reading
from vouch.audit.entries import Action, Record
from vouch.audit.verifying import State
from vouch.ui import address, looks, markup, stored
from vouch.ui.elements import all_well, banner
from vouch.ui.tables import download, page_of, pills, table
from vouch.view import View

SHOWN = 200  # entries that a browser is given at once
ALL, PERSON = "all", "choose_person"


def log_state(view: View, state: State) -> None:
    """Say what is wrong with the log, or show the head to be kept elsewhere."""
    t = view.t
    for sentence in audit_rows.faults(state, t):
        banner(sentence)
    if state.closed:
        st.info(t("audit.closed", n=state.closed), icon=":material/healing:")
    if state.head.seq:
        st.code(state.head.hash, language=None, wrap_lines=True)
        st.caption(t("audit.head", n=state.head.seq))
    if day := audit_rows.until(view):
        st.caption(t("audit.until", day=day))


def log_counts(view: View, state: State) -> None:
    """Show how often each action occurs in each month."""
    markup.show("figures.html", **audit_rows.counts(state, view.t))


def withheld_log(view: View) -> None:
    """Say that who looked stays hidden from whoever answers for figures alone."""
    st.info(view.t("problem.withheld_log"), icon=":material/lock:")


def may_read_log(view: View) -> bool:
    """Tell whether the viewer may know who looked."""
    return view.role in reading.MAY


def list_log(view: View) -> None:
    """List the entries of a month, the newest first; that they are looked at is one of them."""
    extent = audit_rows.extent_of(view)
    months = [one for one in reading.months(view.home.audit) if not extent or one <= extent.month]
    if not months:
        all_well(audit_rows.nothing(view.t, audit_rows.until(view)))
        return
    with st.container(key="log_choices", horizontal=True):
        month = _choose_month(months, view)
        found = reading.month(view.home.audit, month, view.role)
        found = [one for one in found if not extent or one["seq"] <= extent.last]
        names = sorted({str(record.get("who")) for record in found})
        who = _choose_person(names, view)
    found = found if who == ALL else [record for record in found if record.get("who") == who]
    action = _choose_action(found, view)
    found = found if action == ALL else [record for record in found if record["action"] == action]
    params = [("month", month), ("who", who), ("action", action)]
    looks.look(stored.trail(view), "audit/log", params, len(found))
    _show(found, month, view)


def _show(found: Sequence[Record], month: str, view: View) -> None:
    """Show one page of entries, and offer them all with the head that vouches for them."""
    shown = found[page_of(len(found), view, SHOWN)]
    table(audit_rows.lines(shown, view.t), view, "audit")
    ground = {"head": audit_rows.state(view).head.hash}
    download(audit_rows.taken(found), view, f"audit-log-{month}", ground)


def _choose_month(months: list[str], view: View) -> str:
    """Let a month be chosen; the choice stands in the address."""
    key = address.seat("month", months, months[0])
    chosen = _choose(months, key, view.t("col.month"), lambda one: audit_rows.month(one, view.t))
    address.put({"month": chosen})
    return chosen


def _choose_person(names: list[str], view: View) -> str:
    """Let a person be chosen, whose name must not stand in an address."""
    t, options = view.t, [ALL, *names]
    if st.session_state.get(PERSON) not in options:
        st.session_state[PERSON] = ALL
    words = {ALL: t("audit.everyone")} | {name: audit_rows.who_word(name, t) for name in names}
    return _choose(options, PERSON, t("col.who"), words.__getitem__)


def _choose(options: list[str], key: str, label: str, write: Callable[[str], str]) -> str:
    """Let one of *options* be chosen from a list: names are no Markdown there."""
    return st.selectbox(
        label,
        options,
        format_func=write,
        key=key,
        placeholder=label,
        width=240,
        on_change=address.forget,
        args=("page",),
    )


def _choose_action(found: Sequence[Record], view: View) -> str:
    t, counts = view.t, Counter(record["action"] for record in found)
    labels = {ALL: f"{t('rows.all')}  {t.number(len(found))}"}
    # Only what the log itself knows: an edited entry may name any action, in Markdown too.
    there = [action for action in Action if counts[action]]
    labels |= {
        str(name): f"{audit_rows.action_word(name, t)}  {t.number(counts[name])}" for name in there
    }
    return pills("action", labels, t("col.action"))


def log_method(view: View) -> None:
    """Say what is written down and how it is verified."""
    with st.expander(view.t("audit.method"), icon=":material/function:", key="method_audit"):
        st.markdown(view.t("audit.method_text"))
