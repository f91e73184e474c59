"""The strip: what every figure on the page rests on, and the choices that go with it."""

from datetime import date, timedelta

import streamlit as st

from vouch import policy_effects, readers, theme, wording
from vouch.home import Home
from vouch.ui import address, markup, sessions, stored
from vouch.view import View
from vouch.viewers import Viewer

SHORT_REVISION = 7
AHEAD = 3_660  # days that the as-of day may lie after the snapshot
OF_ITS_DAY = "of-its-day"  # the policy that held on the snapshot's day


def draw(home: Home, source: stored.Stored, viewer: Viewer, t: wording.Words) -> View:
    """Draw the strip and return what it says to look at."""
    days = source.days
    chosen = st.session_state[address.seat("snapshot", days, days[-1])]
    as_of = st.session_state[_seat_as_of(chosen)]
    judged, source = _judge(home, source, chosen)
    view = View(t, judged, source.desk.generation, viewer, days, chosen, as_of, source)
    with st.container(key="strip", horizontal=True, vertical_alignment="center"):
        name = f"strip {date.today()} {viewer.name}"  # others of this role have names of their own
        markup.show_head(t.language, view.keep(name, lambda: _strip(view)))
        choices = st.popover(
            t("strip.other"),
            type="tertiary",
            icon=":material/history:",
            key="choices",
            on_change="rerun",  # so that a page is drawn without them until somebody looks
        )
        if choices.open:
            with choices:
                _choose(view)
        _choose_language(t)
        sessions.offer_log_out(viewer, t)
    _write_address(view)
    return view


def _judge(home: Home, source: stored.Stored, snapshot: date) -> tuple[Home, stored.Stored]:
    """Judge by the chosen version of the policy, else each snapshot by the one of its day."""
    versions = [version.notice.version for version in home.versions.all]
    version = st.session_state[address.seat("policy", (OF_ITS_DAY, *versions), OF_ITS_DAY)]
    chosen = home.versions.named(version)
    under = readers.judgement(home.versions, snapshot, source.days[-1], chosen)
    return (home.under(under.policy), source.under(under)) if under else (home.on(snapshot), source)


def _seat_as_of(snapshot: date) -> str:
    """Keep the as-of day on or after the snapshot; before it, records would be missing."""
    return address.seat_day("as_of", snapshot, snapshot + timedelta(days=AHEAD), snapshot)


def _strip(view: View) -> markup.Html:
    return markup.render("strip.html", entries=_entries(view), label=view.t("strip.label"))


def _entries(view: View) -> list[tuple[str, str, str, str]]:
    t, notice = view.t, view.home.policy.notice
    entries = [
        (t("strip.controller"), notice.controller, "", ""),
        (t("strip.snapshot"), t.day(view.snapshot), *_age(view)),
        (t("strip.policy"), notice.version, *_policy(view)),
        (t("strip.role"), t(f"role.{view.role}"), _who(view), ""),
    ]
    if view.as_of != view.snapshot:
        entries.insert(2, (t("strip.as_of"), t.day(view.as_of), "", ""))
    return entries


def _who(view: View) -> str:
    """Name the person who has logged in, or say that nobody had to."""
    if view.viewer.has_login:
        return view.viewer.name
    return view.t("audit.report" if view.viewer.is_report else "strip.local")


def _policy(view: View) -> tuple[str, str]:
    """Say which revision it is, or that it is not the policy of the snapshot's day."""
    if view.is_policy_of_its_day:
        return view.home.policy.notice.revision[:SHORT_REVISION], ""
    return f"{theme.STATUSES['due_soon'].glyph} {view.t('strip.other_policy')}", "orange"


def _age(view: View) -> tuple[str, str]:
    """Say how old the snapshot is today; the only place where the clock is read.

    A report says it of no day: tomorrow it would be another one.
    """
    if view.is_pruned:
        return view.t("strip.pruned"), ""
    if view.viewer.is_report:
        return "", ""
    days = (date.today() - view.snapshot).days
    newer = view.snapshot != view.snapshots[-1]
    if newer or days <= view.home.policy.settings.stale_after_days:
        return view.t("strip.days_old", n=max(days, 0)), ""
    glyph = theme.STATUSES["due_soon"].glyph
    return f"{glyph} {view.t('strip.stale', n=days)}", "orange"


def _choose(view: View) -> None:
    t = view.t
    st.selectbox(
        t("strip.snapshot"),
        view.snapshots[::-1],
        format_func=t.day,
        key="choose_snapshot",
        placeholder=t("strip.snapshot"),
        on_change=address.forget,
        args=("as_of",),
    )
    st.date_input(
        t("strip.as_of"),
        min_value=view.snapshot,
        max_value=view.snapshot + timedelta(days=AHEAD),
        format=t("format.date_input"),
        help=t("strip.as_of_help"),
        key="choose_as_of",
    )
    if len(view.home.versions.all) > 1:
        _choose_policy(view)
    if view.home.is_sample and not view.viewer.has_login:
        st.radio(
            t("strip.role"),
            sessions.ROLES,
            format_func=lambda name: t(f"role.{name}"),
            key="choose_role",
        )


def _choose_policy(view: View) -> None:
    t = view.t
    names = {OF_ITS_DAY: t("strip.policy_of_its_day")}
    for version in view.home.versions.all:
        said = policy_effects.version_words(version, view.snapshots[-1], t)
        names[version.notice.version] = said
    st.selectbox(
        t("strip.policy"),
        list(names),
        format_func=names.__getitem__,
        help=t("strip.policy_help"),
        key="choose_policy",
        placeholder=t("strip.policy"),
    )


def _choose_language(t: wording.Words) -> None:
    st.segmented_control(
        t("strip.language"),
        wording.LANGUAGES,
        format_func=str.upper,
        key="choose_lang",
        required=True,
        label_visibility="collapsed",
    )


def _write_address(view: View) -> None:
    chosen = {
        "snapshot": view.snapshot.isoformat(),
        "as_of": view.as_of.isoformat(),
        "lang": view.t.language,
    }
    if st.session_state["choose_policy"] == OF_ITS_DAY:
        address.forget_address("policy")
    else:
        chosen["policy"] = view.home.policy.notice.version
    if "choose_role" in st.session_state:  # the sample's operator has a choice
        chosen["role"] = view.role
    else:
        address.forget("role")
    address.put(chosen)
