"""The cases of cases.toml, and a home that declares one dataset for each."""

import json
import os
import shutil
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
FATES = ("header", "preamble", "blank", "elsewhere", "rejected", "doubled", "kept")
TYPES = {"gz": "csv", "zst": "csv", "log": "combined-log"}  # by ending; others are their own
COLUMNS = {"record_id": "id", "subject_id": "id", "starts_on": "ended"}
LOG_COLUMNS = {"subject_id": "remote_addr", "starts_on": "time_local"}
LAYOUTS = {
    "csv": {"delimiter": ";", "date": ["%d.%m.%Y"]},
    "combined-log": {"date": ["%d/%b/%Y:"]},
}


@dataclass(frozen=True)
class Case:
    """One broken file: what becomes of its rows, and what must be said."""

    file: str
    fault: str
    rows: dict[str, int]
    says: list[str]
    state: str = "read"
    files: str = ""
    format: dict[str, Any] = field(default_factory=dict)
    only: dict[str, list[str]] = field(default_factory=dict)

    @property
    def dataset(self) -> str:
        """Name its dataset; a name may hold no dot."""
        return f"corpus.{self.file.replace('.', '_')}"

    def declared(self) -> str:
        """Write its table of sources.toml."""
        ending = self.file.rpartition(".")[2]
        kind = TYPES.get(ending, ending)
        layout = {"type": kind} | LAYOUTS.get(kind, LAYOUTS["csv"]) | self.format
        columns = LOG_COLUMNS if kind == "combined-log" else COLUMNS
        said = {
            "files": self.files or self.file,
            "category": "basic",
            "rule": "job-application",
            "only": self.only,
            "format": layout,
            "columns": columns,
        }
        return table(self.dataset, said)


def table(name: str, said: dict[str, Any]) -> str:
    """Write a table of sources.toml."""
    return f"[{name}]\n" + "".join(f"{key} = {_toml(value)}\n" for key, value in said.items())


def _toml(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{name} = {_toml(one)}" for name, one in value.items()) + " }"
    return json.dumps(value, ensure_ascii=False)


def accounted(found: dict[str, Any]) -> int:
    """Sum what became of a file's physical rows, by all the names that a row of fig_files has."""
    return sum(found.get(name) or 0 for name in FATES)


def read() -> list[Case]:
    """Read all cases."""
    text = (FOLDER / "cases.toml").read_text(encoding="utf-8")
    return [Case(file=file, **said) for file, said in tomllib.loads(text).items()]


def write_home(home: Path) -> None:
    """Write a home of all cases, in two snapshots; what no file can be is made here."""
    for part, day in (("before", "2026-09-30"), ("now", "2026-10-31")):
        shutil.copytree(FOLDER / "files" / part, home / "snapshots" / day)
    now = home / "snapshots" / "2026-10-31"
    (now / "link.csv").symlink_to(now / "cut.csv")
    (now / "folder.csv").mkdir()
    os.mkfifo(now / "pipe.csv")
    tables = [case.declared() for case in read() if case.state != "undeclared"]
    (home / "sources.toml").write_text("\n".join(tables), encoding="utf-8")
