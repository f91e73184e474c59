"""A dashboard over the home of canaries, and logins in each role that need no provider."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import itsdangerous

from tests.browser import site
from tests.browser.login import wire
from tests.browser.login.provider import soon
from tests.browser.login.wire import Client

SECRET = "canary-canary-canary-canary-canary"
ROLES = ("dpo", "management", "auditor")
ACCESS = 'claim = "groups"\n[roles]\n' + "".join(f'{role} = ["{role}"]\n' for role in ROLES)
SECRETS = f"""
[auth]
redirect_uri = "ADDRESS/oauth2callback"
cookie_secret = "{SECRET}"
client_id = "vouch"
client_secret = "no provider is asked"
server_metadata_url = "http://127.0.0.1:9/.well-known/openid-configuration"
"""


@contextmanager
def serve(folder: Path, home: Path) -> Iterator[str]:
    """Serve *home* from a copy of the project in *folder*, to people who log in."""
    address = f"http://127.0.0.1:{(port := site.free_port())}"
    site.clone(folder)
    (home / "access.toml").write_text(ACCESS, encoding="utf-8")
    secrets = folder / ".streamlit" / "secrets.toml"
    secrets.write_text(SECRETS.replace("ADDRESS", address), encoding="utf-8")
    arguments = ("serve", "--home", home, "--port", port)
    with site.started("vouch", *arguments, folder=folder) as process:
        yield site.address(process)


def cookies(address: str, role: str, name: str = "somebody") -> dict[str, str]:
    """Return what a browser has after somebody logged in."""
    said = {"iss": "x", "sub": name, "groups": [role], "iat": soon(0), "exp": soon(3_600)}
    said |= {"nonce": f"{name} {role}", "origin": address, "is_logged_in": True}
    signer = itsdangerous.URLSafeTimedSerializer(SECRET, salt=wire.USER)
    given = httpx.get(f"{address}/_stcore/health").cookies
    return {wire.USER: signer.dumps(json.dumps(said)), wire.XSRF: given[wire.XSRF]}


def client(address: str, role: str, name: str = "somebody") -> Client:
    """Log somebody in, over the bare wire."""
    return Client(address, cookies(address, role, name))
