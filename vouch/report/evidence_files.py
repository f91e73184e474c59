"""The rows behind the figures of an officer's pack: logged one by one before they are written."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pandas as pd

from vouch import downloads, kpis, notice_findings
from vouch.audit.trail import Params
from vouch.report import figure_files
from vouch.view import View

# Of one file; whoever needs more rows than an auditor looks through takes the worklists.
MOST = 10_000
FOLDER = "evidence"
Note = Callable[[str, Params, int], None]


@dataclass(frozen=True)
class Listing:
    """Rows of records, of which *total* there are; *name* is the file's."""

    name: str
    query: str
    params: tuple[tuple[str, object], ...]
    rows: pd.DataFrame

    @property
    def total(self) -> int:
        """Count the rows that there are."""
        return len(self.rows)

    @property
    def listed(self) -> int:
        """Count the rows that the file has."""
        return min(self.total, MOST)


def has_rows(view: View) -> bool:
    """Tell whether there are rows: for the officer, and of the newest snapshot alone."""
    return view.is_dpo and view.snapshot == view.snapshots[-1]


def made(view: View, note: Note) -> tuple[dict[str, bytes], list[dict[str, object]]]:
    """Write the rows of each figure and finding; return files, and how many rows each has of all.

    *note* (query, params, rows) is asked to log each before it is written.

    Raises:
        VouchError: it cannot be logged, or this process has no records.
    """
    files, told = {}, []
    for one in _listings(view) if has_rows(view) else ():
        note(one.query, [("snapshot", view.snapshot), *one.params], one.listed)
        ground = figure_files.ground(view)
        beside = {name: said for name, said in ground.items() if name not in one.rows}
        files[one.name] = downloads.as_csv(one.rows.head(MOST), beside)
        told.append({"name": one.name, "rows": one.listed, "of": one.total})
    return files, told


def _listings(view: View) -> Iterator[Listing]:
    as_of = ("as_of", view.as_of)
    for name in kpis.IDS:
        rows = view.rows("evidence", name)
        yield Listing(f"{FOLDER}/kpis/{name}.csv", f"evidence/{name}", (as_of,), rows)
    for finding in notice_findings.found(view):
        if finding.kind.has_rows:
            rows = view.rows("evidence", "finding_rows", finding=finding.id)
            params = (as_of, ("finding", finding.id))
            name = f"{FOLDER}/findings/{finding.id}.csv"
            yield Listing(name, "evidence/finding_rows", params, rows)
