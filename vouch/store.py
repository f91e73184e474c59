"""The store of parts: where each lies, which are not made yet, and which are of no use any more."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from vouch import bounds
from vouch.parts.identity import Part
from vouch.parts.making import BOUNDS, Wanted, drop
from vouch.policy import Policy

# What is read well is the same within whatever bounds.
NO_MATTER = {field.name for field in fields(bounds.Bounds)}


@dataclass(frozen=True)
class Store:
    """A folder of parts; *policy* is that of the newest snapshot, whose rows are listed."""

    folder: Path
    policy: Policy

    def figures(self, part: Part) -> Path:
        """Name the folder of a part's figures."""
        return self.folder / part.id

    def rows(self, part: Part) -> Path:
        """Name the folder of a part's rows, which depend on its rule as well."""
        rule = self.policy.rules.get(part.dataset.rule or "")
        said = json.dumps(
            [
                part.id,
                part.dataset.category,
                part.dataset.rule,
                part.dataset.is_running_on_empty,
                rule.model_dump(mode="json") if rule else None,
                self.policy.settings.model_dump(mode="json", exclude=NO_MATTER),
            ],
            sort_keys=True,
        )
        return self.folder / f"rows-{hashlib.sha256(said.encode()).hexdigest()[:24]}"

    def wanted(self, part: Part, *, with_rows: bool) -> Wanted:
        """Tell what of a part is not there yet, or was stopped at bounds that are others now."""
        figures, rows = self.figures(part), self.rows(part)
        if _is_outgrown(figures, part):
            drop(rows)
            drop(figures)
        return Wanted(
            None if figures.exists() else figures,
            rows if with_rows and not rows.exists() else None,
        )

    def found(self, part: Part) -> Path:
        """Name the file of the rows in which a part's *sought* people are found."""
        return self.folder / part.found

    def note(self, generation: str, beside: Iterable[Path]) -> Path:
        """Write down which files beside the parts a generation is made of."""
        path = self._note(generation)
        path.write_text(json.dumps([file.name for file in beside]), encoding="utf-8")
        return path

    def noted(self, generation: str) -> list[Path]:
        """List what was written down of a generation; all files there are, if that is damaged."""
        path = self._note(generation)
        try:
            names = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return [*self.folder.glob("*.parquet")]
        return [path, *(self.folder / name for name in names)]

    def _note(self, generation: str) -> Path:
        return self.folder / f"generation-{generation}.json"

    def sweep(self, used: Iterable[Path] = ()) -> None:
        """Drop all that is not *used*."""
        kept = set(used)
        for path in [*self.folder.iterdir()]:
            if path not in kept:
                drop(path)


def _is_outgrown(figures: Path, part: Part) -> bool:
    path = figures / BOUNDS
    return path.exists() and json.loads(path.read_text(encoding="ascii")) != asdict(part.within)
