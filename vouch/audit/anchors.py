"""The anchor: the head of the last segment that was pruned, from which the chain goes on."""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from vouch import warehouse
from vouch.audit import segments

NAME = "anchor.json"


@dataclass(frozen=True)
class Anchor:
    """What remains of segments that were deleted: the last of them, its last number and hash."""

    segment: str
    seq: int
    hash: str

    @staticmethod
    def said(record: Mapping[str, object]) -> "Anchor":
        """Take what a file or an entry says; what it lacks anchors nothing."""
        seq = record.get("seq")
        number = seq if isinstance(seq, int) else 0
        return Anchor(str(record.get("segment")), number, str(record.get("hash")))


def read(folder: Path) -> Anchor | None:
    """Read the anchor; None before anything was pruned."""
    path = folder / NAME
    if not path.exists():
        return None
    try:
        said = json.loads(path.read_bytes())
    except (OSError, ValueError):
        said = None
    return Anchor.said(said if isinstance(said, dict) else {})


def write(folder: Path, anchor: Anchor) -> None:
    """Put the anchor in place at once: the old one or the new one is there, and whole."""
    partial = folder / f"{NAME}.new"
    handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, segments.OWNER_ONLY)
    with os.fdopen(handle, "wb") as file:
        file.write(json.dumps(asdict(anchor)).encode())
        file.flush()
        os.fsync(file.fileno())
    partial.replace(folder / NAME)
    warehouse.sync(folder)
