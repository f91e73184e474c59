"""access.toml, and what becomes of a token under it."""

import pytest

from vouch import access, viewers
from vouch.errors import VouchError
from vouch.readers import Role

NOW = 1_800_000_000
HOUR = 3_600
MAPPED = 'claim = "groups"\n[roles]\nmanagement = ["m"]\nauditor = ["a"]\ndpo = ["d"]\n'


def declared(folder, said: str = MAPPED) -> access.Access:
    """Read a file that says so."""
    (folder / access.FILE).write_text(said, encoding="utf-8")
    return access.load(folder)


def token(**said) -> dict:
    """Write what an honest token of the officer says; None leaves a claim out."""
    claims = {"sub": "1", "email": "ada@x.example", "iat": NOW, "exp": NOW + 20 * HOUR}
    claims |= {"iss": "i", "nonce": "n", "groups": ["d"]} | said
    return {name: value for name, value in claims.items() if value is not None}


def refusal(claims: dict, under: access.Access, now: float = NOW) -> viewers.Refused:
    """Return why nothing is shown to somebody."""
    with pytest.raises(viewers.Refused) as caught:
        viewers.of_claims(claims, under, now)
    return caught.value


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("", "table –: the key claim is missing"),
        ('claim = "groups"\n', "table –: the key roles is missing"),
        (f"claims = 1\n{MAPPED}", "there is no key claims"),
        (MAPPED.replace("dpo", "dpoo"), "table roles: there is no key dpoo; did you mean dpo?"),
        (MAPPED.replace('["d"]', '"d"'), "table roles: dpo = d must be a list"),
        (MAPPED.replace('["d"]', "[1]"), "table roles.dpo: 0 = 1 must be a text"),
        (MAPPED.replace('"groups"', "[]"), "claim = [] names no claim"),
        (MAPPED.replace('"groups"', '["a", 1]'), "names no claim"),
        (MAPPED.replace('"groups"', '" "'), "names no claim"),
        (f'session = "8"\n{MAPPED}', "session = 8 is no length of a session"),
        (f"session = 8\n{MAPPED}", "is no length of a session"),
        (f'session = "0 hours"\n{MAPPED}', "is no length of a session"),
        (f'session = "25 hours"\n{MAPPED}', "is no length of a session"),
        (f'precedence = ["dpo"]\n{MAPPED}', "must name each role once"),
        (f'precedence = ["dpo", "dpo", "auditor"]\n{MAPPED}', "must name each role once"),
        (MAPPED.replace('"a"', '"d"'), "table roles: d gives two roles"),
        (f"[roles\n{MAPPED}", "access.toml"),
    ],
)
def test_a_mistake_is_answered_with_its_place_and_cure(tmp_path, said, sentence):
    """A file that decides who sees what must be right, and easy to put right."""
    with pytest.raises(VouchError) as caught:
        declared(tmp_path, said)

    assert sentence in str(caught.value)
    assert str(caught.value).startswith("access.toml")


def test_what_is_not_said_is_careful(tmp_path):
    """A working day, the person's address, and of several roles the least."""
    under = declared(tmp_path)

    assert (under.session, under.name) == (8 * HOUR, "email")
    assert under.precedence == (Role.MANAGEMENT, Role.AUDITOR, Role.DPO)


@pytest.mark.parametrize(
    ("values", "role"),
    [
        (["d"], Role.DPO),
        ("d", Role.DPO),
        (["x", "a"], Role.AUDITOR),
        (["d", "a"], Role.AUDITOR),
        (["d", "a", "m"], Role.MANAGEMENT),
    ],
)
def test_values_give_a_role(tmp_path, values, role):
    """One or several; whatever means nothing here does no harm."""
    assert viewers.of_claims(token(groups=values), declared(tmp_path), NOW).role is role


def test_a_home_may_say_which_role_goes_before(tmp_path):
    """An officer who is in everybody's group as well must be able to work."""
    under = declared(tmp_path, f'precedence = ["dpo", "auditor", "management"]\n{MAPPED}')

    assert viewers.of_claims(token(groups=["m", "d"]), under, NOW).role is Role.DPO


