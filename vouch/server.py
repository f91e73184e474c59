"""The dashboard's server: Streamlit's application under uvicorn, on this machine unless told.

Uvicorn answers a click 40 ms sooner than ``streamlit run``, whose sockets hold small
packets back, and leaves the process to us: what is imported, and what is collected.
"""

import gc
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

import streamlit as st
import typer
import uvicorn
from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.routing import Route
from streamlit import config
from streamlit.runtime.pages_manager import PagesManager

from vouch import warehouse
from vouch.errors import VouchError

SCRIPT = Path(__file__).parent.parent / "app.py"
ADDRESS = "127.0.0.1"
PORTS_TRIED = 50
# Under uvicorn Streamlit ignores its environment variables: these must come from its file.
NEEDED: dict[str, Any] = {
    "browser.gatherUsageStats": False,
    "client.showErrorDetails": "none",
    "runner.postScriptGC": False,
    "server.fileWatcherType": "none",
}
IMPORTED_EARLY = ("vouch.ui.pages", "vouch.charts", "vouch.kpis", "altair", "pandas", "pyarrow")


def build_first(where: Path) -> None:
    """Build a home that has no figures yet, in a process of its own.

    What is wrong with it is said there, and again on the page; serving goes on.
    """
    if warehouse.current(where / "warehouse") is None:
        command = [sys.executable, "-m", "vouch", "build", "--home", str(where)]
        subprocess.run(command, check=False, cwd=SCRIPT.parent)  # noqa: S603  our own program


def run(application: st.App, port: int, address: str = ADDRESS) -> None:
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
        uvicorn.Server(_settings(application)).run(sockets=[listening])


def prepare(address: str = ADDRESS) -> st.App:
    """Make the application, with its options held and its pages behind app.py.

    *address* is where it will listen, which each page asks for.
    """
    application = st.App(SCRIPT, lifespan=_warm, routes=[Route("/overview", _first_page)])
    for name, value in {**NEEDED, "server.address": address}.items():
        config.set_option(name, value)
        if config.get_option(name) != value:
            raise RuntimeError(f"Streamlit did not take {name} = {value}")
    PagesManager.uses_pages_directory = False  # else a deep link runs a page without app.py
    return application


async def _first_page(request: Request) -> RedirectResponse:
    """Lead to the overview, which Streamlit knows by no name of its own."""
    return RedirectResponse(f"/?{request.url.query}")


@asynccontextmanager
async def _warm(_: st.App) -> AsyncIterator[None]:
    """Import before the first reader comes what would cost them a second.

    What was imported stays for good, so the garbage collector need not look at it again.
    """
    for name in IMPORTED_EARLY:
        import_module(name)
    gc.collect()
    gc.freeze()
    yield


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


def _settings(application: st.App) -> uvicorn.Config:
    return uvicorn.Config(
        application,
        log_level="warning",
        access_log=False,
        ws="websockets-sansio",
        ws_max_size=int(config.get_option("server.maxMessageSize")) * 1_000_000,
        ws_per_message_deflate=False,
        timeout_graceful_shutdown=3,
    )
