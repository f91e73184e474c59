"""Who looks: what is told of coming and going, and what is not shown."""

import time

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import ROOT
from tests.pages.test_pages import markup_of, text_of
from vouch import access, readers, viewers, wording
from vouch.ui import doors, sessions

WORDS = wording.Words("en")
ROLES = access.Roles(management=["m"], auditor=["a"], dpo=["d"])
SUBJECT = {"sub": "1", "email": "ada@x.example", "is_logged_in": True}


@pytest.fixture
def told(monkeypatch) -> list:
    """Return what listeners hear in this test."""
    heard: list = []
    monkeypatch.setattr(sessions, "LISTENERS", [lambda *said: heard.append(said)])
    monkeypatch.setattr(sessions, "LOGINS", sessions.Logins())
    return heard


@pytest.fixture
def visit(open_page, monkeypatch):
    """Open the page over the sample as somebody whom a provider vouches for."""
    open_page("overview")
    declared = access.Access(claim="groups", roles=ROLES)
    monkeypatch.setattr(doors, "check", lambda _: declared)

    def run(**claims) -> AppTest:
        app = AppTest.from_file(ROOT / "app.py", default_timeout=60)
        now = time.time()
        app.user = SUBJECT | {"iat": now, "exp": now + 600, "groups": ["d"]} | claims
        app.query_params["lang"] = "en"
        return app.run()

    return run


def test_a_login_is_told_once(told, visit):
    """A log in which every click is a login hides those that matter."""
    app = visit()
    app.run()

    assert told == [("log-in", "ada@x.example", "dpo")]
    assert "ada@x.example" in text_of(app)


def test_a_refusal_is_told_with_its_reason(told, visit):
    """Somebody who tries a door that is shut is what an auditor looks for."""
    app = visit(groups=["x"])
    app.run()

    assert told == [("refusal", "ada@x.example", "refused.no_role")]
    assert [error.value for error in app.error] == [WORDS("refused.no_role")]


def test_an_expiry_is_no_refusal(told, visit):
    """A working day that ended is nothing to look into."""
    visit(exp=time.time() - 1)

    assert told == [("expiry", "ada@x.example", "refused.ended")]


def test_nobody_is_nothing_to_tell(told, visit):
    """Whoever has not said who they are has not come yet."""
    app = visit(is_logged_in=False)

    assert not told
    assert [button.label for button in app.button] == [WORDS("login.in")]


def test_a_log_out_is_told_and_ends_the_login(told, visit):
    """The same token opens nothing any more, whoever has kept it."""
    now = time.time()
    visit(iat=now).button(key="log_out").click().run()
    again = visit(iat=now)

    assert told[1:] == [
        ("log-out", "ada@x.example", ""),
        ("expiry", "ada@x.example", "refused.ended"),
    ]
    assert [error.value for error in again.error] == [WORDS("refused.ended")]


def test_who_cannot_be_written_down_sees_nothing(told, visit, monkeypatch):
    """A log that is full must not become a door that is open."""

    def fail(*_) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(sessions, "LISTENERS", [fail])
    app = visit()

    assert app.exception
    assert not [piece for piece in markup_of(app) if "strip" in piece]


@pytest.mark.parametrize("until", [0.0, None])
def test_a_download_is_made_for_nobody_whose_login_is_over(told, until):
    """It is made at the click, without the page being run again."""
    who = viewers.Viewer("ada", readers.Role.DPO, "s", until)
    make = sessions.until_over(who, lambda: "rows")

    if until is None:
        assert make() == "rows"
    else:
        with pytest.raises(viewers.Refused):
            make()


def test_a_download_is_made_for_nobody_who_has_logged_out(told):
    """The page with its buttons may still stand in another window."""
    who = viewers.Viewer("ada", readers.Role.DPO, "s", time.time() + 60)
    make = sessions.until_over(who, lambda: "rows")
    before = make()
    sessions.LOGINS.ended["s"] = time.time() + 60

    assert before == "rows"
    with pytest.raises(viewers.Refused):
        make()
