"""Each page, over the wire, for each who may or may not see it."""

import time
from dataclasses import replace

import pytest

from tests.browser import site
from tests.browser.login import forgeries, wire
from tests.browser.login.provider import soon
from vouch import ui, wording

WORDS = wording.Words("en")


@pytest.mark.parametrize("page", ui.NAMES)
def test_a_deep_link_before_login_shows_nothing(scene, page):
    """Neither the address of a page nor a role written into it opens anything."""
    seen = scene.nobody.see(page, "lang=en&role=dpo")

    assert seen.says(WORDS("refused.not_yet"))
    assert not seen.has_figures


def test_streamlit_run_asks_for_a_login_too(guarded, scene):
    """The first request after its start would run a page alone; with a login it may be anywhere."""
    port = site.free_port()
    address = ("--server.port", port, "--server.address", "0.0.0.0")
    with site.started("streamlit", "run", "app.py", *address, folder=guarded) as process:
        site.address(process)
        there = replace(scene, address=f"http://127.0.0.1:{port}")
        cold = there.nobody.see("retention", "lang=en&role=dpo")
        officer = forgeries.signed(there)

    assert cold.says(WORDS("refused.not_yet"))
    assert not cold.has_figures
    assert officer.says(WORDS("role.dpo"))


@pytest.mark.parametrize("name", ["ben", "eve"])
def test_no_page_sends_rows_to_others(scene, name):
    """Management and auditors get figures from every page, and rows from none."""
    client = wire.log_in(scene.address, scene.secret, name)
    seen = [client.see(page) for page in ui.NAMES]

    assert all(page.has_figures for page in seen)
    assert not any(page.says("record_id") for page in seen)


def test_a_token_ends_when_it_says(scene):
    """Streamlit keeps a login for thirty days, and this provider has vouched for seconds."""
    for seconds in (4, 16, 64):  # a busy machine may take the first ones to log in
        end = soon(seconds)
        with scene.provider.bent(lambda claims, end=end: claims | {"exp": end}):
            client = wire.log_in(scene.address, scene.secret, "ada")
        with client.line() as line:
            before = wire.ask(line, "retention")
            if before.has_figures:
                time.sleep(max(0, end - time.time()))
                after = wire.ask(line, "retention")
                break

    assert before.says(WORDS("role.dpo"))
    assert after.says(WORDS("refused.ended"))
    assert not after.has_figures


def test_two_people_in_one_role_have_names_of_their_own(scene):
    """The strip is kept for all of a role, but for its name."""
    scene.provider.person("bob", "hallitus")
    ben = scene.manager.see()
    bob = wire.log_in(scene.address, scene.secret, "bob").see()

    assert (ben.says("ben@"), ben.says("bob@")) == (True, False)
    assert (bob.says("ben@"), bob.says("bob@")) == (False, True)


def _without(claims, *names):
    return {name: value for name, value in claims.items() if name not in names}


@pytest.mark.parametrize(
    ("bend", "sentence"),
    [
        (lambda claims: _without(claims, "groups"), "refused.claim"),
        (lambda claims: claims | {"groups": []}, "refused.claim"),
        (lambda claims: claims | {"groups": '["tietosuoja"]'}, "refused.claim"),
        (lambda claims: claims | {"groups": {"tietosuoja": True}}, "refused.claim"),
        (lambda claims: claims | {"groups": ["tietosuoja", 1]}, "refused.claim"),
        (lambda claims: claims | {"groups": ["Tietosuoja"]}, "refused.no_role"),
        (lambda claims: claims | {"groups": "tietosuoja johto"}, "refused.no_role"),
    ],
    ids=["missing", "empty", "packed", "table", "mixed", "other-case", "joined"],
)
def test_a_claim_that_is_missing_or_malformed_opens_nothing(scene, bend, sentence):
    """What cannot be read is never read kindly; the officer's own login fails with it."""
    seen = forgeries.logged_in(scene, bend=bend)

    assert seen.says(WORDS(sentence, claim="groups"))
    assert not seen.has_figures
