"""Nobody gets what is not theirs, whatever they say of themselves."""

import re
from datetime import date

import pytest

from tests.browser.login import forgeries
from vouch import wording

WORDS = wording.Words("en")
NEWEST = date(2026, 10, 31)
NOBODY = dict([*forgeries.from_nobody(), *forgeries.of_cookies()])
MANAGER = dict(forgeries.from_manager())
TOKENS = dict(forgeries.of_tokens())


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


@pytest.mark.parametrize("name", NOBODY)
def test_nobody_stays_nobody(scene, ids, name):
    """Who somebody is comes from the provider's token alone."""
    seen = NOBODY[name](scene)

    assert not seen.has_figures
    assert not any(map(seen.says, ids))


@pytest.mark.parametrize("name", MANAGER)
def test_a_manager_stays_a_manager(scene, ids, name):
    """Figures about people are one thing, the people another."""
    seen = MANAGER[name](scene)

    assert seen.has_figures
    assert seen.says(WORDS("role.management"))
    assert not seen.says(WORDS("role.dpo"))
    assert not any(map(seen.says, ids))


@pytest.mark.parametrize("name", TOKENS)
def test_a_token_that_the_provider_has_not_made_is_none(scene, ids, name):
    """What comes back over the wire is believed for its signature, not for its way."""
    seen = TOKENS[name](scene)

    assert not seen.has_figures
    assert not any(map(seen.says, ids))
