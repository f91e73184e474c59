"""Holds: suspensions of deletion and restrictions of processing, and what they concern."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

import duckdb

from vouch import sources
from vouch.parts.identity import Held, Part


@dataclass(frozen=True)
class Hold:
    """One suspension of deletion, open on the snapshot's day."""

    space: str
    record_id: str | None
    dataset: str | None
    subject_id: str | None


def choose(name: str, dataset: sources.Dataset, holds: Iterable[Hold]) -> Held:
    """Choose the holds that concern one dataset."""
    records, subjects, is_dataset = set(), set(), False
    space = sources.space(name, dataset)
    for hold in holds:
        if hold.record_id:
            records |= {hold.record_id} if hold.dataset == name else set()
        elif hold.subject_id:
            here = hold.space == space and hold.dataset in (None, name)
            subjects |= {hold.subject_id} if here else set()
        else:
            is_dataset |= hold.dataset == name
    return Held(tuple(sorted(records)), tuple(sorted(subjects)), is_dataset)


def write(db: duckdb.DuckDBPyConnection, part: Part, path: Path) -> None:
    """Write the holds of *part* that are open on its snapshot's day."""
    rows = db.execute(
        "SELECT record_id, dataset, subject_id FROM stg_holds "
        "WHERE opened_on <= $day AND (released_on IS NULL OR released_on > $day) "
        "ORDER BY ALL",
        {"day": part.snapshot},
    ).fetchall()
    space = sources.space(part.name, part.dataset)
    path.write_text(json.dumps([asdict(Hold(space, *row)) for row in rows]), encoding="utf-8")


def read(path: Path) -> list[Hold]:
    """Read the open holds of a part of kind ``holds``."""
    return [Hold(**entry) for entry in json.loads(path.read_text(encoding="utf-8"))]
