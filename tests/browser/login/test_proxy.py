"""People who log in through a real nginx with the example of deploy/nginx, over TLS."""

from urllib.parse import parse_qs, urlsplit

import pytest

from tests.browser import site
from tests.browser.login import wire
from tests.browser.login.conftest import FRONT, guard
from tests.browser.login.forgeries import HEADERS, OFFICER
from tests.browser.login.guest import Guest
from tests.browser.site import Site
from tests.browser.test_audit import entries_of
from tests.browser.test_proxy import CLOSED
from tests.deploy import proxy
from vouch import wording

WORDS = wording.Words("en")
EVERY_CLAIM = HEADERS | {"Authorization": "Bearer x", "X-Forwarded-Host": "evil.example"}


@pytest.fixture(scope="module")
def inner(copy, provider, front_port, tmp_path_factory):
    """Serve vouch by the name that the proxy is asked for, as deploy/README says."""
    folder = tmp_path_factory.mktemp("fronted") / "clone"
    guard(copy, folder, provider, f"https://{FRONT}:{front_port}")
    with site.serve(folder, "--name", FRONT) as served:
        yield served


@pytest.fixture(scope="module")
def behind(inner: Site, front_port, tmp_path_factory):
    """Write the proxy that leads to it."""
    ports = front_port, site.free_port()
    upstream = urlsplit(inner.address).port
    return proxy.write(tmp_path_factory.mktemp("nginx"), upstream, ports, FRONT)


@pytest.fixture
def caller(chromium, behind):
    """Give a reader who takes the proxy's certificate as it is, and is nobody yet."""
    context = chromium.new_context(locale="en-GB", ignore_https_errors=True)
    yield Guest(context.new_page(), behind.address)
    context.close()


def told(inner, before=0) -> list[str]:
    """List what was done since entry number *before*, looks left out."""
    return [one["action"] for one in entries_of(inner)[before:] if one["action"] != "look"]


def test_from_log_in_to_log_out_through_it(behind, inner, caller):
    """Nothing before, the officer's rows in between, nothing after; all of it in one session."""
    before = len(entries_of(inner))
    with behind.running():
        caller.open("retention", lang="en")
        first = caller.sees_nothing()
        caller.log_in("ada")
        caller.open("retention", lang="en")
        role, rows = caller.role(), caller.find("stDataFrame").count()
        caller.log_out()
        last = caller.sees_nothing()

    assert (first, last) == (True, True)
    assert (role, rows) == (f"{WORDS('role.dpo')} {OFFICER}", 1)
    assert told(inner, before) == ["log-in", "log-out"]
    assert len({one["session"] for one in entries_of(inner)[before:]}) == 1


def test_the_provider_is_told_the_address_that_people_open(behind, caller):
    """Neither vouch's own port nor a way without TLS, by which a code could be read."""
    with behind.running():
        caller.log_in("ben")
    asked = [parse_qs(urlsplit(url).query) for url in caller.asked]
    back = {query["redirect_uri"][0] for query in asked if "redirect_uri" in query}

    assert back == {f"{behind.address}/oauth2callback"}


def test_no_cookie_of_a_login_travels_without_tls(behind, caller):
    """Streamlit leaves that to whoever stands in front of it."""
    with behind.running():
        caller.log_in("ben")
    ours = [one for one in caller.page.context.cookies() if one["domain"] == FRONT]

    assert {wire.USER, wire.XSRF} <= {one["name"] for one in ours}
    assert all(one["secure"] for one in ours)
    assert all(one["httpOnly"] for one in ours if one["name"] != wire.XSRF)


def test_headers_that_claim_an_identity_are_lost_on_the_way(behind, inner, caller):
    """They give a stranger nothing and a manager no more; not even a claim to log arrives."""
    with behind.running():
        caller.log_in("ben")
        cookies = {
            one["name"]: one["value"]
            for one in caller.page.context.cookies()
            if one["domain"] == FRONT
        }
        before = len(entries_of(inner))
        stranger = wire.Client(behind.address, {wire.XSRF: cookies[wire.XSRF]})
        nobody = stranger.see(headers=EVERY_CLAIM)
        manager = wire.Client(behind.address, cookies).see(headers=EVERY_CLAIM)

    assert nobody.says(WORDS("refused.not_yet"))
    assert not nobody.has_figures
    assert manager.has_figures
    assert manager.says(WORDS("role.management"))
    assert not manager.says(WORDS("role.dpo"))
    assert told(inner, before) == []


def test_a_cookie_is_worth_nothing_at_another_address(behind, inner, caller):
    """Whoever reaches vouch past the proxy, with a cookie that it gave, is nobody there."""
    with behind.running():
        caller.log_in("ada")
    jar = caller.page.context.cookies()
    cookies = {one["name"]: one["value"] for one in jar if one["domain"] == FRONT}
    before = len(entries_of(inner))
    seen = wire.Client(inner.address, cookies).see()

    assert not seen.has_figures
    assert told(inner, before) == ["refusal"]


@pytest.mark.parametrize(("name", "role"), [("ada", "dpo"), ("ben", "management")])
def test_whoever_comes_back_after_the_line_broke_is_the_same(behind, inner, caller, name, role):
    """The same person in the same role, who goes on where they were and has not come anew."""
    with behind.running():
        caller.log_in(name)
        caller.open("retention", lang="en")
        before, rows = caller.role(), caller.find("stDataFrame").count()
    seen = len(entries_of(inner))
    caller.page.wait_for_function(CLOSED)
    with behind.running():
        caller.settle()
        caller.page.get_by_role("link", name=WORDS("page.calls")).click()
        caller.page.get_by_role("heading", name=WORDS("page.calls"), level=1).wait_for()
        caller.settle()
        after = caller.role()
        caller.open("retention", lang="en")
        again = caller.find("stDataFrame").count()

    assert before == after == f"{WORDS(f'role.{role}')} {name}@esimerkki.example"
    assert rows == again
    assert told(inner, seen) == []
