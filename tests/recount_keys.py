"""Keys and doubles for the recount: rows told apart by their ids, and files by their bytes."""

from collections import Counter
from datetime import date
from pathlib import Path

from tests.recount_rows import Look, snapshots

Keys = tuple[str, int | None, int | None, int | None, int | None]


def count(seen: Look, dataset: str) -> Keys:
    """Count repeated ids, the rows that are too many, those without an id, and of nobody.

    The word before them says whether repeated ids are looked for.
    """
    table = seen.datasets[dataset]
    kept = [record for record in seen.records if record.dataset == dataset]
    mapped = {} if table.get("kind") == "holds" else table["columns"]
    repeated = missing = surplus = unknown = None
    if "record_id" in mapped:
        ids = Counter(record.ours["record_id"] for record in kept)
        missing = ids.pop("", 0)
        repeated = sum(n > 1 for n in ids.values())
        surplus = ids.total() - len(ids)
    if "subject_id" in mapped:
        unknown = sum(
            record.person is None and not record.is_company_only and not record.is_deleted
            for record in kept
        )
    return ("done" if "record_id" in mapped else "no_id", repeated, surplus, missing, unknown)


def unchanged(home: Path, seen: Look) -> dict[tuple[str, str], date]:
    """Tell since when the files stand there, byte for byte and with rows that are kept."""
    earlier = [day for day in snapshots(home) if day < seen.day]
    filled = {(record.dataset, record.file) for record in seen.records}
    found = {}
    for dataset, file in filled:
        since = seen.day
        for day in reversed(earlier):
            if _bytes(home, day, file) != _bytes(home, seen.day, file):
                break
            since = day
        if since < seen.day:
            found[dataset, file] = since
    return found


def _bytes(home: Path, day: date, file: str) -> bytes:
    path = home / "snapshots" / day.isoformat() / file
    return path.read_bytes() if path.exists() else b""
