"""Who looks in this session, and what is written down of their coming and going."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn, TypeVar

import streamlit as st
from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

from vouch import access, claims, home, viewers
from vouch.audit.entries import Action
from vouch.errors import VouchError
from vouch.readers import Role
from vouch.report.sittings import Sitting
from vouch.ui import address, doors, looks, markup, sittings
from vouch.viewers import Refused, Viewer
from vouch.wording import Words

ROLES = (Role.DPO, Role.MANAGEMENT, Role.AUDITOR)
NOT_YET = "refused.not_yet"  # nobody has come, so nothing is written down
WRITTEN, KNOWN = "refusals_written", "had_login"  # of a session
PROTOCOLS, SESSION = "Sec-WebSocket-Protocol", 2  # in whose third place a socket asks for one
T = TypeVar("T")


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


def viewer(where: Path) -> Viewer:
    """Return who looks at the home in *where*, asked anew at every rerun.

    Raises:
        Refused: nobody has logged in, or somebody to whom nothing may be shown.
        VouchError: the dashboard may not be served as it is.
    """
    try:
        if sitting := sittings.current():
            return _pictured(sitting)
        declared = doors.check(where)
        return _logged_in(declared) if declared else _operator(where)
    except VouchError as error:
        if error.key != NOT_YET:
            _refuse(error.key, getattr(error, "who", viewers.STRANGER))
        raise


def _refuse(outcome: str, who: str = viewers.STRANGER) -> None:
    """Write a refusal down, once in a session."""
    written = st.session_state.setdefault(WRITTEN, set())
    if outcome not in written:
        written.add(outcome)
        looks.refuse(outcome, who, _login())


def _login() -> str:
    """Name the login of this session; empty without one."""
    said = st.user.to_dict()
    return viewers.login_of(said) if said.get("is_logged_in") is True else ""


def _pictured(sitting: Sitting) -> Viewer:
    """Let in the report's browser, which alone has the secret; a login is neither had nor asked."""
    doors.check_visit()
    return viewers.report(sitting.role, viewers.digest(_session_id()))


def _operator(where: Path) -> Viewer:
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
    said, now = st.user.to_dict(), time.time()
    if said.get("is_logged_in") is not True:
        _refuse_claims(viewers.STRANGER)
        raise Refused(NOT_YET)
    st.session_state[KNOWN] = True
    found = viewers.of_claims(said, declared, now)
    _refuse_claims(found.name)
    LOGINS.forget(now)
    if found.session in LOGINS.ended:
        raise Refused("refused.ended", found.name)
    if found.session not in LOGINS.told:
        looks.come(Action.LOG_IN, found.name, found.session, found.role)
        LOGINS.told[found.session] = found.until or now
    return found


def _refuse_claims(who: str) -> None:
    """Write down what somebody claims beside what they are."""
    if claims.in_address(st.query_params):
        _refuse("claim.address", who)
    if _asks_for_session_of_another():
        _refuse("claim.session", who)
    if KNOWN not in st.session_state and claims.COOKIE in st.context.cookies.to_dict():
        _refuse("claim.cookie", who)


def _asks_for_session_of_another() -> bool:
    """Tell whether the socket asked for a session that is open and was not given to it."""
    asked = [part.strip() for part in st.context.headers.get(PROTOCOLS, "").split(",")]
    wanted = asked[SESSION] if len(asked) > SESSION else ""
    if wanted in ("", _session_id()):
        return False
    return runtime.exists() and runtime.get_instance().is_active_session(wanted)


def turn_away(refused: Refused, t: Words) -> NoReturn:
    """Show one sentence and the way in or out, and nothing else."""
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
            looks.refuse("refused.ended", who.name, who.session)
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
    looks.come(Action.LOG_OUT, name, login)
    st.logout()
