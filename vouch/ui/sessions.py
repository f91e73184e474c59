"""Who looks in this session, and what is told of their coming and going."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn, TypeVar

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from vouch import access, home, viewers
from vouch.readers import Role
from vouch.ui import address, doors, looks, markup
from vouch.viewers import Refused, Viewer
from vouch.wording import Words

ROLES = (Role.DPO, Role.MANAGEMENT, Role.AUDITOR)
LOG_IN, LOG_OUT, EXPIRY, REFUSAL = "log-in", "log-out", "expiry", "refusal"
EVENTS = {"refused.ended": EXPIRY}
NOT_YET = "refused.not_yet"  # nobody has come, so nothing is told
T = TypeVar("T")
Listener = Callable[[str, str, str], None]
LISTENERS: list[Listener] = [looks.hear]


@dataclass
class Logins:
    """What this process knows of logins, each until it would end by itself."""

    told: dict[str, float] = field(default_factory=dict)
    ended: dict[str, float] = field(default_factory=dict)

    def forget(self, now: float) -> None:
        """Drop those that no cookie can bring back."""
        for known in (self.told, self.ended):
            for login in [login for login, until in list(known.items()) if until <= now]:
                known.pop(login, None)


LOGINS = Logins()


def tell(event: str, viewer_name: str, reason: str = "") -> None:
    """Tell all listeners that somebody came, went, ran out of time or was turned away.

    *event* is LOG_IN, LOG_OUT, EXPIRY or REFUSAL, and *reason* the id of the message shown. What
    a listener raises ends the page before it shows anything.
    """
    for hear in LISTENERS:
        hear(event, viewer_name, reason)


def viewer(where: Path) -> Viewer:
    """Return who looks at the home in *where*, asked anew at every rerun.

    Raises:
        Refused: nobody has logged in, or somebody to whom nothing may be shown.
        VouchError: the dashboard may not be served as it is.
    """
    declared = doors.check(where)
    if declared:
        return _logged_in(declared)
    doors.check_visit()
    return viewers.local(_chosen_role(where), viewers.digest(_session_id()))


def _chosen_role(where: Path) -> Role:
    """Let the sample's operator look in another role than the officer's."""
    if not home.is_sample(where):
        return Role.DPO
    return st.session_state[address.seat("role", ROLES, ROLES[0])]


def _session_id() -> str:
    context = get_script_run_ctx()
    return context.session_id if context else ""


def _logged_in(declared: access.Access) -> Viewer:
    claims, now = st.user.to_dict(), time.time()
    if claims.get("is_logged_in") is not True:
        raise Refused(NOT_YET)
    found = viewers.of_claims(claims, declared, now)
    LOGINS.forget(now)
    if found.session in LOGINS.ended:
        raise Refused("refused.ended", found.name)
    if found.session not in LOGINS.told:
        tell(LOG_IN, found.name, found.role)
        LOGINS.told[found.session] = found.until or now
    return found


def turn_away(refused: Refused, t: Words) -> NoReturn:
    """Show one sentence and the way in or out, and nothing else."""
    if refused.key != NOT_YET and st.session_state.get("turned_away") != refused.key:
        tell(EVENTS.get(refused.key, REFUSAL), refused.who, refused.key)
        st.session_state["turned_away"] = refused.key
    markup.show_head(t.language)
    st.title("vouch", anchor=False)
    if refused.key == NOT_YET:
        st.info(refused.told(t), icon=":material/lock:")
        st.button(t("login.in"), on_click=st.login, type="primary", icon=":material/login:")
    else:
        st.error(refused.told(t), icon=":material/lock:")
        st.button(t("login.out"), on_click=_log_out, args=(refused.who,), icon=":material/logout:")
    st.stop()


def until_over(who: Viewer, make: Callable[[], T]) -> Callable[[], T]:
    """Have *make* made for nobody whose login is over: a download asks for no rerun first."""

    def ask() -> T:
        if who.has_login and (who.session in LOGINS.ended or (who.until or 0) <= time.time()):
            raise Refused("refused.ended", who.name)
        return make()

    return ask


def offer_log_out(who: Viewer, t: Words) -> None:
    """Show the way out to whoever has logged in."""
    if who.has_login:
        st.button(
            t("login.out"),
            on_click=_log_out,
            args=(who.name,),
            key="log_out",
            type="tertiary",
            icon=":material/logout:",
        )


def _log_out(name: str) -> None:
    """End this login, in every window and for whoever has kept its cookie."""
    login = viewers.login_of(st.user.to_dict())
    LOGINS.ended[login] = time.time() + access.LONGEST + viewers.AHEAD
    tell(LOG_OUT, name)
    st.logout()
