"""Nobody gets what is not theirs, whatever they say of themselves."""

import re
from datetime import date

import pytest

from tests.browser.login import forgeries
from tests.browser.login.forgeries import OFFICER
from tests.browser.test_audit import entries_of
from vouch import wording

WORDS = wording.Words("en")
NEWEST = date(2026, 10, 31)
NOBODY = dict([*forgeries.from_nobody(), *forgeries.of_cookies()])
MANAGER = dict(forgeries.from_manager())
TOKENS = dict(forgeries.of_tokens())
LOGGED = {  # by how the name of a forgery begins: the longest that fits
    "header": "claim.header",
    "host": "gate.name",
    "host localhost": "gate.page",
    "query": "claim.address",
    "widget": "claim.address",
    "session": "claim.session",
    "cookie": "claim.cookie",
    "cookie from another site": "gate.page",
    "cookie that ended": "refused.ended",
    "cookie without an end": "refused.token",
    "cookie that never ends": "refused.token",
    "cookie that begins tomorrow": "refused.token",
    "cookie without a person": "refused.token",
    "token": "claim.login",
    "token without a person": "refused.token",
}


def due(name: str) -> str:
    """Say why the log must say that a forgery was refused."""
    return LOGGED[max((start for start in LOGGED if name.startswith(start)), key=len)]


@pytest.fixture
def refused(dashboard):
    """Give a way to ask what was refused in this test so far: why, and whom."""
    before = len(entries_of(dashboard))

    def ask() -> list[tuple[str, str]]:
        found = entries_of(dashboard)[before:]
        return [
            (one["outcome"], one["who"]) for one in found if one["action"] in ("refusal", "expiry")
        ]

    return ask


@pytest.fixture(scope="module")
def ids(dpo) -> list[str]:
    """List the records that the officer sees on the page, those that look like nothing else."""
    past = dpo.rows("evidence", "past_retention", snapshot=NEWEST, as_of=NEWEST)["record_id"]
    return [one for one in past if re.fullmatch(r"[A-Z]\d{5,}", one)]


def test_the_wire_shows_what_is_there(scene, ids):
    """A test that can see no record would pass whatever was sent."""
    seen = scene.officer.see()

    assert seen.has_figures
    assert seen.says(WORDS("role.dpo"))
    assert any(map(seen.says, ids))


@pytest.mark.parametrize("make", [forgeries.signed, forgeries.logged_in])
def test_what_is_forged_would_open_if_it_were_true(scene, ids, make):
    """A forgery that fails for a slip of its own would prove nothing."""
    seen = make(scene)

    assert seen.says(WORDS("role.dpo"))
    assert any(map(seen.says, ids))


def test_an_honest_visit_is_no_refusal(scene, refused):
    """Neither a look before the login nor one after it, nor a way that leads nowhere."""
    scene.nobody.see()
    scene.manager.see()

    assert refused() == []


@pytest.mark.parametrize("name", NOBODY)
def test_nobody_stays_nobody(scene, ids, refused, name):
    """Who somebody is comes from the provider's token alone; that somebody tried is logged."""
    seen = NOBODY[name](scene)

    assert not seen.has_figures
    assert not any(map(seen.says, ids))
    [(why, who)] = refused()
    assert why == due(name)
    assert who in (["–", OFFICER, "ada"] if why.startswith("refused") else ["–"])


@pytest.mark.parametrize("name", MANAGER)
def test_a_manager_stays_a_manager(scene, ids, refused, name):
    """Figures about people are one thing, the people another; that somebody tried is logged."""
    seen = MANAGER[name](scene)

    assert seen.has_figures
    assert seen.says(WORDS("role.management"))
    assert not seen.says(WORDS("role.dpo"))
    assert not any(map(seen.says, ids))
    is_known = due(name) != "claim.header"  # the wire is heard before anybody is looked at
    assert refused() == [(due(name), "ben@esimerkki.example" if is_known else "–")]


@pytest.mark.parametrize("name", TOKENS)
def test_a_token_that_the_provider_has_not_made_is_none(scene, ids, refused, name):
    """What comes back over the wire is believed for its signature, not for its way."""
    seen = TOKENS[name](scene)

    assert not seen.has_figures
    assert not any(map(seen.says, ids))
    assert refused() == [(due(name), "–")]
