"""Rotation of the key: what is hashed with the old one can be met by nothing that comes later."""

import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pyarrow import parquet

from vouch import build, history, keys, sought
from vouch.home import Home


@dataclass(frozen=True)
class Loss:
    """What a rotation costs of one snapshot whose exports are deleted; *sought* are requests."""

    kept: history.Kept
    sought: int

    @property
    def day(self) -> date:
        """Return the snapshot's day."""
        return self.kept.day


def find(home: Home) -> list[Loss]:
    """List the snapshots whose people cannot be met again after a rotation; nothing is changed.

    All others have their exports, and are read anew.
    """
    return [Loss(one, _sought(one)) for one in history.kept(home) if one.keys.exists()]


def _sought(one: history.Kept) -> int:
    """Count the granted requests by which people are looked for."""
    if not one.sought.exists():
        return 0
    listed = parquet.read_table(one.sought, columns=["right", "person", "closed_on"])
    return int(listed.group_by(listed.column_names).aggregate([]).num_rows)


def rotate(home: Home, on: date) -> Sequence[Loss]:
    """Replace the key, and drop and mark what the old one made on the day *on*.

    The mark comes first and the key last: a rotation that is broken off has lost what it marked,
    and nothing that it did not.

    Raises:
        VouchError: a build is under way.
    """
    with build.alone(home.warehouse):
        lost = find(home)
        for one in lost:
            said = json.loads(one.kept.identity) | {"key_rotated_on": on.isoformat()}
            one.kept.mark(said)
            shutil.rmtree(one.kept.keys)
            shutil.rmtree(one.kept.folder / history.PRINTS, ignore_errors=True)
        (home.history / sought.FOUND).unlink(missing_ok=True)
        keys.replace(home.key)
    return lost
