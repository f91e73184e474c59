"""A dashboard with a login, and the provider that it trusts."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from pytest_iam import Server, iam_configuration, iam_server, iam_server_port

from tests.browser import site
from tests.browser.login import provider as providers
from tests.browser.login import wire
from tests.browser.login.forgeries import Scene
from tests.browser.login.guest import Guest
from tests.browser.login.provider import Provider
from tests.browser.site import Site

__all__ = ["iam_configuration", "iam_server", "iam_server_port"]
FRONT = "vouch.localhost"  # which a browser takes for this machine; the provider is localhost
COOKIE_SECRET = "0123456789abcdef0123456789abcdef"
ACCESS = """
claim = "groups"

[roles]
dpo = ["tietosuoja"]
auditor = ["tarkastus"]
management = ["johto", "hallitus"]
"""
SECRETS = """
[auth]
redirect_uri = "{address}/oauth2callback"
cookie_secret = "{secret}"
client_id = "{client_id}"
client_secret = "{client_secret}"
server_metadata_url = "{metadata}"
client_kwargs = {{ scope = "openid profile email groups" }}
"""


@pytest.fixture(scope="session")
def port() -> int:
    """Choose where the dashboard will be, since the provider must know it before."""
    return site.free_port()


@pytest.fixture(scope="session")
def front_port() -> int:
    """Choose where a proxy in front of the dashboard will be."""
    return site.free_port()


@pytest.fixture(scope="session")
def provider(iam_server: Server, port: int, front_port: int) -> Provider:
    """Start the provider, with somebody in each group and somebody in none of ours."""
    addresses = f"http://127.0.0.1:{port}", f"https://{FRONT}:{front_port}"
    made = providers.start(iam_server, *addresses)
    made.person("ada", "tietosuoja")
    made.person("ben", "johto")
    made.person("eve", "tarkastus")
    made.person("mallory", "keittiö")
    made.person("dora", "tietosuoja", "johto")
    return made


@pytest.fixture(scope="session")
def guarded(copy: Path, provider: Provider, port: int, tmp_path_factory) -> Path:
    """Copy the project with the sample home, and set up a login where the README says."""
    folder = tmp_path_factory.mktemp("guarded") / "clone"
    guard(copy, folder, provider, f"http://127.0.0.1:{port}")
    return folder


def guard(copy: Path, folder: Path, provider: Provider, address: str) -> None:
    """Copy the project to *folder*, for people who open *address* and log in."""
    shutil.copytree(copy, folder, copy_function=os.link)
    (folder / "sample_data" / "access.toml").write_text(ACCESS, encoding="utf-8")
    said = SECRETS.format(
        address=address,
        secret=COOKIE_SECRET,
        client_id=provider.client_id,
        client_secret=provider.client_secret,
        metadata=provider.metadata,
    )
    (folder / ".streamlit" / "secrets.toml").write_text(said, encoding="utf-8")


@pytest.fixture(scope="session")
def dashboard(guarded: Path, port: int) -> Iterator[Site]:
    """Serve it; one server for all tests here."""
    eager = ("tests.browser.login.eager", "serve", "--port", port)
    with site.started(*eager, folder=guarded, PYTHONPATH=str(site.ROOT)) as process:
        yield Site(site.address(process), guarded)


@pytest.fixture(scope="session")
def scene(dashboard: Site, provider: Provider) -> Scene:
    """Log the officer and a manager in, over the wire."""
    officer, manager = (
        wire.log_in(dashboard.address, COOKIE_SECRET, name) for name in ("ada", "ben")
    )
    return Scene(dashboard.address, COOKIE_SECRET, provider, officer, manager)


@pytest.fixture
def access(guarded: Path) -> Iterator[Path]:
    """Give out the file that says who may log in, and put it back afterwards."""
    file = guarded / "sample_data" / "access.toml"
    yield file
    file.write_text(ACCESS, encoding="utf-8")


@pytest.fixture
def guests(chromium: Browser, dashboard: Site, provider: Provider) -> Iterator[list[Guest]]:
    """Give two readers, each with a browser of their own."""
    contexts = [chromium.new_context(locale="en-GB") for _ in range(2)]
    yield [Guest(context.new_page(), dashboard.address) for context in contexts]
    for context in contexts:
        context.close()


@pytest.fixture
def guest(guests: list[Guest]) -> Guest:
    """Give one reader, who is nobody until they have logged in."""
    return guests[0]
