"""Making a pack: composed, logged, and put into its folder."""

from dataclasses import dataclass
from pathlib import Path

from vouch.audit.entries import Action
from vouch.audit.trail import Trail
from vouch.errors import VouchError
from vouch.report import composing, packs, storing, verify
from vouch.report.composing import Wish
from vouch.steps import Progress
from vouch.view import View


@dataclass(frozen=True)
class Made:
    """A pack that was made: where it lies, what it holds, and the hash to be kept elsewhere."""

    path: Path
    files: int
    bytes: int
    sha256: str


def is_there(path: Path, view: View, wish: Wish) -> bool:
    """Tell whether a pack at *path* rests on the same, and was to be the same."""
    if not path.exists():
        return False
    said = packs.manifest(packs.Pack.at(path).files)
    return composing.is_same(said, composing.about(view, wish))


@dataclass(frozen=True)
class Place:
    """Where a pack is put: its folder, whether another may be replaced, and who signs it."""

    folder: Path
    may_replace: bool = False
    key: Path | None = None


def make(view: View, wish: Wish, place: Place, trail: Trail, step: Progress) -> Made:
    """Make a pack; what fails on the way leaves nothing in the folder.

    Raises:
        VouchError: a page, the log or the signature failed, or another pack of that name is there
            that may not be replaced, or that a later one names.
    """
    path = place.folder / composing.name(view, wish)
    earlier = packs.previous(path)
    files = composing.compose(view, wish, trail, earlier, step)
    pack = storing.zipped(files)
    if path.exists() and path.read_bytes() != pack:
        _see_if_replaceable(path, place)
    signature = storing.sign(pack, place.key) if place.key else None
    trail.note(
        Action.EXPORT, path.name, [("snapshot", view.snapshot), ("as_of", view.as_of)], len(files)
    )
    storing.put(path, pack, signature)
    return Made(path, len(files), len(pack), verify.sha256(pack))


def _see_if_replaceable(path: Path, place: Place) -> None:
    """Refuse to replace a pack unasked, or one on which a chain goes on: it would break there."""
    if not place.may_replace:
        raise VouchError("problem.report_there", file=str(path))
    if later := packs.following(path):
        raise VouchError("problem.report_followed", file=str(path), later=later.path.name)
