"""A what-if on the page: another period of one rule, chosen by the reader, kept in the address."""

import streamlit as st

from vouch import suppositions, what_if_figures, what_if_rows, what_if_tables
from vouch.suppositions import NOT_SET, UNITS, Supposition
from vouch.ui import address, markup
from vouch.ui.drawing import chart
from vouch.ui.tables import download, ground_of
from vouch.view import View

RULE, PERIOD = "if_rule", "if_period"  # as the address names them
NUMBER, UNIT = "choose_if_number", "choose_if_unit"
NO_RULE = "none"


def what_if(view: View) -> None:
    """Let a rule and a period be chosen, and show what the policy's figures would then be.

    Raises:
        VouchError: the address asks for a rule that is not there, or for no period.
    """
    with st.container(key="what_if_choices"):
        supposition = _choose(view)
    if supposition is None:
        return
    st.warning(markup.text(what_if_rows.banner(view, supposition)), icon=":material/science:")
    made = view.keep(supposition.name, lambda: _written(view, supposition))
    st.html(made, width="stretch")
    chart(view, supposition.name, lambda: what_if_tables.curves(view, supposition))
    _hand_out(view, supposition)


def _written(view: View, supposition: Supposition) -> markup.Html:
    return markup.render("what_if.html", **what_if_tables.written(view, supposition))


def _hand_out(view: View, supposition: Supposition) -> None:
    """Offer every snapshot under both; each line says that it is a what-if, and which."""
    rows = what_if_figures.standing(view, supposition)
    said = ground_of(view) | {"what_if": supposition.name}
    download(rows, view, f"what-if-{supposition.rule}", said)


def _choose(view: View) -> Supposition | None:
    rule = _rule(view)
    if rule == NO_RULE:
        address.forget_address(PERIOD)
        return None
    text = _period(view, rule)
    address.put({RULE: rule, PERIOD: text})
    return suppositions.suppose(view.home.policy, rule, text)


def _rule(view: View) -> str:
    """Let a rule be chosen, or none; one that the address names and nobody knows is refused."""
    t, rules = view.t, suppositions.rules(view.home.policy)
    asked, options = address.sent(RULE), [NO_RULE, *rules]
    chosen = st.selectbox(
        t("what_if.rule"),
        options,
        format_func=lambda name: (
            t("what_if.no_rule") if name == NO_RULE else view.named("rules", name)
        ),
        key=address.seat(RULE, options, NO_RULE),
        placeholder=t("what_if.rule"),
        on_change=_start_over,
    )
    if asked is not None and asked not in options:
        address.forget_address(RULE)
        suppositions.suppose(view.home.policy, asked, NOT_SET)  # says which rules there are
    if chosen == NO_RULE:
        address.forget_address(RULE)
    return chosen


def _start_over() -> None:
    """Begin with the period of the rule that was chosen, not with that of the one before."""
    for key in (NUMBER, UNIT):
        st.session_state.pop(key, None)
    address.forget_address(PERIOD)


def _period(view: View, rule: str) -> str:
    """Let a period be chosen; return it as a policy writes it."""
    t, own = view.t, suppositions.write(view.home.policy.rules[rule].period)
    sent = address.sent(PERIOD)
    _seat(sent, own)
    units = [*UNITS, NOT_SET]
    unit = st.session_state[UNIT]
    if unit != NOT_SET:
        st.number_input(t("what_if.number"), step=1, key=NUMBER)
    st.selectbox(
        t("what_if.unit"),
        units,
        format_func=lambda name: t(f"what_if.{name}"),
        key=UNIT,
        placeholder=t("what_if.unit"),
    )
    if sent is not None and suppositions.parts(sent) is None:
        return sent  # no period at all, and refused as such
    return suppositions.join(st.session_state.get(NUMBER) or 0, st.session_state[UNIT])


def _seat(sent: str | None, own: str) -> None:
    """Give number and unit their values: the address's, else what was chosen, else the policy's."""
    state = st.session_state
    if sent is not None or UNIT not in state:
        written = sent or address.held(PERIOD) or own
        number, unit = suppositions.parts(written) or suppositions.parts(own) or (1, NOT_SET)
    else:
        number, unit = state.get(NUMBER, 1), state[UNIT]
    state[NUMBER], state[UNIT] = number, unit
