"""The dashboard without a browser: a client that may say anything, and all that it is sent."""

import socket
import ssl
import time
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import httpx
from joserfc import jwt
from joserfc.jwk import OctKey
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import BackendOperationResponse, ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from tests.browser.login.provider import PASSWORD

PATIENCE = 60  # seconds
TRUSTING = ssl._create_unverified_context()  # noqa: S323  a proxy's certificate is a minute old
USER, XSRF = "_streamlit_user", "_streamlit_xsrf"
Headers = Mapping[str, str] | Iterable[tuple[str, str]]


@dataclass(frozen=True)
class Seen:
    """All that the server sent, message by message; *session* is what it calls the session."""

    parts: tuple[bytes, ...] = ()
    session: str = ""

    @property
    def sent(self) -> bytes:
        """All messages, one behind the other."""
        return b"".join(self.parts)

    def says(self, text: str) -> bool:
        """Tell whether *text* was sent."""
        return text.encode() in self.sent

    @property
    def has_figures(self) -> bool:
        """Tell whether a strip was sent, which stands over every figure."""
        return b'<dl class="strip"' in self.sent


@dataclass
class Client:
    """Somebody with a set of *cookies*, who need not be what they say."""

    address: str
    cookies: dict[str, str] = field(default_factory=dict)

    def see(
        self,
        page: str = "retention",
        query: str = "lang=en",
        headers: Headers = (),
        **more: object,
    ) -> Seen:
        """Open a page over a socket of its own and return all that comes until it is done."""
        try:
            with self.line(headers, **more) as line:
                return ask(line, page, query)
        except (ConnectionClosed, InvalidStatus):
            return Seen()

    def line(
        self,
        headers: Headers = (),
        origin: str | None = "",
        host: str = "",
        session: str = "",
        xsrf: str | None = None,
    ):
        """Open a socket; *host* and *origin* are the address's own if not said."""
        own = urlsplit(self.address)
        is_secure = own.scheme == "https"
        said = [*(headers.items() if isinstance(headers, Mapping) else headers)]
        if self.cookies and not any(name == "Cookie" for name, _ in said):
            said.append(("Cookie", "; ".join(f"{k}={v}" for k, v in self.cookies.items())))
        token = self.cookies.get(XSRF, "none") if xsrf is None else xsrf
        return connect(
            f"{'wss' if is_secure else 'ws'}://{host or own.netloc}/_stcore/stream",
            sock=socket.create_connection(("127.0.0.1", own.port)),
            ssl=TRUSTING if is_secure else None,
            additional_headers=said,
            origin=(self.address if origin == "" else origin),
            subprotocols=["streamlit", token, *([session] if session else [])],
            compression=None,
            max_size=None,
            proxy=None,
        )


def ask(line, page: str, query: str = "lang=en", widgets: Iterable[WidgetState] = ()) -> Seen:
    """Have the page run once on an open socket."""
    message = BackMsg()
    message.rerun_script.page_name = page
    message.rerun_script.query_string = query
    message.rerun_script.widget_states.widgets.extend(widgets)
    line.send(message.SerializeToString())
    parts, session = [], ""
    end = time.monotonic() + PATIENCE
    while True:
        part = line.recv(timeout=end - time.monotonic())
        got = ForwardMsg.FromString(part)
        parts.append(part)
        session = got.new_session.initialize.session_id or session
        if got.WhichOneof("type") == "script_finished" and (
            got.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN
        ):
            return Seen(tuple(parts), session)


def click(line, session: str, file_id: str) -> BackendOperationResponse:
    """Ask for the file behind a download button, as a click on it does."""
    message = BackMsg()
    asked = message.backend_operation_request
    asked.request_id, asked.session_id = uuid.uuid4().hex, session
    asked.deferred_file.file_id = file_id
    line.send(message.SerializeToString())
    end = time.monotonic() + PATIENCE
    while True:
        got = ForwardMsg.FromString(line.recv(timeout=end - time.monotonic()))
        if got.backend_operation_response.request_id == asked.request_id:
            return got.backend_operation_response


def log_in(address: str, secret: str, name: str) -> Client:
    """Log in through the provider's own forms; the client has whatever cookies come of it."""
    with httpx.Client(follow_redirects=True, timeout=PATIENCE) as window:
        window.get(f"{address}/_stcore/health")  # gives the cookie against forged requests
        claims = {"provider": "default", "exp": int(time.time()) + 100}
        token = jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(secret))
        form = window.get(f"{address}/auth/login", params={"provider": token})
        form = window.post(form.url, data={"login": name})
        window.post(form.url, data={"password": PASSWORD})
        own = urlsplit(address).hostname
        return Client(
            address, {one.name: one.value for one in window.cookies.jar if one.domain == own}
        )
