"""Who looks at figures: the person that an identity provider names, or the local operator."""

import hashlib
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from vouch.access import Access
from vouch.errors import VouchError
from vouch.readers import Role

LOCAL = "local operator"  # whoever may open the loopback address of this machine
REPORT = "report command"  # whoever runs it on this machine, to whom it hands pictures of the pages
OWN = (LOCAL, REPORT)
STRANGER = "–"  # in the log, whoever has said nothing that could be believed
SUBJECT = "sub"  # the claim that every token has, where another does not name the person
AHEAD = 300  # seconds by which the provider's clock may be ahead of ours
SHORT = 16  # characters of a digest that tell sessions apart


@dataclass(frozen=True)
class Viewer:
    """A person in one role; *session* tells apart what one person does in two browsers.

    *until* is when the login ends, in seconds since 1970; the local operator has none.
    """

    name: str
    role: Role
    session: str = ""
    until: float | None = None

    @property
    def has_login(self) -> bool:
        """Tell whether an identity provider vouches for this person."""
        return self.until is not None

    @property
    def is_report(self) -> bool:
        """Tell whether what is shown goes into a report, which must not change with the clock."""
        return self.name == REPORT and not self.has_login


class Refused(VouchError):  # noqa: N818 - the name says what happened, not that it failed
    """Somebody to whom nothing is shown; *who* is their name, as far as it can be believed."""

    def __init__(self, key: str, /, who: str = STRANGER, **values: object) -> None:
        """Take the message's id, such as ``refused.no_role``, the person, and its values."""
        super().__init__(key, **values)
        self.who = who


def local(role: Role, session: str = "") -> Viewer:
    """Return the operator of this machine, who needs no login."""
    return Viewer(LOCAL, role, session)


def report(role: Role, session: str = "") -> Viewer:
    """Return the command that takes pictures of the pages."""
    return Viewer(REPORT, role, session)


def of_claims(claims: Mapping[str, Any], access: Access, now: float) -> Viewer:
    """Return the person whom a checked identity token names, *now* in seconds since 1970.

    Raises:
        Refused: the token does not say who it is for and until when, its time is over, or it
            gives no role.
    """
    name = _name(claims, access)
    until = _until(claims, access, name, now)
    return Viewer(name, _role(claims, access, name), login_of(claims), until)


def digest(*parts: object) -> str:
    """Name a session or a login in a way that opens neither."""
    return hashlib.sha256(json.dumps(parts, default=str).encode()).hexdigest()[:SHORT]


def login_of(claims: Mapping[str, Any]) -> str:
    """Name one login: the provider answers each with another nonce."""
    return digest(*(claims.get(part) for part in ("iss", SUBJECT, "iat", "nonce")))


def _name(claims: Mapping[str, Any], access: Access) -> str:
    subject, name = claims.get(SUBJECT), claims.get(access.name)
    if not isinstance(subject, str) or not subject.strip():
        raise Refused("refused.token", claim=SUBJECT)
    called = name.strip() if isinstance(name, str) else ""
    return called if called and called not in OWN else subject


def _until(claims: Mapping[str, Any], access: Access, name: str, now: float) -> float:
    """Return when the login ends: with its token, or when a session has lasted long enough.

    A provider that has known the person for longer says so in ``auth_time``.
    """
    expires, issued = _time(claims, "exp", name), _time(claims, "iat", name)
    began = min(issued, _time(claims, "auth_time", name)) if "auth_time" in claims else issued
    if issued > now + AHEAD:
        raise Refused("refused.token", name, claim="iat")
    until = min(expires, began + access.session)
    if until <= now:
        raise Refused("refused.ended", name)
    return until


def _time(claims: Mapping[str, Any], claim: str, name: str) -> float:
    value = claims.get(claim)
    if not isinstance(value, int | float) or isinstance(value, bool) or not math.isfinite(value):
        raise Refused("refused.token", name, claim=claim)
    return float(value)


def _role(claims: Mapping[str, Any], access: Access, name: str) -> Role:
    """Return the first role, in the order of precedence, that one of the values gives."""
    values = _values(claims, access.claim)
    if values is None:
        raise Refused("refused.claim", name, claim=".".join(access.claim))
    for role in access.precedence:
        if values & set(access.roles.of(role)):
            return role
    raise Refused("refused.no_role", name)


def _values(claims: Mapping[str, Any], path: tuple[str, ...]) -> set[str] | None:
    """Return the texts that a claim holds; None where it is missing, empty, or of another kind.

    A list that was written into a text is not taken apart: it has come through something that
    does not know what it carries.
    """
    found: Any = claims
    for step in path:
        found = found.get(step) if isinstance(found, Mapping) else None
    values = [found] if isinstance(found, str) else found
    if not isinstance(values, list) or not values:
        return None
    is_plain = all(isinstance(value, str) and value.strip() for value in values)
    is_packed = isinstance(found, str) and found.lstrip().startswith(("[", "{"))
    return set(values) if is_plain and not is_packed else None
