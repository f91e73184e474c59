"""Files that were handed out: each for the login that asked for it, and for a minute.

Streamlit gives a file to whoever knows its address, which is made from what stands in it.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from vouch import claims, viewers

# A file that Streamlit keeps, whatever stands behind its number; its own fonts have none.
PLACE = re.compile(r"/media/([0-9a-f]{32})")
LIFE = 60.0  # seconds; a browser asks twice for a file, both times at once


def owner(cookies: Mapping[str, str]) -> str:
    """Name the login that cookies carry, in a way that opens nothing; without one, nobody's."""
    pieces = [one for one in cookies.items() if one[0].startswith(claims.COOKIE)]
    return viewers.digest(*sorted(pieces))


@dataclass
class Ledger:
    """Until when each file may be fetched by each owner."""

    until: dict[tuple[str, str], float] = field(default_factory=dict)

    def note(self, path: str, owner: str, now: float) -> None:
        """Write down that the file at *path* was handed out to *owner*."""
        for known in [known for known, until in list(self.until.items()) if until <= now]:
            self.until.pop(known, None)
        self.until[_file(path), owner] = now + LIFE

    def admits(self, path: str, owner: str, now: float) -> bool:
        """Tell whether *owner* may fetch the file at *path*."""
        return now < self.until.get((_file(path), owner), now)


LEDGER = Ledger()


def _file(path: str) -> str:
    """Name the file at a path; empty where none can be."""
    found = PLACE.search(path)
    return found[1] if found else ""


@dataclass(frozen=True)
class Hatch:
    """An application whose files reach only those to whom they were handed out."""

    application: ASGIApp
    ledger: Ledger
    clock: Callable[[], float]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass one request on; to everybody else a file is not there."""
        is_file = scope["type"] == "http" and _file(scope["path"])
        if not is_file or self._is_admitted(scope):
            await self.application(scope, receive, send)
        else:
            await PlainTextResponse("There is no such file.", 404)(scope, receive, send)

    def _is_admitted(self, scope: Scope) -> bool:
        asking = owner(HTTPConnection(scope).cookies)
        return self.ledger.admits(scope["path"], asking, self.clock())
