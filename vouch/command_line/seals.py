"""What sealing wrote down, file by file."""

from collections.abc import Iterator
from pathlib import Path

from vouch import manifests, wording


def lines(made: manifests.Manifest, folder: Path) -> Iterator[str]:
    """Say what was sealed: each file with its bytes, its rows where they are known, its hash."""
    t = wording.Words("en")
    for entry in made.files:
        rows = "of no dataset" if entry.rows is None else f"{t.number(entry.rows)} rows"
        yield f"{entry.name}: {t.number(entry.bytes)} bytes, {rows}, {entry.sha256[:12]}"
    yield f"Sealed {len(made.files)} files in {folder / manifests.NAME}."
