"""Manifests: what an exporter says that a snapshot's files are; where there is one, it binds."""

import fnmatch
import json
import re
from pathlib import Path, PurePosixPath
from typing import Literal

import pydantic

from vouch import declarations
from vouch.errors import VouchError

NAME = "manifest.json"
MOST_BYTES = 16 << 20  # a hundred thousand files; what is longer lists no exports
SHA256 = re.compile("[0-9a-f]{64}")


class Listing(pydantic.BaseModel):
    """A part of a manifest: frozen, and an unknown key is a mistake."""

    model_config = pydantic.ConfigDict(extra="forbid", frozen=True)


class Entry(Listing):
    """One file as it was exported; *rows* are those below its heading that are not blank."""

    name: str
    bytes: pydantic.NonNegativeInt
    sha256: str
    rows: pydantic.NonNegativeInt | None = None

    @pydantic.field_validator("name")
    @classmethod
    def _stays_inside(cls, name: str) -> str:
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or str(path) != name or name == ".":
            raise declarations.mistake("problem.wrong_manifest_name")
        return name

    @pydantic.field_validator("sha256")
    @classmethod
    def _is_a_hash(cls, text: str) -> str:
        if not SHA256.fullmatch(text.lower()):
            raise declarations.mistake("problem.wrong_sha256")
        return text.lower()


class Manifest(Listing):
    """The files of one snapshot folder, each listed once."""

    version: Literal[1] = 1
    files: list[Entry]

    @pydantic.field_validator("files")
    @classmethod
    def _lists_each_once(cls, files: list[Entry]) -> list[Entry]:
        names = [entry.name for entry in files]
        for name in names:
            if names.count(name) > 1:
                raise declarations.mistake("problem.manifest_twice", name=name)
        return files

    @property
    def by_name(self) -> dict[str, Entry]:
        """Return what is said of each file, by its path inside the folder."""
        return {entry.name: entry for entry in self.files}


def read(folder: Path) -> Manifest | None:
    """Read the manifest of a snapshot folder, if it has one.

    Raises:
        VouchError: it is not JSON, or not of the shape that is understood.
    """
    path = folder / NAME
    if not path.exists():
        return None
    try:
        if path.stat().st_size > MOST_BYTES:
            raise ValueError
        said = json.loads(path.read_text(encoding="utf-8-sig"))
    except PermissionError:
        raise VouchError("problem.may_not_read", file=NAME) from None
    except (OSError, ValueError, RecursionError):
        raise VouchError("problem.manifest_not_json", file=NAME) from None
    return declarations.check(said, Manifest, NAME)


def hold(entry: Entry | None, size: int, sha256: str) -> None:
    """Hold a file against what its manifest says of it.

    Raises:
        VouchError: it has other bytes.
    """
    if entry is None:
        return
    if size != entry.bytes:
        raise VouchError(
            "problem.promised_bytes", file=entry.name, promised=entry.bytes, found=size
        )
    if sha256 != entry.sha256:
        raise VouchError(
            "problem.promised_sha256", file=entry.name, promised=entry.sha256, found=sha256
        )


def fits(path: Path, pattern: str) -> bool:
    """Tell whether a pattern would find a file if it were there."""
    return _fit(path.parts, Path(pattern).parts)


def _fit(steps: tuple[str, ...], marks: tuple[str, ...]) -> bool:
    if not marks:
        return not steps
    if marks[0] == "**":
        return any(_fit(steps[skipped:], marks[1:]) for skipped in range(len(steps)))
    is_next = bool(steps) and fnmatch.fnmatchcase(steps[0], marks[0])
    return is_next and _fit(steps[1:], marks[1:])
