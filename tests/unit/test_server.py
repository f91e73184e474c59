"""How the dashboard is served."""

import socket
import tomllib

import pytest
from streamlit import config
from streamlit.runtime.pages_manager import PagesManager

from vouch import server
from vouch.errors import VouchError


@pytest.fixture(autouse=True)
def _kept_settings(monkeypatch):
    """Put Streamlit's global settings back: other tests share them."""
    monkeypatch.setattr(PagesManager, "uses_pages_directory", None)
    monkeypatch.setattr(config, "_main_script_path", None)
    yield
    config.set_option("server.allowedHosts", [])


def test_nothing_is_reported_to_anybody_and_no_page_runs_alone():
    """Under uvicorn Streamlit ignores its environment variables, the one for telemetry too."""
    server.prepare()

    assert config.get_option("browser.gatherUsageStats") is False
    assert config.get_option("client.showErrorDetails") == "none"
    assert PagesManager.uses_pages_directory is False


@pytest.mark.parametrize(
    ("option", "value", "opened"),
    [
        ("client.allowedOrigins", [], ["https://evil.example"]),
        ("client.showErrorDetails", "none", "full"),
        ("server.corsAllowedOrigins", [], ["https://evil.example"]),
        ("server.enableAgentApi", False, True),
        ("server.enableCORS", True, False),
        ("server.enableStaticServing", False, True),
        ("server.enableXsrfProtection", True, False),
        ("server.trustedUserHeaders", {}, {"X-Forwarded-User": "name"}),
        ("server.unsafeMetricsUserAttributes", [], ["name"]),
    ],
)
def test_options_that_protect_hold_whatever_the_file_says(option, value, opened):
    """A line changed in the file of settings must not open the server without a word."""
    config.set_option(option, opened)
    server.prepare()

    assert config.get_option(option) == value


def test_the_file_of_settings_ships_what_is_held():
    """``streamlit run`` reads nothing else."""
    shipped = tomllib.loads((server.SCRIPT.parent / ".streamlit" / "config.toml").read_text())
    written = {f"{part}.{key}": value for part in shipped for key, value in shipped[part].items()}

    assert {
        name: written.get(name, value) for name, value in server.NEEDED.items()
    } == server.NEEDED
    assert written["server.allowedHosts"] == [*server.NAMES]


def test_names_of_a_proxy_are_allowed_beside_our_own():
    """Streamlit looks at the name of a socket once more."""
    server.prepare(names=["Vouch.example.com"])

    assert config.get_option("server.allowedHosts") == [
        "127.0.0.1",
        "localhost",
        "::1",
        "vouch.example.com",
    ]


@pytest.mark.parametrize(
    ("address", "more"), [("192.0.2.7", ["192.0.2.7"]), ("0.0.0.0", []), ("::", [])]
)
def test_an_address_that_is_listened_on_is_a_name_unless_it_means_everywhere(address, more):
    """A foreign page can lead a browser to 0.0.0.0, and would be at home there."""
    server.prepare(address)
    known = config.get_option("server.allowedHosts")
    server.prepare()

    assert known == ["127.0.0.1", "localhost", "::1", *more]


def test_small_packets_are_sent_at_once():
    """Asyncio sets TCP_NODELAY only on sockets named as TCP; without it a click waits 40 ms."""
    with server.listen(0) as listening:
        assert listening.proto == socket.IPPROTO_TCP


def test_only_this_machine_is_served():
    """Without a login whoever reaches the port sees what the officer sees."""
    with server.listen(0) as listening:
        assert listening.getsockname()[0] == "127.0.0.1"


def test_no_free_port_is_said_in_a_sentence(monkeypatch):
    """The cure is an option that the user has."""
    monkeypatch.setattr(server, "PORTS_TRIED", 1)
    with server.listen(0) as taken, pytest.raises(VouchError, match="--port"):
        server.listen(taken.getsockname()[1])
