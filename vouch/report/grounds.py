"""What a pack says that it rests on, read and checked: it may come from anybody."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

import pydantic

from vouch import declarations, wording
from vouch.readers import Role
from vouch.report import verify


class Said(pydantic.BaseModel):
    """A part of a pack's manifest; what else stands in it is no matter of computing anew."""

    model_config = pydantic.ConfigDict(frozen=True)


class Export(Said):
    """An export file behind the figures; without a hash where it could not be read."""

    snapshot: date
    file: str
    sha256: str | None
    is_pruned: bool


class PolicyUsed(Said):
    """Which policy it was; a home without one borrows the sample's."""

    is_borrowed: bool


class Grounds(Said):
    """All that decides what the figures of a pack are."""

    snapshot: date
    as_of: date
    generation: str
    policy: PolicyUsed
    versions: dict[str, str]
    role: Role
    language: str
    period: Literal["month", "year"]
    exports: list[Export]

    @pydantic.field_validator("language")
    @classmethod
    def _is_written(cls, language: str) -> str:
        if language not in wording.LANGUAGES:
            raise ValueError(", ".join(wording.LANGUAGES))
        return language


def read(said: Mapping[str, Any]) -> Grounds:
    """Read what a manifest says.

    Raises:
        VouchError: it lacks something, or says it in another form.
    """
    return declarations.check(said, Grounds, verify.MANIFEST)
