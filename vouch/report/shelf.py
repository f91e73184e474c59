"""The packs of a folder, as far as a role may know of them, and what each is by itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from vouch.errors import VouchError
from vouch.readers import Role
from vouch.report import evidence_files, packs, telling, verify
from vouch.report.packs import Pack
from vouch.report.since import Since

KEPT = 500  # packs whose look is remembered


@dataclass(frozen=True)
class Item:
    """A pack as it lies there.

    *said* is its manifest without the list of its files, empty where it cannot be read; *since*
    what it said of findings and figures. *places* are its files that are not as they were made,
    and an empty name for the zip itself.
    """

    pack: Pack
    bytes: int
    sha256: str
    said: Mapping[str, Any]
    since: Since | None
    places: tuple[str, ...]
    has_rows: bool

    @property
    def name(self) -> str:
        """Return the name of its file."""
        return self.pack.path.name

    @property
    def previous(self) -> tuple[str, str] | None:
        """Return name and hash of the pack before it in its chain; None if it is the first."""
        told = self.said.get("previous")
        return (told["name"], told["sha256"]) if told else None

    @property
    def is_signed(self) -> bool:
        """Tell whether a signature lies beside it."""
        return self.beside(packs.SIGNATURE).is_file()

    @property
    def kept_hash(self) -> str:
        """Return the hash that lies beside it; empty if none does."""
        try:
            words = self.beside(packs.HASH).read_text(encoding="ascii").split()
        except (OSError, UnicodeDecodeError):
            return ""
        return words[0] if words else ""

    def beside(self, suffix: str) -> Path:
        """Return the path of what belongs to it."""
        return self.pack.path.with_name(f"{self.name}{suffix}")

    def may_know(self, role: Role) -> bool:
        """Tell whether a role may be told that it is there: of another role's, nobody but the DPO.

        A name can be given to anything. So what it says of itself counts as well.
        """
        own = str(self.said.get("role", self.pack.role))
        return role is Role.DPO or (self.pack.role == own == role and not self.has_rows)

    def may_take(self, role: Role) -> bool:
        """Tell whether a role may have it: what says nothing of itself could hold anything."""
        is_read = bool(self.sha256 if role is Role.DPO else self.said)
        return is_read and self.may_know(role)


def shown(folder: Path, role: Role) -> list[Item]:
    """List the packs of a folder of which a role may know, the newest snapshot first."""
    items = filter(None, map(_look, packs.listed(folder)))
    return [item for item in items if item.may_know(role)][::-1]


def foreign(folder: Path, role: Role) -> list[str]:
    """Name the zips that have no name of a pack, for the officer alone: they may hold anything."""
    if role is not Role.DPO:
        return []
    return sorted(one.name for one in folder.glob("*.zip") if not packs.is_named(one.name))


def take(item: Item, role: Role) -> bytes:
    """Read a pack that is handed out, if it is still the one that was looked at.

    Raises:
        VouchError: it is not there for this role.
    """
    found = _look(item.pack)
    if found is None or not found.may_take(role):
        raise VouchError("problem.no_pack")
    data = item.pack.path.read_bytes()
    if verify.sha256(data) != found.sha256:
        raise VouchError("problem.no_pack")
    return data


def take_signature(item: Item, role: Role) -> bytes:
    """Read the signature of a pack that is handed out.

    Raises:
        VouchError: it is not there for this role.
    """
    if not item.may_take(role) or not item.is_signed:
        raise VouchError("problem.no_pack")
    return item.beside(packs.SIGNATURE).read_bytes()


def _look(pack: Pack) -> Item | None:
    """Look at a pack, once for as long as it stays as it is; None for what is no file."""
    if not pack.path.is_file():
        return None
    unread = Item(pack, 0, "", {}, None, (), has_rows=False)
    try:
        state = pack.path.stat()
        is_small = state.st_size <= verify.MOST  # as all that vouch makes
        return _read(pack, state.st_mtime_ns, state.st_size) if is_small else unread
    except FileNotFoundError:  # it went in between
        return None
    except OSError:  # it may not be read, which is said
        return unread


@lru_cache(maxsize=KEPT)
def _read(pack: Pack, changed: int, size: int) -> Item:  # noqa: ARG001 - what it was read at
    data, found = pack.path.read_bytes(), verify.Found()
    manifest = verify.inspect(found, data)
    files = dict(verify.unpacked(data))
    told = [fault.partition(": ")[0] for fault in found.faults]
    known = files.keys() | {one["name"] for one in (manifest or {}).get("files", ())}
    known |= {verify.MANIFEST}
    sha256 = verify.sha256(data)
    return Item(
        pack=pack,
        bytes=size,
        sha256=sha256,
        said={name: value for name, value in (manifest or {}).items() if name != "files"},
        since=telling.read(files, sha256),
        places=tuple(dict.fromkeys(place if place in known else "" for place in told)),
        has_rows=any(name.startswith(f"{evidence_files.FOLDER}/") for name in files),
    )
