"""Two versions of the policy side by side, the choice of both in the address."""

from dataclasses import replace

import streamlit as st

from vouch import policy_effects, policy_tables
from vouch.policy_effects import Change
from vouch.ui import address, markup
from vouch.ui.drawing import chart
from vouch.ui.elements import panel
from vouch.ui.tables import download
from vouch.view import View

SIDES = {"before": "policy.before", "after": "policy.after"}


def compare(view: View) -> None:
    """Show what one version in the place of another changes; of a single one there is nothing."""
    if len(view.home.versions.all) == 1:
        return
    t = view.t
    with panel(t, "policy", t("policy.title"), t("policy.note")):
        change = _choose(view)
        name = f"policy {change.names}"
        made = view.keep(name, lambda: _written(view, change))
        st.html(made, width="stretch")
        chart(view, name, lambda: policy_tables.curves(view, change))
        ground = policy_effects.ground(change.before, change.after) | {
            "generation": view.generation
        }
        whole = replace(view, as_of=view.snapshots[-1])  # each snapshot is judged on its own day
        rows = view.keep(f"{name} rows", lambda: policy_effects.table(view, change))
        download(rows, whole, "policy-effects", ground)


def _written(view: View, change: Change) -> markup.Html:
    return markup.render("policy.html", **policy_tables.written(view, change))


def _choose(view: View) -> Change:
    """Let both versions be chosen; at first, what stands and what comes next."""
    versions = view.home.versions
    defaults = versions.around(view.snapshots[-1])
    with st.container(key="versions"):
        chosen = [
            _chooser(view, side, version.notice.version)
            for side, version in zip(SIDES, defaults, strict=True)
        ]
    address.put(dict(zip(SIDES, chosen, strict=True)))
    before, after = (versions.named(name) or versions.current for name in chosen)
    return Change(before, after)


def _chooser(view: View, side: str, default: str) -> str:
    t, newest = view.t, view.snapshots[-1]
    known = {one.notice.version: one for one in view.home.versions.all}
    return st.selectbox(
        t(SIDES[side]),
        list(known),
        format_func=lambda name: policy_effects.version_words(known[name], newest, t),
        key=address.seat(side, list(known), default),
        placeholder=t(SIDES[side]),
    )
