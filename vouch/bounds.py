"""Bounds: what reading the files of one dataset may take before it is stopped."""

import re
from dataclasses import dataclass
from typing import Annotated, Any

import pydantic

from vouch import declarations
from vouch.errors import VouchError

MB = 10**6
UNITS = {"MB": MB, "GB": 10**9}
WRITTEN = re.compile(r"(\d{1,6}) (MB|GB)")
FLOOR = 100 * MB  # unpacked: what is smaller does no harm, however well it was packed
SECONDS_FOR_EACH_MB = 1
MOST = 10**6 * UNITS["GB"]  # what can be written with a unit; systems take no more either
LEAST_MEMORY = 300 * MB  # half of it a reader takes for itself
STOPPED = (  # messages: they hold for these bounds alone, under others a file is tried again
    *("problem.unpacks_too_large", "problem.unpacks_too_far"),
    *("problem.reader_slow", "problem.reader_large", "problem.reader_ended"),
)


def parse(text: Any) -> int:
    """Read ``50 GB`` or ``900 MB`` as bytes; refuse anything else."""
    if isinstance(text, int) and not isinstance(text, bool) and 0 < text <= MOST:
        return text
    found = WRITTEN.fullmatch(text) if isinstance(text, str) else None
    if not found or int(found[1]) == 0:
        raise declarations.mistake("problem.wrong_size")
    return int(found[1]) * UNITS[found[2]]


Bytes = Annotated[int, pydantic.BeforeValidator(parse)]


@dataclass(frozen=True)
class Bounds:
    """How far a file may unpack, in bytes and as a ratio, and what its reader may take."""

    unpack_at_most: int = 50 * UNITS["GB"]
    unpack_ratio: float = 200
    memory_at_most: int = UNITS["GB"]
    seconds_at_most: int = 60

    def hold(self, file: str, packed: int, unpacked: int) -> None:
        """Hold what *file* has unpacked to so far, in bytes, against what it may.

        Raises:
            VouchError: it is more.
        """
        said = {"file": file, "packed": _shown(packed), "unpacked": _shown(unpacked)}
        if unpacked > self.unpack_at_most:
            most = _shown(self.unpack_at_most)
            raise VouchError("problem.unpacks_too_large", **said, most=most)
        if unpacked > max(FLOOR, self.unpack_ratio * packed):
            ratio = f"{self.unpack_ratio:g}"
            raise VouchError("problem.unpacks_too_far", **said, ratio=ratio)

    def seconds(self, size: int) -> float:
        """Return how long files of *size* bytes may be read."""
        return self.seconds_at_most + SECONDS_FOR_EACH_MB * size / MB


USUAL = Bounds()


def _shown(size: int) -> str:
    return f"{size / MB:.1f} MB" if size < UNITS["GB"] else f"{size / UNITS['GB']:.1f} GB"
