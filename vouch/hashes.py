"""What files are told apart by: the SHA-256 of their bytes, and at a glance a checksum."""

import hashlib
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from vouch import snapshots
from vouch.checksums import Checksum

PIECE = 1 << 18  # bytes, that stay in the processor's cache
UNREADABLE = "unreadable"  # in place of the hash of what may not be read or opened


def digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    return _look(path)[0]


def _look(path: Path) -> tuple[str, str]:
    """Return SHA-256 and checksum; each piece is read while the one before it is hashed."""
    found, checksum = hashlib.sha256(), Checksum()
    piece, spare = bytearray(PIECE), bytearray(PIECE)
    with path.open("rb", buffering=0) as content, ThreadPoolExecutor(max_workers=1) as reader:
        length = content.readinto(piece)
        while length:
            coming = reader.submit(content.readinto, spare)
            found.update(memoryview(piece)[:length])
            checksum.add(memoryview(piece)[:length])
            piece, spare, length = spare, piece, coming.result()
    return found.hexdigest(), checksum.text


@dataclass
class Hashes:
    """What was found of files, remembered by path, size and time so that nothing is read twice.

    *told* hears of each file that is looked at.
    """

    memory: Path
    known: dict[str, list] = field(default_factory=dict)
    told: Callable[[snapshots.File], None] = lambda file: None

    def load(self) -> "Hashes":
        """Read what was remembered; a damaged memory is only an empty one."""
        try:
            self.known = json.loads(self.memory.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            self.known = {}
        return self

    def of(self, file: snapshots.File) -> tuple[str, str]:
        """Return SHA-256 and checksum of a file, reading it only if it is new or was touched."""
        self.told(file)
        if file.problem:
            return UNREADABLE, ""
        seen = [file.size, file.path.stat().st_mtime_ns]
        entry = self.known.get(str(file.path), [])
        if entry[:2] != seen or not entry[3:]:
            try:
                entry = [*seen, *_look(file.path)]
            except PermissionError:
                return UNREADABLE, ""
            self.known[str(file.path)] = entry
        return str(entry[2]), str(entry[3])

    def save(self) -> None:
        """Remember for the next build."""
        self.memory.write_text(json.dumps(self.known), encoding="utf-8")
