"""The versions of a policy: which of them holds on which day (notice §12)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from vouch import policy
from vouch.errors import VouchError
from vouch.policy import Policy

FOLDER = "policies"


@dataclass(frozen=True)
class Versions:
    """All versions of one home's policy, in the order of their days; *current* is policy.toml."""

    current: Policy
    all: tuple[Policy, ...]

    def on(self, day: date) -> Policy:
        """Choose the version that held on *day*; before the first one, that first one."""
        begun = [version for version in self.all if version.notice.valid_from <= day]
        return begun[-1] if begun else self.all[0]

    def holding(self, days: Collection[date]) -> list[Policy]:
        """List the versions that held on any of *days*, the latest last."""
        held = {self.on(day).notice.version for day in days}
        return [version for version in self.all if version.notice.version in held]

    def state(self, version: Policy, day: date) -> str:
        """Tell whether a version is ``in_force``, ``not_in_force`` yet or ``replaced`` on *day*."""
        if version.notice.valid_from > day:
            return "not_in_force"
        return "in_force" if version == self.on(day) else "replaced"

    def around(self, day: date) -> tuple[Policy, Policy]:
        """Choose the two versions that a reader compares first, the earlier one leading.

        The one that holds on *day* and the next; if there is none, the one before it and itself.
        """
        place = self.all.index(self.on(day))
        first = max(0, min(place, len(self.all) - 2))
        return self.all[first], self.all[min(first + 1, len(self.all) - 1)]

    def named(self, version: str) -> Policy | None:
        """Find a version by its name."""
        return next((one for one in self.all if one.notice.version == version), None)


def load(current: Policy, folder: Path) -> Versions:
    """Read the versions in *folder* beside the *current* one.

    Raises:
        VouchError: a file is wrong, is not named as its version, or begins on another's day.
    """
    found = [current]
    for path in sorted(folder.glob("*.toml")):
        read = policy.load(path, f"{FOLDER}/{path.name}")
        _check(read, path, found)
        found.append(read)
    return Versions(current, tuple(sorted(found, key=lambda one: one.notice.valid_from)))


def _check(read: Policy, path: Path, others: list[Policy]) -> None:
    file, notice = f"{FOLDER}/{path.name}", read.notice
    if notice.version != path.stem:
        raise VouchError("problem.version_misnamed", file=file, version=notice.version)
    for other in others:
        if other.notice.version == notice.version:
            raise VouchError("problem.version_twice", file=file, version=notice.version)
        if other.notice.valid_from == notice.valid_from:
            raise VouchError(
                "problem.version_same_day",
                file=file,
                day=notice.valid_from.isoformat(),
                version=other.notice.version,
            )
