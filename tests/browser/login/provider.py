"""An identity provider on this machine, whose tokens a test may bend."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from canaille.core.models import User
from canaille.oidc import provider as canaille
from joserfc import jwt
from joserfc.jws import extract_compact
from pytest_iam import Server

PASSWORD = "correct horse battery staple"
Claims = dict[str, Any]


def honest(claims: Claims, key: Any) -> str:
    """Sign *claims* as the provider would."""
    return jwt.encode({"alg": "RS256", "kid": key.kid}, claims, key)


@dataclass
class Provider:
    """A Canaille with one client; *bend* changes claims, and *seal* signs what comes of it."""

    server: Server
    client_id: str
    client_secret: str
    bend: Callable[[Claims], Claims] = dict
    seal: Callable[[Claims, Any], str] = honest

    @property
    def metadata(self) -> str:
        """Where the provider says what it can."""
        return f"{self.server.url}.well-known/openid-configuration"

    def person(self, name: str, *groups: str) -> User:
        """Make a person who belongs to *groups*."""
        email = f"{name}@esimerkki.example"
        person = self.server.random_user(user_name=name, emails=[email], password=PASSWORD)
        for group in groups:
            self.join(person, group)
        self.server.consent(person)
        return person

    def join(self, person: User, group: str) -> None:
        """Put a person into a group, which is made if there is none of that name."""
        with self.server.app.app_context():
            backend, models = self.server.backend, self.server.models
            found = backend.get(models.Group, display_name=group)
            if found:
                backend.update(found, members=[*found.members, person])
            else:
                found = models.Group(display_name=group, members=[person])
            backend.save(found)
            backend.reload(person)

    def leave(self, person: User) -> None:
        """Take a person out of all groups."""
        with self.server.app.app_context():
            person.groups = []
            self.server.backend.save(person)
            self.server.backend.reload(person)

    @contextmanager
    def bent(
        self, bend: Callable[[Claims], Claims] = dict, seal: Callable[[Claims, Any], str] = honest
    ) -> Iterator[None]:
        """Give out other tokens until the block ends."""
        self.bend, self.seal = bend, seal
        try:
            yield
        finally:
            self.bend, self.seal = dict, honest


def start(server: Server, *addresses: str) -> Provider:
    """Register the dashboard at its *addresses*, and let each identity token be bent."""
    models, back = server.models, [f"{address}/oauth2callback" for address in addresses]
    with server.app.app_context():
        client = models.Client(
            client_id="vouch",
            client_secret="secret-of-the-client",
            client_name="vouch",
            redirect_uris=back,
            post_logout_redirect_uris=back,
            scope=["openid", "profile", "email", "groups"],
            grant_types=["authorization_code"],
            response_types=["code"],
            token_endpoint_auth_method="client_secret_basic",
            id_token_signed_response_alg="RS256",  # its hashes of a token are of that length
        )
        server.backend.save(client)
        client.audience = [client]
        server.backend.save(client)
    provider = Provider(server, client.client_id, client.client_secret)
    encode = canaille.OpenIDCode.encode_id_token

    def bent(self: Any, token: Any, request: Any) -> str:
        made = encode(self, token, request)
        key = self.resolve_client_private_key(request.client)
        claims = json.loads(extract_compact(made.encode()).payload)
        return provider.seal(provider.bend(claims), key)

    canaille.OpenIDCode.encode_id_token = bent
    return provider


def soon(seconds: float) -> int:
    """Return a time *seconds* from now, as a token writes it."""
    return int(time.time() + seconds)
