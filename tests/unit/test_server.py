"""How the dashboard is served."""

import socket

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


def test_nothing_is_reported_to_anybody_and_no_page_runs_alone():
    """Under uvicorn Streamlit ignores its environment variables, the one for telemetry too."""
    server.prepare()

    assert config.get_option("browser.gatherUsageStats") is False
    assert config.get_option("client.showErrorDetails") == "none"
    assert PagesManager.uses_pages_directory is False


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
