"""Ways in which somebody may claim to be who they are not, each as what they then are sent."""

import base64
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product

import itsdangerous
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey
from streamlit.proto.WidgetStates_pb2 import WidgetState

from tests.browser.login import wire
from tests.browser.login.provider import Provider, soon
from tests.browser.login.wire import USER, Client, Seen

OFFICER = "ada@esimerkki.example"
DAYS = 86_400


@dataclass(frozen=True)
class Scene:
    """A dashboard, its provider, the secret of its cookies, and who has logged in."""

    address: str
    secret: str
    provider: Provider
    officer: Client
    manager: Client

    @property
    def nobody(self) -> Client:
        """Somebody without a login, who has what every browser is given."""
        return Client(self.address, {wire.XSRF: self.manager.cookies[wire.XSRF]})

    def with_cookie(self, value: str, name: str = USER) -> Client:
        """Put a cookie into the hands of somebody without a login."""
        return Client(self.address, self.nobody.cookies | {name: value})

    def claims(self, **more: object) -> dict:
        """Write what the officer's cookie says, or something else."""
        said = {"iss": "x", "sub": "ada", "email": OFFICER, "groups": ["tietosuoja"]}
        said |= {"iat": soon(0), "exp": soon(3_600), "nonce": "forged"}
        return said | {"origin": self.address, "is_logged_in": True, "provider": "default"} | more


Forge = Callable[[Scene], Seen]
HEADERS = {
    "X-Forwarded-User": OFFICER,
    "X-Forwarded-Email": OFFICER,
    "X-Forwarded-Groups": "tietosuoja",
    "X-Streamlit-User": OFFICER,
    "Remote-User": OFFICER,
    "X-Remote-User": OFFICER,
    "X-Remote-Groups": "tietosuoja",
    "X-Auth-Request-Email": OFFICER,
    "X-Auth-Request-Groups": "tietosuoja",
    "X-Goog-Authenticated-User-Email": OFFICER,
    "X-MS-Client-Principal-Name": OFFICER,
    "X-Forwarded-For": "127.0.0.1",
    "Forwarded": "for=127.0.0.1;host=localhost",
    "X-Role": "dpo",
}
QUERIES = {
    "role": "role=dpo",
    "roles": "role=management&role=dpo",
    "seat": "choose_role=dpo&address_role=dpo",
    "user": f"user={OFFICER}&email={OFFICER}&groups=tietosuoja",
    "embed": "embed=true&embed_options=show_toolbar&role=dpo",
}


def from_nobody() -> Iterator[tuple[str, Forge]]:
    """Name the forgeries of somebody who has not logged in, and make them."""
    for name, value in HEADERS.items():
        yield f"header {name}", lambda scene, of={name: value}: scene.nobody.see(headers=of)
    yield "header Authorization", _bearer
    yield "host localhost", lambda scene: scene.nobody.see(host="localhost")
    yield "host of another", lambda scene: scene.nobody.see(host="intranet.example", origin=None)
    for name, value in QUERIES.items():
        yield f"query {name}", lambda scene, query=value: scene.nobody.see(query=query)
    yield "cookie in pieces", _in_pieces
    yield "cookie from another site", lambda scene: scene.officer.see(origin="http://evil.example")
    yield "cookie without the other one", lambda scene: scene.officer.see(xsrf="none")
    yield "session of the officer", lambda scene: _in_session(scene, scene.nobody)


def of_cookies() -> Iterator[tuple[str, Forge]]:
    """Name the cookies that the dashboard has not given, or not for that, and show each."""
    yield "cookie plain", lambda scene: scene.with_cookie(json.dumps(scene.claims())).see()
    yield "cookie encoded", lambda scene: scene.with_cookie(_encoded(scene.claims())).see()
    yield "cookie wrong secret", lambda scene: signed(scene, secret="x" * 32)
    yield "cookie empty secret", lambda scene: signed(scene, secret="")
    yield "cookie signed for another name", lambda scene: signed(scene, salt=f"{USER}_tokens")
    yield "cookie signed long ago", lambda scene: signed(scene, age=32 * DAYS)
    yield "cookie of another origin", lambda scene: signed(scene, origin="http://evil.example")
    yield "cookie that ended", lambda scene: signed(scene, exp=soon(-1))
    yield "cookie without an end", lambda scene: signed(scene, exp=None)
    yield "cookie that never ends", lambda scene: signed(scene, exp=float("inf"))
    yield "cookie that begins tomorrow", lambda scene: signed(scene, iat=soon(DAYS))
    yield "cookie without a login", lambda scene: signed(scene, is_logged_in="false")
    yield "cookie without a person", lambda scene: signed(scene, sub="")


