"""What became of the physical rows of one file."""

from dataclasses import dataclass, field, replace
from typing import Any

from vouch.errors import VouchError

MISSING, READ, FAILED, UNDECLARED = "missing", "read", "failed", "undeclared"
FATES = ("preamble", "header", "blank", "elsewhere", "doubled", "rejected", "kept")


@dataclass(frozen=True)
class FileCount:
    """One file's rows; the preamble are those skipped above the heading.

    *doubled* rows repeat an earlier file's; *checksum* is that of the file unpacked.
    """

    file: str
    state: str
    format: str = ""
    encoding: str = ""
    size: int = 0
    sha256: str = ""
    physical: int = 0
    preamble: int = 0
    header: int = 0
    blank: int = 0
    elsewhere: int = 0
    rejected: int = 0
    doubled: int = 0
    kept: int = 0
    checksum: str = ""
    problem: str | None = None
    detail: dict[str, Any] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        """Count the rows that could be read, whatever became of them then."""
        return self.physical - self.preamble - self.header - self.blank - self.rejected

    def failed(self, error: VouchError, physical: int, blank: int = 0) -> "FileCount":
        """Return the count of a file that could not be read: all its rows refused, and why."""
        return replace(
            self,
            state=FAILED,
            physical=physical,
            blank=blank,
            rejected=physical - blank,
            problem=error.key,
            detail=dict(error.values),
        )

    def check(self) -> "FileCount":
        """Refuse a file whose rows do not add up.

        Raises:
            VouchError: what became of its rows is not all of them; every number is named.
        """
        fates = {name: getattr(self, name) for name in FATES}
        total = sum(fates.values())
        if total != self.physical:
            said = {"file": self.file, "counted": total, "physical": self.physical}
            raise VouchError("problem.does_not_add_up", **said, **fates)
        return self
