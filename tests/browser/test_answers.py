"""What the served application answers to whoever asks it, a browser or not."""

import http.client
import json
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from tests.browser import site

FORGED = {"Host": "evil.example"}


@dataclass(frozen=True)
class Answer:
    """A status, the headers by their names in small letters, and the body."""

    status: int
    headers: dict[str, str]
    body: bytes


def ask(address: str, path: str, method: str = "GET", **headers: str) -> Answer:
    """Ask the server at *address* as no browser would, with any header."""
    line = http.client.HTTPConnection(urlsplit(address).netloc, timeout=30)
    line.request(method, path, headers=headers)
    found = line.getresponse()
    named = {name.lower(): value for name, value in found.getheaders()}
    answer = Answer(found.status, named, found.read())
    line.close()
    return answer


def socket_status(address: str, origin: str, name: str = "") -> int:
    """Open a socket as a page of *origin* does; return 101, or the status of the refusal."""
    here = urlsplit(address)
    line = socket.create_connection((here.hostname, here.port))
    try:
        with connect(f"ws://{name or here.netloc}/_stcore/stream", sock=line, origin=origin):
            return 101
    except InvalidStatus as refused:
        return refused.response.status_code


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("/", {}, 200),
        ("/retention", {}, 200),
        ("/overview?lang=fi", {}, 307),
        ("/healthz", {}, 200),
        ("/static/js/absent.js", {}, 200),
        ("/media/absent.csv", {}, 404),
        ("//evil.example/", {}, 400),
        ("/_stcore/metrics", {}, 404),
        ("/_stcore/agent/openapi.json", {}, 404),
        ("/retention/_stcore/agent/mcp", {}, 404),
        ("/", FORGED, 421),
        ("/_stcore/metrics", FORGED, 421),
        ("/_stcore/health", {"Origin": "https://evil.example"}, 403),
    ],
)
def test_every_answer_is_headed(served, path, headers, status):
    """What is refused or absent is shown by the same browser as a page."""
    answer = ask(served.address, path, **headers)

    assert answer.status == status
    assert answer.headers["content-security-policy"].startswith("default-src 'none'; ")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["x-frame-options"] == "DENY"
    assert "access-control-allow-origin" not in answer.headers
    assert "server" not in answer.headers
    assert "strict-transport-security" not in answer.headers  # for whoever has TLS to say


def test_a_download_is_not_kept(visitor, served):
    """A file of records must not outlive the session in a cache on the way."""
    visitor.open("volumes", lang="en")
    with visitor.page.expect_download() as started:
        visitor.find("stDownloadButton").first.get_by_role("button").click()
    answer = ask(served.address, urlsplit(started.value.url).path)

    assert answer.status == 200
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        ("", 101),
        ("https://evil.example", 403),
        ("http://localhost:1", 403),  # Streamlit alone would let in any page of this machine
    ],
)
def test_a_socket_opens_for_our_own_pages_alone(served, origin, status):
    """All figures travel through it, and a browser lets any page open one to anywhere."""
    assert socket_status(served.address, origin or served.address) == status


def test_a_name_that_leads_here_is_not_enough(served):
    """A page whose own name was made to lead to 127.0.0.1 is of the same origin as itself."""
    assert socket_status(served.address, "http://evil.example", "evil.example") == 421


def test_a_proxys_name_is_served_when_it_is_told(copy, served):
    """Pages and sockets alike; a name that was not told is not."""
    with site.serve(copy, "--name", "vouch.example.com") as named:
        statuses = [
            (
                ask(named.address, "/", Host=name).status,
                socket_status(named.address, f"https://{name}", name),
            )
            for name in ("vouch.example.com", "evil.example")
        ]

    assert statuses == [(200, 101), (421, 421)]


def test_health_says_how_old_figures_are_and_nothing_else(served):
    """Whoever watches the server has no role: neither figures nor places are told."""
    answer = ask(served.address, "/healthz")
    said = json.loads(answer.body)

    assert answer.headers["cache-control"] == "no-store"
    assert set(said) == {"status", "generation", "snapshot", "days_old"}
    assert said["snapshot"] == "2026-10-31"
    assert said["status"] in ("ok", "stale")


def test_health_is_down_where_nothing_can_be_read(copy, tmp_path):
    """A watcher looks at the status alone; where the home lies is not its business."""
    home = tmp_path / "home"
    home.mkdir()
    (home / "sources.toml").write_text("not = toml = at all", encoding="utf-8")
    with site.serve(copy, "--home", home) as broken:
        answer = ask(broken.address, "/healthz")

    assert answer.status == 503
    assert json.loads(answer.body)["status"] == "unreadable"
    assert str(tmp_path) not in answer.body.decode()