def from_manager() -> Iterator[tuple[str, Forge]]:
    """Name the forgeries of somebody who may see figures and wants more, and make them."""
    for name, value in HEADERS.items():
        yield f"header {name}", lambda scene, of={name: value}: scene.manager.see(headers=of)
    for name, value in QUERIES.items():
        yield f"query {name}", lambda scene, query=value: scene.manager.see(query=query)
    yield "session of the officer", lambda scene: _in_session(scene, scene.manager)
    kinds = ("string_value", "string_trigger_value", "json_value")
    for kind, key in product(kinds, ("choose_role", "$$ID-forged-choose_role")):
        yield f"widget {key} {kind}", lambda scene, of=(key, kind): _with_widget(scene, *of)


def of_tokens() -> Iterator[tuple[str, Forge]]:
    """Name the tokens that a provider has not made, and try to log in with each."""
    wrong = RSAKey.generate_key(2048)
    yield "token unsigned", lambda scene: logged_in(scene, seal=_unsigned)
    yield "token of another key", lambda scene: logged_in(scene, seal=_sealed_by(wrong))
    yield "token signed by a public key", lambda scene: logged_in(scene, seal=_by_public_key)
    yield "token cut", lambda scene: logged_in(scene, seal=lambda claims, key: "a.b.c")
    for name, claim in {
        "that ended": {"exp": soon(-600)},
        "for another": {"aud": "somebody-else"},
        "from another": {"iss": "http://evil.example"},
        "of another login": {"nonce": "another"},
        "without a person": {"sub": ""},
    }.items():
        yield f"token {name}", lambda scene, of=claim: logged_in(scene, bend=lambda c: c | of)


def _bearer(scene: Scene) -> Seen:
    token = f"{_encoded({'alg': 'none'})}.{_encoded(scene.claims())}."
    return scene.nobody.see(headers={"Authorization": f"Bearer {token}"})


def _encoded(said: dict) -> str:
    return base64.urlsafe_b64encode(json.dumps(said).encode()).decode().rstrip("=")


class _Past(itsdangerous.TimestampSigner):
    age = 0

    def get_timestamp(self) -> int:
        return int(time.time()) - self.age


def signed(scene: Scene, secret: str | None = None, salt: str = USER, age: int = 0, **said) -> Seen:
    """Sign a cookie that the dashboard has not made; one that has its secret still has a limit."""
    signer = type("Signer", (_Past,), {"age": age})
    key = scene.secret if secret is None else secret
    maker = itsdangerous.URLSafeTimedSerializer(key, salt=salt, signer=signer)
    return scene.with_cookie(maker.dumps(json.dumps(scene.claims(**said)))).see()


def _in_pieces(scene: Scene) -> Seen:
    """Say that the cookie is in pieces, and give the officer's as the only one."""
    client = scene.with_cookie("chunks-1")
    client.cookies[f"{USER}_1"] = scene.officer.cookies[USER]
    return client.see()


def _in_session(scene: Scene, client: Client) -> Seen:
    """Come back to a session that somebody else has open."""
    with scene.officer.line() as line:
        session = wire.ask(line, "retention").session
        return client.see(session=session)


def _with_widget(scene: Scene, key: str, kind: str) -> Seen:
    """Say that a widget which is not on the page has been set to another role."""
    state = WidgetState(id=key)
    if kind == "string_trigger_value":
        state.string_trigger_value.data = "dpo"
    else:
        setattr(state, kind, "dpo")
    with scene.manager.line() as line:
        wire.ask(line, "retention")
        return wire.ask(line, "retention", "role=dpo", [state])


def logged_in(scene: Scene, **bent) -> Seen:
    """Log in as the officer, with a token that is bent."""
    with scene.provider.bent(**bent):
        return wire.log_in(scene.address, scene.secret, "ada").see()


def _unsigned(claims: dict, key: RSAKey) -> str:
    return f"{_encoded({'alg': 'none'})}.{_encoded(claims)}."


def _sealed_by(wrong: RSAKey) -> Callable[[dict, RSAKey], str]:
    return lambda claims, key: jwt.encode({"alg": "RS256", "kid": key.kid}, claims, wrong)


def _by_public_key(claims: dict, key: RSAKey) -> str:
    """Take the provider's public key for a secret that both sides know."""
    secret = OctKey.import_key(key.as_pem(private=False))
    return jwt.encode({"alg": "HS256", "kid": key.kid}, claims, secret)
