"""Which requests reach the application."""

from functools import partial

import anyio.from_thread
import pytest

from vouch import gate
from vouch.errors import VouchError

NAMES = ("127.0.0.1", "localhost", "vouch.example.com")
HERE = "127.0.0.1:8501"


def asked(path="/", method="GET", kind="http", **headers):
    """Ask through the gate; return the status, which is 200 where the request was let in."""
    return heard(path, method, kind, **headers)[0]


def heard(path="/", method="GET", kind="http", **headers):
    """Ask through the gate; return the status, and what was told before it was answered."""
    sent, told = [], []

    async def hear(*said):
        told.append((*said, len(sent)))

    async def application(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": []})

    async def send(message):
        sent.append(message)

    lines = [(name.encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": kind, "path": path, "method": method, "headers": lines}
    if kind == "websocket":
        del scope["method"]
        scope["extensions"] = {"websocket.http.response": {}}
    with anyio.from_thread.start_blocking_portal() as loop:  # a browser's may run in this thread
        loop.call(partial(gate.Gate(application, NAMES, hear), scope, None, send))
    return sent[0]["status"], told


@pytest.mark.parametrize("kind", ["http", "websocket"])
@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8501", 200),
        ("localhost", 200),
        ("VOUCH.example.com", 200),
        ("evil.example", 421),
        ("localhost.evil.example:8501", 421),
        ("user@evil.example", 421),
        ("[localhost", 421),
        ("", 421),
    ],
)
def test_only_its_own_names_are_answered(kind, host, status):
    """A name of somebody else that leads to 127.0.0.1 would let their page read ours."""
    assert asked("/_stcore/stream", kind=kind, host=host) == status


def test_a_request_without_a_name_is_refused():
    """It cannot have come from a browser that was sent here."""
    assert asked() == 421


@pytest.mark.parametrize("kind", ["http", "websocket"])
@pytest.mark.parametrize(
    ("origin", "status"),
    [
        ("http://127.0.0.1:8501", 200),
        ("https://127.0.0.1:8501", 200),  # a proxy took TLS off
        ("http://127.0.0.1:3000", 403),
        ("http://localhost:8501", 403),
        ("https://evil.example", 403),
        ("http://127.0.0.1:8501.evil.example", 403),
        ("http://[", 403),
        ("null", 403),
        ("", 403),
    ],
)
def test_only_pages_of_the_same_address_may_ask(kind, origin, status):
    """Another page of this machine, at another port, would pass Streamlit's own look."""
    assert asked("/_stcore/stream", kind=kind, host=HERE, origin=origin) == status


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 200),
        ("/retention", 200),
        ("/healthz", 200),
        ("/static/js/index.js", 200),
        ("/media/file.csv", 200),
        ("/oauth2callback", 200),
        ("/_stcore/health", 200),
        ("/_stcore/host-config", 200),
        ("/_stcore/stream", 200),
        ("/_stcore/metrics", 404),
        ("/_stcore/agent/interact", 404),
        ("/_stcore/agent/mcp", 404),
        ("/_stcore/agent/openapi.json", 404),
        ("/_stcore/upload_file/session/file", 404),
        ("/_stcore/bidi-components/name/file.js", 404),
        ("/_stcore/script-health-check", 404),
        ("/_stcore/anything-new", 404),
        ("/component/name/index.html", 404),
        ("/app/static/file", 404),
    ],
)
def test_only_what_a_page_needs_is_served(path, status):
    """Metrics tell who is there, and an agent would be one more way to the records."""
    assert asked(path, host=HERE) == status


@pytest.mark.parametrize(
    ("method", "status"), [("GET", 200), ("HEAD", 200), ("POST", 405), ("PUT", 405), ("X", 405)]
)
def test_nothing_can_be_sent(method, status):
    """Whatever a reader does travels through the socket."""
    assert asked(method=method, host=HERE) == status


@pytest.mark.parametrize("path", ["/", "/retention", "/_stcore/health", "/healthz"])
def test_a_socket_opens_in_one_place_alone(path):
    """Where none is, whoever tries is refused here, and not in silence further on."""
    assert asked(path, kind="websocket", host=HERE) == 404


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        ({"host": "evil.example"}, "gate.name"),
        ({"host": HERE, "origin": "https://evil.example"}, "gate.page"),
        ({"host": HERE, "path": "/_stcore/metrics"}, "gate.path"),
        ({"host": HERE, "kind": "websocket", "path": "/"}, "gate.path"),
        ({"host": HERE, "method": "POST"}, "gate.method"),
        ({"host": "evil.example", "kind": "websocket"}, "gate.name"),
    ],
)
def test_each_refusal_is_told_before_it_is_answered(said, outcome):
    """By a key of ours: nothing that was sent goes with it."""
    _, told = heard(**said)

    assert told == [(outcome, said.get("kind", "http"), 0)]


def test_who_is_let_in_is_nothing_to_tell():
    """A log of every request would hide those that matter."""
    assert heard(host=HERE) == (200, [])


def test_a_name_is_known_in_whichever_letters_it_is_given():
    """Browsers write names small."""
    assert gate.read_names(["Vouch.Example.com", "intra"]) == ["vouch.example.com", "intra"]


@pytest.mark.parametrize(
    "name", ["https://vouch.example.com", "vouch:8501", "*", "*.example.com", ""]
)
def test_what_is_no_name_is_refused(name):
    """It would never be asked for, and every page would be refused without a reason."""
    with pytest.raises(VouchError, match="without a port"):
        gate.read_names([name])
