"""The dashboard's server: Streamlit's application under uvicorn, on this machine unless told.

Uvicorn answers a click 40 ms sooner than ``streamlit run``, whose sockets hold small
packets back, and leaves the process to us: what is imported, and what is collected.
"""

import asyncio
import gc
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict
from datetime import UTC, date, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import streamlit as st
import typer
import uvicorn
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse
from starlette.routing import Route
from starlette.types import ASGIApp
from streamlit import config
from streamlit.runtime.pages_manager import PagesManager

from vouch import claims, gate, handouts, headers, health, home, warehouse, wording
from vouch.audit import refusals
from vouch.audit.refusals import Refusals
from vouch.errors import VouchError

SCRIPT = Path(__file__).parent.parent / "app.py"
DOCUMENT = Path(st.__file__).parent / "static" / "index.html"
ADDRESS = "127.0.0.1"
NAMES = (ADDRESS, "localhost", "::1")
EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104  no name of this machine: browsers follow others to it
PORTS_TRIED = 50
SETTLED_EACH = 60.0  # seconds
# Under uvicorn Streamlit ignores its environment variables: these must come from its file.
NEEDED: dict[str, Any] = {
    "browser.gatherUsageStats": False,
    "client.allowedOrigins": [],  # no page around ours may send it commands
    "client.showErrorDetails": "none",
    "client.showErrorLinks": False,
    "client.toolbarMode": "minimal",
    "global.developmentMode": False,
    "runner.postScriptGC": False,
    "server.corsAllowedOrigins": [],
    "server.enableAgentApi": False,
    "server.enableCORS": True,  # Streamlit's name for refusing other origins
    "server.enableStaticServing": False,
    "server.enableXsrfProtection": True,
    "server.fileWatcherType": "none",
    "server.maxUploadSize": 1,
    "server.maxWidgetStateSize": 1,
    "server.scriptHealthCheckEnabled": False,
    "server.trustedUserHeaders": {},
    "server.unsafeMetricsUserAttributes": [],
}
IMPORTED_EARLY = ("vouch.ui.pages", "vouch.charts", "vouch.kpis", "altair", "pandas", "pyarrow")


def build_first(where: Path) -> None:
    """Build a home that has no figures yet, in a process of its own.

    What is wrong with it is said there, and again on the page; serving goes on.
    """
    if warehouse.current(where / "warehouse") is None:
        command = [sys.executable, "-m", "vouch", "build", "--home", str(where)]
        subprocess.run(command, check=False, cwd=SCRIPT.parent)  # noqa: S603  our own program


def run(application: ASGIApp, port: int, address: str = ADDRESS) -> None:
    """Serve until interrupted, and say where.

    Raises:
        VouchError: no port is free.
    """
    with listen(port, address) as listening:
        found = listening.getsockname()[1]
        if found != port:
            typer.echo(f"Port {port} is in use; taking {found}.", err=True)
        shown = f"[{address}]" if ":" in address else address
        typer.echo(f"vouch is at http://{shown}:{found} (stop with Ctrl+C)")
        answer(application, listening)


def answer(application: ASGIApp, listening: socket.socket) -> None:
    """Serve at a socket until interrupted."""
    uvicorn.Server(_settings(application)).run(sockets=[listening])


def prepare(address: str = ADDRESS, names: Sequence[str] = (), secret: str = "") -> ASGIApp:
    """Make the application, with its options held, its pages behind app.py and a gate before it.

    *address* is where it will listen, which each page asks for; *names* are those that a proxy
    asks for. With a *secret*, only who has it is answered.

    Raises:
        VouchError: one of *names* cannot be asked for.
    """
    own = (address,) if address not in EVERYWHERE else ()
    known = [*dict.fromkeys((*NAMES, *own, *gate.read_names(names)))]
    held = NEEDED | {"server.allowedHosts": known, "server.address": address}
    for option, value in held.items():
        config.set_option(option, value)
        if config.get_option(option) != value:
            raise RuntimeError(f"Streamlit did not take {option} = {value}")
    PagesManager.uses_pages_directory = False  # else a deep link runs a page without app.py
    routes = [Route("/overview", _first_page), Route("/healthz", _health)]
    application = claims.Heard(st.App(SCRIPT, lifespan=_live, routes=routes), _hear)
    document = DOCUMENT.read_text(encoding="utf-8")
    allowed = headers.content_policy(document, wording.LANGUAGES)
    files = handouts.Hatch(application, handouts.LEDGER, time.monotonic)
    return headers.Headed(gate.Gate(files, known, _hear, secret), allowed)


async def _first_page(request: Request) -> RedirectResponse:
    """Lead to the overview, which Streamlit knows by no name of its own."""
    return RedirectResponse(f"/?{request.url.query}")


def _health(_: Request) -> JSONResponse:
    """Say how the figures are, to anybody: the answer holds none of them."""
    found = health.look(home.find(), date.today())
    said = asdict(found) | {"snapshot": found.snapshot and found.snapshot.isoformat()}
    is_down = found.status is health.Status.UNREADABLE
    return JSONResponse(said, status_code=503 if is_down else 200)


async def _hear(outcome: str, query: str) -> None:
    """Have it written down, while others are served, that a request was refused or claims much."""
    said = refusals.refusal(_now(), outcome, query)
    await asyncio.to_thread(_refusals().note, said)


def _refusals() -> Refusals:
    return refusals.of(home.find() / home.AUDIT)


def _now() -> datetime:
    return datetime.now(UTC)


@asynccontextmanager
async def _live(_: st.App) -> AsyncIterator[None]:
    """Be ready for the first reader, and leave no refusal unwritten behind."""
    _warm()
    settling = asyncio.create_task(_settle())
    yield
    settling.cancel()
    _refusals().settle(_now(), is_last=True)


def _warm() -> None:
    """Import before the first reader comes what would cost them a second.

    What was imported stays for good, so the garbage collector need not look at it again.
    """
    for name in IMPORTED_EARLY:
        import_module(name)
    gc.collect()
    gc.freeze()


async def _settle() -> None:
    """Write down from time to time how many refusals followed the first ones."""
    while True:
        await asyncio.sleep(SETTLED_EACH)
        await asyncio.to_thread(_refusals().settle, _now())


def listen(port: int, address: str = ADDRESS) -> socket.socket:
    """Listen on *port* of an *address* of this machine, or on the next free one.

    Raises:
        VouchError: all ports tried are in use.
    """
    for number in range(port, min(port + PORTS_TRIED, 65_536)):
        # named as TCP: asyncio sends small packets at once (TCP_NODELAY) on no other socket
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((address, number))
            listening.listen()
        except OSError:
            listening.close()
        else:
            return listening
    raise VouchError("problem.no_port", address=address, first=port, last=number)


def _settings(application: ASGIApp) -> uvicorn.Config:
    return uvicorn.Config(
        application,
        log_level="warning",
        access_log=False,
        server_header=False,
        ws="websockets-sansio",
        ws_max_size=int(config.get_option("server.maxWidgetStateSize")) * 1_000_000,
        ws_per_message_deflate=False,
        timeout_graceful_shutdown=3,
    )
