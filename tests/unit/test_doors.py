"""Whether the dashboard may be served at all: each way in which a login is there or not."""

import pytest
from streamlit import config
from streamlit.runtime.secrets import Secrets

from vouch.errors import VouchError
from vouch.readers import Role
from vouch.ui import doors

WHOLE = {
    "redirect_uri": "http://localhost/oauth2callback",
    "cookie_secret": "x" * 32,
    "client_id": "vouch",
    "client_secret": "y",
    "server_metadata_url": "http://localhost/.well-known/openid-configuration",
}
ACCESS = 'claim = "groups"\n[roles]\ndpo = ["a"]\n'


@pytest.fixture
def settings(tmp_path, monkeypatch) -> dict:
    """Return Streamlit's settings, this test's own to change."""
    said = {
        "secrets.files": [str(tmp_path / "secrets.toml")],
        "server.address": "127.0.0.1",
        "server.trustedUserHeaders": {},
    }
    secrets, ask = Secrets(), config.get_option
    secrets._file_watchers_installed = True  # no thread shall look after a test's files
    monkeypatch.setattr(doors, "secrets_singleton", secrets)
    monkeypatch.setattr(config, "get_option", lambda name: said.get(name, ask(name)))
    return said


def write(home, login: dict | str) -> None:
    """Write a table of a login, or a whole file."""
    if isinstance(login, dict):
        login = "[auth]\n" + "".join(f"{key} = {value!r}\n" for key, value in login.items())
    (home / "secrets.toml").write_text(login, encoding="utf-8")


def reason(home) -> str:
    """Return why the dashboard may not be served."""
    with pytest.raises(VouchError) as caught:
        doors.check(home)
    assert str(caught.value).endswith(".")
    return caught.value.key


def test_without_a_login_this_machine_is_served(settings, tmp_path):
    """The sample must run at one command."""
    assert doors.check(tmp_path) is None


def test_with_a_login_and_a_mapping_people_are_served(settings, tmp_path):
    """On whatever address: each of them must say who they are."""
    settings["server.address"] = "0.0.0.0"
    write(tmp_path, WHOLE)
    (tmp_path / "access.toml").write_text(ACCESS, encoding="utf-8")

    assert doors.check(tmp_path).roles.of(Role.DPO) == ["a"]


@pytest.mark.parametrize("address", ["127.0.0.1", "127.0.0.2", "::1", "localhost"])
def test_this_machine_has_several_addresses(settings, tmp_path, address):
    """None of them can be reached from elsewhere."""
    settings["server.address"] = address

    assert doors.check(tmp_path) is None


@pytest.mark.parametrize(
    "address", [None, "", "0.0.0.0", "::", "192.0.2.1", "10.0.0.1", "localhost.example", "127.1x"]
)
def test_every_other_address_is_refused(settings, tmp_path, address):
    """Nothing set means everywhere, and a name may lead anywhere."""
    settings["server.address"] = address

    assert reason(tmp_path) == "problem.open_address"


@pytest.mark.parametrize(
    "secrets",
    ["[auth", "\0", b"\xff\xfe[auth]"],
    ids=["not-toml", "nul", "utf-16"],
)
def test_secrets_that_cannot_be_read_are_not_passed_over(settings, tmp_path, secrets):
    """They may have held the login; to Streamlit they are as good as none."""
    path = tmp_path / "secrets.toml"
    path.write_bytes(secrets if isinstance(secrets, bytes) else secrets.encode())

    assert reason(tmp_path) == "problem.secrets_unread"


@pytest.mark.parametrize("key", WHOLE)
@pytest.mark.parametrize("value", [None, "", " ", 1])
def test_a_login_that_lacks_a_key_is_refused(settings, tmp_path, key, value):
    """Half a login must close the dashboard, never open it."""
    login = {name: text for name, text in WHOLE.items() if name != key}
    write(tmp_path, login if value is None else login | {key: value})

    assert reason(tmp_path) == "problem.login_incomplete"


@pytest.mark.parametrize("secrets", ["auth = 1\n", "[auth]\n"])
def test_an_empty_login_is_refused(settings, tmp_path, secrets):
    """Streamlit takes it for none."""
    write(tmp_path, secrets)

    assert reason(tmp_path) == "problem.login_incomplete"


def test_a_secret_that_can_be_guessed_is_refused(settings, tmp_path):
    """It signs the cookies: whoever has it is whoever they say."""
    write(tmp_path, WHOLE | {"cookie_secret": "x" * 31})

    assert reason(tmp_path) == "problem.weak_secret"


def test_a_login_without_a_mapping_is_refused(settings, tmp_path):
    """Nobody would have a role."""
    write(tmp_path, WHOLE)

    assert reason(tmp_path) == "problem.login_without_access"


def test_a_mapping_without_a_login_is_refused(settings, tmp_path):
    """Somebody meant people to log in; that their secrets are gone must not open the door."""
    (tmp_path / "access.toml").write_text(ACCESS, encoding="utf-8")

    assert reason(tmp_path) == "problem.access_without_login"


def test_secrets_of_something_else_are_no_login(settings, tmp_path):
    """Streamlit's secrets may hold whatever a connection needs."""
    write(tmp_path, '[database]\nname = "x"\n')

    assert doors.check(tmp_path) is None


def test_identities_from_headers_are_refused(settings, tmp_path):
    """Streamlit would let them stand above what the provider says."""
    settings["server.trustedUserHeaders"] = {"X-User": "email"}

    assert reason(tmp_path) == "problem.trusted_headers"


def test_a_mapping_is_read_again_when_it_has_changed(settings, tmp_path):
    """Taking a role away must not wait for a restart."""
    write(tmp_path, WHOLE)
    path = tmp_path / "access.toml"
    path.write_text(ACCESS, encoding="utf-8")
    before = doors.check(tmp_path).roles.of(Role.DPO)
    path.write_text(ACCESS.replace('"a"', '"bb"'), encoding="utf-8")

    assert (before, doors.check(tmp_path).roles.of(Role.DPO)) == (["a"], ["bb"])
