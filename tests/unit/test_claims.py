"""What is a claim of identity, and what an honest proxy or browser says."""

from functools import partial

import anyio.from_thread
import pytest

from vouch import claims


def heard(kind="websocket", path="/_stcore/stream", query=b"", sent=(), **headers):
    """Return what is told of a request whose answer sets the cookies *sent*."""
    told = []

    async def application(scope, receive, send):
        lines = [(b"set-cookie", line.encode()) for line in sent]
        await send({"type": "http.response.start", "status": 302, "headers": lines})

    async def send(message):
        """Take the answer."""

    async def hear(*said):
        told.append(said)

    lines = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": kind, "path": path, "query_string": query, "headers": lines}
    with anyio.from_thread.start_blocking_portal() as loop:
        loop.call(partial(claims.Heard(application, hear), scope, None, send))
    return told


@pytest.mark.parametrize(
    ("name", "value", "is_claim"),
    [
        ("X-Forwarded-User", "ada", True),
        ("REMOTE-USER", "ada", True),
        ("X-Auth-Request-Preferred-Username", "ada", True),
        ("Authorization", "Bearer x", True),
        ("X-Forwarded-For", "127.0.0.1", True),
        ("X-Forwarded-For", "192.0.2.7, ::1", True),
        ("Forwarded", "for=192.0.2.7;host=LOCALHOST", True),
        ("X-Forwarded-For", "192.0.2.7", False),
        ("X-Forwarded-Proto", "https", False),
        ("X-Forwarded-Host", "localhost", False),
        ("User-Agent", "Remote-User", False),
        ("Sec-Fetch-User", "?1", False),
        ("Cookie", "role=dpo", False),
    ],
)
def test_a_header_that_says_who_somebody_is_is_a_claim(name, value, is_claim):
    """What every browser or honest proxy sends would fill the log with nothing."""
    assert claims.in_headers([(name, value)]) == is_claim


def test_a_claim_is_told_where_a_socket_opens():
    """Who somebody is matters there alone: a page as such holds no figure."""
    assert heard(remote_user="ada") == [("claim.header", "websocket")]
    assert heard("http", "/", remote_user="ada") == []
    assert heard(user_agent="x") == []


@pytest.mark.parametrize(
    ("query", "sent", "is_told"),
    [
        (b"code=a&state=b", ["_streamlit_user=abc; Path=/; HttpOnly"], False),
        (b"code=a&state=b", ['_streamlit_user=""; Max-Age=0; Path=/'], True),
        (b"code=a&state=b", [], True),
        (b"code=a&state=b", ["_streamlit_xsrf=abc; Path=/"], True),
        (b"error=access_denied", [], True),
        (b"", [], False),
    ],
    ids=["login", "taken away", "nothing", "another", "error", "log-out"],
)
def test_an_answer_of_the_provider_that_leads_to_no_login_is_told(query, sent, is_told):
    """Streamlit turns a token down in silence, and a log-out comes back to the same address."""
    told = heard("http", claims.CALLBACK, query, sent)

    assert told == [("claim.login", "http")] * is_told
    assert heard("http", "/elsewhere", query, sent) == []
