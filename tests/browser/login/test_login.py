"""From log-in to log-out, and who is let see what on the way."""

import time

import pytest

from tests.browser.test_audit import entries_of
from vouch import wording

WORDS = wording.Words("en")


def test_from_log_in_to_log_out(guest):
    """Nothing is shown before, the officer's rows in between, and nothing after."""
    guest.open("retention", lang="en")
    before = guest.sees_nothing()
    guest.log_in("ada")
    guest.open("retention", lang="en")
    role, rows = guest.role(), guest.find("stDataFrame").count()
    guest.log_out()
    after = guest.sees_nothing()

    assert (before, after) == (True, True)
    assert (role, rows) == ("Data protection officer ada@esimerkki.example", 1)
    assert guest.page.get_by_role("button", name="Log in").count() == 1
    assert guest.elsewhere() == []


def test_a_login_is_tied_to_its_looks(guests, dashboard):
    """Of two people at once, and of one who comes twice, an auditor sees what each login saw."""
    before = len(entries_of(dashboard))
    for guest in guests:
        guest.log_in("ada")
        guest.open("retention", lang="en")
    for guest in guests:
        guest.log_out()
    found = entries_of(dashboard)[before:]
    each = [
        [one["action"] for one in found if one["session"] == session]
        for session in dict.fromkeys(one["session"] for one in found)
    ]

    assert [(one[0], one[-1], {*one[1:-1]}) for one in each] == [
        ("log-in", "log-out", {"look"})
    ] * 2


@pytest.mark.parametrize(
    ("name", "role"), [("ben", "management"), ("eve", "auditor"), ("dora", "management")]
)
def test_a_group_gives_its_role_and_no_record(guest, name, role):
    """Of several roles the one that may see least counts, and the address chooses none."""
    guest.log_in(name)
    guest.open("retention", lang="en", role="dpo")

    assert guest.role() == f"{WORDS(f'role.{role}')} {name}@esimerkki.example"
    assert guest.find("stDataFrame").count() == 0
    assert "role=" not in guest.page.url


def test_a_login_leaves_no_role_to_choose(guest):
    """The sample's switch is for an operator who is alone with it."""
    guest.log_in("ben")
    guest.page.get_by_text(WORDS("strip.other")).click()
    guest.settle()

    assert guest.page.get_by_role("radio", name=WORDS("role.dpo")).count() == 0


def test_a_group_that_is_not_mapped_opens_nothing(guest):
    """Somebody of the house is not yet somebody who needs figures about people."""
    guest.log_in("mallory")
    told = guest.told()

    assert guest.sees_nothing()
    assert WORDS("refused.no_role") in told
    guest.log_out()
    assert WORDS("refused.not_yet") in guest.told()


def test_a_session_ends_when_the_home_says(guest, access):
    """However long the provider would vouch; what is on the screen goes at the next click."""
    guest.log_in("ben")
    before = guest.role()
    time.sleep(1)
    access.write_text('session = "1 second"\n' + access.read_text("utf-8"), encoding="utf-8")
    guest.choose_language("SV")

    assert before.startswith(WORDS("role.management"))
    assert guest.sees_nothing()
    assert wording.Words("sv")("refused.ended") in guest.told()


def test_a_role_that_is_taken_away_is_gone_at_the_next_login(guest, provider):
    """The token of a login says what was true then; the next one says what is true now."""
    frida = provider.person("frida", "tietosuoja")
    guest.log_in("frida")
    before = guest.role()
    provider.leave(frida)
    guest.log_out()
    guest.log_in("frida")

    assert before.startswith(WORDS("role.dpo"))
    assert guest.sees_nothing()


def test_a_role_that_the_home_takes_away_is_gone_at_the_next_click(guest, access):
    """The home decides what a group may see, and need not wait for a session to end."""
    guest.log_in("ada")
    before = guest.role()
    access.write_text(access.read_text("utf-8").replace("tietosuoja", "lakimies"), "utf-8")
    guest.choose_language("FI")

    assert before.startswith(WORDS("role.dpo"))
    assert guest.sees_nothing()


def test_two_readers_side_by_side_keep_their_roles(guests):
    """What is kept for one role is never handed to the other, whoever asked first."""
    ada, ben = guests
    ada.log_in("ada")
    ben.log_in("ben")
    seen = []
    for reader in (ada, ben, ada, ben):
        reader.open("retention", lang="en")
        seen.append((reader.role().split()[-1], reader.find("stDataFrame").count()))

    officer, manager = ("ada@esimerkki.example", 1), ("ben@esimerkki.example", 0)
    assert seen == [officer, manager, officer, manager]


def test_a_cookie_that_was_kept_is_worth_nothing_after_log_out(guests):
    """Leaving a machine must end what was begun there, in every window."""
    ada, thief = guests
    ada.log_in("ada")
    thief.page.context.add_cookies(ada.page.context.cookies([ada.address]))
    thief.open("retention", lang="en")
    stolen = thief.role()
    ada.log_out()
    thief.choose_language("FI")
    at_the_next_click = thief.sees_nothing()
    thief.open("retention", lang="en")

    assert stolen.endswith("ada@esimerkki.example")
    assert at_the_next_click
    assert thief.sees_nothing()
