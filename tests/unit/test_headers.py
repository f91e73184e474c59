"""What stands above every answer."""

import base64
import hashlib
import re
from functools import partial

import anyio.from_thread
import pytest

from vouch import headers, server, wording
from vouch.ui import markup

POLICY = "default-src 'none'"


def answered(kind, path="/"):
    """Return the headers of an answer that the application gave without any."""
    sent = []

    async def application(scope, receive, send):
        await send({"type": kind, "status": 200, "headers": [(b"cache-control", b"public")]})

    async def send(message):
        sent.append(message)

    asked = partial(headers.Headed(application, POLICY), {"type": "http", "path": path}, None, send)
    with anyio.from_thread.start_blocking_portal() as loop:  # a browser's may run in this thread
        loop.call(asked)
    return {name.decode(): value.decode() for name, value in sent[0]["headers"]}


def directives():
    """Take the policy of the real document apart."""
    document = server.DOCUMENT.read_text(encoding="utf-8")
    policy = headers.content_policy(document, wording.LANGUAGES)
    return {
        kind: sources.split() for kind, *[sources] in (d.split(" ", 1) for d in policy.split("; "))
    }


def hashed(script):
    """Hash a script as the CSP standard says, apart from the code under test."""
    digest = hashlib.sha256(script.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


@pytest.mark.parametrize("kind", headers.STARTS)
def test_every_answer_has_them(kind):
    """A refused socket and a failure are answers too."""
    found = answered(kind)

    assert found["x-content-type-options"] == "nosniff"
    assert found["x-frame-options"] == "DENY"
    assert found["referrer-policy"] == "no-referrer"
    assert found["cross-origin-opener-policy"] == "same-origin"
    assert found["cross-origin-resource-policy"] == "same-origin"
    assert found["content-security-policy"] == POLICY


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("/", "no-store"),
        ("/retention", "no-store"),
        ("/media/records.csv", "no-store"),
        ("/statics", "no-store"),
        ("/static/js/index.js", "public"),
    ],
)
def test_nothing_that_may_hold_data_is_kept(path, kept):
    """A browser's cache outlives the session; only Streamlit's own files may stay there."""
    assert answered("http.response.start", path)["cache-control"] == kept


def test_nothing_is_allowed_but_what_is_named():
    """A kind of content that nobody thought of must not come from anywhere."""
    found = directives()

    assert found["default-src"] == ["'none'"]
    assert found["frame-ancestors"] == found["base-uri"] == found["object-src"] == ["'none'"]
    assert found["connect-src"] == found["form-action"] == ["'self'"]
    assert not [
        word for words in found.values() for word in words if word.strip("'") == "unsafe-eval"
    ]
    assert "'unsafe-inline'" not in found["script-src"]
    assert not [word for words in found.values() for word in words if "*" in word or "//" in word]


def test_each_inline_script_is_allowed_by_its_hash():
    """Of all that stands in a page as text, only these few scripts may run."""
    document = server.DOCUMENT.read_text(encoding="utf-8")
    inline = re.findall(r"<script[^>]*>([^<]+)</script>", document)
    ours = [re.search("<script>(.*)</script>", markup.head(name))[1] for name in wording.LANGUAGES]
    allowed = [word for word in directives()["script-src"] if "sha256" in word]

    assert len(inline) == 1
    assert sorted(allowed) == sorted(map(hashed, [*inline, *ours]))
