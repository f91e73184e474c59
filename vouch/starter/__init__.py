"""A home to begin with: commented declarations, and small invented exports to build from."""

import re
from datetime import date, timedelta
from pathlib import Path

from vouch.errors import VouchError

HERE = Path(__file__).parent
DECLARATIONS = {
    "policy.toml": "policy.toml",
    "sources.toml": "sources.toml",
    "gitignore": ".gitignore",  # under its own name it would hold here
}
EXPORTS = ("orders.csv", "requests.csv")
DAYS_FROM = re.compile(r"@(-\d+)")  # in an export: a day so many days before the snapshot's
REVIEW = re.compile(r"^review_on = .*", re.MULTILINE)
A_YEAR = 365


def write(folder: Path, day: date) -> None:
    """Write a home with a snapshot of *day*; the same bytes for the same day.

    Raises:
        VouchError: the folder holds something already.
    """
    if folder.is_file() or (folder.is_dir() and any(folder.iterdir())):
        raise VouchError("problem.not_empty", folder=str(folder))
    snapshot = folder / "snapshots" / day.isoformat()
    snapshot.mkdir(parents=True)
    for name, target in DECLARATIONS.items():
        _write(folder / target, REVIEW.sub(f"review_on = {day + timedelta(A_YEAR)}", _text(name)))
    for name in EXPORTS:
        _write(snapshot / name, DAYS_FROM.sub(lambda found: _day(day, found[1]), _text(name)))


def _text(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _day(day: date, offset: str) -> str:
    return (day + timedelta(int(offset))).strftime("%d.%m.%Y")
