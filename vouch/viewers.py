"""Who looks at figures: the person that an identity provider names, or the local operator."""

from dataclasses import dataclass

from vouch.readers import Role

LOCAL = "local operator"  # whoever may open the loopback address of this machine


@dataclass(frozen=True)
class Viewer:
    """A person in one role; *session* tells apart what one person does in two browsers."""

    name: str
    role: Role
    session: str = ""


def local(role: Role) -> Viewer:
    """Return the operator of this machine, who needs no login."""
    return Viewer(LOCAL, role)
