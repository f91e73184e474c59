"""A dashboard's server in a process of its own, and a reader's session with it."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

PATIENCE = 60  # seconds that a server may take to start
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Session:
    """A browser's line to a server, the page that is open, and the query in its address bar."""

    line: ClientConnection
    page: str = ""
    query: str = field(default="", init=False)

    def rerun(self) -> None:
        """Ask for a rerun of the page and take all that comes, until it has finished."""
        asked = BackMsg()
        asked.rerun_script.query_string = self.query
        asked.rerun_script.page_name = self.page
        self.line.send(asked.SerializeToString())
        answer = ForwardMsg()
        while answer.WhichOneof("type") != "script_finished":
            answer.ParseFromString(self.line.recv())
            if answer.HasField("page_info_changed"):
                self.query = answer.page_info_changed.query_string


@dataclass(frozen=True)
class Server:
    """A running server on this machine."""

    port: int
    pid: int

    def cpu(self) -> float:
        """Return the processor seconds that it has taken."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    @contextmanager
    def session(self, page: str = "") -> Iterator[Session]:
        """Open a session on a page, as a browser does, and let the page run once."""
        address = f"127.0.0.1:{self.port}"
        with connect(
            f"ws://{address}/_stcore/stream",
            subprotocols=["streamlit"],
            origin=f"http://{address}",
            max_size=None,
        ) as line:
            opened = Session(line, page)
            opened.rerun()
            yield opened


@contextmanager
def server(command: Sequence[str], folder: Path, home: Path) -> Iterator[Server]:
    """Start ``python COMMAND PORT`` in *folder* over *home*, and stop it at the end."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, *command, str(port)],
        cwd=folder,
        env=os.environ | {"VOUCH_HOME": str(home)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_until_healthy(port)
        yield Server(port, process.pid)
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def wait_until_healthy(port: int) -> None:
    """Wait until a server answers on *port*."""
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends:
        try:
            with urlopen(f"http://127.0.0.1:{port}/_stcore/health") as answer:  # noqa: S310
                if answer.status == 200:
                    return
        except (URLError, ConnectionError):
            time.sleep(0.1)
    raise TimeoutError(f"no server on port {port}")
