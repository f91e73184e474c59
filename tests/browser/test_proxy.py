"""vouch behind a real nginx with the example of deploy/nginx."""

import http.client
import json
import socket
import ssl
import subprocess
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import pytest

from tests.browser import site
from tests.browser.site import Visitor
from tests.deploy import proxy
from vouch import ui, wording

WORDS = wording.Words("en")
IDENTITY = (
    *("X-Forwarded-User", "X-Forwarded-Email", "X-Forwarded-For", "X-Forwarded-Host", "Forwarded"),
    *("Remote-User", "X-Remote-User", "X-Streamlit-User", "X-Auth-Request-User", "Authorization"),
    *("X-Webauth-User", "X-Real-IP", "X-Client-Cert", "Tailscale-User-Login"),
)
CLOSED = """() => {
  const app = document.querySelector('[data-testid="stApp"]');
  return app.dataset.testConnectionState !== 'CONNECTED';
}"""


def ports():
    """Return a port for TLS and one without."""
    return site.free_port(), site.free_port()


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Return where an nginx keeps its files; it shows nobody the parts that it passes on."""
    return tmp_path_factory.mktemp("nginx")


@pytest.fixture(scope="module")
def behind(copy, folder):
    """Serve the copy, and write the proxy that leads to it."""
    with site.serve(copy) as served:
        upstream = urlsplit(served.address).port
        yield proxy.write(folder, upstream, ports(), is_telling=False)


@pytest.fixture
def front(behind):
    """Run the proxy."""
    with behind.running():
        yield behind


@pytest.fixture
def caller(chromium, behind):
    """Give a reader who goes through the proxy, and takes its certificate as it is."""
    context = chromium.new_context(
        viewport={"width": 1280, "height": 1000}, reduced_motion="reduce", ignore_https_errors=True
    )
    yield Visitor(context.new_page(), behind.address)
    context.close()


def ask(front, path, method="GET", name=proxy.NAME, **headers):
    """Ask the proxy; return status, headers in small letters, and body."""
    trusting = ssl._create_unverified_context()  # noqa: S323  its certificate is a minute old
    line = http.client.HTTPSConnection(name, front.port)
    plain = socket.create_connection(("127.0.0.1", front.port), timeout=30)
    line.sock = trusting.wrap_socket(plain, server_hostname=name)
    line.request(method, path, headers=headers)
    found = line.getresponse()
    answer = found.status, {key.lower(): value for key, value in found.getheaders()}, found.read()
    line.close()
    return answer


@contextmanager
def echo(port):
    """Answer every request with the headers that arrived, in the place of vouch."""

    class Echo(BaseHTTPRequestHandler):
        def do_GET(self):
            said = json.dumps(dict(self.headers)).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *_):
            """Say nothing."""

    listening = ThreadingHTTPServer(("127.0.0.1", port), Echo)
    threading.Thread(target=listening.serve_forever, daemon=True).start()
    try:
        yield
    finally:
        listening.shutdown()
        listening.server_close()


def test_nginx_takes_the_example(behind):
    """Whoever copies it changes three names and no more."""
    done = subprocess.run(behind.command("-t"), capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    assert "warn" not in done.stderr


@pytest.mark.parametrize("name", ui.NAMES)
def test_every_page_works_through_it(front, caller, name):
    """The socket too, without which there is only an empty page."""
    caller.open(name, lang="en", role="dpo")

    assert caller.page.locator("h1").inner_text() == WORDS(f"page.{name}")
    assert caller.find("stException").count() == 0
    assert caller.outside() == []


def test_a_file_can_be_taken_through_it(front, caller):
    """A table that is looked at over the network is taken away over it."""
    caller.open("volumes", lang="en")
    with caller.page.expect_download() as started:
        caller.find("stDownloadButton").first.get_by_role("button").click()

    assert "generation" in started.value.path().read_text(encoding="utf-8-sig")


def test_headers_of_both_arrive(front):
    """Ours as they are, each once, and what only the one with TLS can promise."""
    status, headers, _ = ask(front, "/")

    assert status == 200
    assert headers["strict-transport-security"] == "max-age=63072000"
    assert headers["content-security-policy"].startswith("default-src 'none'; ")
    assert headers["cache-control"] == "no-store"
    assert headers["server"] == "nginx"


def test_cookies_travel_over_tls_alone(front):
    """Streamlit does not know that there is TLS in front of it."""
    _, headers, _ = ask(front, "/_stcore/health")

    assert "secure" in headers["set-cookie"].lower()


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/healthz", 200),
        ("GET", "/_stcore/metrics", 404),
        ("GET", "/_stcore/metrics/", 404),
        ("GET", "/%5fstcore/metrics", 404),
        ("GET", "/x/../_stcore/metrics", 404),
        ("GET", "/_stcore/agent/openapi.json", 404),
        ("POST", "/_stcore/agent/mcp", 404),
        ("PUT", "/_stcore/upload_file/session/file", 404),
        ("POST", "/", 403),
        ("DELETE", "/retention", 403),
    ],
)
def test_what_no_reader_needs_is_not_there(front, method, path, status):
    """However it is written."""
    assert ask(front, path, method)[0] == status


def test_no_claim_of_identity_arrives(folder, behind):
    """Only named headers are passed on, so that a name nobody thought of is not among them."""
    upstream = site.free_port()
    (folder / "echo").mkdir()
    other = proxy.write(folder / "echo", upstream, ports())
    with echo(upstream), other.running():
        _, _, body = ask(other, "/", Cookie="a=b", **dict.fromkeys(IDENTITY, "officer"))
    arrived = {key.lower(): value for key, value in json.loads(body).items()}

    assert "officer" not in arrived.values()
    assert arrived["cookie"] == "a=b"
    assert arrived["host"] == f"{proxy.NAME}:{other.port}"
    assert arrived["x-forwarded-proto"] == "https"


def test_another_name_is_not_answered(front):
    """Neither with TLS nor without."""
    plain = http.client.HTTPConnection("127.0.0.1", front.plain, timeout=30)
    plain.request("GET", "/", headers={"Host": "evil.example"})
    with pytest.raises(http.client.RemoteDisconnected):
        plain.getresponse()
    with pytest.raises(ssl.SSLError):
        ask(front, "/", name="evil.example")


def test_without_tls_there_is_only_the_way_to_it(front):
    """A link that was typed still leads there."""
    plain = http.client.HTTPConnection("127.0.0.1", front.plain, timeout=30)
    plain.request("GET", "/retention?lang=fi", headers={"Host": proxy.NAME})
    found = plain.getresponse()

    assert found.status == 308
    assert found.getheader("Location") == f"https://{proxy.NAME}/retention?lang=fi"


def test_a_reader_goes_on_after_the_connection_was_lost(behind, caller):
    """A proxy is restarted in the middle of the day; what was chosen before is still chosen."""
    with behind.running():
        caller.open("retention", lang="en", role="dpo")
        caller.page.get_by_text(WORDS("strip.other")).click()
        caller.page.get_by_role("radio", name=WORDS("role.management")).check(force=True)
        caller.page.keyboard.press("Escape")
        caller.settle()
    caller.page.wait_for_function(CLOSED)
    with behind.running():
        caller.settle()
        kept = caller.find("stDataFrame").count(), "role=management" in caller.page.url
        caller.page.get_by_role("link", name=WORDS("page.calls")).click()
        caller.page.get_by_role("heading", name=WORDS("page.calls"), level=1).wait_for()
        caller.settle()

    assert kept == (0, True)
    assert caller.find("stException").count() == 0
