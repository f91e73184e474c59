"""Headers of every answer: what a page may load, and that nobody frames or keeps it."""

import hashlib
import json
import re
from base64 import b64encode
from dataclasses import dataclass

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)
STARTS = ("http.response.start", "websocket.http.response.start")
WASM = "'wasm-unsafe-eval'"  # for the whole numbers in Streamlit's messages; runs no script
UNCHANGING = "/static/"  # Streamlit's own files, each with a hash of its content in its name
SECURITY = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",  # an address holds what its reader looked at
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def language_script(language: str) -> str:
    """Return the script of ours that a page runs: it says which language the page has."""
    return f"document.documentElement.lang = {json.dumps(language)}"


def content_policy(document: str, languages: tuple[str, ...]) -> str:
    """Allow what stands in Streamlit's *document* and what a page of ours loads, nothing else.

    Charts are drawn by an interpreter of expressions, so that no text is run as a script
    (``unsafe-eval``). Streamlit's elements write their styles while they are drawn, hence
    ``unsafe-inline`` there; what a style may load is bound by the other lines.
    """
    scripts = [*INLINE.findall(document), *map(language_script, languages)]
    allowed = {
        "default-src": "'none'",
        "script-src": " ".join(["'self'", WASM, *map(_hashed, scripts)]),
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data:",
        "font-src": "'self' data:",  # one that stands in Streamlit's own stylesheet
        "connect-src": "'self'",
        "manifest-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
        "object-src": "'none'",
    }
    return "; ".join(f"{kind} {sources}" for kind, sources in allowed.items())


def _hashed(script: str) -> str:
    return f"'sha256-{b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


@dataclass(frozen=True)
class Headed:
    """An application whose every answer has the headers, its refusals and failures too."""

    application: ASGIApp
    content_policy: str

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""

        async def send_headed(message: Message) -> None:
            if message["type"] in STARTS:
                self._head(MutableHeaders(scope=message), scope["path"])
            await send(message)

        await self.application(scope, receive, send_headed)

    def _head(self, headers: MutableHeaders, path: str) -> None:
        headers.update(SECURITY)
        headers["Content-Security-Policy"] = self.content_policy
        if not path.startswith(UNCHANGING):
            headers["Cache-Control"] = "no-store"
