"""A real nginx with the example of deploy/nginx, on ports of its own and with a certificate."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "deploy" / "nginx" / "vouch.conf"
UNPACKED = ROOT / ".venv" / "nginx" / "usr" / "sbin" / "nginx"
NAME = "localhost"
TELLING = "proxy_set_header X-Forwarded-Proto        $scheme;"
AROUND = """daemon off;
pid nginx.pid;
error_log stderr notice;
events {}
http {
    access_log off;
    client_body_temp_path body;
    proxy_temp_path proxy;
    fastcgi_temp_path fastcgi;
    uwsgi_temp_path uwsgi;
    scgi_temp_path scgi;
    include vouch.conf;
}
"""
PATIENCE = 20  # seconds


@dataclass(frozen=True)
class Proxy:
    """An nginx whose files lie in *folder*, listening for TLS and for plain HTTP."""

    folder: Path
    port: int
    plain: int
    name: str = NAME

    @property
    def address(self) -> str:
        """The address under which a browser finds vouch."""
        return f"https://{self.name}:{self.port}"

    def command(self, *more: str) -> list[str]:
        """Return how this nginx is run."""
        program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin") or str(UNPACKED)
        return [program, "-p", str(self.folder), "-c", "nginx.conf", "-e", "stderr", *more]

    @contextmanager
    def running(self) -> Iterator[None]:
        """Run it until the block ends; then all its connections break."""
        process = subprocess.Popen(self.command())
        try:
            _await(self.port)
            yield
        finally:
            process.terminate()
            process.wait(timeout=PATIENCE)


def write(
    folder: Path,
    upstream: int,
    ports: tuple[int, int],
    name: str = NAME,
    *,
    is_telling: bool = True,
) -> Proxy:
    """Write the example with our ports (TLS, plain), name and certificate in the place of its own.

    One that is not *telling* keeps to itself that there is a proxy: pages that ask for no login
    are meant for this machine alone.
    """
    port, plain = ports
    text = EXAMPLE.read_text(encoding="utf-8")
    for theirs, ours in {
        "listen 443": f"listen 127.0.0.1:{port}",
        "listen 80": f"listen 127.0.0.1:{plain}",
        "127.0.0.1:8501": f"127.0.0.1:{upstream}",
        "vouch.example.com": name,
        "/etc/ssl/certs/vouch.pem": str(folder / "vouch.pem"),
        "/etc/ssl/private/vouch.key": str(folder / "vouch.key"),
        TELLING: TELLING if is_telling else "",
    }.items():
        assert theirs in text, f"the example has no {theirs} any more"
        text = text.replace(theirs, ours)
    (folder / "vouch.conf").write_text(text, encoding="utf-8")
    as_root = "user root;\n" if os.geteuid() == 0 else ""  # else it could not read its own folder
    (folder / "nginx.conf").write_text(as_root + AROUND, encoding="utf-8")
    _certify(folder, name)
    return Proxy(folder, port, plain, name)


def _certify(folder: Path, name: str) -> None:
    program = shutil.which("openssl")
    assert program is not None, "run .ci/deploy"
    made = f"-subj /CN={name} -days 1 -newkey rsa:2048 -nodes -out vouch.pem -keyout vouch.key"
    command = [program, "req", "-x509", *made.split()]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)


def _await(port: int) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            assert time.monotonic() < until, "nginx does not listen"
            time.sleep(0.05)
        else:
            return
