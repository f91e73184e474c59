"""Reading the audit log: the entries of one month, for whoever may know who looked."""

from pathlib import Path

from vouch import readers
from vouch.audit import entries, segments
from vouch.audit.entries import Record
from vouch.readers import Role

MAY = (Role.DPO, Role.AUDITOR)


def months(folder: Path) -> list[str]:
    """Name the months that have a segment, the newest first."""
    return [path.stem for path in reversed(segments.listed(folder))]


def month(folder: Path, name: str, role: Role) -> list[Record]:
    """Return the entries of a month, the newest first; lines that are none are left out.

    Raises:
        Withheld: the role may know how many looked, and not who.
    """
    if role not in MAY:
        raise readers.Withheld("problem.withheld_log")
    path = folder / f"{name}.jsonl"
    if not path.is_file():
        return []
    with path.open("rb") as lines:
        found = [entries.read(line.removesuffix(b"\n")) for line in lines]
    return [record for record in reversed(found) if record]
