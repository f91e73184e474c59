"""The steps of a build, as told to whoever waits for it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum


class Stage(StrEnum):
    """What a build does: see what is new, read it, put the figures together; a report writes."""

    CHECKING = "checking"
    READING = "reading"
    PUBLISHING = "publishing"
    WRITING = "writing"


@dataclass(frozen=True)
class Step:
    """Files and bytes that are done of all those of a stage, and the *name* of what comes next."""

    stage: Stage
    files: int = 0
    of_files: int = 0
    bytes: int = 0
    of_bytes: int = 0
    name: str = ""

    @property
    def share(self) -> float:
        """Return how much of the stage is done, 0 to 1."""
        return min(self.bytes / self.of_bytes, 1.0) if self.of_bytes else 0.0

    def left(self, seconds: float) -> float | None:
        """Estimate the seconds that are left from those it took so far; None before any is done."""
        if not self.bytes:
            return None
        return seconds * max(self.of_bytes - self.bytes, 0) / self.bytes


Progress = Callable[[Step], None]


class Teller:
    """Adds up what is done of a stage, and tells it."""

    def __init__(self, progress: Progress, stage: Stage, sizes: Iterable[int]) -> None:
        """Take the sizes of all files of the stage, in bytes."""
        listed = [*sizes]
        self.progress, self.stage = progress, stage
        self.of_files, self.of_bytes = len(listed), sum(listed)
        self.files = self.bytes = 0

    def tell(self, name: str) -> None:
        """Tell what begins now."""
        done = (self.files, self.of_files, self.bytes, self.of_bytes)
        self.progress(Step(self.stage, *done, name))

    def add(self, sizes: Iterable[int]) -> None:
        """Count files as done."""
        for size in sizes:
            self.files += 1
            self.bytes += size
