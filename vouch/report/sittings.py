"""A sitting: what the process that serves pages for the pictures is told, and what it answers."""

import json
import secrets
from dataclasses import asdict, dataclass

from vouch.readers import Role
from vouch.view import View

SECRET_BYTES = 32


@dataclass(frozen=True)
class Sitting:
    """Which generation of which home is shown, in which role, to whoever has the *secret*."""

    home: str
    generation: str
    role: Role
    secret: str


@dataclass(frozen=True)
class Served:
    """On which port of this machine the pages are, and their names in the order of the app."""

    port: int
    pages: tuple[str, ...]


def of(view: View) -> Sitting:
    """Ask for the pages of a view, with a secret that nobody else knows."""
    path, secret = str(view.home.path.absolute()), secrets.token_urlsafe(SECRET_BYTES)
    return Sitting(path, view.generation, view.role, secret)


def write(told: Sitting | Served) -> str:
    """Write one line."""
    return f"{json.dumps(asdict(told))}\n"


def asked(line: str) -> Sitting:
    """Read what is asked for."""
    said = json.loads(line)
    return Sitting(**said | {"role": Role(said["role"])})


def answered(line: str) -> Served:
    """Read what is served."""
    said = json.loads(line)
    return Served(said["port"], tuple(said["pages"]))
