"""Which requests are let in: by the name they ask for, the page they come from, and what they ask.

Streamlit itself lets any page of this machine open a socket, whatever its port, and looks up
the machine's address outside when it meets a page that it does not know.
"""

import hmac
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from vouch.claims import Hear
from vouch.errors import VouchError

NAME = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?")
METHODS = ("GET", "HEAD")  # clicks travel through the socket; nothing is posted or uploaded
INNER = "/_stcore/"
SOCKET = "/_stcore/stream"
INNER_SERVED = ("/_stcore/health", "/_stcore/host-config", SOCKET)
NOT_SERVED = ("/component/", "/app/static/")
COOKIE = "vouch_secret"  # a header of the browser's would not reach the socket
ANSWERS = {
    "gate.name": ("This name is not served here.", 421),
    "gate.page": ("Only pages of this address may ask.", 403),
    "gate.path": ("There is no such page.", 404),
    "gate.secret": ("Only who started this server may ask.", 403),
    "gate.method": ("Only GET and HEAD are answered.", 405),
}


def read_names(names: Iterable[str]) -> list[str]:
    """Read the names that a proxy asks for, in small letters.

    Raises:
        VouchError: one of them is an address, or has a port.
    """
    small = [name.lower() for name in names]
    for name in small:
        if not NAME.fullmatch(name):
            raise VouchError("problem.wrong_name", name=name)
    return small


@dataclass(frozen=True)
class Gate:
    """An application that only requests for one of the *names*, from its own pages, reach.

    *hear* is told of the others before they are answered: the key of a message, and how was asked.
    With a *secret*, nobody is let in but who has it in a cookie.
    """

    application: ASGIApp
    names: Collection[str]
    hear: Hear
    secret: str = ""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass one request on, or refuse it."""
        refused = self._refusal(scope) if scope["type"] in ("http", "websocket") else None
        if refused is None:
            await self.application(scope, receive, send)
        else:
            await self.hear(refused, scope["type"])
            await PlainTextResponse(*ANSWERS[refused])(scope, receive, send)

    def _refusal(self, scope: Scope) -> str | None:
        """Say why a request is refused, by the key of a message; None where it is let in."""
        headers = Headers(scope=scope)
        if self.secret and not _holds(self.secret, scope):
            return "gate.secret"
        if not self._is_known(headers.getlist("host")):
            return "gate.name"
        if not _is_own(headers):
            return "gate.page"
        if not _is_served(scope):
            return "gate.path"
        if scope.get("method", "GET") not in METHODS:
            return "gate.method"
        return None

    def _is_known(self, hosts: list[str]) -> bool:
        """Tell whether a request names this server: a foreign name may lead here as well."""
        return len(hosts) == 1 and _host_name(hosts[0]) in self.names


def _holds(secret: str, scope: Scope) -> bool:
    said = HTTPConnection(scope).cookies.get(COOKIE, "")
    return hmac.compare_digest(said.encode(), secret.encode())


def _host_name(host: str) -> str | None:
    try:
        return urlsplit(f"//{host}").hostname
    except ValueError:
        return None


def _is_own(headers: Headers) -> bool:
    """Tell whether a request comes from a page of the address it asks, or from no page at all."""
    here = headers["host"].lower()
    origins = (origin.lower() for origin in headers.getlist("origin"))
    return all(origin in (f"http://{here}", f"https://{here}") for origin in origins)


def _is_served(scope: Scope) -> bool:
    path = scope["path"]
    if scope["type"] == "websocket":
        return path == SOCKET
    if path.startswith(INNER):
        return path in INNER_SERVED
    return not path.startswith(NOT_SERVED)
