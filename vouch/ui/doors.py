"""Whether a page may answer: to people who have logged in, or else to this machine alone."""

import ipaddress
import re
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import streamlit as st
from streamlit import config
from streamlit.runtime.secrets import secrets_singleton

from vouch import access
from vouch.errors import VouchError

HOST = re.compile(r"(localhost|[\d.]+|\[[\da-f:]+\])(:\d{1,5})?")
NEEDED = ("redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url")
SHORTEST = 32  # characters of the secret that signs a login's cookie
FORWARDED = ("forwarded", "via", "x-real-ip", "x-forwarded-")  # how the names begin


def check(home: Path) -> access.Access | None:
    """Return who may log in as what; None where the operator of this machine alone is served.

    A login that is half there is no login: it is refused, never passed over.

    Raises:
        VouchError: the dashboard may not be served as it is.
    """
    if config.get_option("server.trustedUserHeaders"):
        raise VouchError("problem.trusted_headers")
    declared = home / access.FILE
    login = _login()
    if login is None:
        if declared.exists():
            raise VouchError("problem.access_without_login", file=access.FILE)
        check_address(config.get_option("server.address"))
        return None
    _check_login(login)
    if not declared.exists():
        raise VouchError("problem.login_without_access", file=access.FILE, folder=str(home))
    return _access(home, declared.stat().st_mtime_ns)


@lru_cache(maxsize=4)
def _access(home: Path, changed: int) -> access.Access:
    return access.load(home)


def _login() -> dict[str, Any] | None:
    """Return what Streamlit's secrets say of a login; None if there are none, or not of that.

    Raises:
        VouchError: there is a file of secrets that cannot be read.
    """
    if _are_read():
        said = secrets_singleton.to_dict().get("auth")
        return said if said is None or isinstance(said, dict) else {}
    for name in config.get_option("secrets.files"):
        if Path(name).exists():
            raise VouchError("problem.secrets_unread", file=str(name))
    return None


def _are_read() -> bool:
    """Tell whether Streamlit has taken in all files of secrets that there are, and there is one."""
    try:
        return secrets_singleton.load_if_toml_exists()
    except UnicodeDecodeError:
        return False
    except OSError as error:
        raise VouchError("problem.secrets_unread", file=str(error.filename)) from error


def _check_login(login: dict[str, Any]) -> None:
    for key in NEEDED:
        if not isinstance(login.get(key), str) or not login[key].strip():
            raise VouchError("problem.login_incomplete", key=key)
    if len(login["cookie_secret"]) < SHORTEST:
        raise VouchError("problem.weak_secret", least=SHORTEST)


def check_address(address: str | None) -> None:
    """Refuse to listen where others can reach it; an address that is not set means everywhere.

    Raises:
        VouchError: *address* is not one of this machine alone.
    """
    if address is None or not _is_loopback(address):
        raise VouchError("problem.open_address", address=address or "0.0.0.0")  # noqa: S104


def _is_loopback(address: str) -> bool:
    if address == "localhost":
        return True
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def check_visit() -> None:
    """Refuse, without login, a visit that began elsewhere than on this machine.

    A proxy on this machine would let everybody in, and so would a page that has led its own name
    to our address. Each tells on itself by what it sends.

    Raises:
        VouchError: the visit was forwarded, or meant for another host than this machine.
    """
    headers = st.context.headers
    if any(name.lower().startswith(FORWARDED) for name in headers):
        raise VouchError("problem.forwarded")
    hosts = [host.lower() for host in headers.get_all("host")]
    origins = [urlsplit(origin.lower()).netloc for origin in headers.get_all("origin")]
    named = [HOST.fullmatch(host) for host in hosts]
    is_ours = all(found and _is_loopback(found[1].strip("[]")) for found in named)
    is_ours = is_ours and set(origins) <= set(hosts)
    client = st.context.ip_address  # None for this machine
    if not is_ours or (isinstance(client, str) and not _is_loopback(client)):
        raise VouchError("problem.other_host")
