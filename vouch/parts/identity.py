"""What a part is, and the name that it has from all that its figures depend on."""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from datetime import date
from functools import cache, cached_property
from pathlib import Path

from vouch import bounds, keys, snapshots, sources

PACKAGE = Path(__file__).parent.parent
LAYERS = ("staging", "facts", "figures", "records")  # the others are asked, and make nothing
CODE = (
    *("intake/*.py", "parts/*.py", "bounds.py", "checksums.py", "keys.py", "kinds.py"),
    *(f"../queries/{layer}/*.sql" for layer in LAYERS),
)
NOT_IN_PART = {
    *("category", "people", "rule", "purpose", "basis", "origin", "empty_start"),
    *("fall_at_most", "rise_at_most"),
}


@dataclass(frozen=True)
class Held:
    """What of one dataset is held: single records, people, or all of it.

    Of a register of holds, *nameable* are the datasets that its holds may name: any other text in
    their column is none of ours and is never kept.
    """

    records: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    is_dataset: bool = False
    nameable: tuple[str, ...] = ()


@dataclass(frozen=True)
class Part:
    """One dataset in one snapshot, with the files and holds that its figures come from.

    *sought* are the keyed hashes by which people are looked for in it; its figures do not depend
    on them.
    """

    snapshot: date
    name: str
    dataset: sources.Dataset
    files: tuple[tuple[snapshots.File, str], ...]
    held: Held
    key: str = field(repr=False)
    horizon: int
    sought: tuple[int, ...] = ()

    @property
    def size(self) -> int:
        """Count the bytes of its files together."""
        return sum(file.size for file, _ in self.files)

    @property
    def within(self) -> bounds.Bounds:
        """Return the bounds within which the files are read; what is read well is the same."""
        return self.files[0][0].within if self.files else bounds.USUAL

    @cached_property
    def id(self) -> str:
        """Name the part by the hash of all that its figures depend on."""
        mapping = self.dataset.model_dump(mode="json", exclude=NOT_IN_PART)
        said = [
            str(self.snapshot),
            self.name,
            mapping,
            [(file.name, digest, file.standing) for file, digest in self.files],
            asdict(self.held),
            keys.fingerprint(self.key),
            code_fingerprint(),
        ]
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:24]

    @property
    def found(self) -> str:
        """Name the file of the rows in which its *sought* people are found."""
        said = json.dumps([self.id, self.sought])
        return f"found-{hashlib.sha256(said.encode()).hexdigest()[:24]}.parquet"


@cache
def code_fingerprint() -> str:
    """Hash the code that makes parts, so that a change of it makes others."""
    texts = [path.read_bytes() for name in CODE for path in sorted(PACKAGE.glob(name))]
    return hashlib.sha256(b"\0".join(texts)).hexdigest()