def test_a_claim_may_lie_within_others(tmp_path):
    """Some providers keep roles beside other things; a name with dots stays one name."""
    nested = declared(tmp_path, MAPPED.replace('"groups"', '["realm_access", "roles"]'))
    dotted = declared(tmp_path, MAPPED.replace('"groups"', '"https://x.example/roles"'))
    within = token(groups=None, realm_access={"roles": ["d"]})
    beside = token(groups=None) | {"https://x.example/roles": ["d"]}

    assert viewers.of_claims(within, nested, NOW).role is Role.DPO
    assert viewers.of_claims(beside, dotted, NOW).role is Role.DPO
    assert refusal(token(realm_access="d"), nested).key == "refused.claim"


@pytest.mark.parametrize(
    "values",
    [None, [], "", " ", '["d"]', ' {"d": 1}', {"d": 1}, {}, ["d", 1], ["d", ""], ["d", None], 1],
)
def test_a_claim_of_another_shape_gives_nothing(tmp_path, values):
    """Also where the right value could be guessed from it."""
    found = refusal(token(groups=values), declared(tmp_path))

    assert (found.key, found.who) == ("refused.claim", "ada@x.example")


@pytest.mark.parametrize("values", [["D"], ["d "], ["dd"], "d m", "d,m", ["*"]])
def test_a_value_that_is_not_mapped_gives_nothing(tmp_path, values):
    """A name that is almost right is another name."""
    assert refusal(token(groups=values), declared(tmp_path)).key == "refused.no_role"


@pytest.mark.parametrize("claim", ["sub", "iat", "exp"])
@pytest.mark.parametrize("value", [None, "", "soon", True, float("nan"), float("inf"), [], {}])
def test_a_token_must_say_who_and_until_when(tmp_path, claim, value):
    """Without an end it would never end, and without a person nobody would have looked."""
    value = None if (claim, value) == ("sub", "soon") else value

    assert refusal(token(**{claim: value}), declared(tmp_path)).key == "refused.token"


@pytest.mark.parametrize("value", ["soon", True, None])
def test_a_time_of_login_must_be_one(tmp_path, value):
    """A provider that says it, and says nonsense, is not believed in the rest."""
    claims = token() | {"auth_time": value}

    assert refusal(claims, declared(tmp_path)).key == "refused.token"


@pytest.mark.parametrize(
    ("said", "until"),
    [
        ({}, NOW + 8 * HOUR),
        ({"exp": NOW + HOUR}, NOW + HOUR),
        ({"auth_time": NOW - HOUR}, NOW + 7 * HOUR),
        ({"auth_time": NOW + HOUR}, NOW + 8 * HOUR),
    ],
)
def test_a_login_ends_with_its_token_or_its_session(tmp_path, said, until):
    """Whichever is first; a session begins when the person last showed who they are."""
    under, claims = declared(tmp_path), token(**said)

    assert viewers.of_claims(claims, under, until - 1).until == until
    assert refusal(claims, under, until).key == "refused.ended"


def test_a_token_from_the_future_gives_nothing(tmp_path):
    """Clocks differ by minutes; a day more would be a session without an end."""
    under = declared(tmp_path)

    assert viewers.of_claims(token(iat=NOW + viewers.AHEAD), under, NOW)
    assert refusal(token(iat=NOW + viewers.AHEAD + 1), under).key == "refused.token"


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ({}, "ada@x.example"),
        ({"email": None}, "1"),
        ({"email": " "}, "1"),
        ({"email": ["a"]}, "1"),
    ],
)
def test_a_person_is_called_by_the_claim_or_the_subject(tmp_path, said, name):
    """The log must name everybody, and the subject is what every token has."""
    assert viewers.of_claims(token(**said), declared(tmp_path), NOW).name == name


def test_two_logins_of_a_person_are_told_apart(tmp_path):
    """What was done in one browser is not to be laid to the other."""
    under = declared(tmp_path)
    one, other = (viewers.of_claims(token(nonce=n), under, NOW).session for n in ("1", "2"))

    assert one != other


def test_the_local_operator_has_no_login():
    """No name that a provider gives can make somebody the operator."""
    assert not viewers.local(Role.DPO).has_login
