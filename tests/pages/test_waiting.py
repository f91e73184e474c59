"""A build that was cancelled on a page: what is kept is said, and one click goes on."""

from streamlit.testing.v1 import AppTest

from tests.faults.shop import HEAD_ROWS, Shop
from tests.opened import ROOT
from vouch import home, warehouse
from vouch.ui import first_start


def test_a_cancelled_first_build_waits_for_the_reader(tmp_path, monkeypatch):
    """Beginning again at once would make Cancel a button that does nothing."""
    shop = Shop(tmp_path)
    shop.declare()
    shop.put(HEAD_ROWS)
    monkeypatch.setenv(home.VARIABLE, str(tmp_path))
    app = AppTest.from_file(ROOT / "app.py", default_timeout=60)
    app.query_params["lang"] = "en"
    app.session_state[first_start.FLAG] = True
    app.run()

    assert "was cancelled" in app.error[0].value
    assert warehouse.current(tmp_path / "warehouse") is None
    [go_on] = [button for button in app.button if button.label == "Go on"]
    go_on.click().run()
    assert not app.error
    assert warehouse.current(tmp_path / "warehouse") is not None


def test_published_figures_are_shown_when_a_newer_build_is_cancelled(open_bare_page):
    """Whoever cancels wants to go on with what there is."""
    app = open_bare_page("overview", lang="en")
    app.session_state[first_start.FLAG] = True
    app.run()

    assert not app.error
    assert [toast.value for toast in app.toast if "was cancelled" in toast.value]
