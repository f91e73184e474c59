"""access.toml: which value of which claim of an identity token gives which role."""

import re
from pathlib import Path
from typing import Annotated, Any

import pydantic

from vouch import declarations
from vouch.readers import Role

FILE = "access.toml"
UNITS = {"second": 1, "minute": 60, "hour": 3_600}
LONGEST = 24 * UNITS["hour"]
WRITTEN = re.compile(r"(\d{1,5}) (second|minute|hour)s?")
LEAST_FIRST = (Role.MANAGEMENT, Role.AUDITOR, Role.DPO)  # by how much each may see


def _path(said: Any) -> tuple[str, ...]:
    """Read the name of a claim, or the names that lead to one within others."""
    steps = [said] if isinstance(said, str) else said
    is_path = isinstance(steps, list | tuple) and all(isinstance(step, str) for step in steps)
    if not is_path or not steps or not all(step.strip() for step in steps):
        raise declarations.mistake("problem.wrong_claim")
    return tuple(steps)


def _seconds(said: Any) -> int:
    """Read ``8 hours``, ``30 minutes`` or ``90 seconds``, up to a day."""
    found = WRITTEN.fullmatch(said) if isinstance(said, str) else None
    seconds = int(found[1]) * UNITS[found[2]] if found else 0
    if not 0 < seconds <= LONGEST:
        raise declarations.mistake("problem.wrong_session")
    return seconds


def _precedence(said: Any) -> tuple[Role, ...]:
    known = {str(role): role for role in LEAST_FIRST}
    if not isinstance(said, list) or sorted(map(str, said)) != sorted(known):
        raise declarations.mistake("problem.wrong_precedence", known=", ".join(known))
    return tuple(known[name] for name in said)


Value = Annotated[str, pydantic.StringConstraints(strip_whitespace=True, min_length=1)]
Values = list[Value]


class Roles(declarations.Declaration):
    """For each role the values that give it; a role that nobody is to have is left out."""

    management: Values = []
    auditor: Values = []
    dpo: Values = []

    def of(self, role: Role) -> Values:
        """Return the values that give *role*."""
        return {"management": self.management, "auditor": self.auditor, "dpo": self.dpo}[role]


class Access(declarations.Declaration):
    """How a person who has logged in comes to a role.

    *claim* leads to the values, *name* is the claim by which the log calls a person, and
    *session* is how many seconds after the login it ends. Who has values of several roles gets
    the first in *precedence*: the one that may see least, unless the home says otherwise.
    """

    claim: Annotated[tuple[str, ...], pydantic.BeforeValidator(_path)]
    roles: Roles
    name: Value = "email"
    session: Annotated[int, pydantic.BeforeValidator(_seconds)] = 8 * UNITS["hour"]
    precedence: Annotated[tuple[Role, ...], pydantic.BeforeValidator(_precedence)] = LEAST_FIRST

    @pydantic.field_validator("roles")
    @classmethod
    def _each_value_once(cls, roles: Roles) -> Roles:
        """Refuse a value that gives two roles: nobody could say which was meant."""
        all_of_them = [value for role in LEAST_FIRST for value in dict.fromkeys(roles.of(role))]
        for value in all_of_them:
            if all_of_them.count(value) > 1:
                raise declarations.mistake("problem.two_roles", group=value)
        return roles


def load(home: Path) -> Access:
    """Read a home's access.toml.

    Raises:
        VouchError: it is not there, or not as it must be.
    """
    return declarations.read(home / FILE, Access)
