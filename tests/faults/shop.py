"""A home with one dataset of people, to be damaged."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from vouch import build, home, warehouse

DAY = date(2026, 10, 31)
SOURCES = """
[crm.people]
files = "{files}"
category = "basic"
rule = "job-application"
[crm.people.format]
type = "{type}"
delimiter = ";"
encoding = "{encoding}"
date = ["%d.%m.%Y"]
[crm.people.columns]
record_id = "id"
subject_id = "id"
starts_on = "ended"
"""
HEAD_ROWS = "id;ended\na;1.2.2020\nb;1.2.2020\n"


@dataclass(frozen=True)
class Shop:
    """A home folder and what a build makes of it."""

    folder: Path

    def declare(
        self, files: str = "people.csv", kind: str = "csv", encoding: str = "utf-8"
    ) -> None:
        """Write sources.toml."""
        text = SOURCES.format(files=files, type=kind, encoding=encoding)
        (self.folder / "sources.toml").write_text(text, encoding="utf-8")

    def declare_each(self, files: Sequence[str], kind: str = "csv") -> None:
        """Write sources.toml with a dataset for each of some files."""
        said = [SOURCES.format(files=file, type=kind, encoding="utf-8") for file in files]
        each = [text.replace("crm.people", f"crm.people_{n}") for n, text in enumerate(said)]
        (self.folder / "sources.toml").write_text("".join(each), encoding="utf-8")

    def bound(self, **settings: str | int) -> None:
        """Write a policy.toml that is the sample's with other *settings*."""
        text = (home.SAMPLE / "policy.toml").read_text(encoding="utf-8")
        for name, value in settings.items():
            text = re.sub(rf"^{name} = \S.*$", f"{name} = {value!r}", text, flags=re.MULTILINE)
        (self.folder / "policy.toml").write_text(text, encoding="utf-8")

    def put(self, content: bytes | str, name: str = "people.csv", day: date = DAY) -> Path:
        """Write an export into a snapshot."""
        path = self.folder / "snapshots" / day.isoformat() / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def build(self) -> build.Summary:
        """Build the home."""
        return build.run(home.load(self.folder))

    def files(self) -> list[tuple]:
        """Return state, physical, header, blank, rejected, kept and problem of each file."""
        return self.ask(
            "figures",
            "SELECT state, physical, header, blank, rejected, kept, problem FROM fig_files "
            "ORDER BY file",
        )

    def preambles(self) -> list[int]:
        """Return how many records stand above the heading of each file."""
        found = self.ask("figures", "SELECT preamble FROM fig_files ORDER BY file")
        return [preamble for (preamble,) in found]

    def records(self) -> list[tuple]:
        """Return id and row number of the records to act on, by row."""
        return self.ask("records", "SELECT record_id, row FROM rec_records ORDER BY row")

    def rejects(self) -> list[tuple]:
        """Return row number and reason of the rejected rows."""
        return self.ask("records", "SELECT row, reason FROM rec_rejects ORDER BY row")

    def told(self) -> list[tuple]:
        """Return column, fields expected and found, and excerpt of the rejected rows."""
        return self.ask(
            "records",
            "SELECT column_name, expected, found, excerpt FROM rec_rejects ORDER BY file, row",
        )

    def ask(self, kind: str, sql: str) -> list[tuple]:
        """Ask one of the two published files."""
        place = self.folder / "warehouse"
        generation = warehouse.current(place)
        assert generation is not None
        path = {"figures": warehouse.figures_file, "records": warehouse.records_file}[kind]
        with duckdb.connect(str(path(place, generation)), read_only=True) as db:
            return db.execute(sql).fetchall()
