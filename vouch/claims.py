"""What a visit says of who is there, and is not believed: only a cookie of ours tells that."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Who has logged in, as Streamlit signs it; a long one comes in pieces whose names begin so.
COOKIE = "_streamlit_user"
CALLBACK = "/oauth2callback"
ANSWERS = ("code", "error")  # what a provider sends back; after a log-out it sends neither
HEADERS = (  # how names of headers begin by which proxies tell who somebody is
    *("authorization", "remote-", "x-remote-", "x-user", "x-email", "x-groups", "x-role"),
    *("x-forwarded-user", "x-forwarded-email", "x-forwarded-groups", "x-forwarded-preferred"),
    *("x-forwarded-access-token", "x-auth-request-", "x-streamlit-", "x-webauth-", "x-client-cert"),
    *("x-goog-authenticated-", "x-goog-iap-", "x-ms-client-principal", "x-ms-token-"),
    *("x-amzn-oidc-", "cf-access-", "tailscale-user-"),
)
FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip")  # honest proxies send these as well
THIS_MACHINE = ("127.0.0.1", "localhost", "[::1]", "::1")
PARAMETERS = ("role", "choose_role", "address_role", "user", "email", "groups")
Hear = Callable[[str, str], Awaitable[None]]


def in_headers(headers: Iterable[tuple[str, str]]) -> bool:
    """Tell whether a header says who somebody is, or that they sit at this machine."""
    return any(_is_claim(name.lower(), value.lower()) for name, value in headers)


def _is_claim(name: str, value: str) -> bool:
    return name.startswith(HEADERS) or (
        name in FORWARDED and any(here in value for here in THIS_MACHINE)
    )


def in_address(parameters: Mapping[str, object]) -> bool:
    """Tell whether an address asks for a role or names a person."""
    return any(name in parameters for name in PARAMETERS)


@dataclass(frozen=True)
class Heard:
    """An application of whose visitors *hear* is told what they claim in vain.

    It is given the key of a message, and how was asked.
    """

    application: ASGIApp
    hear: Hear

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on as it is, and its answer."""
        if scope["type"] == "websocket" and in_headers(Headers(scope=scope).items()):
            await self.hear("claim.header", scope["type"])
        if scope["type"] == "http" and _is_log_in(scope):
            send = self._watched(send)
        await self.application(scope, receive, send)

    def _watched(self, send: Send) -> Send:
        """Look for the cookie that a provider's answer is to lead to."""

        async def watch(message: Message) -> None:
            if message["type"] == "http.response.start" and not _gives_login(message):
                await self.hear("claim.login", "http")
            await send(message)

        return watch


def _is_log_in(scope: Scope) -> bool:
    asked = parse_qs(scope.get("query_string", b"").decode("latin-1"))
    return scope["path"] == CALLBACK and any(name in asked for name in ANSWERS)


def _gives_login(message: Message) -> bool:
    """Tell whether an answer sets the cookie; one that it takes away is empty."""
    found: SimpleCookie = SimpleCookie()
    for line in Headers(raw=list(message["headers"])).getlist("set-cookie"):
        try:
            found.load(line)
        except CookieError:
            continue
    return COOKIE in found and bool(found[COOKIE].value)
