"""The way into every page: guard, language, data, strip."""

from contextvars import ContextVar
from functools import cache
from typing import Literal

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager

from vouch import home, snapshots, warehouse, wording
from vouch.audit.log import Log
from vouch.audit.trail import Trail
from vouch.errors import VouchError
from vouch.report import stamps
from vouch.ui import address, first_start, header, looks, markup, news, sessions, sittings, stored
from vouch.view import View
from vouch.viewers import Refused

DEFAULT_LANGUAGE = "en"
# Names that stand side by side fill the bar: what is looked up, not looked at, shares one of them.
# What does not fit would be put behind a word of English.
SECTIONS = {
    "": ("overview", "volumes", "retention", "deletion", "requests", "calls"),
    "navigation.accountability": ("notice", "register", "sources", "audit", "report"),
}
OPEN: ContextVar[View] = ContextVar("open")  # the page that is being drawn
NAMES = tuple(name for names in SECTIONS.values() for name in names)
# A report has no picture of its own page: that shows which packs lie in the folder, so that the
# next pack of the same would have another picture, and other bytes.
PICTURED = tuple(name for name in NAMES if name != "report")


def close_side_door() -> None:
    """Let no page run without app.py.

    A folder named ``pages`` makes Streamlit run a page alone, without app.py, from a
    server's start until app.py has run once. A page that was reached in that way starts
    over through app.py.
    """
    if PagesManager.uses_pages_directory:
        PagesManager.uses_pages_directory = False
        st.rerun()


def words() -> wording.Words:
    """Return the session's language: the address's, else the last chosen, else the browser's."""
    key = address.seat("lang", wording.LANGUAGES, _browser_language())
    return _words(st.session_state[key])


@cache
def _words(language: str) -> wording.Words:
    return wording.Words(language)


def _browser_language() -> str:
    wanted = (st.context.locale or "").partition("-")[0]
    return wanted if wanted in wording.LANGUAGES else DEFAULT_LANGUAGE


def place_of_navigation() -> Literal["top", "hidden"]:
    """Show the way to other pages to whoever may look at one, and to nobody else."""
    try:
        sessions.viewer(home.find())
    except VouchError:
        return "hidden"  # the page itself says why
    return "top"


def page(name: str) -> View:
    """Open the page *name*: every page begins here, and nothing is shown before it.

    What the reader can mend ends the page with one sentence, and so does a reader without a role.
    """
    close_side_door()
    t = words()
    # What a tab, a bookmark and a screen reader call the page; the rest of app.py's stays.
    st.set_page_config(page_title=f"{t(f'page.{name}')} – vouch")
    try:
        view = _admit(t, name)
    except VouchError as error:
        markup.show_head(t.language)
        st.title(t(f"page.{name}"), anchor=False)
        st.error(markup.text(sentence(error, t)), icon=":material/error:")
        if error.key == "problem.build_cancelled":
            st.button(t("build.go_on"))
        st.stop()
    if not view.viewer.is_report:  # what lies there unread is no part of it
        news.offer(view)
    OPEN.set(view)
    return view


def sign() -> None:
    """Stamp the page at its foot; one that broke off before has no stamp."""
    if view := OPEN.get(None):  # without a server no page runs
        markup.show("stamp.html", stamp=stamps.write(view))


def sentence(error: VouchError, t: wording.Words) -> str:
    """Write what went wrong in the reader's language."""
    return t(error.key, **error.values)


def _admit(t: wording.Words, page: str) -> View:
    """Look at the page, or be turned away from it."""
    try:
        return _look(t, page)
    except Refused as refused:
        sessions.turn_away(refused, t)


def _look(t: wording.Words, page: str) -> View:
    """See who looks, load the home, pin its generation, and let the snapshot be chosen."""
    where = home.find()
    viewer = sessions.viewer(where)  # first: what is wrong with a home is no stranger's business
    found, stamp = stored.declared(where)
    sitting = sittings.current()
    generation = sitting.generation if sitting else _generation(found, t)
    desk = stored.Desk(found.warehouse, generation, viewer.role)
    days = stored.days(desk)
    if not days:
        raise VouchError("problem.no_snapshots", folder=str(found.snapshots))
    policy = found.versions.on(days[-1]).notice.version
    trail = Trail(Log(found.audit), viewer, page, desk.generation, policy, looks.now)
    return header.draw(found, stored.Stored(desk, stamp, trail), viewer, t)


def _generation(found: home.Home, t: wording.Words) -> str:
    """Return the session's generation; build the first one if nothing is published yet."""
    pinned = st.session_state.get("generation")
    if pinned and not warehouse.figures_file(found.warehouse, pinned).exists():
        pinned = None  # cleared away since: its figures are in the current one
    is_cancelled = first_start.was_cancelled()
    if pinned and not st.session_state.pop("build", False):
        if is_cancelled:
            st.toast(t("problem.build_cancelled"))
        return pinned
    if pinned or warehouse.current(found.warehouse) is None:
        if is_cancelled:
            raise VouchError("problem.build_cancelled")
        snapshots.days(found)  # without one there is nothing to build, and that is said here
        first_start.build(found.path, t)
    st.session_state["generation"] = warehouse.current(found.warehouse)
    return st.session_state["generation"]
