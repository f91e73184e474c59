"""Who looks: what is told of coming and going, and what is not shown."""

import time

import pytest
from streamlit.testing.v1 import AppTest

from tests.opened import ROOT
from tests.pages.test_pages import markup_of, text_of
from vouch import access, readers, viewers, wording
from vouch.errors import VouchError
from vouch.ui import doors, looks, sessions

WORDS = wording.Words("en")
ROLES = access.Roles(management=["m"], auditor=["a"], dpo=["d"])
ADA, NOW = "ada@x.example", time.time()
SUBJECT = {"sub": "1", "email": ADA, "is_logged_in": True}
LOGIN = viewers.login_of({"sub": "1", "iat": NOW})


@pytest.fixture
def told(monkeypatch) -> list:
    """Return what is written down in this test: action, who, session, and role or reason."""
    heard: list = []

    def come(action, who, session, role="") -> None:
        heard.append((action, who, session, role))

    def refuse(outcome, who=viewers.STRANGER, session="") -> None:
        heard.append(("refusal", who, session, outcome))

    monkeypatch.setattr(looks, "come", come)
    monkeypatch.setattr(looks, "refuse", refuse)
    monkeypatch.setattr(sessions, "LOGINS", sessions.Logins())
    return heard


@pytest.fixture
def visit(open_page, monkeypatch):
    """Open the page over the sample as somebody whom a provider vouches for."""
    open_page("overview")
    declared = access.Access(claim="groups", roles=ROLES)
    monkeypatch.setattr(doors, "check", lambda _: declared)

    def run(address: dict[str, str] | None = None, **claims) -> AppTest:
        app = AppTest.from_file(ROOT / "app.py", default_timeout=60)
        now = time.time()
        app.user = SUBJECT | {"iat": now, "exp": now + 600, "groups": ["d"]} | claims
        for name, value in {"lang": "en", **(address or {})}.items():
            app.query_params[name] = value
        return app.run()

    return run


def test_a_login_is_told_once(told, visit):
    """A log in which every click is a login hides those that matter."""
    app = visit(iat=NOW)
    app.run()

    assert told == [("log-in", ADA, LOGIN, "dpo")]
    assert "ada@x.example" in text_of(app)


def test_a_refusal_is_told_with_its_reason(told, visit):
    """Somebody who tries a door that is shut is what an auditor looks for."""
    app = visit(iat=NOW, groups=["x"])
    app.run()

    assert told == [("refusal", ADA, LOGIN, "refused.no_role")]
    assert [error.value for error in app.error] == [WORDS("refused.no_role")]


def test_an_expiry_is_no_refusal(told, visit):
    """A working day that ended is nothing to look into."""
    visit(iat=NOW, exp=time.time() - 1)

    assert told == [("refusal", ADA, LOGIN, "refused.ended")]
    assert looks.ACTIONS["refused.ended"] == "expiry"


@pytest.mark.parametrize("name", ["role", "user", "groups"])
def test_what_an_address_asks_for_is_told_once(told, visit, name):
    """With a login the address gives nothing, and whoever wrote one by hand should know better."""
    app = visit({name: "dpo"}, iat=NOW, groups=["m"])
    app.run()

    assert told == [("refusal", ADA, LOGIN, "claim.address"), ("log-in", ADA, LOGIN, "management")]


def test_a_visit_without_login_that_is_refused_is_told(told, open_page, monkeypatch):
    """A proxy in front of a dashboard that asks nobody for a login opens it to all."""

    def forwarded() -> None:
        raise VouchError("problem.forwarded")

    monkeypatch.setattr(doors, "check_visit", forwarded)
    app = open_page("overview")
    app.run()

    assert told == [("refusal", viewers.STRANGER, "", "problem.forwarded")]
    assert not [piece for piece in markup_of(app) if "strip" in piece]


def test_nobody_is_nothing_to_tell(told, visit):
    """Whoever has not said who they are has not come yet."""
    app = visit(is_logged_in=False)

    assert not told
    assert [button.label for button in app.button] == [WORDS("login.in")]


def test_a_log_out_is_told_and_ends_the_login(told, visit):
    """The same token opens nothing any more, whoever has kept it."""
    visit(iat=NOW).button(key="log_out").click().run()
    again = visit(iat=NOW)

    assert told[1:] == [("log-out", ADA, LOGIN, ""), ("refusal", ADA, LOGIN, "refused.ended")]
    assert [error.value for error in again.error] == [WORDS("refused.ended")]


def test_who_cannot_be_written_down_sees_nothing(told, visit, monkeypatch):
    """A log that is full must not become a door that is open."""

    def fail(*_) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(looks, "come", fail)
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
    assert told == [("refusal", "ada", "s", "refused.ended")]
